"""Links that open something, and puzzles: what is signed, what is kept, and in which community it counts."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.core import signing
from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import base36_to_int, int_to_base36

from qunli.core import tenancy
from qunli.core.refusals import NotFound
from qunli.domains.communities import facade as communities
from qunli.domains.members.models import Invitation

INVITATION = "qunli.members.invitation"
ADDRESS = "qunli.members.address"
PUZZLE = "qunli.members.puzzle"


@contextmanager
def behind(token: str) -> Iterator[communities.CommunityView]:
    """Inside the community that a link of ours names in front. Raises `NotFound`."""
    community = communities.community(_number(token.partition("-")[0]))
    if community.deleted_at is not None:
        raise NotFound
    with tenancy.within(community.id):
        yield community


def invitation_token(row: Invitation) -> str:
    """What stands in the link of an invitation: community, number, mark."""
    return f"{int_to_base36(row.community_id)}-{int_to_base36(row.id)}-{_mark(row)}"


def invitation_of(token: str, rows: QuerySet[Invitation]) -> Invitation:
    """The row behind a link among `rows`, in the community entered. Raises `NotFound`."""
    _community, _sign, rest = token.partition("-")
    number, _sign, mark = rest.partition("-")
    row = rows.filter(id=_number(number)).first()
    if row is None or not constant_time_compare(mark, _mark(row)):
        raise NotFound
    return row


def new_secret(community: int) -> tuple[str, str]:
    """A link's text for once, and the digest by which it is known."""
    token = f"{int_to_base36(community)}-{secrets.token_urlsafe(24)}"
    return token, digest(token)


def digest(token: str) -> str:
    """What is kept of a link that counts once; a random one of 192 bits needs no key."""
    return hashlib.sha256(token.encode()).hexdigest()


def address_digest(community: int, address: str) -> str:
    """What is kept of a network address, for a day. Of IPv6 the first 64 bits count: a household has all the rest."""
    network = ":".join(address.split(":")[:4]) if ":" in address else address
    return salted_hmac(ADDRESS, f"{community}\x00{network}", algorithm="sha256").hexdigest()


def new_puzzle(community: int, bits: int) -> str:
    """A puzzle, with its hardness and the moment it was given, signed."""
    return signing.TimestampSigner(salt=PUZZLE).sign(f"{community}.{bits}.{secrets.token_urlsafe(9)}")


def read_puzzle(community: int, puzzle: str) -> tuple[int, float] | None:
    """Its hardness in bits and age in seconds; null for one that is not ours."""
    try:
        said = signing.TimestampSigner(salt=PUZZLE).unsign(puzzle)
        age = time.time() - signing.b62_decode(puzzle.split(":")[-2])
    except (signing.BadSignature, ValueError):
        return None
    here, bits, _nonce = said.split(".", 2)
    return (int(bits), age) if here == str(community) else None


def _mark(row: Invitation) -> str:
    said = f"{row.community_id}\x00{row.id}\x00{row.salt}"
    return salted_hmac(INVITATION, said, algorithm="sha256").hexdigest()[:24]


def _number(text: str) -> int:
    try:
        return min(base36_to_int(text), 2**63 - 1)
    except ValueError:
        raise NotFound from None
