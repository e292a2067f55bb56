"""Requests about red packets."""

from __future__ import annotations

from qunli.domains.communities.powers import ACT, MONEY, SEE
from qunli.domains.red_packets import facade as red_packets
from qunli.kit.money import POINTS, Money
from tests.api.calls import Request
from tests.api.house import House, live_group
from tests.api.sample import Sample


def packet(house: House) -> int:
    """The community's own, with points; anew each time."""
    wish = red_packets.Wish(group=live_group(house), amount=Money(100, POINTS), shares=10)
    return red_packets.fund_for_community(actor=house.ann, wish=wish).number or 0


def _given(house: House, minor: int = 100) -> Request:
    body = {"source": "community", "group": live_group(house), "minor": minor, "currency": POINTS, "shares": 5}
    return Request("POST", "/tea/packets", body)


SAMPLES: dict[tuple[str, str], Sample] = {
    ("GET", "/{slug}/packets"): Sample(SEE, lambda house: Request("GET", "/tea/packets")),
    ("POST", "/{slug}/packets"): Sample(MONEY, _given, lambda house: _given(house, 200)),
    ("GET", "/{slug}/packets/{packet}"): Sample(SEE, lambda house: Request("GET", f"/tea/packets/{packet(house)}")),
    ("POST", "/{slug}/packets/{packet}/open"): Sample(
        ACT,
        lambda house: Request("POST", f"/tea/packets/{packet(house)}/open", {}),
        lambda house: Request("POST", f"/tea/packets/{packet(house)}/open", {}),
    ),
}
