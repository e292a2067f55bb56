"""Somebody gives a red packet to a group: a member out of their wallet, or the community."""

from __future__ import annotations

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict, Invalid
from qunli.core.words import _
from qunli.domains.chat import facade as chat
from qunli.domains.communities.facade import powers
from qunli.domains.ledger import facade as ledger
from qunli.domains.members import facade as members
from qunli.domains.red_packets import audience, decisions, policy, saying
from qunli.domains.red_packets.decisions import Wish
from qunli.domains.red_packets.events import PacketFunded
from qunli.domains.red_packets.models import Packet
from qunli.domains.red_packets.shapes import Posted
from qunli.domains.stewardship import facade as stewardship
from qunli.kit.money import POINTS

COST = "cost:packets"
"""What the community gave away, in its books."""


@operation
def fund(*, actor: Actor, wish: Wish, identity: int | None = None, key: str | None = None) -> Posted:
    """A member's packet stands in the group, paid out of their wallet. What the group refuses costs nothing. Raises
    `Forbidden`, `Invalid`, `NotFound`, `Conflict`; `NotEnough` when the wallet is short."""
    giver = members.as_member(actor, powers.MONEY)
    wallet = ledger.member(giver.person)
    row = opened(actor, wish, giver.person, back_to=wallet)
    posted = saying.in_a_members_name(giver, row, identity)
    if posted.number is None:
        row.delete()
        return posted
    filled(row, wallet)
    return posted


@operation
def fund_for_community(*, actor: Actor, wish: Wish, key: str | None = None) -> Posted:
    """The community's own packet: points are issued for it, money is a cost. Raises `Forbidden`, `Invalid`,
    `NotFound`, `Conflict`."""
    policy.may_give_for_community(actor).or_refuse()
    source = "issue" if wish.amount.currency == POINTS else COST
    row = opened(actor, wish, None, back_to=source)
    saying.in_the_communitys_name(row)
    filled(row, source)
    return Posted(row.id)


def opened(actor: Actor, wish: Wish, person: int | None, *, back_to: str) -> Packet:
    """The row of a packet that may be, with nothing in it yet; within an operation. Raises what `fund` raises."""
    decisions.wished(wish)
    group = chat.live_group(actor, wish.group)
    if group.closed:
        raise Conflict(_("This group is closed."))
    _known(actor, wish)
    return Packet.objects.create(
        community_id=actor.here,
        group_id=group.id,
        person_id=person,
        back_to=back_to,
        minor=wish.amount.minor,
        currency=wish.amount.currency,
        shares=wish.shares,
        split=wish.split,
        audience=wish.audience,
        post_id=wish.post if wish.audience == decisions.POST else None,
        people=sorted(set(wish.people)) if wish.audience == decisions.PEOPLE else [],
        deed=wish.deed if wish.audience == decisions.DEED else "",
        message=" ".join(wish.message.split()),
        closes_at=decisions.closing(wish.hours, timezone.now()),
        left=wish.amount.minor,
        shares_left=wish.shares,
    )


def filled(row: Packet, source: str) -> None:
    """The money goes in and it is told; within an operation. Raises `NotEnough`."""
    row.save(update_fields=["said", "stands"])
    about = f"packet:{row.id}"
    move = ledger.Move(source, about, row.amount, ledger.Kind.PACKET, about)
    ledger.transfer([move], key=f"{about}:funded")
    tell(PacketFunded(row.community_id, row.id, row.person_id, row.minor, row.currency, row.shares))


def _known(actor: Actor, wish: Wish) -> None:
    """Whom it names is there. Raises `Invalid`."""
    if wish.audience == decisions.POST and wish.post not in {one.id for one in stewardship.posts(actor)}:
        raise Invalid(_("There is no such post."), field="post")
    if wish.audience == decisions.PEOPLE:
        active = {one.person for one in members.standings(actor.here, wish.people).values() if one.is_active}
        if missing := set(wish.people) - active:
            raise Invalid(_("%(n)s of them are no members.") % {"n": len(missing)}, field="people")
    if wish.audience == decisions.DEED and wish.deed not in {
        name for name, _words in audience.deeds().offered(actor, wish.group)
    }:
        raise Invalid(_("This cannot be asked for in this group now."), field="deed")
