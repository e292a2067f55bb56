"""What is known of each person, as rows: pure, from a history."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from qunli import analysis
from qunli.analysis import History

DAY = 86_400
PORTRAIT_COLUMNS = (
    "person", "name", "search", "is_bot", "first_ts", "last_ts", "messages", "messages_30", "days_30", "partners",
    "role", "role_score", "role_reasons", "leaving", "leaving_reasons", "rising", "rising_reasons", "hours",
)  # fmt: skip


@dataclass(frozen=True)
class Known:
    """A community's past with people as authors, and everybody's member-days, those of bots included."""

    past: History
    days: pl.DataFrame


def steady(value: Any) -> Any:
    """The same with every number to nine decimals: sums differ beyond that by the order in which threads add."""
    match value:
        case float():
            return round(value, 9)
        case dict():
            return {key: steady(one) for key, one in value.items()}
        case list() | tuple():
            return [steady(one) for one in value]
    return value


def portray(names: Mapping[int, tuple[str, str]], here: Known) -> list[tuple[Any, ...]]:
    """Rows of `PORTRAIT_COLUMNS` for everybody in `names` (name and search text by person)."""
    past = here.past
    counted = _by_author(_counts(here))
    leave, rise = analysis.leaving(past), analysis.rising(past)
    roles = _by_author(analysis.key_members(past, leave, rise))
    leaving, rising = _by_author(leave), _by_author(rise)
    hours = _chances(past)
    rows = []
    for person, (name, search) in names.items():
        seen, role = counted.get(person, {}), roles.get(person, {})
        leaves, rises = leaving.get(person, {}), rising.get(person, {})
        rows.append(
            (
                person, name[:200], search, person in past.bots, seen.get("first_ts"), seen.get("last_ts"),
                seen.get("messages", 0), seen.get("messages_30", 0), seen.get("days_30", 0), seen.get("partners", 0),
                role.get("role", ""), steady(role.get("score")), _reasons(role),
                steady(leaves.get("risk")), _reasons(leaves),
                steady(rises.get("score")), _reasons(rises), json.dumps(hours[person]) if person in hours else None,
            )
        )  # fmt: skip
    return rows


def _counts(here: Known) -> pl.DataFrame:
    """One row an author, bots included: first_ts, last_ts, messages, messages_30, days_30, partners."""
    past = here.past
    recent = pl.col("day") > past.end // DAY - 30
    days = here.days.group_by("author").agg(
        pl.col("first_ts").min(),
        pl.col("last_ts").max(),
        pl.col("messages").sum(),
        pl.col("messages").filter(recent).sum().alias("messages_30"),
        pl.col("day").filter(recent).n_unique().alias("days_30"),
    )
    partners = past.ties.group_by("author").agg(pl.col("other").n_unique().alias("partners"))
    return days.join(partners, on="author", how="left").with_columns(pl.col("partners").fill_null(0))


def _chances(past: History) -> dict[int, list[float]]:
    frame = analysis.receptive_hours(past).sort("author", "hour")
    chances = frame.group_by("author", maintain_order=True).agg(pl.col("chance").round(7))
    return {author: chance for author, chance in chances.iter_rows() if len(chance) == 24}


def _by_author(frame: pl.DataFrame) -> dict[int, dict[str, Any]]:
    return {row["author"]: row for row in frame.iter_rows(named=True)}


def _reasons(row: Mapping[str, Any]) -> str:
    """As `reports.findings.Reason` takes them: measure, value, usual."""
    return json.dumps(steady([[one["measure"], one["value"], one["usual"]] for one in row.get("reasons") or ()]))
