"""An invited person takes up their role."""

from __future__ import annotations

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict, NotFound
from qunli.core.words import _
from qunli.domains.communities import colleagues
from qunli.domains.communities.events import ColleagueJoined
from qunli.domains.communities.models import Colleague, Invitation


@operation
def accept_invitation(*, actor: Actor, token: str, user: int, email: str) -> int:
    """Returns the operator's id. Raises `NotFound` for a link that is unknown, used, withdrawn, expired or somebody
    else's, and `Conflict` for somebody who already is a colleague."""
    invitation = colleagues.open_invitation(token, email)
    if Colleague.objects.filter(user_id=user).exists():
        raise Conflict(_("This account already helps to run communities here."))
    # The condition makes two uses of one link at the same moment impossible.
    used = Invitation.objects.filter(id=invitation.id, accepted_at=None).update(accepted_at=timezone.now())
    if not used:
        raise NotFound
    Colleague.objects.create(operator_id=invitation.operator_id, user_id=user, role=invitation.role)
    tell(ColleagueJoined(operator=invitation.operator_id, user=user, role=invitation.role))
    return invitation.operator_id
