"""A question of the charter is answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Invalid
from qunli.core.words import _
from qunli.domains.communities import charter, policy, queries
from qunli.domains.communities.events import CharterAnswered, CommunityDescribed
from qunli.domains.communities.models import Charter, Community


@operation
def answer_charter(*, actor: Actor, question: str, text: str, public: bool | None = None) -> None:
    """Saved as it is given; `public`: whether members see it, null leaves that. Raises `Forbidden`, `Invalid`."""
    community = queries.own_community(actor)
    policy.may_govern(actor).or_refuse()
    answer = charter.answered_text(question, text)
    if question == "purpose":
        _say_purpose(community, answer)
    _keep(actor, community, question, answer, public)


@operation
def answer_revenue(
    *, actor: Actor, lines: Sequence[Mapping[str, str]], free: bool = False, public: bool | None = None
) -> None:
    """Who pays, when, for what; or `free` of charge. Raises `Forbidden`, `Invalid`."""
    community = queries.own_community(actor)
    policy.may_govern(actor).or_refuse()
    _keep(actor, community, "revenue", charter.revenue_lines(lines, free=free), public)


@operation
def show_answer(*, actor: Actor, question: str, public: bool) -> None:
    """Members see an answer, or no longer. Raises `Forbidden`, `Invalid`."""
    community = queries.own_community(actor)
    policy.may_govern(actor).or_refuse()
    if question not in charter.BY_KEY:
        raise Invalid(_("There is no such question."), field="question")
    _keep(actor, community, question, None, public)


def charter_row(community: int) -> Charter:
    """The row, locked; made with what is public unless somebody decides otherwise."""
    public = [one.key for one in charter.QUESTIONS if one.public]
    Charter.objects.get_or_create(community_id=community, defaults={"public": public})
    return Charter.objects.select_for_update().get(community_id=community)


def _keep(actor: Actor, community: Community, question: str, answer: Any, public: bool | None) -> None:
    row = charter_row(community.id)
    before = (row.answers.get(question), question in row.public)
    if answer is not None and question != "purpose":
        row.answers = row.answers | {question: answer}
    if public is not None:
        shown = {*row.public, question} if public else set(row.public) - {question}
        row.public = [one.key for one in charter.QUESTIONS if one.key in shown]
    if (row.answers.get(question), question in row.public) == before:
        return
    row.changed_at, row.changed_by_name = timezone.now(), actor.name[:160]
    row.save()
    tell(CharterAnswered(community=community.id, question=question))


def _say_purpose(community: Community, purpose: str) -> None:
    purpose = " ".join(purpose.split())
    if purpose == community.purpose:
        return
    community.purpose = purpose
    community.save(update_fields=["purpose"])
    tell(CommunityDescribed(community=community.id, changes={"purpose": purpose}))
