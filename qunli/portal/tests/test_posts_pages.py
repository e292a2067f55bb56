"""On the phone: apply, vote, hold a post, change a rule; on the console: make the post and open the call."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.models import User
from qunli.domains.communities import facade as communities
from qunli.domains.members import facade as members
from qunli.domains.members.tests.conftest import host
from qunli.domains.stewardship import facade as stewardship
from qunli.domains.stewardship.tasks import keep_time_of

__all__ = ["host"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("R4")]
POST = {
    "title": "Welcome",
    "duties": "Greets newcomers",
    "powers": ["admit"],
    "term_days": 90,
    "seats": 1,
    "filled_by": "election",
}


def console() -> Client:
    desk = Client()
    desk.force_login(User.objects.order_by("id")[0], backend="django.contrib.auth.backends.ModelBackend")
    return desk


def phone(host: Actor, name: str) -> Client:
    """A member's, signed in."""
    user = User.objects.create_user(f"{name}@example.org", name=name)
    members.admit(actor=host, name=name, user=user.id)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_post_is_filled_by_election_from_the_console_to_the_phone(host: Actor) -> None:
    desk, mei, lin = console(), phone(host, "Mei"), phone(host, "Lin")
    assert desk.post("/c/tea/govern/posts/new/", POST).status_code == 302
    (post,) = stewardship.posts(host)
    desk.post(
        f"/c/tea/govern/posts/{post.id}/decide/",
        {"what": "call", "apply_days": 7, "vote_days": 7, "quorum": 20, "tie": "membership"},
    )
    (call,) = stewardship.calls(host)
    mei.post(f"/m/tea/posts/calls/{call.id}/apply/", {"statement": "I know everybody"})
    person = str(stewardship.call(host, call.id).applications[0].person)
    desk.post(f"/c/tea/govern/elections/{call.id}/decide/", {"what": "list", "person": person})
    page = lin.get(f"/m/tea/posts/calls/{call.id}/").content.decode()
    assert "I know everybody" in page
    assert "Cast my secret vote" in page
    lin.post(f"/m/tea/posts/calls/{call.id}/vote/", {"choice": person})
    assert "You have voted" in lin.get(f"/m/tea/posts/calls/{call.id}/").content.decode()
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        keep_time_of(host.here)
        assert "Mei" in lin.get("/m/tea/posts/").content.decode()
        assert "1 vote" in lin.get(f"/m/tea/posts/calls/{call.id}/").content.decode()
        for path in ("posts/", f"posts/{post.id}/", "elections/", f"elections/{call.id}/"):
            assert "Welcome" in desk.get(f"/c/tea/govern/{path}").content.decode()
        assert "voted in 0 of 0 votes" in mei.get(f"/m/tea/posts/{post.id}/").content.decode()
        mei.post(f"/m/tea/posts/{post.id}/serve/", {"what": "step_down"})
        assert stewardship.post(host, post.id).holders == ()


def test_a_member_proposes_a_rule_another_seconds_and_both_vote(host: Actor) -> None:
    communities.begin_rules(actor=host, template="fans")
    communities.announce_rules(actor=host)
    mei, lin = phone(host, "Mei"), phone(host, "Lin")
    assert "Speak as you would face to face" in mei.get("/m/tea/motions/").content.decode()
    refused = mei.post("/m/tea/motions/new/", {"rule": "", "en": "Bring your own cup.", "why": ""})
    assert refused.status_code == 422
    assert "Bring your own cup." in refused.content.decode()
    assert stewardship.motions(host) == []
    mei.post("/m/tea/motions/new/", {"rule": "", "en": "Bring your own cup.", "why": "Less waste"})
    (motion,) = stewardship.motions(host)
    address = f"/m/tea/motions/{motion.id}/"
    lin.post(f"{address}decide/", {"what": "second"})
    for one in (mei, lin):
        assert "Cast my secret vote" in one.get(address).content.decode()
        one.post(f"{address}decide/", {"what": "vote", "choice": "yes"})
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        keep_time_of(host.here)
        assert "It became version 2 of the rules." in lin.get(address).content.decode()
        assert "Bring your own cup." in lin.get("/m/tea/rules/").content.decode()


def test_a_removal_without_a_reason_is_refused_on_the_page_and_one_with_it_is_read_by_members(host: Actor) -> None:
    desk, lin = console(), phone(host, "Lin")
    person = members.admit(actor=host, name="Mei")
    desk.post("/c/tea/govern/posts/new/", POST)
    (post,) = stewardship.posts(host)
    address = f"/c/tea/govern/posts/{post.id}/decide/"
    desk.post(address, {"what": "appoint", "person": person})
    desk.post(address, {"what": "remove", "person": person, "reason": ""})
    assert [one.name for one in stewardship.post(host, post.id).holders] == ["Mei"]
    desk.post(address, {"what": "remove", "person": person, "reason": "Never came"})
    assert stewardship.post(host, post.id).holders == ()
    assert "Never came" in lin.get("/m/tea/posts/").content.decode()
