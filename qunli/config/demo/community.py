"""The demo's account and its community, made once."""

from __future__ import annotations

from allauth.account.models import EmailAddress

from qunli.core.actor import Actor, system
from qunli.core.models import User
from qunli.core.refusals import Conflict
from qunli.core.words import _
from qunli.domains.communities import facade as communities

EMAIL = "demo@qunli.example"
NAME = "Hearth Bakers 炉边烘焙"
PURPOSE = "Bake better bread at home, and share the way there. 在家烤出更好的面包，也分享一路的心得。"
ZONE = "Asia/Shanghai"


def demo_account(password: str) -> User:
    """The demo's owner. Raises `Conflict` where somebody runs communities that are not the demo's."""
    user = User.objects.filter(email=EMAIL).first()
    if user is None and communities.any_operator():
        raise Conflict(
            _("Somebody runs real communities in this data folder. Give the demo one of its own: QUNLI_DATA.")
        )
    if user is None:
        user = User.objects.create_user(EMAIL, password, name="Demo")
    if not communities.any_operator():
        EmailAddress.objects.get_or_create(user=user, email=EMAIL, defaults={"primary": True, "verified": True})
        communities.found_operator(actor=system(), user=user.id, name="Hearth Bakers")
    return user


def demo_actor(user: User) -> Actor:
    """The owner in the demo's community, which is made when it is not there."""
    owner = communities.actor_of(user)
    for one in communities.communities_of(owner):
        if one.name == NAME:
            return communities.actor_in(owner, one.id)
    made = communities.create_community(
        actor=owner, name=NAME, purpose=PURPOSE, kind="fan", language="en", time_zone=ZONE
    )
    return communities.actor_in(owner, made)
