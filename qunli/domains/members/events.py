"""What happened to people. Ids only: what is erased must not live on in the log."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PeopleMerged:
    """Two people were found to be one; `identities` moved from `merged` to `kept`."""

    community: int
    merge: int
    kept: int
    merged: int
    identities: list[int]
    reason: str
    confidence: float


@dataclass(frozen=True)
class MergeUndone:
    """A merge was taken back; `identities` belong to `restored` again."""

    community: int
    merge: int
    kept: int
    restored: int
    identities: list[int]


@dataclass(frozen=True)
class MatchDeclined:
    """Somebody decided that two people are not the same."""

    community: int
    match: int
    one: int
    other: int


@dataclass(frozen=True)
class PersonDescribed:
    """An operator gave a person another name or note; `fields` names which."""

    community: int
    person: int
    fields: list[str]


@dataclass(frozen=True)
class PersonExported:
    """Somebody took out everything that is known of a person."""

    community: int
    person: int


@dataclass(frozen=True)
class PeopleTakenOut:
    """The only history that spoke of these identities was taken back; `people` had no others and are gone."""

    community: int
    people: list[int]
    identities: list[int]


@dataclass(frozen=True)
class PersonErased:
    """Names and ids of a person are gone; whoever keeps more about `identities` erases it now."""

    community: int
    person: int
    identities: list[int]


@dataclass(frozen=True)
class IdentityLinked:
    """A member showed by a code that an identity on another platform is theirs."""

    community: int
    person: int
    identity: int


@dataclass(frozen=True)
class MemberAdmitted:
    """Somebody became a member, or became one again."""

    community: int
    person: int


@dataclass(frozen=True)
class MemberLeft:
    """A member went by themselves."""

    community: int
    person: int


@dataclass(frozen=True)
class MemberRemoved:
    """A member was taken out."""

    community: int
    person: int


@dataclass(frozen=True)
class MemberSilenced:
    """A member may not write until `until` (ISO 8601), or may again (null)."""

    community: int
    person: int
    until: str | None


@dataclass(frozen=True)
class RulesAcknowledged:
    """A member said yes to a version of the rules."""

    community: int
    person: int
    number: int


@dataclass(frozen=True)
class CameInFaceToFace:
    """Somebody in the room came in by its code."""

    community: int
    person: int
    room: int


@dataclass(frozen=True)
class DutyGiven:
    """A duty was described or given to somebody, or to nobody yet."""

    community: int
    duty: int


@dataclass(frozen=True)
class DutyEnded:
    """A duty is no more."""

    community: int
    duty: int


@dataclass(frozen=True)
class ImageAdded:
    """A picture was added to the gallery; it may wait for a decision."""

    community: int
    image: int
    person: int | None


@dataclass(frozen=True)
class ImageDecided:
    """A picture of the gallery is shown, or was removed."""

    community: int
    image: int
    state: str


@dataclass(frozen=True)
class ImageReported:
    """A member says that a picture should not be here."""

    community: int
    image: int
    person: int


@dataclass(frozen=True)
class ApplicationMade:
    """Somebody asked to come in; `state` is what became of it at once."""

    community: int
    application: int
    person: int
    state: str


@dataclass(frozen=True)
class ApplicationDecided:
    """Somebody, or a threshold, decided about an application; `state` is how it stands now."""

    community: int
    application: int
    person: int
    state: str


@dataclass(frozen=True)
class JoiningChanged:
    """How one joins was changed; `fields` names what."""

    community: int
    fields: list[str]


@dataclass(frozen=True)
class InvitationMade:
    """A link was made; `inviter` is a person, null for the community itself."""

    community: int
    invitation: int
    inviter: int | None


@dataclass(frozen=True)
class InvitationWithdrawn:
    """A link opens nothing any more."""

    community: int
    invitation: int


@dataclass(frozen=True)
class InvitationUsed:
    """Somebody came by a link and is a member now, for the first time."""

    community: int
    invitation: int
    inviter: int | None
    person: int


@dataclass(frozen=True)
class SignInLinkMade:
    """Somebody was given a link by which a member signs in once."""

    community: int
    person: int


@dataclass(frozen=True)
class MemberSignedInByLink:
    """A link to sign in was used."""

    community: int
    person: int


@dataclass(frozen=True)
class CardDescribed:
    """A member introduced themselves, or changed how."""

    community: int
    person: int


@dataclass(frozen=True)
class IntroductionProposed:
    """Two members are asked whether they want to know each other; `proposer` is null for the program."""

    community: int
    introduction: int
    one: int
    other: int
    proposer: int | None


@dataclass(frozen=True)
class IntroductionSettled:
    """Both said yes, or one said no: `state` is made, declined or lapsed."""

    community: int
    introduction: int
    one: int
    other: int
    proposer: int | None
    state: str


@dataclass(frozen=True)
class ConsentGiven:
    """A member agreed to something, in a version."""

    community: int
    person: int
    what: str
    version: str


@dataclass(frozen=True)
class ConsentWithdrawn:
    """A member took consent back."""

    community: int
    person: int
    what: str


@dataclass(frozen=True)
class NewcomerGreeted:
    """A member greeted a newcomer."""

    community: int
    person: int
    greeter: int
