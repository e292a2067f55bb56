"""Reads that operations decide on; rows to change come locked."""

from __future__ import annotations

from qunli.core.actor import Actor
from qunli.core.refusals import NotFound
from qunli.domains.communities import facade as communities
from qunli.domains.payments.models import Intent, Payout, RailSetting, Terms


def terms_of(community: int) -> Terms:
    """Those written, or what holds until then: a Chinese community's yuan, another's dollars."""
    row = Terms.objects.filter(community_id=community).first()
    if row is not None:
        return row
    language = communities.community(community).language
    return Terms(community_id=community, currency="CNY" if language.startswith("zh") else "USD")


def rail_setting(rail: str) -> RailSetting | None:
    """How a rail was set up, locked; null if it was not."""
    return RailSetting.objects.select_for_update().filter(rail=rail).first()


def open_about(about: str) -> Intent | None:
    """What is asked for a thing now, locked."""
    return Intent.objects.select_for_update().filter(about=about, state=Intent.State.OPEN).first()


def intent_or_none(intent: int) -> Intent | None:
    """Locked."""
    return Intent.objects.select_for_update().filter(id=intent).first()


def intent_to_change(intent: int) -> Intent:
    """Locked. Raises `NotFound`."""
    row = intent_or_none(intent)
    if row is None:
        raise NotFound
    return row


def own_or_absent(actor: Actor, row: Intent) -> None:
    """Raises `NotFound` for somebody else's: absent and hidden refuse alike."""
    if row.payer_id != actor.id:
        raise NotFound


def payout_to_change(payout: int) -> Payout:
    """Locked. Raises `NotFound`."""
    row = Payout.objects.select_for_update(of=("self",)).select_related("arrival").filter(id=payout).first()
    if row is None:
        raise NotFound
    return row
