"""Rules are drafted, and announced as a version that holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Max
from django.utils import timezone

from qunli.core import turns
from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict, NotFound
from qunli.core.words import _
from qunli.domains.communities import decisions, founding, policy, queries, rule_sets
from qunli.domains.communities.events import RulesAnnounced
from qunli.domains.communities.models import RulesVersion


@operation
def draft_rules(*, actor: Actor, rules: Sequence[Mapping[str, Any]]) -> None:
    """What is being written, in order; members do not see it yet. Raises `Forbidden`, `Invalid`."""
    queries.own_community(actor)
    policy.may_govern(actor).or_refuse()
    _draft(actor, rule_sets.numbered(rules))


@operation
def begin_rules(*, actor: Actor, template: str = "", number: int | None = None) -> None:
    """A draft from a set to begin with, or from the version of a number. Raises `Forbidden`, `Invalid`, `NotFound`."""
    queries.own_community(actor)
    policy.may_govern(actor).or_refuse()
    rules = (
        rule_sets.from_template(template)
        if number is None
        else [dict(one) for one in founding.rules_version(actor.here, number).rules]
    )
    _draft(actor, rules)


@operation
def drop_draft(*, actor: Actor) -> None:
    """What was being written is thrown away. Raises `Forbidden`."""
    queries.own_community(actor)
    policy.may_govern(actor).or_refuse()
    RulesVersion.objects.filter(number=None).delete()


@operation
def announce_rules(*, actor: Actor, why: str = "", key: str | None = None) -> int:
    """The draft holds from now on, and every member is asked to read it. Returns the number of the version. Raises
    `Forbidden`, `NotFound` without a draft, `Invalid`, and `Conflict` when nothing differs."""
    community = queries.own_community(actor)
    policy.may_govern(actor).or_refuse()
    row = RulesVersion.objects.select_for_update().filter(number=None).first()
    if row is None:
        raise NotFound
    rule_sets.announceable(row.rules, community.language)
    now = founding.rules_of(community.id)
    if now is not None and list(now.rules) == row.rules:
        raise Conflict(_("The draft says the same as the rules that hold."))
    turns.take_turns("communities.rules", community.id)
    row.number = (RulesVersion.objects.aggregate(latest=Max("number"))["latest"] or 0) + 1
    row.why = decisions.why_given(why, "" if now is None else str(_("no reason given")))
    row.announced_at, row.made_by_name = timezone.now(), actor.name[:160]
    row.save()
    tell(RulesAnnounced(community=community.id, number=row.number))
    return row.number


@operation
def enact_rules(*, actor: Actor, rules: Sequence[Mapping[str, Any]], why: str) -> int:
    """Rules that were decided upon elsewhere hold from now on; a draft that somebody writes stays as it is. Returns the
    number of the version. Raises `Forbidden`, `Invalid`."""
    policy.may_enact(actor).or_refuse()
    community = queries.community_by_id(actor.here)
    kept = rule_sets.numbered(rules)
    rule_sets.announceable(kept, community.language)
    turns.take_turns("communities.rules", community.id)
    number = (RulesVersion.objects.aggregate(latest=Max("number"))["latest"] or 0) + 1
    RulesVersion.objects.create(
        community_id=community.id,
        number=number,
        rules=kept,
        why=decisions.why_given(why, ""),
        announced_at=timezone.now(),
        made_by_name=actor.name[:160],
    )
    tell(RulesAnnounced(community=community.id, number=number))
    return number


def _draft(actor: Actor, rules: list[dict[str, Any]]) -> None:
    RulesVersion.objects.update_or_create(
        community_id=actor.here,
        number=None,
        defaults={"rules": rules, "made_at": timezone.now(), "made_by_name": actor.name[:160]},
    )
