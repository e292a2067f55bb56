"""Pictures of the community: added by members, looked at by those who look after the gallery."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Invalid, NotFound, TooMany
from qunli.core.words import _
from qunli.domains.communities import facade as communities
from qunli.domains.members import decisions, policy, taking_part
from qunli.domains.members.events import ImageAdded, ImageDecided, ImageReported
from qunli.domains.members.models import GalleryImage, GalleryReport
from qunli.kit import images

LONGEST, SMALL = 1600, 480
A_DAY = 20
"""Pictures a member may add in a day."""
HIDE_AT = 3
"""Reports by so many members take a picture out of sight until somebody decided."""


@operation
def add_image(*, actor: Actor, data: bytes, caption: str = "") -> int:
    """Returns the picture. It waits for a decision, unless it comes from somebody who looks after the gallery. Written
    anew: place, camera and everything else that is not pixels is left behind. Raises `Forbidden`, `Invalid`,
    `TooMany`."""
    keeps = bool(policy.may_keep_gallery(actor))
    if not keeps:
        policy.may_take_part(actor).or_refuse()
    person = actor.id if actor.kind == "member" else None
    caption = decisions.caption_of(caption)
    today = GalleryImage.objects.filter(person_id=person or 0, made_at__gt=timezone.now() - timedelta(days=1))
    if not keeps and today.count() >= A_DAY:
        raise TooMany(_("Twenty pictures a day are enough. Come back tomorrow."))
    try:
        picture = images.opened(data)
    except images.BadImage as bad:
        raise Invalid(communities.BAD_IMAGE[bad.reason], field="image") from bad
    large, small = (images.encoded(picture, side, see_through=False) for side in (LONGEST, SMALL))
    row = GalleryImage.objects.create(
        community_id=actor.here,
        person_id=person,
        caption=caption,
        state="shown" if keeps else "waiting",
        image=large.data,
        small=small.data,
        width=large.width,
        height=large.height,
    )
    tell(ImageAdded(community=actor.here, image=row.id, person=person))
    return row.id


@operation
def show_image(*, actor: Actor, image: int) -> None:
    """Members see it; what was reported is settled with that. Raises `Forbidden`, `NotFound`."""
    policy.may_keep_gallery(actor).or_refuse()
    row = taking_part.image_to_change(image)
    GalleryReport.objects.filter(image_id=row.id).delete()
    _decide(actor, row, "shown")


@operation
def remove_image(*, actor: Actor, image: int) -> None:
    """Its pixels go at once; by whoever looks after the gallery, or added it. Raises `Forbidden`, `NotFound`."""
    row = taking_part.image_to_change(image)
    if not (actor.kind == "member" and row.person_id == actor.id):
        policy.may_keep_gallery(actor).or_refuse()
    GalleryReport.objects.filter(image_id=row.id).delete()
    row.image = row.small = b""
    row.save(update_fields=["image", "small"])
    _decide(actor, row, "removed")


@operation
def report_image(*, actor: Actor, image: int, reason: str = "") -> None:
    """A member says it should not be here; once a member. Raises `Forbidden`, `NotFound`."""
    policy.may_take_part(actor).or_refuse()
    row = taking_part.image_to_change(image)
    if row.state != "shown":
        raise NotFound
    _report, first = GalleryReport.objects.get_or_create(
        image_id=row.id,
        person_id=actor.id or 0,
        defaults={"reason": " ".join(reason.split())[:300], "community_id": actor.here},
    )
    if first:
        tell(ImageReported(community=actor.here, image=row.id, person=actor.id or 0))
    if GalleryReport.objects.filter(image_id=row.id).count() >= HIDE_AT:
        row.state = "waiting"
        row.save(update_fields=["state"])


def _decide(actor: Actor, row: GalleryImage, state: str) -> None:
    row.state, row.decided_by_name = state, actor.name[:160]
    row.save(update_fields=["state", "decided_by_name"])
    tell(ImageDecided(community=actor.here, image=row.id, state=state))
