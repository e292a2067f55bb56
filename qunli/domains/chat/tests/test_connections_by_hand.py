"""What a person has to do in a chat by hand, and who is greeted when they come."""

from __future__ import annotations

import pytest
from django.test import Client

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.models import User
from qunli.core.refusals import NotFound
from qunli.core.words import _
from qunli.domains.chat import connection_queries
from qunli.domains.chat import facade as chat
from qunli.domains.chat.models import Connection, Deed
from qunli.domains.chat.operations.act_there import remove_there, say_there, settle_deed
from qunli.domains.chat.ports import Arrived, Chat, Heard, Joined, Removed, Said, Who
from qunli.domains.chat.tests.connecting_stage import _in_this_thread, connection, heard, tea, there, understood
from qunli.domains.chat.tests.talking import BO, TEA, There, platform_of, said, tend
from qunli.domains.members import facade as members

__all__ = ["_in_this_thread", "connection", "tea", "there"]
pytestmark = [pytest.mark.row("P2"), pytest.mark.django_db(transaction=True)]
STEPS = {"remove": (_("Open the group there."), _("Take this person out."))}


def bo(host: Actor) -> int:
    return members.find_people(host, "bo")[0][0].id


def deeds(host: Actor, **which: object) -> list[tuple[str, str]]:
    with tenancy.within(host.here):
        return list(Deed.objects.filter(**which).order_by("id").values_list("kind", "state"))


def left_to_a_person(host: Actor, there: There, connection: int) -> connection_queries.DeedView:
    """Bo is to be removed where no program may."""
    chat.connect_with([platform_of(there, by_hand=STEPS)])
    there.can = frozenset({"members"})
    heard(there, said("1", "Hi"))
    tend(host, connection, understood(1))
    remove_there(actor=host, person=bo(host), ban=True, key="1")
    tend(host, connection, lambda: Deed.objects.get(kind="remove").state == "person")
    (deed,) = connection_queries.left_to_people(host, connection)
    return deed


def test_it_is_prepared_with_whom_it_is_about_and_how_it_is_done(
    host: Actor, there: There, connection: int, tea: int
) -> None:
    deed = left_to_a_person(host, there, connection)
    assert (deed.person, deed.group, deed.platform) == ("Bo", "Tea house", "There")
    assert deed.steps == ("Open the group there.", "Take this person out.")
    assert there.asked == []


def test_it_stands_on_the_page_of_its_connection_until_somebody_says_it_is_done(
    host: Actor, there: There, connection: int, tea: int
) -> None:
    deed = left_to_a_person(host, there, connection)
    browser = Client()
    browser.force_login(User.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    page = f"/c/tea/gather/chats/{connection}/"
    shown = browser.get(page).content.decode()
    assert "<b>Bo</b>" in shown
    assert "<li>Take this person out.</li>" in shown
    answer = browser.post(f"/c/tea/gather/chats/deeds/{deed.id}/", {"what": "done", "back": "connection"})
    assert answer.headers["Location"] == page
    assert "Take this person out." not in browser.get(page).content.decode()
    assert deeds(host, kind="remove") == [("remove", "done")]
    with pytest.raises(NotFound):
        settle_deed(actor=host, deed=deed.id, done=True)


def test_what_is_to_be_said_there_can_be_copied(host: Actor, there: There, connection: int, tea: int) -> None:
    there.can = frozenset({"members"})
    say_there(actor=host, group=tea, text="Tea is ready", key="1")
    tend(host, connection, lambda: Deed.objects.get(kind="send").state == "person")
    (deed,) = connection_queries.left_to_people(host)
    assert (deed.kind, deed.text, deed.person) == ("send", "Tea is ready", "")


def test_a_removal_that_the_platform_tells_of_is_settled_by_itself(
    host: Actor, there: There, connection: int, tea: int
) -> None:
    left_to_a_person(host, there, connection)
    heard(there, Removed(TEA, BO, 2_000))
    tend(host, connection, understood(2))
    assert deeds(host, kind="remove") == [("remove", "done")]


def test_whoever_comes_is_greeted_where_they_can_be_reached(host: Actor, there: There, connection: int) -> None:
    there.can = frozenset({"members", "welcome"})
    heard(there, Arrived(Chat("code-1", direct=True), Who("cy"), "Welcome!"))
    heard(there, Arrived(Chat("code-1", direct=True), Who("cy"), "Welcome!"))
    tend(host, connection, lambda: len(there.sent) == 1)
    assert there.sent == [("code-1", "Welcome!")]
    assert there.asked[0][1].chat.direct


def test_a_greeting_that_may_have_been_sent_is_not_sent_again(host: Actor, there: There, connection: int) -> None:
    there.can = frozenset({"welcome"})
    there.refuses["send"] = [ConnectionError("gone")]
    heard(there, Arrived(Chat("code-1", direct=True), Who("cy"), "Welcome!"))
    tend(host, connection, lambda: Deed.objects.filter(kind="welcome", state="person").exists())
    assert there.sent == []


def test_who_comes_without_a_name_is_asked_for_and_called_by_it(
    host: Actor, there: There, connection: int, tea: int
) -> None:
    there.people = [Who("x9", "Dora")]
    tend(host, connection, lambda: Deed.objects.get(kind="members").state == "done")
    there.people = [Who("x9", "Dora"), Who("x8", "Emil")]
    with tenancy.within(host.here):
        Deed.objects.all().delete()
    heard(there, Joined(TEA, Who("x8"), 1_000), Joined(TEA, Who("x9"), 2_000))
    tend(host, connection, lambda: Deed.objects.filter(kind="members", state="done").exists())
    names = sorted(one.name for one in members.find_people(host)[0])
    assert names == ["Dora", "Emil"]


def test_the_address_of_a_connection_is_heard_while_it_is_still_being_set_up(
    host: Actor, there: There, connection: int
) -> None:
    with tenancy.within(host.here):
        Connection.objects.update(state="person", wanted=False)
        token = Connection.objects.get().token
    chat.connect_with([platform_of(there, hear=lambda _settings, _pushed: Heard(answer="echo"))])
    assert Client().get(f"/hooks/tea/{token}/").content == b"echo"
    with tenancy.within(host.here):
        Connection.objects.update(state="stopped")
    assert Client().get(f"/hooks/tea/{token}/").status_code == 404


def test_a_name_that_is_known_stays_when_a_movement_tells_none(
    host: Actor, there: There, connection: int, tea: int
) -> None:
    heard(there, Said(TEA, BO, "1", 1_000, "Hi"), Removed(TEA, Who("bo"), 2_000))
    tend(host, connection, understood(2))
    assert [one.name for one in members.find_people(host)[0]] == ["Bo"]
