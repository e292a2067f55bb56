"""What members say, in the browser's hands: read it, deal with it, say that it was none."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from qunli.core.actor import Actor
from qunli.core.models import User
from qunli.domains.chat.tests.conftest import Bring, bring
from qunli.domains.counsel import facade as counsel
from qunli.domains.counsel.handlers import propose
from qunli.domains.insight import facade as insight
from qunli.domains.insight.events import FindingsPublished
from qunli.domains.insight.tests.conftest import Draw, draw, drawn, write
from qunli.domains.insight.tests.test_feedback import complaining
from qunli.domains.members.tests.conftest import host

__all__ = ["bring", "draw", "drawn", "host"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.database]
SAY, TALK, TODAY = "/c/tea/understand/say/", "/c/tea/understand/talk/", "/c/tea/today/"


@pytest.fixture
def heard(host: Actor, bring: Bring, draw: Draw, tmp_path: Path) -> Actor:
    bring(write(tmp_path / "complaining.csv", complaining()))
    draw(host)
    propose(FindingsPublished(community=host.community or 0, as_of=0, members=0))
    return host


def at(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(id=actor.id))
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.row("U9")
def test_the_operator_reads_who_complained_when_and_by_which_words_it_was_told(heard: Actor) -> None:
    text = page(at(heard), SAY)
    assert "Since the update the WarmBox keeps crashing, I hate it." in text
    assert "is bothered: “i hate” (4)" in text
    assert "WarmBox 又坏了，太失望了" in text
    assert "It would be great if there was a small WarmBox" in text
    assert "3 (before: 0)" in text
    assert "8 in 10 were complaints indeed" in text
    table = page(at(heard), SAY + "?view=table")
    assert '<caption class="visually-hidden">Complaints</caption>' in table


@pytest.mark.row("U9")
def test_what_is_no_complaint_goes_with_one_button_and_comes_back_with_another(heard: Actor) -> None:
    client = at(heard)
    found = insight.picture(heard).found
    assert found is not None
    message = found.feedback.complaints.remarks[1].message
    text = client.post(f"{SAY}complaint/{message}/", {"what": "wrong"}, follow=True).content.decode()
    assert "keeps crashing" not in text
    assert "Here 0 of the 1 you looked at were right." in text
    client.post(f"{SAY}complaint/{message}/", {"what": "reopen"})
    assert "keeps crashing, I hate it" in page(client, SAY)


def test_nonsense_is_not_found_and_changes_nothing(heard: Actor) -> None:
    client = at(heard)
    found = insight.picture(heard).found
    assert found is not None
    message = found.feedback.complaints.remarks[0].message
    for address, what in (
        (f"complaint/{message}/", "praise"),
        ("complaint/999999/", "wrong"),
        (f"joy/{message}/", "done"),
    ):
        assert client.post(SAY + address, {"what": what}).status_code == 404
    assert insight.heard(heard) == {}


@pytest.mark.row("U9")
@pytest.mark.row("U10")
def test_today_proposes_to_answer_what_more_people_complain_of_and_leads_to_it(heard: Actor) -> None:
    (heed,) = [one for one in counsel.today(heard) if one.kind == "heed"]
    assert heed.said["en"]["title"] == "3 members complained of WarmBox this week: answer them"
    assert len(heed.said["en"]["quotes"]) == 3
    address = SAY + "?" + "&amp;".join(f"who={who}" for who in heed.people)
    text = page(at(heard), TODAY)
    assert address in text
    only = page(at(heard), address.replace("&amp;", "&"))
    assert "keeps crashing" in only
    assert "small WarmBox" not in only.split('id="named-title"')[0]


def test_words_and_subjects_of_the_last_weeks_are_shown_with_a_table(heard: Actor) -> None:
    text = page(at(heard), TALK)
    assert "<td>warmbox</td>" in text.replace(" >", ">")
    assert "Hearth" in text


def test_where_nobody_complains_the_page_says_so(drawn: Actor) -> None:
    text = page(at(drawn), SAY)
    assert "No complaint was found." in text
    assert "No product was named by several members." in text


@pytest.mark.row("U9")
def test_products_are_named_on_the_page_and_listened_for(heard: Actor, draw: Draw) -> None:
    client = at(heard)
    client.post(SAY + "names/", {"names": "Panettone\r\n"})
    draw(heard)
    text = page(client, SAY)
    assert "<b>Panettone</b>" in text
    assert client.post(SAY + "names/", {"names": "x" * 80}).status_code == 422
    assert insight.watched_names(heard) == ["Panettone"]


@pytest.mark.row("P3")
def test_the_page_speaks_chinese(heard: Actor) -> None:
    client = at(heard)
    client.cookies["django_language"] = "zh-hans"
    text = page(client, SAY)
    assert "不是抱怨" in text
    assert "感到不满：“i hate”" in text
