"""Rolling up part by part gives what rolling up at once gives."""

from __future__ import annotations

import random

import pytest
from polars.testing import assert_frame_equal

from qunli.reports.columns import NOBODY, Columns
from qunli.reports.gather import gather
from qunli.reports.rolling import Rolling

pytestmark = pytest.mark.slow

DAY = 86_400


def chat(messages: int, bot_after: int) -> Columns:
    """Four people who talk, ask and answer for 40 days, and from a moment on a program that answers within a second."""
    chance, columns = random.Random(2), Columns()
    for number in range(messages):
        program = number >= bot_after and number % 2 == 1
        at = columns.ts[-1] + 1 if program else number * 40 * DAY // messages + chance.randint(0, 300)
        columns.ts.append(max(at, columns.ts[-1] if number else 0))
        columns.place.append(0)
        columns.topic.append(NOBODY)
        columns.author.append(4 if program else chance.randrange(4))
        columns.mentioned.append(chance.randrange(4) if number % 7 == 0 and not program else NOBODY)
        columns.length.append(12 if program else chance.randint(2, 200))
        columns.question.append(not program and chance.random() < 0.2)
        columns.key.append(number + 1)
        columns.reply.append(chance.randint(1, number) if number % 5 == 4 and not program else 0)
    return columns


def rolled(columns: Columns, part: int) -> Rolling:
    rolling = Rolling()
    for start in range(0, len(columns), part):
        piece = Columns.unpacked(columns.packed(start))
        for name in ("ts", "place", "topic", "author", "mentioned", "length", "question", "key", "reply"):
            del getattr(piece, name)[part:]
        rolling.add(piece)
    return rolling


@pytest.mark.parametrize("part", [400, 5_000])
@pytest.mark.parametrize("bot_after", [200, 1_500, 9_999])
def test_days_and_ties_are_the_same_in_parts_of_any_size(part: int, bot_after: int) -> None:
    columns = chat(3_000, bot_after)
    whole, parts = gather(columns), rolled(columns, part).history()
    assert parts.bots == whole.bots
    assert parts.bots == ({4} if bot_after < 9_999 else set())
    assert_frame_equal(parts.messages, whole.messages)
    assert_frame_equal(parts.channel_member_days, whole.channel_member_days, check_row_order=False)
    assert_frame_equal(parts.ties, whole.ties, check_row_order=False)


def test_an_export_out_of_order_is_rolled_up_at_the_end() -> None:
    columns = chat(600, 9_999)
    columns.ts[300], columns.ts[10] = columns.ts[10], columns.ts[300]
    whole, parts = gather(columns), rolled(columns, 100).history()
    assert_frame_equal(parts.messages, whole.messages)
    assert_frame_equal(parts.ties, whole.ties, check_row_order=False)
