"""On the phone of a member whose post moderates: what waits, and the decisions; and how their authors learn of them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.models import User
from qunli.core.refusals import Forbidden
from qunli.domains.members import facade as members
from qunli.domains.members.tests.conftest import host
from qunli.domains.moderation import facade as moderation
from qunli.domains.moderation.tests.conftest import AD, Talk, at_work, talk
from qunli.domains.moderation.tests.lines_and_cases import waiting
from qunli.portal.views import moderate

__all__ = ["host", "talk"]
pytestmark = [pytest.mark.row("R2"), pytest.mark.row("R3")]
IN = "/m/tea/moderate/"


def phone(talk: Talk, who: Actor) -> Client:
    """The member's, signed in."""
    user = User.objects.create_user(f"{who.name}@example.org", name=who.name)
    members.admit(actor=talk.host, person=who.id, user=user.id)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def without_token(answer: Any) -> str:
    return re.sub(r'"x-csrftoken": "\w+"', "", answer.content.decode())


def reported(talk: Talk, author: Actor, by: Actor, reason: str = "rude") -> int:
    seq = talk.say(author, "Your tea is dishwater.").seq or 0
    return moderation.report(actor=by, group=talk.group, seq=seq, reason=reason)


def test_a_held_message_is_let_through_with_its_evidence_before_ones_eyes(talk: Talk) -> None:
    guard = phone(talk, talk.guard)
    talk.say(talk.ann, AD)
    (case,) = waiting(talk)
    assert "诚招代理" in shown(guard, IN)
    page = shown(guard, f"{IN}{case.id}/")
    assert "% sure, limit" in page
    assert "0.0 points today" in page
    assert "Seen:" in page
    answer = guard.post(f"{IN}{case.id}/", {"what": "release", "reason": "We had agreed."}, follow=True)
    assert "1 message went into the chat." in answer.content.decode()
    assert "Nothing waits for you" in answer.content.decode()
    assert talk.texts() == [AD]
    assert "released" in shown(guard, f"{IN}?settled")


def test_a_reported_message_is_upheld_with_a_silence(talk: Talk) -> None:
    guard = phone(talk, talk.guard)
    case = reported(talk, talk.ann, talk.bo, "Says so every day")
    page = shown(guard, f"{IN}{case}/")
    assert "1 report, weight 0.50" in page
    assert "Says so every day" in page
    guard.post(f"{IN}{case}/", {"what": "uphold", "reason": "Unkind.", "sanction": "mute:1440"})
    at_work()
    assert talk.texts() == []
    standing = members.standings(talk.host.here, [talk.ann.id or 0])[talk.ann.id or 0]
    assert standing.silent_until is not None
    assert "silenced" in shown(guard, f"{IN}{case}/")
    assert "It stands" not in shown(guard, f"{IN}{case}/")


def test_without_a_reason_nothing_is_decided_and_what_was_chosen_stays(talk: Talk) -> None:
    guard = phone(talk, talk.guard)
    case = reported(talk, talk.ann, talk.bo)
    answer = guard.post(f"{IN}{case}/", {"what": "uphold", "reason": " ", "sanction": "ban"})
    assert answer.status_code == 422
    assert "Say why in a few words; the member reads it." in answer.content.decode()
    assert '<option value="ban" selected>' in answer.content.decode()
    assert [one.state for one in waiting(talk)] == ["waiting"]


def test_who_has_no_such_post_gets_the_answer_of_a_page_that_is_not_there(talk: Talk) -> None:
    bo = phone(talk, talk.bo)
    case = reported(talk, talk.ann, talk.second)
    nothing = bo.get("/m/tea/polls/999999/")
    assert nothing.status_code == 404
    for address in (IN, f"{IN}{case}/", f"{IN}appeals/", f"{IN}appeals/1/"):
        answer = bo.get(address)
        assert (answer.status_code, without_token(answer)) == (404, without_token(nothing))
    assert bo.post(f"{IN}{case}/", {"what": "uphold", "reason": "Mine."}).status_code == 404
    assert [one.state for one in waiting(talk)] == ["waiting"]
    assert IN not in shown(bo, "/m/tea/me/")
    assert Client().get(IN).headers["Location"] == "/m/tea/door/"


@pytest.mark.row("R4")
def test_the_tab_counts_what_waits_and_ends_with_the_post(talk: Talk) -> None:
    guard = phone(talk, talk.guard)
    assert "tab-count" not in shown(guard, "/m/tea/people/")
    case = reported(talk, talk.ann, talk.bo)
    page = shown(guard, "/m/tea/people/")
    assert f'<a href="{IN}">' in page
    assert '<span class="tab-count" aria-hidden="true">1</span>' in page
    assert ", 1 thing waits for a decision" in page
    members.withdraw_grants(actor=talk.host, source="post:1")
    assert guard.post(f"{IN}{case}/", {"what": "uphold", "reason": "Unkind."}).status_code == 404
    assert IN not in shown(guard, "/m/tea/people/")
    assert [one.state for one in waiting(talk)] == ["waiting"]


def test_an_appeal_is_read_by_another_and_answered_in_words(talk: Talk) -> None:
    guard, second = phone(talk, talk.guard), phone(talk, talk.second)
    case = reported(talk, talk.ann, talk.bo)
    guard.post(f"{IN}{case}/", {"what": "uphold", "reason": "Unkind."})
    at_work()
    appeal = moderation.appeal(actor=talk.ann, case=case, words="It was a joke among friends.")
    address = f"{IN}appeals/{appeal}/"
    assert "No appeal waits for you" in shown(guard, f"{IN}appeals/")
    assert guard.get(address).status_code == 404
    assert guard.post(address, {"what": "refuse", "answer": "I was right."}).status_code == 409
    assert "It was a joke among friends." in shown(second, f"{IN}appeals/")
    assert "Unkind." in shown(second, address)
    assert second.post(address, {"what": "grant", "answer": ""}).status_code == 422
    assert talk.texts() == []
    answer = second.post(address, {"what": "grant", "answer": "So it was."}, follow=True)
    assert "Granted: what followed from the case is taken back." in answer.content.decode()
    assert talk.texts() == ["Your tea is dishwater."]
    with tenancy.within(talk.host.here):
        assert moderation.appeals_of([case])[case].answer == "So it was."


def test_what_somebody_decided_on_the_console_they_do_not_read_again_as_a_member(talk: Talk) -> None:
    both = User.objects.get()
    members.admit(actor=talk.host, person=talk.second.id, user=both.id)
    client = Client()
    client.force_login(both, backend="django.contrib.auth.backends.ModelBackend")
    case = reported(talk, talk.ann, talk.bo)
    moderation.uphold(actor=talk.host, cases=[case], reason="Unkind.")
    appeal = moderation.appeal(actor=talk.ann, case=case, words="It was a joke.")
    assert "No appeal waits for you" in shown(client, f"{IN}appeals/")
    address = f"{IN}appeals/{appeal}/"
    assert client.post(address, {"what": "refuse", "answer": "I was right."}).status_code == 409
    with tenancy.within(talk.host.here):
        assert [one.state for one in moderation.appeals(talk.guard)] == ["open"]


def test_nobody_decides_about_themselves_or_sees_who_reported_them(talk: Talk) -> None:
    guard = phone(talk, talk.guard)
    case = reported(talk, talk.guard, talk.bo, "He is loud")
    assert "Nothing waits for you" in shown(guard, IN)
    assert guard.get(f"{IN}{case}/").status_code == 404
    with pytest.raises(Forbidden, match="This is about you"):
        moderation.release(actor=talk.guard, cases=[case], reason="I was not.")
    with pytest.raises(Forbidden, match="This is about you"):
        moderation.permit_ad(actor=talk.guard, person=talk.guard.id or 0, source="myself")
    assert [one.state for one in waiting(talk)] == ["waiting"]
    assert "He is loud" in shown(phone(talk, talk.second), f"{IN}{case}/")


def test_what_waits_is_read_page_by_page(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moderate, "A_PAGE", 1)
    guard = phone(talk, talk.guard)
    first, later = reported(talk, talk.ann, talk.bo), reported(talk, talk.bo, talk.ann)
    page = shown(guard, IN)
    assert (f"{IN}{later}/" in page, f"{IN}{first}/" in page) == (True, False)
    assert f"?before={later}" in page
    page = shown(guard, f"{IN}?before={later}")
    assert (f"{IN}{later}/" in page, f"{IN}{first}/" in page) == (False, True)
    moderation.uphold(actor=talk.second, cases=[first, later], reason="Unkind.")
    for who, case in ((talk.ann, first), (talk.bo, later)):
        moderation.appeal(actor=who, case=case, words=f"{who.name} did not mean it.")
    assert "Ann did not mean it." in shown(guard, f"{IN}appeals/")
    assert "Bo did not mean it." in shown(guard, f"{IN}appeals/?page=2")


def test_authors_see_a_mark_until_they_have_read_what_was_decided(talk: Talk) -> None:
    ann = phone(talk, talk.ann)
    talk.say(talk.ann, AD)
    (case,) = waiting(talk)
    assert "tab-count" not in shown(ann, "/m/tea/people/")
    moderation.uphold(actor=talk.guard, cases=[case.id], reason="Advertising.")
    assert ", 1 new decision about you" in shown(ann, "/m/tea/people/")
    assert "1 new</span>" in shown(ann, "/m/tea/me/")
    page = shown(ann, "/m/tea/me/cases/")
    assert ">new</span>" in page
    assert "tab-count" not in page
    moderation.appeal(actor=talk.ann, case=case.id, words="We had agreed.")
    with tenancy.within(talk.host.here):
        (appeal,) = moderation.appeals(talk.host)
    moderation.answer_appeal(actor=talk.second, appeal=appeal.id, grant=False, answer="We had not.")
    assert "tab-count" in shown(ann, "/m/tea/people/")
    assert "We had not." in shown(ann, f"/m/tea/me/cases/{case.id}/")
    assert "tab-count" not in shown(ann, "/m/tea/people/")


def test_a_report_in_which_nobody_found_anything_wrong_makes_no_mark(talk: Talk) -> None:
    ann = phone(talk, talk.ann)
    case = reported(talk, talk.ann, talk.bo)
    moderation.release(actor=talk.guard, cases=[case], reason="A joke.")
    assert "tab-count" not in shown(ann, "/m/tea/people/")
    again = reported(talk, talk.ann, talk.bo)
    moderation.uphold(actor=talk.guard, cases=[again], reason="Not again.")
    moderation.see_decisions(actor=talk.bo, cases=[again])
    assert ", 1 new decision about you" in shown(ann, "/m/tea/people/")
