"""In the menu of a message: this helped. After yes to the rules: go on. In the group: the vote's card."""

from __future__ import annotations

import pytest
from django.test import Client

from qunli.core.actor import Actor
from qunli.domains.chat import facade as chat
from qunli.domains.communities import facade as communities
from qunli.domains.engagement import facade as engagement
from qunli.domains.members import facade as members
from qunli.domains.stewardship import facade as stewardship
from qunli.portal.tests.conftest import knock
from qunli.portal.tests.test_posts_pages import phone

pytestmark = pytest.mark.django_db(transaction=True)


def member(host: Actor, name: str) -> Actor:
    (found,) = [one for one in members.acknowledgements(host.here, 50, 0) if one.name == name]
    return members.member_actor(host.here, found.person)


@pytest.mark.row("E7")
def test_the_asker_says_in_the_group_which_answer_helped_and_takes_it_back(host: Actor) -> None:
    mei, lin = phone(host, "Mei"), phone(host, "Lin")
    hall = chat.open_group(actor=host, name="Hall")
    asked = engagement.ask(actor=member(host, "Mei"), group=hall, text="How hot?").or_refuse()
    engagement.answer(actor=member(host, "Lin"), question=asked, text="80 degrees")
    seq = engagement.question(host, asked).replies[0].seq
    address = f"/m/tea/groups/{hall}/messages/{seq}/helped/"
    assert mei.get(address).json() == {"may": True, "accepted": False}
    assert lin.get(address).json() == {"may": False, "accepted": False}
    assert lin.post(address, {"do": "accept"}).status_code == 403
    assert engagement.question(host, asked).accepted_seq is None
    assert mei.post(address, {"do": "accept"}).json() == {"sentence": "Thank you: others find this answer now."}
    assert engagement.question(host, asked).accepted_seq == seq
    assert mei.get(address).json() == {"may": True, "accepted": True}
    assert mei.post(address, {"do": "reopen"}).json() == {"sentence": "The question is open again."}
    assert engagement.question(host, asked).accepted_seq is None


@pytest.mark.row("E7")
def test_what_answers_no_question_cannot_have_helped(host: Actor) -> None:
    mei = phone(host, "Mei")
    hall = chat.open_group(actor=host, name="Hall")
    engagement.ask(actor=member(host, "Mei"), group=hall, text="How hot?").or_refuse()
    assert mei.get(f"/m/tea/groups/{hall}/messages/1/helped/").json() == {"may": False, "accepted": False}
    assert mei.post(f"/m/tea/groups/{hall}/messages/1/helped/", {"do": "accept"}).status_code == 409
    assert mei.get(f"/m/tea/groups/{hall}/messages/9/helped/").status_code == 404


@pytest.mark.row("G4")
def test_a_newcomer_goes_on_with_the_first_steps_after_yes_to_the_rules(opened: Actor) -> None:
    client = Client()
    knock(client, "Ann")
    communities.begin_rules(actor=opened, template="fans")
    communities.announce_rules(actor=opened)
    answer = client.post("/m/tea/rules/", {"version": 1}, follow=True)
    assert answer.request["PATH_INFO"] == "/m/tea/welcome/"
    assert "Thank you. You have said yes to the rules. Go on here." in answer.content.decode()
    client.post("/m/tea/welcome/", {"do": "dismiss"})
    communities.begin_rules(actor=opened, template="study")
    communities.announce_rules(actor=opened, why="Better")
    again = client.post("/m/tea/rules/", {"version": 2}, follow=True)
    assert again.request["PATH_INFO"] == "/m/tea/rules/"
    assert "Thank you. You have said yes to the rules." in again.content.decode()


@pytest.mark.row("R4")
def test_the_card_of_a_call_leads_to_it_and_says_how_many_voted(host: Actor) -> None:
    mei = phone(host, "Mei")
    post = stewardship.describe_post(actor=host, title="Welcome", duties="Greets")
    call = stewardship.open_call(actor=host, post=post)
    card = mei.get(f"/m/tea/cards/call/{call}/").content.decode()
    assert f'href="/m/tea/posts/calls/{call}/"' in card
    assert "Apply" in card
    stewardship.apply(actor=member(host, "Mei"), call=call, statement="I like people")
    stewardship.short_list(actor=host, call=call, people=[member(host, "Mei").id or 0])
    assert '<span data-count="voted">0</span> of 1 voted' in mei.get(f"/m/tea/cards/call/{call}/").content.decode()
    ballot = stewardship.call(host, call).ballot
    assert ballot is not None
    stewardship.cast(actor=member(host, "Mei"), ballot=ballot.id, choice="none")
    card = mei.get(f"/m/tea/cards/call/{call}/").content.decode()
    assert "You have voted." in card
    assert '<span data-count="voted">1</span> of 1 voted' in card


@pytest.mark.row("R4")
def test_the_card_of_a_motion_shows_the_change(host: Actor) -> None:
    mei = phone(host, "Mei")
    communities.begin_rules(actor=host, template="fans")
    communities.announce_rules(actor=host)
    motion = stewardship.move(actor=member(host, "Mei"), en="Share your cups.", why="<b>Cups</b>")
    card = mei.get(f"/m/tea/cards/motion/{motion}/").content.decode()
    assert "<ins>Share your cups.</ins>" in card
    assert "&lt;b&gt;Cups&lt;/b&gt;" in card
    assert f'href="/m/tea/motions/{motion}/"' in card
