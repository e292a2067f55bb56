"""Money is asked of a member, or no longer."""

from __future__ import annotations

from django.utils import timezone
from django.utils.crypto import get_random_string

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.members import facade as members
from qunli.domains.payments import decisions, policy, queries
from qunli.domains.payments.models import Intent
from qunli.kit.money import Money


def ask(*, payer: int, amount: Money, about: str, title: str) -> int:
    """Within another room's operation: this member owes that much `about` something. Returns the intent; there is one
    open intent about a thing, and asking again says how much is asked now. Raises `Invalid`."""
    wanted = decisions.amount(amount.minor, amount.currency)
    row = queries.open_about(about)
    if row is None:
        community = tenancy.current_community()
        if community is None:
            raise RuntimeError("money is asked for inside an operation in a community")
        row = Intent(community_id=community, payer_id=payer, about=about, reference=_reference())
    row.title, row.minor, row.currency = title[:200], wanted.minor + row.received, wanted.currency
    row.save()
    return row.id


def call_off(*, about: str) -> None:
    """Within another room's operation: nothing is asked for it any more. What comes in later goes into the wallet."""
    row = queries.open_about(about)
    if row is not None:
        row.state = Intent.State.PAID if row.received >= row.minor else Intent.State.CALLED_OFF
        row.ended_at = timezone.now()
        row.save(update_fields=["state", "ended_at"])


@operation
def top_up(*, actor: Actor, amount: Money, title: str, key: str | None = None) -> int:
    """A member wants to put money into their wallet; returns the intent. Raises `Forbidden`, `Invalid`."""
    policy.may_have_wallet(actor).or_refuse()
    payer = members.as_member(actor)
    return ask(payer=payer.person, amount=amount, about=f"wallet:{payer.person}", title=title)


@operation
def leave(*, actor: Actor, intent: int, key: str | None = None) -> None:
    """A member does not want to top up any more. Raises `NotFound`, `Forbidden`."""
    row = queries.intent_to_change(intent)
    policy.may_have_wallet(actor).or_refuse()
    queries.own_or_absent(actor, row)
    if row.about == f"wallet:{actor.person}" and row.state == Intent.State.OPEN:
        call_off(about=row.about)


def _reference() -> str:
    while Intent.objects.filter(reference=(found := get_random_string(6, decisions.LETTERS))).exists():
        continue
    return found
