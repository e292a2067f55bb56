"""Say of a remark that it is dealt with, or that it is none; or take that back."""

from __future__ import annotations

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import NotFound
from qunli.domains.insight import policy, queries, rulings
from qunli.domains.insight.events import RemarkSettled
from qunli.domains.insight.models import Ruling


@operation
def settle_remark(*, actor: Actor, kind: str, message: int, right: bool) -> None:
    """`kind`: "complaint" or "wish"; `right`: it is one and dealt with, else it never was. Saying it again changes what
    was said. Raises `Forbidden`, and `NotFound` for what the picture does not show and nobody settled."""
    policy.may_settle_remarks(actor).or_refuse()
    community = queries.lock(actor)
    known = Ruling.objects.filter(kind=kind, message=message)
    if not known.exists() and not rulings.shows_remark(actor, kind, message):
        raise NotFound
    Ruling.objects.update_or_create(
        community_id=community, kind=kind, message=message, defaults={"right": right, "made_by": actor.name[:160]}
    )
    tell(RemarkSettled(community=community, kind=kind, message=message, right=right))


@operation
def reopen_remark(*, actor: Actor, kind: str, message: int) -> None:
    """As if nothing had been said of it. Raises `Forbidden`, `NotFound`."""
    policy.may_settle_remarks(actor).or_refuse()
    community = queries.lock(actor)
    if not Ruling.objects.filter(kind=kind, message=message).delete()[0]:
        raise NotFound
    tell(RemarkSettled(community=community, kind=kind, message=message, right=None))
