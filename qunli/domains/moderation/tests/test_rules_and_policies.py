"""A rule of the community and the policies that hold it speak of the same things."""

from __future__ import annotations

import pytest
from django.test import Client

from qunli.core.models import User
from qunli.domains.communities import facade as communities
from qunli.domains.members import facade as members
from qunli.domains.moderation import facade as moderation
from qunli.domains.moderation import policies, wording
from qunli.domains.moderation.tests.conftest import AD, Talk
from qunli.domains.moderation.tests.lines_and_cases import change, waiting

pytestmark = pytest.mark.row("F6")


def announced(talk: Talk, template: str = "fans") -> None:
    communities.begin_rules(actor=talk.host, template=template)
    communities.announce_rules(actor=talk.host, why="From the start")


def test_rules_and_policies_share_their_words() -> None:
    assert set(communities.POLICIES) == set(policies.TRIGGERS)
    assert set(wording.TRIGGERS) == {*policies.TRIGGERS, "report"}


def test_the_rules_page_names_the_policies_in_force(talk: Talk, client: Client) -> None:
    announced(talk)
    client.force_login(User.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/c/tea/found/rules/").content.decode()
    assert 'href="/c/tea/govern/policies/line/ads/"' in page
    assert "advertising is more than 90 % likely" in page
    assert "No policy in force looks for this." not in page
    change(talk, lines=[])
    assert "No policy in force looks for this." in client.get("/c/tea/found/rules/").content.decode()


def test_a_policy_on_trial_says_so_and_one_that_is_off_holds_nothing(talk: Talk) -> None:
    held = moderation.in_force(talk.host.here)
    assert [one.dry for one in held["off_topic"]] == [True]
    line = policies.Line(id="topic", trigger="off_topic", effect="warn", limit=10, mode="off")
    change(talk, lines=[line])
    assert moderation.in_force(talk.host.here) == {}


def test_a_case_names_the_rule_as_it_stood_to_member_and_operator(talk: Talk, client: Client) -> None:
    announced(talk)
    talk.say(talk.ann, AD)
    (case,) = waiting(talk)
    (broken,) = moderation.broken_rules(talk.host.here, case)
    assert broken.number == 4
    assert "Ask before you advertise." in broken.text
    communities.draft_rules(
        actor=talk.host, rules=[{"en": "Keep to the law", "zh": "", "policies": ["unlawful", "advertising"]}]
    )
    communities.announce_rules(actor=talk.host, why="Short is better")
    assert moderation.broken_rules(talk.host.here, case) == [broken]
    client.force_login(User.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    assert "Ask before you advertise." in client.get(f"/c/tea/govern/cases/{case.id}/").content.decode()
    reader = User.objects.create_user(None, name="Ann")
    members.admit(actor=talk.host, person=talk.ann.id, user=reader.id)
    client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
    mine = client.get(f"/m/tea/me/cases/{case.id}/").content.decode()
    assert "This rule is about it" in mine
    assert "Ask before you advertise." in mine


def test_a_case_from_before_any_rules_breaks_none(talk: Talk) -> None:
    talk.say(talk.ann, AD)
    announced(talk)
    (case,) = waiting(talk)
    assert moderation.broken_rules(talk.host.here, case) == []
