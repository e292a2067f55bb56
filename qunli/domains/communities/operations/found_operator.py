"""The first account becomes the owner of this installation."""

from __future__ import annotations

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.domains.communities.events import OperatorFounded
from qunli.domains.communities.models import Colleague, Operator, Role


@operation
def found_operator(*, actor: Actor, user: int, name: str) -> int:
    """Returns the operator's id."""
    operator = Operator.objects.create(name=name[:120])
    Colleague.objects.create(operator=operator, user_id=user, role=Role.OWNER)
    tell(OperatorFounded(operator=operator.id, user=user))
    return operator.id
