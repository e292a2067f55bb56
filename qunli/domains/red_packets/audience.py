"""For whom a packet is."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from qunli.core.actor import system
from qunli.core.refusals import NotFound
from qunli.domains.red_packets import decisions
from qunli.domains.red_packets.models import Packet
from qunli.domains.red_packets.ports import Deeds, NoDeeds
from qunli.domains.stewardship import facade as stewardship

_deeds: list[Deeds] = [NoDeeds()]


def ask_for_deeds(source: Deeds) -> None:
    """Who says what members did; the configuration names it."""
    _deeds[0] = source


def deeds() -> Deeds:
    """Who says what members did."""
    return _deeds[0]


def meant(packet: Packet, people: Collection[int]) -> set[int]:
    """Those of `people` for whom it is; in the community entered."""
    match packet.audience:
        case decisions.POST:
            return set(people) & _holding(packet)
        case decisions.PEOPLE:
            return set(people) & set(packet.people)
        case decisions.DEED:
            return deeds().done(packet.deed, people, packet.made_at)
        case _:
            return set(people)


def described(packet: Packet) -> str:
    """In words, within the community entered."""
    match packet.audience:
        case decisions.POST:
            return _("for whoever is %(post)s") % {"post": _title(packet)}
        case decisions.PEOPLE:
            return _("for those who were named")
        case decisions.DEED:
            return _("for whoever did this: %(deed)s") % {"deed": deeds().called(packet.deed) or "–"}
        case _:
            return _("for everybody")


def _holding(packet: Packet) -> set[int]:
    try:
        return {one.person for one in stewardship.post(system(packet.community_id), packet.post_id or 0).holders}
    except NotFound:
        return set()


def _title(packet: Packet) -> str:
    try:
        return stewardship.post(system(packet.community_id), packet.post_id or 0).title
    except NotFound:
        return "–"
