from __future__ import annotations

import polars as pl
import pytest

from qunli.simulation.living import Living, Stretch, living_plan
from qunli.simulation.world import simulate

pytestmark = pytest.mark.slow

BEGUN = 1_767_225_600
HOUR = 3_600


def ids(stretch: Stretch) -> list[int]:
    return [
        one for month in stretch.pieces for frame in (month.messages, month.events) for one in frame["id"].to_list()
    ]


@pytest.fixture(scope="module")
def living() -> Living:
    return _living()


def _living() -> Living:
    return Living(simulate(living_plan("hearth_bakers", BEGUN, members=60, messages=2_000), 7))


def test_what_was_said_until_now_is_about_what_was_asked_for(living: Living) -> None:
    past = living.between(0, BEGUN)
    assert sum(month.messages.height for month in past.pieces) == pytest.approx(2_000, rel=0.15)
    assert int((past.joined < BEGUN).sum()) == pytest.approx(60, rel=0.15)


def test_a_world_told_in_pieces_is_the_world_told_at_once() -> None:
    told = _living()
    pieces = [told.between(0, BEGUN)]
    for hour in range(0, 40 * 24, 37):
        pieces.append(told.between(BEGUN + hour * HOUR, BEGUN + (hour + 37) * HOUR))
    end = BEGUN + (hour + 37) * HOUR
    assert sorted(one for piece in pieces for one in ids(piece)) == sorted(ids(_living().between(0, end)))


def test_nothing_is_known_before_it_happens(living: Living) -> None:
    until = BEGUN + 5 * 24 * HOUR
    for month in living.between(BEGUN, until).pieces:
        assert month.messages.filter((pl.col("at") >= until) | (pl.col("edited_at") >= until)).is_empty()
        assert month.events.filter(pl.col("at") >= until).is_empty()
        assert month.reactions.filter(pl.col("at") >= until).is_empty()
