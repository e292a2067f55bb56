from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from qunli.simulation import Month, World, preset, simulate
from qunli.simulation.export import FORMATS

pytestmark = pytest.mark.slow


def _bytes(seed: int, folder: Path) -> dict[str, bytes]:
    return {
        name: write(simulate(preset("small"), seed), folder / f"{name}-{seed}")[0].read_bytes()
        for name, write in FORMATS.items()
    }


def test_the_same_seed_gives_the_same_bytes_in_every_format(tmp_path: Path) -> None:
    assert _bytes(3, tmp_path) == _bytes(3, tmp_path)


def test_another_seed_gives_another_world(tmp_path: Path) -> None:
    one, other = _bytes(3, tmp_path), _bytes(4, tmp_path)
    assert all(one[name] != other[name] for name in FORMATS)


def test_months_can_be_read_again_and_are_the_same(village: World, months: list[Month]) -> None:
    again = list(village.months())
    assert len(again) == len(months)
    for one, other in zip(months, again, strict=True):
        assert one.messages.equals(other.messages)
        assert one.events.equals(other.events)
        assert one.reactions.equals(other.reactions)


def test_every_month_after_the_first_begins_on_its_first_day(village: World, months: list[Month]) -> None:
    assert months[0].start == village.timeline.start
    for month, later in zip(months[1:], [*months[2:], None], strict=True):
        assert datetime.fromtimestamp(month.start, UTC).strftime("%d %H:%M:%S") == "01 00:00:00"
        assert month.messages["at"].min() >= month.start
        assert later is None or month.messages["at"].max() < later.start


def test_ids_count_messages_and_events_in_order_of_time(said: pl.DataFrame, events: pl.DataFrame) -> None:
    both = pl.concat([said.select("id", "at"), events.select("id", "at")]).sort("id")
    assert both["id"].to_list() == list(range(1, len(both) + 1))
    assert both["at"].is_sorted()


def test_nothing_happens_at_or_after_the_end(village: World, months: list[Month]) -> None:
    until = village.plan.until
    assert all(month.messages["at"].max() < until for month in months)
    assert all((month.reactions["at"] < until).all() for month in months)
    assert all((month.events["at"] < until).all() for month in months)


def test_the_end_finds_people_talking(village: World, said: pl.DataFrame) -> None:
    assert said.filter(pl.col("at") >= village.plan.until - 7_200).height >= village.plan.closing


def test_about_as_many_messages_are_written_as_planned(village: World, said: pl.DataFrame) -> None:
    assert abs(len(said) / village.plan.messages - 1) < 0.05


def test_an_answer_is_later_than_what_it_answers_and_in_the_same_group(said: pl.DataFrame) -> None:
    asked = said.select(answers="id", asked_at="at", asked_group="group", asked_by="author")
    answers = said.filter(pl.col("answers") >= 0).join(asked, on="answers")
    assert answers.height == said.filter(pl.col("answers") >= 0).height
    assert (answers["at"] >= answers["asked_at"]).all()
    assert (answers["group"] == answers["asked_group"]).all()
    assert (answers["to"] == answers["asked_by"]).all()


def test_what_the_platform_records_is_part_of_what_was_answered(said: pl.DataFrame) -> None:
    marked = said.filter(pl.col("reply_to") >= 0)
    assert (marked["reply_to"] == marked["answers"]).all()
    assert 0.3 < marked.height / said.filter(pl.col("answers") >= 0).height < 0.6


def test_a_person_reacts_once_to_a_message_and_never_to_their_own(months: list[Month], said: pl.DataFrame) -> None:
    reactions = pl.concat([month.reactions for month in months])
    assert reactions.select("id", "author").is_unique().all()
    own = reactions.join(said.select("id", "author"), on=["id", "author"])
    assert own.is_empty()
    assert reactions.height > said.height / 10
