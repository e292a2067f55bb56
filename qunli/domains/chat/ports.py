"""What chat asks of others without knowing them: who screens messages before they are taken in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from qunli.core.refusals import Sentence


@dataclass(frozen=True)
class Utterance:
    """Something said and not taken in yet. `key` is the sender's own and unique in the group: it comes in once.
    `reply_to` is the number (seq) of the message answered, `mentions` are identities, `attachments` ids of uploads;
    `at` is ms UTC; `group_kind` the platform of the group."""

    group: int
    person: int
    identity: int
    key: str
    at: int
    text: str
    reply_to: int | None = None
    mentions: tuple[int, ...] = ()
    attachments: tuple[int, ...] = ()
    kind: str = ""
    card: dict[str, Any] | None = None


Effect = Literal["pass", "hold", "refuse"]


@dataclass(frozen=True)
class Ruling:
    """What becomes of an utterance. A held one waits for a person; `sentence` is for its author, in their language
    when it is said lazily; `detail` is the
    screener's own, handed back to it in `keep`."""

    effect: Effect = "pass"
    sentence: Sentence = ""
    detail: Any = field(default=None, compare=False)


@dataclass(frozen=True)
class Ruled:
    """An utterance with its ruling, and the number it got in its group when it was taken in."""

    utterance: Utterance
    ruling: Ruling
    seq: int | None


class Screening(Protocol):
    """Looks at everything that is said in live groups."""

    def judge(self, community: int, batch: Sequence[Utterance]) -> Sequence[Ruling]:
        """One ruling each, in order. Reads memory only: it stands in the path of every message."""
        ...

    def keep(self, community: int, ruled: Sequence[Ruled]) -> None:
        """Write down what has to be remembered, in the transaction that takes the batch in."""
        ...


class NoScreening:
    """Lets everything pass; in force until the configuration names another."""

    def judge(self, community: int, batch: Sequence[Utterance]) -> Sequence[Ruling]:
        """Passes all."""
        return [Ruling() for _ in batch]

    def keep(self, community: int, ruled: Sequence[Ruled]) -> None:
        """Nothing to remember."""
