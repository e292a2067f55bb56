"""Pure: how programs are kept from knocking by the thousand, without a captcha and without asking anybody else.

A proof of work is a count which, behind the puzzle, has a SHA-256 digest with so many zero bits in front (hashcash: A.
Back, "Hashcash - a denial of service counter-measure", 2002). A browser finds it while somebody fills the form in.
Without it the door opens more slowly and to fewer.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from qunli.core.refusals import Invalid, Refusal, TooMany
from qunli.core.words import _

EASY = 15
"""Zero bits when it is quiet: 33,000 digests on average, well under a second on a phone."""
HARDEST = 20
QUIET = 20
"""Knocks in ten minutes up to which a door counts as quiet; each doubling adds a bit."""
LEAST_SECONDS = 2
"""Nobody fills a form in faster."""
SLOW_SECONDS = 30
LASTS_SECONDS = 2 * 3600
AN_HOUR = 12
AN_HOUR_SLOWLY = 3
SLOWLY_TOGETHER = 60
"""Knocks without a proof, of all addresses in an hour."""


@dataclass(frozen=True)
class Lately:
    """How often it was knocked in the last hour: from this address, of these without proof, and by anybody without."""

    here: int = 0
    here_slowly: int = 0
    slowly: int = 0


def bits(knocks: int) -> int:
    """How hard the puzzle is after so many knocks in the last ten minutes."""
    harder = EASY
    while knocks >= QUIET and harder < HARDEST:
        knocks, harder = knocks // 2, harder + 1
    return harder


def proved(puzzle: str, count: str, wanted: int) -> bool:
    """Whether the count solves the puzzle."""
    if not count.isdecimal() or len(count) > 16:
        return False
    digest = int.from_bytes(hashlib.sha256(f"{puzzle}:{count}".encode()).digest(), "big")
    return digest >> (256 - wanted) == 0


def may_enter(age: float, proof: bool, lately: Lately) -> None:
    """`age` is how long ago, in seconds, the form was shown. Raises `Invalid` or `TooMany` with what to do."""
    refusal = _why_not(age, proof, lately)
    if refusal is not None:
        raise refusal


def _why_not(age: float, proof: bool, lately: Lately) -> Refusal | None:
    if age > LASTS_SECONDS:
        return Invalid(_("This form was open for long. Look it through and send it again."), field="puzzle")
    if lately.here >= AN_HOUR:
        return TooMany(_("Too many tries from your network. Come back in an hour."))
    if age < LEAST_SECONDS:
        return Invalid(_("That was faster than anybody can read. Send it again."), field="puzzle")
    if proof:
        return None
    if age < SLOW_SECONDS:
        return Invalid(
            _("Without JavaScript the door opens more slowly: wait half a minute, then send it again."), field="puzzle"
        )
    if lately.here_slowly >= AN_HOUR_SLOWLY or lately.slowly >= SLOWLY_TOGETHER:
        return TooMany(_("Without JavaScript only a few can come in each hour. Switch it on, or come back later."))
    return None
