"""The API's addresses of red packets."""

from __future__ import annotations

import secrets
from dataclasses import asdict
from typing import Any

from ninja import Router, Status

from qunli.core.refusals import Invalid
from qunli.core.rest import PROBLEMS, ApiRequest, Key, Limit, Offset, PathId, Slug
from qunli.core.words import _
from qunli.domains.communities import facade as communities
from qunli.domains.red_packets import showing
from qunli.domains.red_packets.decisions import Wish
from qunli.domains.red_packets.operations.claim import claim
from qunli.domains.red_packets.operations.fund import fund, fund_for_community
from qunli.domains.red_packets.rest_shapes import PacketIn, PacketOut, PacketPage, PacketPosted, TakenOut
from qunli.kit.money import CURRENCIES, Money

router = Router(tags=["red packets"])
HERE = "/communities/{slug}/packets"


@router.get(HERE, response={200: PacketPage, **PROBLEMS}, summary="Red packets")
def packets(request: ApiRequest, slug: Slug, limit: Limit = 50, offset: Offset = 0) -> Any:
    """Newest first."""
    actor = communities.actor_at(request.auth, slug)
    found, total = showing.packets(actor, limit=limit, offset=offset)
    return {"items": [asdict(one) for one in found], "total": total}


@router.post(HERE, response={201: PacketPosted, **PROBLEMS}, summary="Give a red packet")
def give(request: ApiRequest, slug: Slug, body: PacketIn, key: Key = None) -> Any:
    """Out of the wallet of the member whose account made the token, or the community's own."""
    actor = communities.actor_at(request.auth, slug)
    if body.currency not in CURRENCIES:
        raise Invalid(_("There is no such currency."), field="currency")
    said = body.dict(exclude={"source", "minor", "currency"})
    wish = Wish(amount=Money(body.minor, body.currency), **said | {"people": tuple(body.people)})
    once = key or secrets.token_hex(12)
    if body.source == "community":
        return Status(201, asdict(fund_for_community(actor=actor, wish=wish, key=once)))
    return Status(201, asdict(fund(actor=actor, wish=wish, key=once)))


@router.get(HERE + "/{packet}", response={200: PacketOut, **PROBLEMS}, summary="One red packet")
def packet(request: ApiRequest, slug: Slug, packet: PathId) -> Any:
    """With who got how much."""
    return asdict(showing.packet(communities.actor_at(request.auth, slug), packet))


@router.post(HERE + "/{packet}/open", response={200: TakenOut, **PROBLEMS}, summary="Open a red packet")
def open_one(request: ApiRequest, slug: Slug, packet: PathId, key: Key = None) -> Any:
    """As the member whose account made the token; again, it answers what they got."""
    return asdict(claim(actor=communities.actor_at(request.auth, slug), packet=packet, key=key))
