"""What else an account opens. One account may be a member in several communities, of several operators."""

from __future__ import annotations

from collections.abc import Collection

from qunli.core import tenancy
from qunli.core.models import User
from qunli.core.refusals import NotFound, Sentence
from qunli.core.words import _
from qunli.domains.communities import facade as communities
from qunli.domains.members.models import Membership

STATES = Membership.State
INSIDE_OR_IN_LINE = (STATES.ACTIVE, STATES.APPLIED, STATES.WAITING)


def active_in(user: User, states: Collection[str] = (STATES.ACTIVE,)) -> set[int]:
    """The communities in which an account is an active member, or stands in one of `states`."""
    with tenancy.across_communities("an account may be a member of several communities"):
        ids = Membership.objects.filter(user_id=user.id, state__in=states)
        return set(ids.values_list("community_id", flat=True))


def why_no_link(user: User | None, community: int) -> Sentence | None:
    """Why nobody but the member may sign in with this account; null when a link may be given. Otherwise somebody who
    runs one community could walk into another operator's, or into a colleague's console."""
    if user is None:
        return None
    if is_colleague(user):
        return _("This member is a colleague and signs in as one.")
    if user.is_staff or not active_in(user, INSIDE_OR_IN_LINE) <= communities.same_operator(community):
        return _("This account opens other communities, too: the member signs in with a passkey or by e-mail.")
    return None


def is_colleague(user: User) -> bool:
    """Whether an account opens the console, too."""
    try:
        communities.actor_of(user)
    except NotFound:
        return False
    return True


def end_sessions(user: User | None, community: int) -> None:
    """The account's sessions end, unless it still opens something else."""
    if user is None or is_colleague(user) or active_in(user, INSIDE_OR_IN_LINE) - {community}:
        return
    if not user.has_usable_password():
        # Every session carries a mark of the password; another unusable one makes all of them void.
        user.set_unusable_password()
        user.save(update_fields=["password"])
