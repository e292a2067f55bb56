"""What chat asks of others without knowing them: who screens messages before they are taken in, and connectors to chat
platforms."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
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
    answers: str | None = None
    """The key of the message answered, where that is known instead of its number."""
    media: tuple[str, ...] = ()
    """Kinds of what came with it elsewhere."""
    origin: Literal["here", "there", "bridge", "house"] = "here"
    """Said here, on the platform of its group, in a group that a bridge leads from, or by the community itself."""


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


class Author(Protocol):
    """What screening may know of who said something: powers come from posts."""

    @property
    def powers(self) -> frozenset[str]: ...
    @property
    def joined_at(self) -> datetime | None: ...


class Screening(Protocol):
    """Looks at everything that is said in live groups."""

    def judge(self, community: int, batch: Sequence[Utterance], standings: Mapping[int, Author]) -> Sequence[Ruling]:
        """One ruling each, in order; `standings` of their authors, by person. Reads memory only: it stands in the path
        of every message."""
        ...

    def keep(self, community: int, ruled: Sequence[Ruled]) -> None:
        """Write down what has to be remembered, in the transaction that takes the batch in."""
        ...


class NoScreening:
    """Lets everything pass; in force until the configuration names another."""

    def judge(self, community: int, batch: Sequence[Utterance], standings: Mapping[int, Author]) -> Sequence[Ruling]:
        """Passes all."""
        return [Ruling() for _ in batch]

    def keep(self, community: int, ruled: Sequence[Ruled]) -> None:
        """Nothing to remember."""


# What a connector to a chat platform must do. It knows this file and nothing else of Qunli.

Ability = Literal["send", "direct", "edit", "delete", "remove", "restrict", "members", "history", "welcome"]
"""What may be possible on a platform: `direct` is to write to one person, `history` to hand over what was said while
nobody listened, `welcome` to greet once whoever comes to us."""


@dataclass(frozen=True)
class Who:
    """Somebody, as a platform knows them."""

    id: str
    name: str = ""
    handle: str = ""
    is_bot: bool = False


@dataclass(frozen=True)
class Chat:
    """A group there; `direct`: one person's talk with our account. To write to one person, `id` is the person's."""

    id: str
    name: str = ""
    direct: bool = False


@dataclass(frozen=True)
class Said:
    """A message. `id` is unique in its chat, `at` ms UTC, `media` kinds such as "image", `own` marks what our account
    said itself."""

    chat: Chat
    by: Who
    id: str
    at: int
    text: str = ""
    reply_to: str | None = None
    mentions: tuple[Who, ...] = ()
    media: tuple[str, ...] = ()
    own: bool = False


@dataclass(frozen=True)
class Edited:
    """A message has another text now. `by` is told where the platform does not see to it that only its author edits."""

    chat: Chat
    id: str
    at: int
    text: str
    by: Who | None = None


@dataclass(frozen=True)
class Deleted:
    """Messages are gone."""

    chat: Chat
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Joined:
    """Somebody came into a group."""

    chat: Chat
    who: Who
    at: int
    by: Who | None = None


@dataclass(frozen=True)
class Left:
    """Somebody went."""

    chat: Chat
    who: Who
    at: int


@dataclass(frozen=True)
class Removed:
    """Somebody was taken out."""

    chat: Chat
    who: Who
    at: int
    by: Who | None = None


@dataclass(frozen=True)
class Profile:
    """Somebody is called differently now."""

    who: Who
    at: int


@dataclass(frozen=True)
class Met:
    """Our account is in this group, so that it can be linked."""

    chat: Chat


@dataclass(frozen=True)
class Arrived:
    """Somebody came to our account. They may be written to once and soon, at `chat`: `text` is said, as the settings
    have it."""

    chat: Chat
    who: Who
    text: str


Came = Said | Edited | Deleted | Joined | Left | Removed | Profile | Met | Arrived


@dataclass(frozen=True)
class Raw:
    """An update as the platform gave it. `id` is unique in its connection: it is taken in once. `body` is JSON and is
    what `Platform.read` is given, now or later."""

    id: str
    body: Any


@dataclass(frozen=True)
class Batch:
    """Updates in their order, and where to go on after them."""

    raws: Sequence[Raw]
    cursor: str = ""


@dataclass(frozen=True)
class Outgoing:
    """A message to send. `key` is its own: given twice, a platform that knows keys sends it once. `replaces` is the id
    of a message of ours that it takes the place of."""

    chat: Chat
    key: str
    text: str
    reply_to: str | None = None
    replaces: str | None = None


@dataclass(frozen=True)
class Checked:
    """The credentials are right: what our account there is called, and what it can really do. `notes` are sentences
    about what is missing."""

    account: str
    name: str
    can: frozenset[Ability]
    notes: tuple[Sentence, ...] = ()


class TryAgain(Exception):
    """Not now, and nothing was done; `after` is how many seconds the platform asks to wait, if it does."""

    def __init__(self, said: str, after: float | None = None) -> None:
        super().__init__(said)
        self.after = after


class AskPerson(Exception):
    """Trying again will not help, or nobody knows whether it was done: a person has to look."""


class Connector(Protocol):
    """One account on one platform, while it is open. Every method may raise `TryAgain` and `AskPerson`; any other error
    counts as a broken line."""

    def receive(self, cursor: str) -> AsyncIterator[Batch]:
        """What happens from `cursor` on ("": from now on), until the line breaks. A batch is stored before the next one
        is asked for; what the platform wants to have confirmed is confirmed then."""
        ...

    async def send(self, message: Outgoing) -> str:
        """The id of what was sent."""
        ...

    async def remove(self, chat: str, person: str, ban: bool) -> None:
        """Take somebody out; `ban`: they cannot come back by themselves."""
        ...

    async def restrict(self, chat: str, person: str, until: int | None) -> None:
        """Keep somebody from writing until `until` (ms UTC); null lets them write again, and come back after a ban."""
        ...

    async def delete(self, chat: str, message: str) -> None:
        """Take a message away; one that is gone already is no error."""
        ...

    async def members(self, chat: str) -> Sequence[Who]:
        """Everybody in a group, as far as the platform tells."""
        ...

    async def check(self) -> Checked:
        """Whether the credentials are right."""
        ...


@dataclass(frozen=True)
class Pushed:
    """A request by which a platform tells something. `headers` have lower-case names; `now` is s UTC."""

    method: str
    headers: Mapping[str, str]
    query: Mapping[str, str]
    body: bytes
    now: float


@dataclass(frozen=True)
class Heard:
    """What a request brought, and what is answered once it is stored."""

    raws: Sequence[Raw] = ()
    status: int = 200
    answer: str = ""
    content_type: str = "text/plain"


@dataclass(frozen=True)
class Setting:
    """A field of the set-up page. A `secret` is kept encrypted and never shown again; `choices` are (value, label)."""

    name: str
    label: Sentence
    help: Sentence = ""
    secret: bool = False
    required: bool = True
    default: str = ""
    choices: tuple[tuple[str, Sentence], ...] = ()


@dataclass(frozen=True)
class Pace:
    """The platform's published limits on sending: so many in so many seconds, in one chat and in all."""

    in_one: tuple[int, float] = (20, 60.0)
    in_all: tuple[int, float] = (30, 1.0)


Settings = Mapping[str, str]
"""What was filled in, secrets included; `hook` is the address at which this installation hears of the connection."""


@dataclass(frozen=True)
class Platform:
    """A kind of connection. `read` says what an update means and must not look elsewhere; `hear` checks and takes apart
    a request to the connection's `hook`, for platforms that push. `keyed`: the platform knows keys, so that a
    message may be sent again when nobody knows whether it was. `cannot` are sentences about what it forbids, `by_hand`
    says what a person does instead, step by step, by kind of deed ("send", "delete", "remove", "restrict", ...)."""

    key: str
    name: str
    settings: tuple[Setting, ...]
    can: frozenset[Ability]
    open: Callable[[Settings], AbstractAsyncContextManager[Connector]]
    read: Callable[[Any], Sequence[Came]]
    hear: Callable[[Settings, Pushed], Heard] | None = None
    pace: Pace = Pace()
    keyed: bool = False
    keyed_for: float | None = None
    """Seconds that it remembers a key; null: for good."""
    restricts_for: float | None = None
    """Seconds for which it keeps somebody from writing at most: what is longer is asked for again in time."""
    timed: bool = True
    """Whether it lets them write again by itself when `restrict` said until when; otherwise that is asked for then."""
    cannot: tuple[Sentence, ...] = ()
    by_hand: Mapping[str, Sequence[Sentence]] = field(default_factory=dict)
    guide: str = ""
    """The page below docs/connectors that tells how to get the credentials."""
