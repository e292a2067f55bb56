"""What happened to operators, colleagues and communities."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class OperatorFounded:
    """The first account of this installation, or of a further organisation, was made."""

    operator: int
    user: int
    community: None = None


@dataclass(frozen=True)
class ColleagueInvited:
    """Somebody was asked by e-mail address to help run an operator's communities."""

    operator: int
    email: str
    role: str
    community: None = None


@dataclass(frozen=True)
class InvitationWithdrawn:
    """An invitation was taken back before it was used."""

    operator: int
    email: str
    community: None = None


@dataclass(frozen=True)
class ColleagueJoined:
    """An invited person took up their role."""

    operator: int
    user: int
    role: str
    community: None = None


@dataclass(frozen=True)
class ColleagueRoleChanged:
    """A colleague's role became another."""

    operator: int
    user: int
    role: str
    community: None = None


@dataclass(frozen=True)
class ColleagueRemoved:
    """A colleague may no longer see the operator's communities."""

    operator: int
    user: int
    community: None = None


@dataclass(frozen=True)
class TokenMade:
    """A program was given a key to the API."""

    operator: int
    user: int
    name: str
    scopes: list[str]
    community: None = None


@dataclass(frozen=True)
class TokenRevoked:
    """A program's key no longer opens anything."""

    operator: int
    user: int
    name: str
    community: None = None


@dataclass(frozen=True)
class CommunityCreated:
    """A community stands, still without members."""

    community: int
    name: str


@dataclass(frozen=True)
class CommunityDeleted:
    """A community is out of sight, to be erased on `erase_on` (UTC date). Told outside the community, so that the line
    stays in the operator's audit trail when everything of the community has gone; so with the next two."""

    operator: int
    deleted: int
    name: str
    erase_on: str
    community: None = None


@dataclass(frozen=True)
class CommunityRestored:
    """A deleted community is back, with everything in it."""

    operator: int
    restored: int
    name: str
    community: None = None


@dataclass(frozen=True)
class CommunityErased:
    """Nothing of a deleted community is left; it had that many rows."""

    operator: int
    erased: int
    name: str
    rows: int
    community: None = None


@dataclass(frozen=True)
class CommunityDescribed:
    """Name, purpose, kind, language or time zone were changed; `changes` maps field to its new value."""

    community: int
    changes: dict[str, str]


@dataclass(frozen=True)
class CharterAnswered:
    """A question of the charter was answered anew."""

    community: int
    question: str


@dataclass(frozen=True)
class PromiseMade:
    """The community promises something more, or says it differently."""

    community: int
    promise: int


@dataclass(frozen=True)
class PromiseDone:
    """A task that was promised is done."""

    community: int
    promise: int


@dataclass(frozen=True)
class PromiseWithdrawn:
    """The community no longer promises it."""

    community: int
    promise: int


@dataclass(frozen=True)
class CharterKept:
    """The charter of this moment was kept as a version."""

    community: int
    number: int


@dataclass(frozen=True)
class CommunityOpened:
    """The charter stands; the front door is open."""

    community: int


@dataclass(frozen=True)
class RulesAnnounced:
    """A new version of the rules holds from now on."""

    community: int
    number: int


@dataclass(frozen=True)
class CommunityDressed:
    """Slogan, colours, gifts or logo were changed."""

    community: int


@dataclass(frozen=True)
class RoomOpened:
    """People in one room may come in by a code for some minutes."""

    community: int
    room: int


@dataclass(frozen=True)
class RoomClosed:
    """The code of a room opens nothing any more."""

    community: int
    room: int
