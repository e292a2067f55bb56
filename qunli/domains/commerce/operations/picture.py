"""What an offer looks like."""

from __future__ import annotations

from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.core.refusals import Invalid, NotFound, TooMany
from qunli.core.words import _
from qunli.domains.commerce import decisions, policy, queries
from qunli.domains.commerce.models import Picture
from qunli.domains.communities import facade as communities
from qunli.kit import images

LONGEST, SMALL, MOST = 1600, 480, 12


@operation
def add_picture(*, actor: Actor, offer: int, data: bytes, caption: str = "") -> int:
    """Written anew, so that nothing but pixels remains; returns the picture. Raises `Forbidden`, `NotFound`,
    `Invalid`, `TooMany`."""
    policy.may_keep_shop(actor).or_refuse()
    row = queries.offer_to_change(offer)
    if Picture.objects.filter(offer=row).count() >= MOST:
        raise TooMany(_("At most %(most)d pictures. Take one away first.") % {"most": MOST})
    try:
        picture = images.opened(data)
    except images.BadImage as bad:
        raise Invalid(communities.BAD_IMAGE[bad.reason], field="image") from bad
    large, small = (images.encoded(picture, side, see_through=False) for side in (LONGEST, SMALL))
    made = Picture.objects.create(
        community_id=actor.here,
        offer=row,
        caption=decisions.one_line(caption, 200, field="caption"),
        image=large.data,
        small=small.data,
        width=large.width,
        height=large.height,
    )
    return made.id


@operation
def remove_picture(*, actor: Actor, picture: int) -> None:
    """Raises `Forbidden`, `NotFound`."""
    policy.may_keep_shop(actor).or_refuse()
    gone, _each = Picture.objects.filter(id=picture).delete()
    if not gone:
        raise NotFound
