"""A community in a room of a real Matrix homeserver (Synapse on loopback): members talk both ways, one is silenced,
an advertisement is judged and judged again, the homeserver and Qunli are started anew; nothing is lost or doubled."""

from __future__ import annotations

from datetime import timedelta
from urllib.error import HTTPError

import pytest
from django.utils import timezone

from qunli.core import tenancy
from qunli.core.actor import system
from qunli.domains.chat import facade as chat
from qunli.domains.chat.models import Deed, Movement
from qunli.domains.members import facade as members
from qunli.domains.members.tests.conftest import host
from qunli.domains.moderation import facade as moderation
from qunli.domains.moderation.tests.conftest import AD
from tests.matrix_house import KEYS, House, _the_real_platforms, house, nothing_waits, server

__all__ = ["_the_real_platforms", "host", "house", "server"]

pytestmark = [pytest.mark.slow, pytest.mark.row("P2"), pytest.mark.django_db(transaction=True)]


def test_a_community_lives_in_a_room_of_a_real_homeserver(house: House) -> None:
    they_talk_both_ways(house)
    an_advertisement_is_judged_and_judged_again(house)
    a_silence_ends_by_itself(house)
    nothing_is_lost_while_qunli_and_the_homeserver_are_away(house)
    the_homeserver_goes_while_the_line_is_open(house)
    somebody_is_banned_and_comes_back_and_another_leaves(house)
    with tenancy.within(house.host.here):
        left = Deed.objects.exclude(state="done")  # the ends of silences that were lifted before
        assert {(one.kind, one.state, one.body["until"]) for one in left} == {("restrict", "dropped", None)}


def they_talk_both_ways(house: House) -> None:
    """With an answer, an edit, an edit of another's message, a deletion and a command."""
    ann, bo, tea = house.ann, house.bo, house.tea
    first = ann.say(tea, "Good morning")
    house.qunli.until(lambda: len(house.in_web()) == 1)
    house.say_here("早上好", reply_to=1)
    slip = bo.say(tea, "Helo")
    house.qunli.until(lambda: len(house.in_web()) == 3 and nothing_waits())
    for one, text in ((bo, "Hello"), (ann, "Forged")):
        new = {"m.new_content": {"msgtype": "m.text", "body": text}}
        one.say(tea, f"* {text}", **new, **{"m.relates_to": {"rel_type": "m.replace", "event_id": slip}})
    gone = ann.say(tea, "Oops")
    house.qunli.until(lambda: (4, "Oops") in house.in_web())
    ann.ask("PUT", f"rooms/{tea}/redact/{gone}/{next(KEYS)}", {})
    bo.say(tea, "/help")
    house.qunli.until(lambda: (4, "") in house.in_web() and "/rules" in str(house.owner.reads(tea)))
    assert house.in_web()[:4] == [(1, "Good morning"), (2, "早上好"), (3, "Hello"), (4, "")]
    assert house.owner.reads(tea)[:3] == [("ann", "Good morning"), ("bo", "Hello"), ("qunli", "Cy: 早上好")]
    events = house.owner.ask("GET", f"rooms/{tea}/messages?dir=b&limit=50")["chunk"]
    (answer,) = [one["content"] for one in events if one["content"].get("body") == "Cy: 早上好"]
    assert answer["m.relates_to"]["m.in_reply_to"]["event_id"] == first


def an_advertisement_is_judged_and_judged_again(house: House) -> None:
    """It is taken away there and its author silenced; after the appeal it stands there again, and they may speak."""
    host, bo, tea, qunli = house.host, house.bo, house.tea, house.qunli
    people = [members.admit(actor=host, name=name) for name in ("Guard", "Second")]
    for one in people:
        members.grant(actor=host, person=one, powers={"moderate"}, source="post:1")
    guard, second, author = (members.member_actor(host.here, one) for one in (*people, house.person("Bo")))
    bo.say(tea, AD)
    waiting = moderation.Wanted(state="waiting")
    qunli.until(lambda: bool(moderation.cases(host, waiting)) and nothing_waits())
    assert AD not in str(house.owner.reads(tea))
    with tenancy.within(host.here):
        (case,) = moderation.cases(host, waiting)
    moderation.uphold(actor=guard, cases=[case.id], reason="An advertisement.", sanction="mute", minutes=60)
    qunli.until(lambda: Deed.objects.filter(kind="restrict", state="done").exists())
    assert (bo.may_speak(tea), house.ann.may_speak(tea)) == (False, True)
    appeal = moderation.appeal(actor=author, case=case.id, words="My own tea, we agreed.")
    moderation.answer_appeal(actor=second, appeal=appeal, grant=True, answer="So it was.")
    qunli.until(lambda: nothing_waits() and f"Bo: {AD}" in str(house.owner.reads(tea)))
    assert bo.may_speak(tea)
    assert [text for _by, text in house.owner.reads(tea)].count(f"Bo: {AD}") == 1
    assert [text for _seq, text in house.in_web()].count(AD) == 1


def a_silence_ends_by_itself(house: House) -> None:
    """Though Matrix knows no end of it."""
    until = timezone.now() + timedelta(seconds=3)
    chat.restrict_there(actor=system(house.host.here), person=house.person("Bo"), until=until, key="1")
    house.qunli.until(lambda: not house.bo.may_speak(house.tea))
    house.qunli.until(lambda: house.bo.may_speak(house.tea))
    house.qunli.until(nothing_waits)


def nothing_is_lost_while_qunli_and_the_homeserver_are_away(house: House) -> None:
    """More is said than one sync hands over."""
    before = len(house.in_tea())
    for number in range(130):
        house.ann.say(house.tea, f"While you slept {number}")
    house.say_here("Is anybody there?")
    house.server.stop()
    house.server.start()
    for number in range(130, 140):
        house.bo.say(house.tea, f"While you slept {number}")
    house.qunli.until(lambda: len(house.in_tea()) >= before + 140 and nothing_waits())
    slept = [text for _seq, text in house.in_tea() if text.startswith("While")]
    assert slept == [f"While you slept {number}" for number in range(140)]


def the_homeserver_goes_while_the_line_is_open(house: House) -> None:
    """Qunli connects again by itself and sends what waited, once."""
    steps = iter((house.server.stop, lambda: house.say_here("Still there?"), house.server.start))
    house.qunli.until(lambda: next(steps, int)() == 0 and nothing_waits(), 120)
    said = [text for _by, text in house.owner.reads(house.tea) if text.endswith("there?")]
    assert said == ["Cy: Is anybody there?", "Cy: Still there?"]


def somebody_is_banned_and_comes_back_and_another_leaves(house: House) -> None:
    """A ban keeps out until it is lifted; coming and going is known here."""
    program, bo = system(house.host.here), house.person("Bo")
    chat.remove_there(actor=program, person=bo, ban=True, key="1")
    house.qunli.until(nothing_waits)
    with pytest.raises(HTTPError, match="403"):
        house.bo.ask("POST", f"join/{house.tea}")
    chat.restrict_there(actor=program, person=bo, until=None, key="2")
    house.qunli.until(nothing_waits)
    house.owner.ask("POST", f"rooms/{house.tea}/invite", {"user_id": house.bo.id})
    house.bo.ask("POST", f"join/{house.tea}")
    house.ann.ask("POST", f"rooms/{house.tea}/leave", {})
    moves = lambda: list(Movement.objects.order_by("id").values_list("kind", flat=True))  # noqa: E731
    house.qunli.until(lambda: moves() == ["removal", "join", "leave"])
