"""The first account becomes the owner of this installation."""

from __future__ import annotations

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.models import User
from qunli.core.operation import operation
from qunli.core.refusals import Conflict
from qunli.core.words import _
from qunli.domains.communities import queries
from qunli.domains.communities.events import OperatorFounded
from qunli.domains.communities.models import Colleague, Operator, Role


@operation
def found_operator(*, actor: Actor, user: int, name: str) -> int:
    """Returns the operator's id. Raises `Conflict` when somebody was first."""
    list(User.objects.select_for_update())  # two first sign-ups at once must see each other
    if queries.any_operator():
        raise Conflict(_("Somebody has already set this installation up. Ask them for an invitation."))
    operator = Operator.objects.create(name=name[:120])
    Colleague.objects.create(operator=operator, user_id=user, role=Role.OWNER)
    tell(OperatorFounded(operator=operator.id, user=user))
    return operator.id
