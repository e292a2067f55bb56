"""Calls and votes are said in chats on other platforms, too: in words, with the way to the vote."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.domains.chat import facade as chat
from qunli.domains.chat.models import Deed
from qunli.domains.chat.operations.link_group import bridge_groups
from qunli.domains.chat.tests.connecting_stage import _in_this_thread, connection, tea, there
from qunli.domains.communities.models import Community
from qunli.domains.members.tests.conftest import host
from qunli.domains.stewardship import facade as stewardship
from qunli.domains.stewardship.tests.conftest import Later, Member, appoint, later, make_post, member
from qunli.domains.stewardship.tests.electing import open_election

__all__ = ["_in_this_thread", "connection", "host", "later", "member", "tea", "there"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("R4")]


@pytest.fixture
def hall(host: Actor) -> int:
    return chat.open_group(actor=host, name="Hall")


def test_a_connected_chat_hears_it_with_the_link_and_the_name(
    host: Actor, member: Member, later: Later, tea: int, settings: Settings
) -> None:
    settings.ORIGIN = "https://tea.example.org"
    post = make_post(host)
    call = stewardship.open_call(actor=host, post=post)
    later(hours=1)
    appoint(host, post, member("Lin"))
    later(hours=1)
    with tenancy.within(host.here):
        texts = list(Deed.objects.filter(kind="send", group=tea).order_by("id").values_list("body__text", flat=True))
    address = f"https://tea.example.org/m/tea/posts/calls/{call}/"
    assert texts[0].startswith("Who wants to be Discipline? Members can apply until ")
    assert texts[0].endswith(f".\n{address}")
    assert texts[1:] == [f"It is decided who is Discipline. Chosen: Lin.\n{address}"]


def test_over_a_bridge_it_is_said_once(host: Actor, member: Member, later: Later, hall: int, tea: int) -> None:
    bridge_groups(actor=host, one=hall, other=tea)
    open_election(host, member)
    later(hours=1)
    with tenancy.within(host.here):
        (text,) = Deed.objects.filter(kind="send").values_list("body__text", flat=True)
    assert "Who wants to be Discipline?" in text


def test_it_is_said_in_the_language_of_the_community(host: Actor, member: Member, later: Later, tea: int) -> None:
    with tenancy.within(host.here):
        Community.objects.update(language="zh-hans")
    open_election(host, member, names=())
    later(days=8)
    with tenancy.within(host.here):
        texts = Deed.objects.filter(kind="send", group=tea).order_by("id").values_list("body__text", flat=True)
        assert list(texts)[-1] == "没有人当选「Discipline」。没有人报名。"
