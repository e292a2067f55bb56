"""What waits for somebody who moderates."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from qunli.core import tenancy
from qunli.core.matters import Matter
from qunli.domains.moderation import facade as moderation
from qunli.domains.moderation.matters import matters
from qunli.domains.moderation.models import Appeal
from qunli.domains.moderation.tests.conftest import AD, Talk, talk

__all__ = ["talk"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("U10")]


def told(talk: Talk) -> list[Matter]:
    with tenancy.within(talk.host.here):
        return sorted(matters(talk.host), key=lambda one: one.due)


def kinds(talk: Talk) -> list[tuple[str, int]]:
    return [(one.kind, one.count) for one in told(talk)]


def one(talk: Talk, kind: str) -> Matter:
    return next(matter for matter in told(talk) if matter.kind == kind)


def test_a_held_message_waits_until_somebody_decides(talk: Talk) -> None:
    talk.say(talk.ann, AD)
    talk.say(talk.bo, AD)
    cases = one(talk, "cases")
    assert (cases.count, cases.title, cases.page) == (2, "2 messages wait for a moderator", "moderation")
    assert [str(name) for name in cases.about] == ["advertising"]
    assert cases.due - cases.since == timedelta(days=1)
    with tenancy.within(talk.host.here):
        waiting = moderation.cases(talk.host, moderation.Wanted())
    moderation.release(actor=talk.guard, cases=[one.id for one in waiting], reason="A friend's café.")
    assert kinds(talk) == []


def test_an_appeal_is_due_when_it_was_promised_and_stands_first_when_that_is_over(talk: Talk) -> None:
    talk.say(talk.ann, AD)
    with tenancy.within(talk.host.here):
        (case,) = moderation.cases(talk.host, moderation.Wanted())
    moderation.uphold(actor=talk.guard, cases=[case.id], reason="Advertising.")
    number = moderation.appeal(actor=talk.ann, case=case.id, words="We had agreed on it.")
    talk.say(talk.bo, AD)
    assert kinds(talk) == [("cases", 1), ("appeals", 1)]
    assert one(talk, "appeals").promised
    with tenancy.within(talk.host.here):
        Appeal.objects.filter(id=number).update(due_at=timezone.now() - timedelta(hours=3))
    assert kinds(talk) == [("appeals", 1), ("cases", 1)]


def test_telling_costs_a_fixed_number_of_statements(talk: Talk, django_assert_max_num_queries: object) -> None:
    for _ in range(20):
        talk.say(talk.ann, AD)
    with django_assert_max_num_queries(2):  # type: ignore[operator]
        told(talk)
