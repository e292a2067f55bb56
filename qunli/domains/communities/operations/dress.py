"""The culture kit: how the community looks to its members."""

from __future__ import annotations

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Invalid
from qunli.core.words import _
from qunli.domains.communities import contrast, decisions, policy, queries
from qunli.domains.communities.events import CommunityDressed
from qunli.domains.communities.models import Kit
from qunli.kit import images

LOGO_SIDE = 512


@operation
def dress(*, actor: Actor, slogan: str, colour: str, colour_dark: str = "", gifts: str = "") -> None:
    """Slogan, colours as #rrggbb and what is given as a gift. Raises `Forbidden`, and `Invalid` for a colour that
    cannot be read, with one near by that can."""
    queries.own_community(actor)
    policy.may_describe(actor).or_refuse()
    slogan, gifts = decisions.dressed(slogan, gifts)
    light, dark = contrast.chosen(colour, colour_dark)
    row = _kit(actor.here)
    row.slogan, row.gifts, row.colour, row.colour_dark = slogan, gifts, light, dark
    _save(row)


@operation
def put_logo(*, actor: Actor, data: bytes) -> None:
    """A picture becomes the logo, written anew: nothing but its pixels remains. Raises `Forbidden`, `Invalid`."""
    queries.own_community(actor)
    policy.may_describe(actor).or_refuse()
    try:
        safe = images.encoded(images.opened(data), LOGO_SIDE, see_through=True)
    except images.BadImage as bad:
        raise Invalid(BAD_IMAGE[bad.reason], field="logo") from bad
    row = _kit(actor.here)
    row.logo = safe.data
    _save(row)


@operation
def take_logo_away(*, actor: Actor) -> None:
    """The name's first letter stands in its place. Raises `Forbidden`."""
    queries.own_community(actor)
    policy.may_describe(actor).or_refuse()
    row = _kit(actor.here)
    row.logo = None
    _save(row)


BAD_IMAGE = {
    "format": _("Choose a picture: PNG, JPEG, WebP or GIF."),
    "bytes": _("The picture is larger than 12 MB. Choose a smaller one."),
    "pixels": _("The picture has more than 40 million pixels. Choose a smaller one."),
}


def _kit(community: int) -> Kit:
    colours = {"colour": contrast.DEFAULT, "colour_dark": contrast.readable(contrast.DEFAULT, dark=True)}
    Kit.objects.get_or_create(community_id=community, defaults=colours)
    return Kit.objects.select_for_update().get(community_id=community)


def _save(row: Kit) -> None:
    row.changed_at = timezone.now()
    row.save()
    tell(CommunityDressed(community=row.community_id))
