from __future__ import annotations

import polars as pl
import pytest

from qunli.simulation import Month, World, preset, simulate
from qunli.simulation.words import DAY


def _written(said: pl.DataFrame, world: World) -> pl.DataFrame:
    """Every message with the truth about its author."""
    members = world.truth.members.with_columns(author=pl.col("person").cast(pl.Int32))
    return said.join(members, on="author", how="left", suffix="_of_author")


def test_nobody_writes_after_their_interest_has_ended(village: World, said: pl.DataFrame) -> None:
    assert _written(said, village).filter(pl.col("at") >= pl.col("gone")).is_empty()


def test_nobody_writes_before_joining(village: World, said: pl.DataFrame) -> None:
    assert _written(said, village).filter(pl.col("at") < pl.col("joined")).is_empty()


def test_nobody_writes_in_a_group_they_have_not_joined_or_have_left(said: pl.DataFrame, events: pl.DataFrame) -> None:
    joined = events.filter(pl.col("what") == "join").select(author="person", group="group", came="at")
    gone = events.filter(pl.col("what") != "join").select(author="person", group="group", went="at")
    with_joins = said.join(joined, on=["author", "group"], how="left")
    assert with_joins["came"].null_count() == 0
    assert (with_joins["at"] >= with_joins["came"]).all()
    assert said.join(gone, on=["author", "group"]).filter(pl.col("at") > pl.col("went")).is_empty()


def test_the_first_words_of_the_truth_are_the_first_message(village: World, said: pl.DataFrame) -> None:
    people = said.filter(~pl.col("kind").cast(pl.String).str.starts_with("bot"))
    first = people.group_by(person=pl.col("author").cast(pl.Int64)).agg(first=pl.col("at").min())
    known = village.truth.members.filter(pl.col("first_spoke").is_not_null()).join(first, on="person", how="full")
    assert known["first"].to_list() == known["first_spoke"].to_list()


def test_those_who_left_have_left_their_groups_and_the_silent_have_not(village: World, events: pl.DataFrame) -> None:
    out = set(events.filter(pl.col("what") != "join")["person"].to_list())
    how = village.truth.members.group_by("how").agg("person")
    people = {str(kind): set(persons) for kind, persons in how.iter_rows()}
    assert out == people["left"] | people["removed"]
    assert len(people["silent"]) > len(people["left"]) > 0


def test_advertisers_are_taken_out_by_a_host(village: World, events: pl.DataFrame) -> None:
    removed = events.filter(pl.col("what") == "remove")
    role = dict(village.truth.members.select("person", "role").iter_rows())
    assert removed.height > 0
    assert {role[person] for person in removed["person"]} == {"advertiser"}
    assert {role[by] for by in removed["by"]} == {"host"}


def test_bots_are_flagged_and_nobody_else_writes_as_one(village: World, said: pl.DataFrame) -> None:
    written = _written(said, village).with_columns(as_bot=pl.col("kind").cast(pl.String).str.starts_with("bot"))
    assert (written["as_bot"] == written["bot"]).all()
    assert village.truth.members["bot"].sum() == village.plan.bots
    assert abs(written["bot"].mean() - village.plan.bot_share) < 0.01


def test_ties_count_every_answer_between_people(village: World, said: pl.DataFrame) -> None:
    people = said.filter(~pl.col("kind").cast(pl.String).str.starts_with("bot") & (pl.col("to") >= 0))
    counted = (
        people.group_by("author", "to").len("talks").sort("talks", "author", "to", descending=[True, False, False])
    )
    ties = village.truth.ties
    # Answers that would have come after the end are in the ties alone.
    joined = ties.join(counted, on=["author", "to"], how="left", suffix="_seen").fill_null(0)
    assert (joined["talks"] >= joined["talks_seen"]).all()
    assert joined["talks"].sum() - joined["talks_seen"].sum() <= 60


def test_hours_are_shares_of_a_day(village: World) -> None:
    totals = village.truth.hours.group_by("person", "weekend").agg(pl.col("chance").sum())
    assert totals["chance"].to_list() == pytest.approx([1.0] * totals.height)


def test_people_write_in_their_own_hours(village: World, said: pl.DataFrame) -> None:
    """The hour that is best for a member by the truth holds more of their openings than any hour would by chance."""
    opened = _written(said, village).filter((pl.col("answers") < 0) & ~pl.col("bot"))
    in_best = (opened["at"] // 3_600 % 24 == opened["best_hour"]).mean()
    assert in_best > 1.5 / 24


def test_stages_come_in_order_and_the_demo_ends_in_maturity() -> None:
    world = simulate(preset("hearth_bakers"), 1)
    stages = [stage for stage, _ in _runs(world.timeline.stages)]
    assert stages == ["creation", "growth", "maturity"]


def test_a_world_with_recession_goes_through_all_stages() -> None:
    world = simulate(preset("one_group"), 1)
    assert [stage for stage, _ in _runs(world.timeline.stages)] == ["creation", "growth", "maturity", "recession"]


def test_activity_follows_the_true_stage(village: World, said: pl.DataFrame) -> None:
    weeks = said.group_by(week=(pl.col("at") - village.timeline.start) // (7 * DAY)).len()
    by_stage = village.truth.weeks.join(weeks, on="week").group_by("stage").agg(pl.col("len").mean())
    mean = {str(stage): value for stage, value in by_stage.iter_rows()}
    assert mean["creation"] < mean["growth"] < mean["maturity"]


@pytest.mark.slow
def test_newcomers_who_were_answered_stay_longer() -> None:
    world = simulate(preset("one_group", messages=20_000, members=1_500, weeks=60, answered_stays=2.0), 5)
    spoke = world.truth.members.filter(pl.col("answered").is_not_null() & pl.col("gone").is_not_null())
    stay = spoke.group_by("answered").agg((pl.col("gone") - pl.col("first_spoke")).median())
    days = {bool(answered): value / DAY for answered, value in stay.iter_rows()}
    assert days[True] > 1.5 * days[False]


@pytest.mark.slow
def test_a_large_group_looks_like_real_ones() -> None:
    """Bounds around what long public histories show: few write most, many write once, most questions are answered."""
    world = simulate(preset("one_group", messages=80_000, members=1_200, padding=0.0), 5)
    months: list[Month] = list(world.months())
    said = pl.concat([month.messages for month in months])
    people = said.filter(~pl.col("kind").cast(pl.String).str.starts_with("bot"))
    counts = people.group_by("author").len()["len"].sort(descending=True)
    assert 0.08 < (counts == 1).mean() < 0.32
    assert 0.70 < counts.head(len(counts) // 10).sum() / counts.sum() < 0.97
    asked = people.filter(pl.col("kind") == "question")
    assert 0.08 < 1 - asked["id"].is_in(people["answers"].unique().implode()).mean() < 0.35


def _runs(stages: list[str]) -> list[tuple[str, int]]:
    runs: list[tuple[str, int]] = []
    for stage in stages:
        if runs and runs[-1][0] == stage:
            runs[-1] = (stage, runs[-1][1] + 1)
        else:
            runs.append((stage, 1))
    return runs
