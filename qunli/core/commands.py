"""Commands that members write in any chat. A domain lists its own in `commands.py`; the configuration gathers them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qunli.core.actor import Actor
from qunli.core.refusals import Sentence


@dataclass(frozen=True)
class Asked:
    """A command as somebody wrote it. `actor` is the member's, or null for somebody who is none; `rest` is what stands
    after the name. `group` is null in a talk with the program alone; `key` is unique and can be handed to an operation;
    `reply_to` is the number of the message that the command answers, if it answers one. `site` is how addresses of this
    installation begin (https://qunli.example), empty when it does not know. `message` is the key of the message in the
    group that is the command; empty on member pages, where a command is not said: only its asker sees the answer."""

    community: int
    actor: Actor | None
    person: int
    identity: int
    group: int | None
    rest: str
    key: str
    language: str
    reply_to: int | None = None
    site: str = ""
    message: str = ""


@dataclass(frozen=True)
class Answer:
    """What is said in reply. `private`: for the asker's eyes only, so never in a group."""

    text: Sentence
    private: bool = False


@dataclass(frozen=True)
class Command:
    """`names` are what may be written after "/", in all languages, the first English; `bare` ones count without it when
    the message says nothing else (签到). `takes` shows what stands after the name (QUESTION), `about` is one line of
    help. `run` calls one operation; a `Refusal` is answered by its sentence. `guests`: also for those who are no
    members."""

    names: tuple[str, ...]
    about: Sentence
    run: Callable[[Asked], Answer | None]
    bare: tuple[str, ...] = ()
    guests: bool = False
    takes: Sentence = ""
