"""Pure: what a post may be, who is elected, what passes."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from qunli.core.refusals import Conflict, Invalid
from qunli.core.words import _

NONE = "none"
"""An option of every ballot: to have voted for nothing of what is offered. It counts for the quorum."""
YES, NO = "yes", "no"
SECONDING = timedelta(days=14)
MOTION_VOTE = timedelta(days=7)
MOTION_QUORUM = 20
"""Percent of the members who have to vote on a change of the rules; of yes and no, more than half have to be yes."""
REMIND = timedelta(days=14)
LONGEST_TERM = 730
MOST_SEATS = 20


@dataclass(frozen=True)
class Candidate:
    """Who stands for election, with the votes for them and since when they are a member."""

    person: int
    votes: int
    joined_at: datetime


@dataclass(frozen=True)
class Outcome:
    """`how`: elected, no_quorum (fewer than `needed` voted) or nobody. `reserve` stands by as deputy. `tied`: those
    between whom the rule for ties had to choose."""

    how: str
    elected: tuple[int, ...]
    reserve: int | None
    needed: int
    tied: tuple[int, ...] = ()


def needed(electorate: int, quorum: int) -> int:
    """How many have to vote: `quorum` percent of `electorate`, rounded up, one at least.

    >>> needed(10, 25), needed(9, 0)
    (3, 1)
    """
    return max(1, -(-electorate * quorum // 100))


def lot(seed: str, person: int) -> str:
    """A member's place in a lot; lower is better. Anybody can draw it again with the seed.

    >>> lot("tea", 7)[:8]
    '288b49f4'
    """
    return hashlib.sha256(f"{seed}:{person}".encode()).hexdigest()


def digest(seed: str) -> str:
    """What is shown of a seed before the count."""
    return hashlib.sha256(seed.encode()).hexdigest()


def elect(
    candidates: Sequence[Candidate], *, seats: int, cast: int, electorate: int, quorum: int, tie: str, seed: str
) -> Outcome:
    """The `seats` candidates with the most votes, one at least each; the next one is the reserve. Equal votes are
    decided by `tie`: "membership" (who joined earlier) or "lot" (see `lot`)."""
    least = needed(electorate, quorum)
    if cast < least:
        return Outcome("no_quorum", (), None, least)

    def place(one: Candidate) -> tuple[Any, ...]:
        then = lot(seed, one.person) if tie == "lot" else (one.joined_at, one.person)
        return (-one.votes, then)

    ranked = sorted((one for one in candidates if one.votes > 0), key=place)
    if not ranked:
        return Outcome("nobody", (), None, least)
    chosen, rest = ranked[:seats], ranked[seats:]
    last = chosen[-1].votes
    tied = tuple(one.person for one in ranked if one.votes == last) if rest and rest[0].votes == last else ()
    return Outcome("elected", tuple(one.person for one in chosen), rest[0].person if rest else None, least, tied)


def judge_motion(counts: Mapping[str, int], *, electorate: int, quorum: int) -> str:
    """accepted, rejected or no_quorum. A change needs more yes than no; as many of each leaves the rules as they are.

    >>> judge_motion({"yes": 3, "no": 2, "none": 4}, electorate=10, quorum=50)
    'accepted'
    """
    if sum(counts.values()) < needed(electorate, quorum):
        return "no_quorum"
    return "accepted" if counts.get(YES, 0) > counts.get(NO, 0) else "rejected"


def seconds_needed(members: int) -> int:
    """Others who must want a vote before all are asked: one in twenty members, between one and ten.

    >>> [seconds_needed(members) for members in (2, 20, 21, 5000)]
    [1, 1, 2, 10]
    """
    return max(1, min(10, -(-members // 20)))


def put_in(counts: Mapping[str, int], options: Collection[str], choice: str) -> dict[str, int]:
    """The box with one vote more. Raises `Invalid` for what is not on the ballot."""
    if choice not in options:
        raise Invalid(_("Choose one of what is on the ballot."), field="choice")
    return {option: counts.get(option, 0) + (option == choice) for option in options}


def described(
    title: str,
    duties: str,
    powers: Collection[str],
    term_days: int,
    seats: int,
    filled_by: str,
    whole_group: bool,
    *,
    allowed: Collection[str],
) -> dict[str, Any]:
    """The facts of a post as they are kept. Raises `Invalid`."""
    title, duties = " ".join(title.split()), duties.strip()
    if not title or len(title) > 60:
        raise Invalid(_("A post needs a title of 60 characters at most."), field="title")
    if not duties or len(duties) > 500:
        raise Invalid(_("Say in 500 characters at most what the holder does."), field="duties")
    if not set(powers) <= set(allowed):
        raise Invalid(_("A post cannot carry this power."), field="powers")
    if not 1 <= term_days <= LONGEST_TERM:
        raise Invalid(_("A term lasts between a day and two years."), field="term_days")
    if not 1 <= seats <= MOST_SEATS:
        raise Invalid(_("A post has between 1 and 20 holders."), field="seats")
    if whole_group and seats != 1:
        raise Invalid(_("Exactly one person answers for the whole group."), field="seats")
    if filled_by not in ("election", "appointment"):
        raise Invalid(_("Choose how the post is filled."), field="filled_by")
    return {
        "title": title,
        "duties": duties,
        "powers": sorted(set(powers)),
        "term_days": term_days,
        "seats": seats,
        "filled_by": filled_by,
        "whole_group": whole_group,
    }


def called(apply_days: int, vote_days: int, quorum: int, tie: str) -> None:
    """Raises `Invalid` unless a call can run so."""
    if not 1 <= apply_days <= 60:
        raise Invalid(_("Applications are open for 1 to 60 days."), field="apply_days")
    if not 1 <= vote_days <= 30:
        raise Invalid(_("A vote lasts 1 to 30 days."), field="vote_days")
    if not 0 <= quorum <= 100:
        raise Invalid(_("A quorum is between 0 and 100 percent."), field="quorum")
    if tie not in ("membership", "lot"):
        raise Invalid(_("Choose what decides a tie."), field="tie")


def words(text: str, *, field: str, most: int, refusal: Any) -> str:
    """Trimmed text. Raises `Invalid` with `refusal` when there is none or too much."""
    text = text.strip()
    if not text or len(text) > most:
        raise Invalid(refusal, field=field)
    return text


def changed(
    rules: Sequence[Mapping[str, Any]], *, rule: str, before: Mapping[str, str], en: str, zh: str
) -> list[dict[str, Any]]:
    """The rules with one changed, added (`rule` empty) or taken out (no text). Raises `Conflict` when that rule does
    not read as in `before` any more."""
    if not rule:
        return [*(dict(one) for one in rules), {"en": en, "zh": zh, "policies": []}]
    now = next((one for one in rules if one["id"] == rule), None)
    if now is None or {"en": now["en"], "zh": now["zh"]} != dict(before):
        raise Conflict(_("This rule was changed meanwhile."), code="overtaken")
    kept = [dict(one) if one["id"] != rule else {**one, "en": en, "zh": zh} for one in rules]
    return [one for one in kept if one["en"] or one["zh"]]
