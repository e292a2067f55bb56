"""What waits for a person's decision stands on Today, in every room's words, the most urgent first."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from qunli.config.registry import HANDLERS
from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.dispatch import dispatch
from qunli.core.matters import Matter
from qunli.core.models import User
from qunli.core.refusals import Forbidden
from qunli.domains.chat.models import Connection, Deed
from qunli.domains.communities import facade as communities
from qunli.domains.communities.operations.make_token import make_token
from qunli.domains.counsel import facade as counsel
from qunli.domains.engagement import facade as engagement
from qunli.domains.members import facade as members
from qunli.domains.members.tests.conftest import as_role, host, stranger
from qunli.domains.members.tests.knocking import knocks, opened
from qunli.domains.stewardship import facade as stewardship

__all__ = ["host", "stranger"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("U10")]


def kinds(actor: Actor) -> list[tuple[str, int]]:
    return [(one.kind, one.count) for one in counsel.waiting(actor)]


def one(actor: Actor, kind: str) -> Matter:
    return next(matter for matter in counsel.waiting(actor) if matter.kind == kind)


def read(address: str, **headers: str) -> str:
    client = Client()
    client.force_login(User.objects.order_by("id")[0])
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_nothing_waits_in_a_quiet_community(host: Actor) -> None:
    assert counsel.waiting(host) == []
    assert "Waiting for a decision" not in read("/c/tea/today/")


def test_who_asks_to_come_in_waits_by_name(host: Actor) -> None:
    opened(host, reviewed=True)
    for name in ("Ann", "欧阳芷若", "Cy", "Dan"):
        knocks(host, name)
    waiting = one(host, "applications")
    assert (waiting.title, waiting.about) == ("4 people want to come in", ("Ann", "欧阳芷若", "Cy"))
    ids = [application.id for application in members.applications(host)[0]]
    members.decide_applications(actor=host, applications=ids, verdict="admit")
    assert kinds(host) == []


def test_an_empty_post_a_call_nobody_answers_and_a_choice_to_make(host: Actor) -> None:
    facts: dict[str, object] = {"duties": "Keeps it", "powers": [], "term_days": 90}
    posts = [stewardship.describe_post(actor=host, title=title, **facts) for title in ("Tea", "Water")]  # type: ignore[arg-type]
    vacant = one(host, "vacancies")
    assert (vacant.count, vacant.about, vacant.page) == (2, ("Tea", "Water"), "posts")
    call = stewardship.open_call(actor=host, post=posts[0], apply_days=5)
    empty = one(host, "calls")
    assert (empty.about, empty.page, empty.args, empty.promised) == (("Tea",), "election", (call,), True)
    assert one(host, "vacancies").about == ("Water",)
    mei = members.member_actor(host.here, members.admit(actor=host, name="Mei"))
    stewardship.apply(actor=mei, call=call, statement="I pour.")
    assert kinds(host) == [("vacancies", 1)]
    stewardship.appoint(actor=host, post=posts[1], person=mei.person)
    assert kinds(host) == []


def test_a_note_in_the_feedback_box_waits_in_its_first_words(host: Actor) -> None:
    ann = members.member_actor(host.here, members.admit(actor=host, name="Ann"))
    note = engagement.give_feedback(actor=ann, text="The kettle is too small " * 5)
    waiting = one(host, "feedback")
    assert (waiting.count, len(str(waiting.about[0])), str(waiting.about[0])[-1]) == (1, 60, "…")
    engagement.answer_feedback(actor=host, feedback=note, state="planned", answer="A bigger one comes.")
    assert kinds(host) == []


def test_a_broken_line_and_a_deed_for_hands_wait(host: Actor) -> None:
    with tenancy.within(host.here):
        facts = {"community_id": host.here, "platform": "onebot", "name": "QQ"}
        line = Connection.objects.create(**facts, token="a", state="person")
        Connection.objects.create(**facts, token="b", state="broken", tries=2)
        Deed.objects.create(community_id=host.here, connection=line, lane="1", kind="remove", key="1", state="person")
    assert kinds(host) == [("connections", 1), ("deeds", 1)]
    assert one(host, "connections").args == (line.id,)
    assert [str(name) for name in one(host, "deeds").about] == ["remove from the group"]


def test_only_what_the_reader_can_decide_waits_for_them(host: Actor, stranger: Actor) -> None:
    opened(host, reviewed=True)
    knocks(host, "Ann")
    assert kinds(host) == [("applications", 1)]
    assert kinds(as_role(host, "analyst")) == []
    assert kinds(stranger) == []
    ann = members.member_actor(host.here, members.admit(actor=host, name="Bo"))
    with pytest.raises(Forbidden):
        counsel.waiting(ann)


def test_the_page_and_the_api_say_it_in_both_languages(host: Actor) -> None:
    opened(host, reviewed=True)
    knocks(host, "Ann")
    dispatch(HANDLERS)
    page = read("/c/tea/today/")
    assert '<span class="badge info">waits</span> 1 person wants to come in' in page
    assert 'href="/c/tea/gather/applications/"' in page
    with time_machine.travel(timezone.now() + timedelta(days=2, hours=1)):
        late = read("/c/tea/today/", accept_language="zh-hans")
    assert '<span class="badge warn">已逾期</span> 有 1 人申请加入' in late
    token = make_token(
        actor=communities.actor_of(User.objects.get(id=host.id or 0)), name="program", scopes=("read", "write")
    )
    answer = Client().get("/api/v1/communities/tea/matters", headers={"authorization": f"Bearer {token}"}).json()
    assert [(one["kind"], one["count"], one["page"]) for one in answer] == [
        ("applications", 1, "/c/tea/gather/applications/")
    ]
    assert answer[0]["said"]["en"]["title"] == "1 person wants to come in"
    assert answer[0]["said"]["zh-hans"] == {
        "title": "有 1 人申请加入",
        "why": "在门口等太久的人不会再来。评分和理由都已备好。",
        "about": ["Ann"],
    }
