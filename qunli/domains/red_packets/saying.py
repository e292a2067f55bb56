"""A packet stands in its group as a card; where there are no cards it reads as text."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from qunli.core.actor import Actor, system
from qunli.core.money import shown
from qunli.domains.chat import facade as chat
from qunli.domains.communities import facade as communities
from qunli.domains.members import facade as members
from qunli.domains.red_packets.models import Packet
from qunli.domains.red_packets.shapes import Posted
from qunli.kit.money import Money

CARD = "packet"


def in_a_members_name(giver: Actor, row: Packet, identity: int | None) -> Posted:
    """Said by whoever gives it, so it meets screening as everything does."""
    elsewhere = chat.live_group(giver, row.group_id).platform != members.WEB
    text = _words(row, elsewhere=elsewhere)
    receipt = chat.speak_for(
        actor=giver, group=row.group_id, text=text, name=f"packet:{row.id}", card=(CARD, row.id), identity=identity
    )
    row.said, row.stands = receipt.key, receipt.effect == "pass"
    number = None if receipt.effect == "refuse" else row.id
    return Posted(number, receipt.effect == "hold", str(receipt.sentence))


def in_the_communitys_name(row: Packet) -> None:
    """Announced in its group; `row` stands there from then on."""
    here = communities.community(row.community_id)
    news = chat.News(
        _words(row, elsewhere=False), _words(row, elsewhere=True), _address(row, here.slug), (CARD, row.id)
    )
    row.said, row.stands = f"packet:{row.id}", True
    chat.announce(actor=system(row.community_id), groups=[row.group_id], news=news, name=row.said)


def _words(row: Packet, *, elsewhere: bool) -> str:
    with translation.override(communities.community(row.community_id).language):
        lines = [f"🧧 {row.message or _('Best wishes!')}"]
        if elsewhere:
            amount = shown(Money(row.minor, row.currency))
            said = _("%(amount)s in %(n)s shares. Open it with /packet.")
            lines.append(said % {"amount": amount, "n": row.shares})
        return "\n".join(lines)


def _address(row: Packet, slug: str) -> str:
    return settings.ORIGIN + reverse("member_packet", args=[slug, row.id]) if settings.ORIGIN else ""
