"""Several exports may speak of one person: who is surely one is merged, who may be is put to somebody to decide."""

from __future__ import annotations

from dataclasses import dataclass

from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.core.refusals import NotFound
from qunli.domains.members import decisions, policy
from qunli.domains.members.models import Identity, Match
from qunli.domains.members.operations.merge_people import merge_people


@dataclass(frozen=True)
class Matched:
    """How many pairs were merged and how many now wait for a decision."""

    merged: int
    proposed: int


@operation
def match_people(*, actor: Actor) -> Matched:
    """Looks at the whole community; a pair that was decided before is left alone."""
    policy.may_gather(actor).or_refuse()
    if actor.community is None:
        raise NotFound
    known = [_evidence(row) for row in Identity.objects.filter(person__erased_at=None).order_by("id")]
    decided = set(Match.objects.values_list("one_id", "other_id"))
    new = [pair for pair in decisions.pairs(known) if (pair.one, pair.other) not in decided]
    now: dict[int, int] = {}
    merged = 0
    for pair in new:
        kept, going = sorted((_now(now, pair.one), _now(now, pair.other)))
        if pair.sure and kept != going and (kept, going) not in decided:
            merge_people(
                actor=actor,
                kept=kept,
                merged=going,
                reason=pair.reason,
                value=pair.value,
                confidence=pair.confidence,
            )
            now[going] = kept
            merged += 1
    unsure = [pair for pair in new if not pair.sure and pair.one not in now and pair.other not in now]
    _propose(actor.community, unsure)
    return Matched(merged, len(unsure))


def _evidence(row: Identity) -> decisions.Known:
    return decisions.Known(
        row.person_id,
        row.platform,
        row.external_id,
        row.name,
        row.handle,
        row.is_bot,
        row.seen_at is not None,
    )


def _now(now: dict[int, int], person: int) -> int:
    while person in now:
        person = now[person]
    return person


def _propose(community: int, pairs: list[decisions.Pair]) -> None:
    Match.objects.bulk_create(
        [
            Match(
                community_id=community,
                one_id=pair.one,
                other_id=pair.other,
                reason=pair.reason,
                detail={"value": pair.value},
                confidence=pair.confidence,
            )
            for pair in pairs
        ],
        ignore_conflicts=True,
        batch_size=500,
    )
