"""What comes from a Satori service, played by a small one on loopback."""

from __future__ import annotations

from typing import Any

import pytest

from qunli.connectors.satori import PLATFORM
from qunli.connectors.satori.tests.line import ANNE, HOUSE, heard, with_service
from qunli.connectors.satori.tests.service import ME, Service, event, message
from qunli.domains.chat.ports import (
    Chat,
    Deleted,
    Edited,
    Joined,
    Left,
    Met,
    Removed,
    Said,
    Who,
)

pytestmark = pytest.mark.row("P2")


AT = 1732300000000


MESSAGE = {"id": "7430000000000001", "content": "更好"}


def the_only(body: Any) -> Any:
    (came,) = PLATFORM.read(body)
    return came


def test_a_message_comes_in_with_its_author_group_and_time() -> None:
    assert the_only(message()) == Said(HOUSE, ANNE, "7430000000000001", AT, "早上好")


def test_elements_become_text_mentions_media_and_the_message_answered() -> None:
    content = (
        '<quote id="743"><author id="5"/>quoted <b>text</b></quote><at id="10002000" name="波波"/> A &amp; B '
        '&lt;3<img src="https://x/y.png"/><br/>ok <at type="all"/>'
    )
    said = the_only(message(1, content))
    assert (said.reply_to, said.text) == ("743", "@波波 A & B <3\nok @all")
    assert (said.mentions, said.media) == ((Who("red:10002000", "波波"),), ("image",))
    assert the_only(message(1, "yes", quote={"id": "744", "content": "?"})).reply_to == "744"


def test_a_private_message_is_a_talk_and_our_own_are_marked() -> None:
    private = event(1, message=MESSAGE, channel={"id": "private:10001000", "type": 1}, guild=None, member=None)
    said = the_only(private)
    assert (said.chat, said.own) == (Chat("red:10001000", "安安", direct=True), False)
    assert the_only(event(1, message=MESSAGE, user=ME, member=None)).own


def test_changes_and_movements_are_understood() -> None:
    assert the_only(event(1, "message-updated", message=MESSAGE)) == Edited(HOUSE, MESSAGE["id"], AT, "更好")
    assert the_only(event(1, "message-deleted", message=MESSAGE)) == Deleted(HOUSE, (MESSAGE["id"],))
    operator = {"id": "7", "name": "七"}
    assert the_only(event(1, "guild-member-added")) == Joined(HOUSE, ANNE, AT)
    assert the_only(event(1, "guild-member-removed", channel=None)) == Left(HOUSE, ANNE, AT)
    removed = the_only(event(1, "guild-member-removed", operator=operator))
    assert removed == Removed(HOUSE, ANNE, AT, Who("red:7", "七", "七"))
    assert the_only(event(1, "guild-added", user=None, channel=None)) == Met(HOUSE)
    assert PLATFORM.read(event(1, "reaction-added")) == []


def test_events_of_the_first_version_name_their_login_themselves() -> None:
    old = {**message(), "login": None, "platform": "red", "self_id": "3889000", "id": 5}
    assert the_only(old).by == ANNE


def test_groups_come_first_then_events_of_our_account_until_the_line_breaks() -> None:
    another = {"sn": 2, "platform": "discord", "user": {"id": "99"}}
    service = Service(events=[message(4), event(5, "reaction-added"), {**message(6), "login": another}, message(7)])
    found = with_service(service, heard)
    assert found == [("g:87654321:茶馆/茶馆", ""), (f"{AT}:4", "4"), (f"{AT}:7", "7")]


def test_after_a_broken_line_it_goes_on_where_it_was_and_the_same_has_the_same_id() -> None:
    service = Service(events=[message(4), message(5)])
    again = with_service(service, lambda line: heard(line, "4"))
    assert again[1:] == [(f"{AT}:5", "5")]
    assert with_service(service, heard)[1:] == [(f"{AT}:4", "4"), (f"{AT}:5", "5")]
