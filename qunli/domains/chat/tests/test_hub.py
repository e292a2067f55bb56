"""Lines that are written to directly: the same bytes for everybody, and no memory for who does not read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import msgspec
import pytest
from websockets.frames import Opcode

from qunli.domains.chat.live import hub as hubs
from qunli.domains.chat.live.hub import MOST_BYTES_WAITING, TOO_SLOW, Hub, Line

HALL, YARD = 1, 2


def line(person: int, written: list[bytes], waiting: int = 0) -> Line:
    def write(given: bytes) -> int:
        written.append(given)
        return waiting

    return Line(community=7, person=person, user=person, write=write)


def text_in(frame: bytes) -> list[object]:
    """The array in one unmasked text frame of less than 126 bytes."""
    assert (frame[0], frame[1]) == (0x80 | Opcode.TEXT, len(frame) - 2)
    return msgspec.json.decode(frame[2:], type=list[object])


def at_the_hub(story: Callable[[Hub], None], seconds: float = 0.05) -> None:
    async def run() -> None:
        story(Hub())
        await asyncio.sleep(seconds)

    asyncio.run(run())


def test_everybody_in_a_group_is_written_the_same_bytes_and_nobody_else_any() -> None:
    ann: list[bytes] = []
    bo: list[bytes] = []
    cy: list[bytes] = []

    def story(hub: Hub) -> None:
        for person, (written, group) in enumerate(((ann, HALL), (bo, HALL), (cy, YARD))):
            one = line(person, written)
            hub.join(one)
            hub.listen(one, group)
        hub.publish(HALL, ['{"t":"one"}', '{"t":"two"}'])

    at_the_hub(story)
    assert text_in(ann[0]) == [{"t": "one"}, {"t": "two"}]
    assert ann[0] is bo[0]
    assert cy == []


def test_what_is_new_elsewhere_is_one_write_and_does_not_name_ones_own_group(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs, "SOON", 0.0)
    ann: list[bytes] = []

    def story(hub: Hub) -> None:
        one = line(1, ann)
        hub.join(one)
        one.group = HALL
        for group, seq in ((HALL, 5), (YARD, 3), (YARD, 4), (9, 1)):
            hub.news(7, group, seq)

    at_the_hub(story)
    assert [text_in(frame) for frame in ann] == [
        [{"t": "news", "group": YARD, "seq": 4}, {"t": "news", "group": 9, "seq": 1}]
    ]


def test_who_does_not_read_is_cut_and_written_nothing_more() -> None:
    slow: list[bytes] = []
    one = line(1, slow, waiting=MOST_BYTES_WAITING + 1)
    one.give('{"t":"one"}')
    one.give('{"t":"two"}')
    assert (len(slow), one.closing) == (1, TOO_SLOW)
