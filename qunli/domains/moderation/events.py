"""What happened in moderation. Ids and measures only: what is erased must not live on in the log."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PoliciesChanged:
    """Another version of the policies is in force."""

    community: int
    version: int
    note: str


@dataclass(frozen=True)
class CaseOpened:
    """A message waits for a person's decision, or was reported."""

    community: int
    case: int
    trigger: str
    measure: float
    limit: float


@dataclass(frozen=True)
class CaseDecided:
    """Somebody released the message (`upheld` false) or upheld the case."""

    community: int
    case: int
    upheld: bool
    reason: str


@dataclass(frozen=True)
class SanctionDue:
    """To be carried out in chats outside: connectors do it there, once. `group` null means in every group; `until` is
    ISO 8601; `seq` is the message to delete, if that is what is due."""

    community: int
    sanction: int
    kind: str
    person: int
    group: int | None
    until: str | None
    seq: int | None


@dataclass(frozen=True)
class SanctionCarriedOut:
    """Done in the community's own groups."""

    community: int
    sanction: int
    kind: str
    person: int


@dataclass(frozen=True)
class SanctionLifted:
    """Taken back; connectors undo it in their chats."""

    community: int
    sanction: int
    kind: str
    person: int
    group: int | None


@dataclass(frozen=True)
class MessageReported:
    """A member reported a message."""

    community: int
    case: int


@dataclass(frozen=True)
class Appealed:
    """Somebody asks a second reader to look."""

    community: int
    appeal: int
    case: int


@dataclass(frozen=True)
class AppealAnswered:
    """The second reader has decided."""

    community: int
    appeal: int
    case: int
    granted: bool


@dataclass(frozen=True)
class AdPermitted:
    """One advertisement of one person is allowed."""

    community: int
    permit: int
    person: int


@dataclass(frozen=True)
class AdPermitUsed:
    """The advertisement was posted."""

    community: int
    permit: int
    person: int


@dataclass(frozen=True)
class LessonUndone:
    """What a decision taught the classifier was taken back."""

    community: int
    lesson: int
