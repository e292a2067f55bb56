"""What becomes of a message that was said: edited, deleted, reacted to, pinned, read."""

from __future__ import annotations

import pytest

from qunli.core.actor import Actor
from qunli.core.refusals import Forbidden, Invalid
from qunli.domains.chat import facade as chat
from qunli.domains.chat.tests.talk import Talker, says, take_in

pytestmark = pytest.mark.row("P1")


def test_only_its_author_edits_a_message_and_a_trace_stays(host: Actor, hall: int, ann: Talker, bo: Talker) -> None:
    take_in(host, says(ann, hall, "tae"))
    with pytest.raises(Forbidden):
        chat.edit_message(actor=bo.actor, group=hall, seq=1, text="coffee")
    with pytest.raises(Invalid):
        chat.edit_message(actor=ann.actor, group=hall, seq=1, text="a\x00b")
    assert chat.traces(host, hall, 1) == []
    chat.edit_message(actor=ann.actor, group=hall, seq=1, text="tea")
    said = chat.message_in(ann.actor, hall, 1)
    assert (said.text, said.edited is not None) == ("tea", True)
    assert [one.text for one in chat.traces(host, hall, 1)] == ["tae"]
    with pytest.raises(Forbidden):
        chat.traces(bo.actor, hall, 1)


def test_a_moderator_deletes_and_the_text_is_gone_for_all_but_those_who_moderate(
    host: Actor, hall: int, ann: Talker, bo: Talker
) -> None:
    take_in(host, says(ann, hall, "rude"))
    with pytest.raises(Forbidden):
        chat.delete_message(actor=bo.actor, group=hall, seq=1)
    chat.delete_message(actor=host, group=hall, seq=1)
    said = chat.message_in(ann.actor, hall, 1)
    assert (said.text, said.deleted) == ("", True)
    assert [one.text for one in chat.traces(host, hall, 1)] == ["rude"]


def test_signs_pins_and_how_far_somebody_has_read(host: Actor, hall: int, ann: Talker, bo: Talker) -> None:
    take_in(host, *(says(ann, hall, f"message {n}") for n in range(1, 4)))
    chat.react(actor=bo.actor, group=hall, seq=2, sign="👍")
    with pytest.raises(Invalid):
        chat.react(actor=bo.actor, group=hall, seq=2, sign="words")
    with pytest.raises(Forbidden):
        chat.pin(actor=bo.actor, group=hall, seq=2, pinned=True)
    chat.pin(actor=host, group=hall, seq=2, pinned=True)
    assert [(one.seq, one.reactions) for one in chat.pins(ann.actor, hall)] == [(2, [("👍", [bo.identity])])]
    chat.mark_read(actor=bo.actor, group=hall, seq=2)
    chat.mark_read(actor=bo.actor, group=hall, seq=1)
    assert (chat.live_group(bo.actor, hall).unread, chat.live_group(ann.actor, hall).unread) == (1, 3)
    assert chat.live_group(host, hall).unread == 0
