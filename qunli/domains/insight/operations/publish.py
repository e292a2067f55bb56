"""Put a newly drawn picture in the place of the old one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from django.utils import timezone

from qunli.analysis.judgements import Judgement
from qunli.core import bulk
from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.domains.insight import policy
from qunli.domains.insight.events import FindingsPublished, ForecastsJudged
from qunli.domains.insight.models import Accuracy, Finding, Picture, Portrait
from qunli.domains.insight.operations.take_turn import in_turn


@operation
def publish(
    *,
    actor: Actor,
    turn: int,
    as_of: int,
    findings: dict[str, Any],
    columns: Sequence[str],
    portraits: Iterable[Sequence[Any]],
) -> None:
    """`findings` by kind, as JSON values; `portraits` rows of `columns`, one a person. Old ones are replaced whole.
    Raises `TurnOver`."""
    policy.may_keep(actor).or_refuse()
    community = in_turn(actor, turn)
    bulk.delete(Finding, community_id=community)
    Finding.objects.bulk_create(
        [Finding(community_id=community, kind=kind, body=body, as_of=as_of) for kind, body in findings.items()]
    )
    bulk.delete(Portrait, community_id=community)
    rows = [(community, *row) for row in portraits]
    bulk.insert(Portrait, ["community_id", *columns], rows)
    Picture.objects.filter(community_id=community).update(as_of=as_of, made_at=timezone.now())
    tell(FindingsPublished(community=community, as_of=as_of, members=len(rows)))


@operation
def publish_accuracy(*, actor: Actor, turn: int, as_of: int, judgements: Iterable[Judgement]) -> None:
    """Replace what is known of the conclusions' errors on this community's own past. Raises `TurnOver`."""
    policy.may_keep(actor).or_refuse()
    community = in_turn(actor, turn)
    bulk.delete(Accuracy, community_id=community)
    rows = []
    for judgement in judgements:
        said = msgspec.to_builtins(judgement)
        said["cutoffs"] = len(judgement.cutoffs)
        rows.append(Accuracy(community_id=community, as_of=as_of, **said))
    Accuracy.objects.bulk_create(rows)
    Picture.objects.filter(community_id=community).update(judged_at=timezone.now())
    tell(ForecastsJudged(community=community, judgements=len(rows)))
