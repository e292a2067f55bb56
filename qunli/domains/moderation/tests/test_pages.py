"""The pages of the chapter Govern, and a member's own, over cases of every kind."""

from __future__ import annotations

import pytest
from django.test import Client

from qunli.core import tenancy
from qunli.core.models import User
from qunli.domains.members import facade as members
from qunli.domains.moderation import facade as moderation
from qunli.domains.moderation.models import Case, Rehearsal
from qunli.domains.moderation.tests.conftest import AD, Talk, at_work

IN = "/c/tea/govern"


@pytest.fixture
def cases(talk: Talk) -> list[int]:
    """One that waits, one upheld and appealed, one reported."""
    talk.say(talk.ann, AD)
    talk.say(talk.ann, AD + "！")
    seq = talk.say(talk.ann, "Your tea is dishwater.").seq or 0
    with tenancy.within(talk.host.here):
        ids = list(Case.objects.order_by("id").values_list("id", flat=True))
    moderation.uphold(actor=talk.guard, cases=[ids[0]], reason="Advertising.", sanction="mute", minutes=60)
    at_work()
    moderation.appeal(actor=talk.ann, case=ids[0], words="We had agreed on it.")
    reported = moderation.report(actor=talk.bo, group=talk.group, seq=seq, reason="rude")
    return [*ids, reported]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_of_the_chapter_opens(talk: Talk, cases: list[int], client: Client, language: str) -> None:
    rules = client
    rules.force_login(User.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    rules.cookies["django_language"] = language
    assert rules.post(f"{IN}/policies/change/", {"what": "rehearse", "days": "7"}).status_code == 302
    at_work()
    with tenancy.within(talk.host.here):
        number = Rehearsal.objects.get().id
    pages = [
        "cases/", "cases/?state=all", "cases/?state=dry", "appeals/", "log/", "learning/", "policies/",
        "policies/line/new/", "policies/line/ads/", "policies/words/gambling/", f"policies/rehearsals/{number}/",
        f"people/{talk.ann.id}/", *[f"cases/{case}/" for case in cases],
    ]  # fmt: skip
    assert {page: rules.get(f"{IN}/{page}").status_code for page in pages} == dict.fromkeys(pages, 200)


def test_a_policy_is_changed_and_a_case_is_decided_on_the_pages(talk: Talk, cases: list[int], client: Client) -> None:
    client.force_login(User.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    form = {
        "trigger": "words", "limit": "0", "minutes": "1", "who": "members", "days": "7", "effect": "hold", "mute": "60",
        "points": "1", "half_life": "30", "mode": "on", "words": "kettle, pot", "start": "23", "end": "7",
    }  # fmt: skip
    assert client.post(f"{IN}/policies/line/new/", form).status_code == 302
    assert "kettle, pot" in client.get(f"{IN}/policies/").content.decode()
    wrong = client.post(f"{IN}/policies/line/new/", {**form, "words": ""})
    assert "Give at least one word." in wrong.content.decode()
    client.post(f"{IN}/cases/decide/", {"case": cases[:2], "what": "release", "reason": "Agreed."})
    with tenancy.within(talk.host.here):
        assert Case.objects.get(id=cases[1]).state == "released"


def test_a_member_reads_their_case_and_appeals(talk: Talk, cases: list[int], client: Client) -> None:
    user = User.objects.create_user("ann@example.org", name="Ann")
    members.admit(actor=talk.host, person=talk.ann.id, user=user.id)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    pages = ["/m/tea/me/", "/m/tea/me/cases/", f"/m/tea/me/cases/{cases[0]}/", "/m/tea/me/log/"]
    assert [client.get(page).status_code for page in pages] == [200] * 4
    assert "A…" in client.get("/m/tea/me/log/").content.decode()
    assert client.get(f"/m/tea/me/cases/{cases[2]}/").status_code == 200


@pytest.mark.row("R3")
def test_one_decision_is_one_and_what_is_lifted_is_news(talk: Talk, cases: list[int], client: Client) -> None:
    client.force_login(User.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    assert "Guard: 1 decision, 0 overturned" in client.get(f"{IN}/log/").content.decode()
    assert "1 report, weight 0.50" in client.get(f"{IN}/cases/{cases[2]}/").content.decode()
    moderation.see_decisions(actor=talk.ann, cases=cases)
    with tenancy.within(talk.host.here):
        assert moderation.count_unseen(talk.ann) == 0
        mute = next(one for one in moderation.case(talk.host, cases[0]).sanctions if one.kind == "mute")
    client.post(f"{IN}/people/{talk.ann.id}/change/", {"sanction": str(mute.id)})
    with tenancy.within(talk.host.here):
        assert moderation.count_unseen(talk.ann) == 1
