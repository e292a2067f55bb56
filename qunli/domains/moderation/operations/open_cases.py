"""What screening found is written down, in the transaction that takes the messages in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.domains.chat.ports import Ruled
from qunli.domains.moderation import decisions, policy, punishing
from qunli.domains.moderation.events import AdPermitUsed, CaseOpened
from qunli.domains.moderation.judging import Found, Hit
from qunli.domains.moderation.models import AdPermit, Case
from qunli.domains.moderation.policies import Rules
from qunli.domains.moderation.screening import values

FULL = 3
"""Cases that one member's flooding leaves of one policy within its time; what is beyond is refused all the same."""


@operation
def open_cases(*, actor: Actor, version: int, rules: Rules, ruled: Sequence[Ruled]) -> None:
    """One case for each hit; what follows from those that need no decision follows at once."""
    policy.may_keep(actor).or_refuse()
    new: list[Case] = []
    for one in ruled:
        found: Found = one.ruling.detail
        if found.permit:
            _use_permit(actor.here, one)
        if found.hit is not None and _worth_a_case(found.hit):
            new.append(_case(actor.here, version, one, found.hit, found.others, dry=False))
        new += [_case(actor.here, version, one, hit, (), dry=True) for hit in found.dry if _worth_a_case(hit)]
    Case.objects.bulk_create(new, ignore_conflicts=True)
    keys = {(case.group_id, case.key, case.line) for case in new if not case.dry}
    for row in Case.objects.filter(key__in=[key for _, key, _ in keys], dry=False).order_by("id"):
        if (row.group_id, row.key, row.line) in keys:
            _follow(row, rules)


def _worth_a_case(hit: Hit) -> bool:
    over = hit.measure - hit.line.limit
    return hit.line.trigger not in ("flooding", "chatter", "off_topic") or over <= FULL


def _case(community: int, version: int, one: Ruled, hit: Hit, others: Iterable[Hit], *, dry: bool) -> Case:
    waits = hit.line.effect == "hold" and not dry
    evidence: dict[str, Any] = {
        "shown": list(hit.shown),
        "because": list(hit.because),
        "also": [[other.line.trigger, other.measure, other.line.limit] for other in others],
    }
    return Case(
        community_id=community,
        group_id=one.utterance.group,
        person_id=one.utterance.person,
        line=hit.line.id,
        version=version,
        trigger=hit.line.trigger,
        measure=hit.measure,
        limit=hit.line.limit,
        evidence=evidence,
        effect=hit.line.effect,
        dry=dry,
        text=one.utterance.text[: decisions.TEXT_KEPT] if one.seq is not None else one.utterance.text,
        said=values(one.utterance) if one.seq is None else {},
        key=one.utterance.key,
        seq=one.seq,
        state=Case.State.WAITING if waits else Case.State.DONE,
    )


def _follow(case: Case, rules: Rules) -> None:
    if case.state == Case.State.WAITING:
        tell(
            CaseOpened(
                community=case.community_id, case=case.id, trigger=case.trigger, measure=case.measure, limit=case.limit
            )
        )
        return
    line = next((line for line in rules.lines if line.id == case.line), None)
    if line is not None:
        punishing.punish(case, line, rules, timezone.now())


def _use_permit(community: int, one: Ruled) -> None:
    """The oldest of the author's; the judge counted it off already."""
    rows = AdPermit.objects.select_for_update().filter(person_id=one.utterance.person, used_at=None)
    row = rows.order_by("id").first()
    if row is not None:
        row.used_at, row.used_key = timezone.now(), one.utterance.key
        row.save(update_fields=["used_at", "used_key"])
        tell(AdPermitUsed(community=community, permit=row.id, person=row.person_id))
