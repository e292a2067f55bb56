"""Give a colleague another role, or none."""

from __future__ import annotations

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.domains.communities import colleagues, decisions, policy
from qunli.domains.communities.events import ColleagueRemoved, ColleagueRoleChanged


@operation
def change_role(*, actor: Actor, colleague: int, role: str) -> None:
    """Raises `Forbidden`, `Invalid`, `NotFound`, and `Conflict` when no owner would be left."""
    policy.may_invite_colleagues(actor).or_refuse()
    row = colleagues.colleague_of(actor, colleague)
    decisions.may_become(row.role, role, owners=colleagues.owners(actor))
    row.role = role
    row.save(update_fields=["role"])
    tell(ColleagueRoleChanged(operator=actor.acts_for, user=row.user_id, role=role))


@operation
def remove_colleague(*, actor: Actor, colleague: int) -> None:
    """Raises `Forbidden`, `NotFound`, and `Conflict` when no owner would be left."""
    policy.may_invite_colleagues(actor).or_refuse()
    row = colleagues.colleague_of(actor, colleague)
    decisions.may_become(row.role, None, owners=colleagues.owners(actor))
    user = row.user_id
    row.delete()
    tell(ColleagueRemoved(operator=actor.acts_for, user=user))
