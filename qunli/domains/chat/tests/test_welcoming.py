"""Newcomers are welcomed in the groups that were chosen for it, once each."""

from __future__ import annotations

import pytest
from django.test import Client

from qunli.core import tenancy
from qunli.core.actor import Actor, system
from qunli.core.models import User
from qunli.domains.chat import facade as chat
from qunli.domains.chat.handlers import on_member_admitted
from qunli.domains.chat.models import Deed, Message
from qunli.domains.chat.operations.erase_messages import begin_erasing
from qunli.domains.chat.operations.link_group import welcome_there
from qunli.domains.chat.operations.welcome import AN_HOUR
from qunli.domains.chat.tests.connecting_stage import _in_this_thread, connection, said_in, tea, there
from qunli.domains.chat.tests.talk import admitted, texts
from qunli.domains.communities import facade as communities
from qunli.domains.members import facade as members
from qunli.domains.members.events import MemberAdmitted

__all__ = ["_in_this_thread", "connection", "tea", "there"]
pytestmark = [pytest.mark.row("G4"), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def hall(host: Actor) -> int:
    """A group in which newcomers are welcomed with the community's words."""
    group = chat.open_group(actor=host, name="Hall")
    chat.describe_group(actor=host, group=group, name="Hall", announcements_only=True, closed=False, welcomes=True)
    members.set_joining(actor=host, changes={"welcome": "Tea is ready."})
    return group


def comes(host: Actor, person: int) -> None:
    on_member_admitted(MemberAdmitted(community=host.here, person=person))


def test_a_newcomer_is_welcomed_once_however_often_it_is_told(host: Actor, hall: int) -> None:
    ann = admitted(host, "Ann")
    comes(host, ann.person)
    comes(host, ann.person)
    assert texts(host, hall) == [(1, "Welcome, Ann!\n\nTea is ready.")]
    (said,) = said_in(host, hall)
    here = communities.community(host.here)
    assert (said.name, said.mentions) == (here.name, [ann.identity])
    members.remove_member(actor=host, person=ann.person)
    comes(host, ann.person)
    members.admit(actor=host, person=ann.person)
    comes(host, ann.person)
    assert len(said_in(host, hall)) == 1


def test_nothing_is_said_where_it_was_not_chosen_nor_in_a_closed_group(host: Actor, hall: int) -> None:
    other = chat.open_group(actor=host, name="Kitchen")
    chat.describe_group(actor=host, group=hall, name="Hall", announcements_only=False, closed=True, welcomes=True)
    comes(host, admitted(host, "Ann").person)
    assert (texts(host, hall), texts(host, other)) == ([], [])


def test_a_crowd_does_not_flood_the_group(host: Actor, hall: int) -> None:
    for number in range(AN_HOUR + 2):
        comes(host, admitted(host, f"Guest {number}").person)
    assert len(texts(host, hall)) == AN_HOUR


def test_the_community_is_no_person_among_its_members(host: Actor, hall: int) -> None:
    comes(host, admitted(host, "Ann").person)
    with tenancy.within(host.here):
        assert [one.name for one in members.find_people(host)[0] if one.is_bot] == ["Tea"]
    with tenancy.within(host.here):
        voice = members.find_people(host, text="Tea")[0][0].id
    assert members.standings(host.here, [voice]) == {}


def test_a_connected_chat_welcomes_whom_it_knows(host: Actor, tea: int) -> None:
    welcome_there(actor=host, group=tea, welcomes=True)
    ann, bo = (admitted(host, name).person for name in ("Ann", "Bo"))
    seen = members.recognise(actor=system(host.here), platform="there", seen=[members.Seen("u9", "Cai")])
    with tenancy.within(host.here):
        cai = members.owners(system(host.here), seen.ids.values())[seen.ids["u9"]]
    members.admit(actor=host, person=cai)
    for person in (ann, bo, cai, cai):
        comes(host, person)
    with tenancy.within(host.here):
        sent = list(Deed.objects.filter(kind="send").values_list("body__text", flat=True))
    assert sent == ["Welcome, Cai!"]


def test_an_erased_newcomer_is_not_named_any_more(host: Actor, hall: int) -> None:
    ann = admitted(host, "Ann")
    comes(host, ann.person)
    begin_erasing(actor=system(host.here), person=ann.person, identities=[ann.identity])
    with tenancy.within(host.here):
        assert list(Message.objects.filter(group_id=hall).values_list("text", flat=True)) == [""]


def test_the_page_chooses_the_group(host: Actor, client: Client) -> None:
    group = chat.open_group(actor=host, name="Hall")
    client.force_login(User.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    client.post(f"/c/tea/gather/groups/{group}/", {"name": "Hall", "welcomes": "on", "what": "save"})
    with tenancy.within(host.here):
        assert chat.live_group(host, group).welcomes
    assert "Newcomers are welcomed here" in client.get("/c/tea/gather/groups/").content.decode()
