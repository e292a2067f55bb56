"""What can be counted without judging: weeks, hours, newcomers, on how many the talk rests."""

from __future__ import annotations

import polars as pl

from qunli.analysis import History
from qunli.reports.findings import Carried, Month, Span, Week, Welcome

DAY = 86_400
ANSWERED = 0.5
"""Expected answers (see `rollups.channel_ties`) from which somebody counts as answered."""
STAYED = 30
NEW = 14
"""Days within which somebody who came is still a newcomer to greet."""


def span(past: History) -> Span:
    """Who and what was read, without bots."""
    days = past.channel_member_days
    return Span(
        first=int(days["first_ts"].min()),  # type: ignore[arg-type]
        last=int(days["last_ts"].max()),  # type: ignore[arg-type]
        messages=int(days["messages"].sum()),
        people=days["author"].n_unique(),
        places=days["channel"].n_unique(),
        bots=len(past.bots),
    )


def weeks(past: History) -> tuple[Week, ...]:
    """Every week up to the end, silent ones included, oldest first."""
    today = (past.end - 1) // DAY + 1
    back = ((today - 1 - pl.col("day").cast(pl.Int64)) // 7).alias("back")
    days = past.member_days.with_columns(back)
    first = days.group_by("author").agg(pl.col("back").max()).group_by("back").len("newcomers")
    counted = days.group_by("back").agg(pl.col("messages").sum(), pl.col("author").n_unique().alias("active"))
    every = pl.DataFrame({"back": range(int(days["back"].max() or 0), -1, -1)}, schema={"back": pl.Int64})  # type: ignore[arg-type]
    rows = every.join(counted, on="back", how="left").join(first, on="back", how="left").fill_null(0)
    rows = rows.sort("back", descending=True).with_columns(
        (today - 7 * (pl.col("back") + 1)).cast(pl.Int32).cast(pl.Date).cast(pl.String).alias("start")
    )
    return tuple(Week(*row) for row in rows.select("start", "messages", "active", "newcomers").iter_rows())


def hours(past: History, zone: str) -> tuple[tuple[int, ...], ...]:
    """How often somebody wrote in an hour of the last year, by weekday (Monday first) and hour of the zone: one member
    counts once an hour, however much they write."""
    days = past.member_days.filter(pl.col("day") >= past.end // DAY - 365).select("day", "hours")
    wrote = (
        days.with_columns(pl.lit(list(range(24))).alias("hour"))
        .explode("hour")
        .filter(pl.col("hours") // (2 ** pl.col("hour")) % 2 == 1)
    )
    moment = pl.from_epoch(pl.col("day").cast(pl.Int64) * DAY + pl.col("hour") * 3600, time_unit="s")
    local = moment.dt.replace_time_zone("UTC").dt.convert_time_zone(zone)
    counted = wrote.select(local.dt.weekday().alias("day"), local.dt.hour().alias("hour")).group_by("day", "hour").len()
    found = {(day - 1, hour): count for day, hour, count in counted.iter_rows()}
    return tuple(tuple(found.get((day, hour), 0) for hour in range(24)) for day in range(7))


def newcomers(past: History) -> pl.DataFrame:
    """One row a person: author, day (of the first message, days since 1970), ts (of it), answered (within that day and
    the next), stayed (wrote again 30 days later or more), old (30 days have passed)."""
    days = past.member_days
    people = days.group_by("author").agg(
        pl.col("day").min(), pl.col("first_ts").min().alias("ts"), pl.col("day").max().alias("last_day")
    )
    heard = past.ties.select(author="other", heard="day", weight="weight")
    answers = (
        people.select("author", "day")
        .join(heard, on="author")
        .filter(pl.col("heard").is_between(pl.col("day"), pl.col("day") + 1))
        .group_by("author")
        .agg(pl.col("weight").sum())
    )
    today = past.end // DAY
    return people.join(answers, on="author", how="left").select(
        "author",
        "day",
        "ts",
        answered=pl.col("weight").fill_null(0) >= ANSWERED,
        stayed=pl.col("last_day") - pl.col("day") >= STAYED,
        old=today - pl.col("day") > STAYED,
    )


def months(people: pl.DataFrame) -> tuple[Month, ...]:
    """Newcomers by month, from `newcomers`. The first month is left out: everybody is new when a history begins."""
    month = pl.col("day").cast(pl.Int32).cast(pl.Date).dt.strftime("%Y-%m").alias("month")
    rows = (
        people.group_by(month)
        .agg(
            pl.len().alias("came"),
            pl.col("answered").sum(),
            pl.when(pl.col("old").all()).then(pl.col("stayed").sum()).alias("stayed"),
        )
        .sort("month")
    )
    rows = rows.slice(1) if rows.height > 1 else rows
    return tuple(Month(*row) for row in rows.select("month", "came", "answered", "stayed").iter_rows())


def welcome(people: pl.DataFrame) -> Welcome:
    """What became of those who were answered and of those who were not."""
    old = people.filter(pl.col("old"))
    with_it, without = old.filter(pl.col("answered")), old.filter(~pl.col("answered"))
    return Welcome(
        answered=with_it.height,
        answered_stayed=int(with_it["stayed"].sum()),
        unanswered=without.height,
        unanswered_stayed=int(without["stayed"].sum()),
    )


def unanswered(past: History, people: pl.DataFrame) -> list[tuple[int, int]]:
    """Newcomers of the last two weeks nobody answered, newest first: who, and the position of their first message."""
    today = past.end // DAY
    waiting = people.filter(~pl.col("answered") & (today - pl.col("day") <= NEW)).select("author", "ts")
    first = past.spoken.select("author", "ts", "id").join(waiting, on=["author", "ts"]).unique("author", keep="first")
    return [(who, row) for who, row in first.sort("ts", descending=True).select("author", "id").iter_rows()]


def carried(past: History) -> Carried | None:
    """On how many the talk of the last 90 days rests; None when fewer than 50 messages were written."""
    recent = past.member_days.filter(pl.col("day") > past.end // DAY - 90)
    wrote = recent.group_by("author").agg(pl.col("messages").sum()).sort("messages", "author", descending=[True, False])
    total = int(wrote["messages"].sum())
    if total < 50:
        return None
    half = int((wrote["messages"].cum_sum() < total / 2).sum()) + 1
    return Carried(
        half=half, active=wrote.height, most=int(wrote["author"][0]), most_share=int(wrote["messages"][0]) / total
    )
