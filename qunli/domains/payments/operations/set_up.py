"""How a community takes and pays out money."""

from __future__ import annotations

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Invalid
from qunli.core.words import _
from qunli.domains.communities import facade as communities
from qunli.domains.payments import decisions, policy, queries
from qunli.domains.payments.events import RailSet, TermsWritten
from qunli.domains.payments.models import RailSetting
from qunli.domains.payments.operations.arrive import MANUAL
from qunli.kit import images

LONGEST, WORDS = 1200, 2_000


@operation
def write_terms(
    *,
    actor: Actor,
    currency: str,
    withdrawals: bool,
    least: int,
    most_a_day: int | None,
    key: str | None = None,
) -> None:
    """The community's currency, and what one member can withdraw, in its minor units. Raises `Forbidden`, `Invalid`."""
    policy.may_move(actor).or_refuse()
    decisions.amount(max(least, 1), currency, field="least")
    if most_a_day is not None and most_a_day < max(least, 1):
        raise Invalid(_("The most a day is not less than the least."), field="most_a_day")
    row = queries.terms_of(actor.here)
    row.currency, row.withdrawals, row.least, row.most_a_day = currency, withdrawals, max(least, 1), most_a_day
    row.save()
    tell(TermsWritten(community=actor.here))


@operation
def set_manual(
    *, actor: Actor, on: bool, words: str, image: bytes | None = None, drop_image: bool = False, key: str | None = None
) -> None:
    """The account or the QR picture that members pay to; `image` null keeps the one that there is. Raises `Forbidden`,
    `Invalid`."""
    policy.may_move(actor).or_refuse()
    row = queries.rail_setting(MANUAL) or RailSetting(community_id=actor.here, rail=MANUAL)
    row.words = words.strip()
    if len(row.words) > WORDS:
        raise Invalid(_("At most %(most)d characters.") % {"most": WORDS}, field="words")
    if drop_image:
        row.image = None
    if image is not None:
        row.image = _picture(image)
    if on and not row.words and row.image is None:
        raise Invalid(_("Members need an account or a QR code to pay to."), field="words")
    row.on, row.changed_at = on, timezone.now()
    row.save()
    tell(RailSet(community=actor.here, rail=MANUAL, on=on))


def _picture(data: bytes) -> bytes:
    try:
        return images.encoded(images.opened(data), LONGEST, see_through=False).data
    except images.BadImage as bad:
        raise Invalid(communities.BAD_IMAGE[bad.reason], field="image") from bad
