"""What members can write to open red packets."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qunli.core.actor import Actor
from qunli.core.commands import Answer, Asked, Command
from qunli.core.money import shown
from qunli.core.refusals import Conflict, Invalid, NotFound
from qunli.domains.red_packets import claiming, showing
from qunli.domains.red_packets.queries import packet_of_group

LISTED = 5


def packet(asked: Asked) -> Answer | None:
    """Open the newest packet of the group; when there is none to open, how the last one went."""
    if asked.group is None:
        raise Invalid(_("Write this in a group."))
    if asked.actor is None:
        raise NotFound
    number = packet_of_group(asked.group, asked.actor.person)
    if number is None:
        # On another platform the bare word may be chatter.
        return None if asked.message and not asked.rest else Answer(_("There is no red packet here."), private=True)
    try:
        taken = claiming.open_packet(asked.actor, number)
    except Conflict as refusal:
        return Answer(f"{refusal.sentence}\n{_how_it_went(asked.actor, number)}")
    said = _("🧧 %(name)s got %(amount)s.") if taken.fresh else _("%(name)s got %(amount)s of it already.")
    line = said % {"name": asked.actor.name, "amount": shown(taken.amount)}
    return Answer(f"{line}\n{_how_it_went(asked.actor, number)}")


def _how_it_went(actor: Actor, number: int) -> str:
    view = showing.packet(actor, number, LISTED)
    head = _("%(taken)s of %(shares)s shares of %(amount)s are taken.") % {
        "taken": view.taken,
        "shares": view.shares,
        "amount": shown(view.amount),
    }
    best = next((one for one in view.lines if one.best), None)
    if best is None:
        return head
    lucky = _("Luckiest: %(name)s, %(amount)s.") % {"name": best.name or "–", "amount": shown(best.amount)}
    return f"{head} {lucky}"


COMMANDS = (
    Command(
        ("packet", "红包", "抢红包"),
        gettext_lazy("open the newest red packet of the group"),
        packet,
        bare=("抢红包",),
    ),
)
