"""Reads of how members take part in the founding: rules acknowledged, answers, duties, the gallery, face to face."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Count, Q

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.refusals import NotFound
from qunli.domains.communities import facade as communities
from qunli.domains.members.models import (
    Acknowledgement,
    Duty,
    Entry,
    GalleryImage,
    GalleryReport,
    Membership,
    Vote,
)


@dataclass(frozen=True)
class Acknowledged:
    """How many members said yes to a version of the rules, of how many there are now."""

    yes: int
    members: int


@dataclass(frozen=True)
class AcknowledgedBy:
    """A member, and the version they said yes to last; null for none."""

    person: int
    name: str
    number: int | None
    at: datetime | None


@dataclass(frozen=True)
class DutyView:
    """A duty and who holds it; `holder` is "" while nobody does, `by` then is, too, else "colleague" or "member"."""

    id: int
    title: str
    what: str
    part: str
    whole_group: bool
    holder: str
    by: str
    holder_id: int | None


@dataclass(frozen=True)
class ImageView:
    """A picture of the gallery, without its pixels."""

    id: int
    person: int | None
    name: str
    caption: str
    state: str
    width: int
    height: int
    made_at: datetime
    reports: int


@dataclass(frozen=True)
class EntryView:
    """Who came in by a room's code, and when."""

    person: int
    name: str
    at: datetime


def acknowledged_number(community: int, person: int) -> int | None:
    """The latest version of the rules that a member said yes to."""
    with tenancy.within(community):
        rows = Acknowledgement.objects.filter(person_id=person).order_by("-version__number")
        return rows.values_list("version__number", flat=True).first()


def acknowledged(community: int, version: int) -> Acknowledged:
    """How far a version (its id) has been acknowledged by those who are members now."""
    with tenancy.within(community):
        active = Membership.objects.filter(state=Membership.State.ACTIVE)
        said = Acknowledgement.objects.filter(version_id=version, person_id__in=active.values("person_id"))
        return Acknowledged(said.count(), active.count())


def acknowledgements(community: int, limit: int, offset: int) -> list[AcknowledgedBy]:
    """Members by name, each with the version said yes to last."""
    with tenancy.within(community):
        rows = Membership.objects.filter(state=Membership.State.ACTIVE).select_related("person")
        page = list(rows.order_by("person__name", "id")[offset : offset + limit])
        said: dict[int, tuple[int | None, datetime]] = {}
        found = Acknowledgement.objects.filter(person_id__in=[one.person_id for one in page])
        for person, number, at in found.order_by("version__number").values_list("person_id", "version__number", "at"):
            said[person] = (number, at)
    return [AcknowledgedBy(row.person_id, row.person.name, *said.get(row.person_id, (None, None))) for row in page]


def votes_on(community: int, promises: Collection[int]) -> dict[int, tuple[int, int]]:
    """Of each promise: who says yes, and who answered, among those who are members now."""
    with tenancy.within(community):
        active = Membership.objects.filter(state=Membership.State.ACTIVE).values("person_id")
        rows = Vote.objects.filter(promise_id__in=list(promises), person_id__in=active)
        counted = rows.values_list("promise_id").annotate(yes=Count("id", filter=Q(yes=True)), all=Count("id"))
        return {promise: (yes, every) for promise, yes, every in counted}


def own_votes(community: int, person: int) -> dict[int, bool]:
    """What a member answered, by promise."""
    with tenancy.within(community):
        return dict(Vote.objects.filter(person_id=person).values_list("promise_id", "yes"))


def duties(community: int) -> list[DutyView]:
    """Every duty, the responsibility for the whole group first."""
    with tenancy.within(community):
        rows = Duty.objects.select_related("user", "person").order_by("-whole_group", "part", "id")
        return [_duty(row) for row in rows]


def entries(community: int, room: int) -> list[EntryView]:
    """Who came in by the code of a room, latest first."""
    with tenancy.within(community):
        rows = Entry.objects.filter(room_id=room).select_related("person").order_by("-id")
        return [EntryView(row.person_id, row.person.name, row.at) for row in rows]


def gallery(actor: Actor, state: str = "shown", *, limit: int = 24, offset: int = 0) -> tuple[list[ImageView], int]:
    """Pictures of a state, latest first, and how many there are in all; a member sees their own that wait, too."""
    with tenancy.within(actor.here):
        rows = GalleryImage.objects.filter(state=state)
        if actor.kind == "member" and state == "shown":
            rows = rows | GalleryImage.objects.filter(state="waiting", person_id=actor.id or 0)
        if state == "reported":
            reported = GalleryReport.objects.values("image_id")
            rows = GalleryImage.objects.filter(state="shown", id__in=reported)
        total = rows.count()
        page = list(rows.defer("image", "small").select_related("person").order_by("-id")[offset : offset + limit])
        on_them = GalleryReport.objects.filter(image_id__in=[one.id for one in page])
        reports = dict(on_them.values_list("image_id").annotate(Count("id")))
    return [_image(row, reports.get(row.id, 0)) for row in page], total


def gallery_file(actor: Actor, image: int, *, small: bool) -> bytes:
    """A picture as JPEG, for whoever may see it. Raises `NotFound`."""
    with tenancy.within(actor.here):
        rows = GalleryImage.objects.filter(id=image)
        if not actor.has(communities.powers.MODERATE):
            rows = rows.filter(Q(state="shown") | Q(state="waiting", person_id=actor.id or 0))
        found = rows.values_list("small" if small else "image", flat=True).first()
    if found is None:
        raise NotFound
    return bytes(found)


def image_to_change(image: int) -> GalleryImage:
    """One that was not removed, locked. Raises `NotFound`."""
    rows = GalleryImage.objects.select_for_update(of=("self",)).defer("image", "small")
    try:
        return rows.exclude(state="removed").get(id=image)
    except ObjectDoesNotExist:
        raise NotFound from None


def exported(person: int) -> dict[str, Any]:
    """What a person did here, as plain values, in the community entered."""
    said = Acknowledgement.objects.filter(person_id=person).order_by("id").values_list("version__number", "at")
    votes = Vote.objects.filter(person_id=person).order_by("id").values_list("promise_id", "yes", "at")
    images = GalleryImage.objects.filter(person_id=person).order_by("id").values_list("caption", "state", "made_at")
    return {
        "rules_acknowledged": [{"version": number, "at": at.isoformat()} for number, at in said],
        "answers_about_promises": [{"promise": one, "yes": yes, "at": at.isoformat()} for one, yes, at in votes],
        "duties": list(Duty.objects.filter(person_id=person).order_by("id").values_list("title", flat=True)),
        "pictures": [{"caption": one, "state": state, "at": at.isoformat()} for one, state, at in images],
    }


def _duty(row: Duty) -> DutyView:
    by = "colleague" if row.user_id else "member" if row.person_id else ""
    holder = str(row.user) if row.user else row.person.name if row.person else ""
    return DutyView(row.id, row.title, row.what, row.part, row.whole_group, holder, by, row.user_id or row.person_id)


def _image(row: GalleryImage, reports: int) -> ImageView:
    name = row.person.name if row.person else ""
    return ImageView(row.id, row.person_id, name, row.caption, row.state, row.width, row.height, row.made_at, reports)
