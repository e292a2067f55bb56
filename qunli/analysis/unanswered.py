"""Questions that nobody answered, and who could."""

from __future__ import annotations

import polars as pl

from qunli.analysis.history import DAY, History

DAYS = 30
CHANNEL_WINDOW = 600
"""Seconds within which the next speaker in a channel without topics is taken to answer."""
ASKED_WINDOW = 3_600
"""Seconds within which somebody to whom a question was put is taken to answer it by speaking."""
NAMED_WINDOW = 7 * DAY
TOPIC_WINDOW = 7 * DAY
ABLE = 3
"""How many are named who could answer."""
PRESENCE_DAYS = 28
HELPFUL_DAYS = 90
TOPIC_COUNTS = 3.0
"""How much more an answer in the same topic says than one elsewhere in the channel."""


def open_questions(past: History) -> pl.DataFrame:
    """message (its `id`, or null), channel, topic, ts (s, UTC), author, age_hours, able (authors, likeliest first): one
    row a question of the last 30 days that nobody answered, newest first.

    Answered: somebody else named the asker within a week, or spoke next in the topic within a week or, in a channel
    without topics, within ten minutes and not to a third person; a question put to somebody is answered by them within
    an hour. Questions of one turn count as one. Able: who gave most answers in that topic in the last 30 days and in
    that channel in the last 90 (`rollups.channel_ties`), by how many of the last 28 days they were there. Reads
    messages of the last 30 days; raises NeedsMessages when the history does not hold them.
    """
    said = past.recent(DAYS * DAY)
    asked = _asked(said)
    unanswered = asked.filter(~pl.col("row").is_in(_answered(said, asked).implode()))
    able = _able(past, said, unanswered)
    found = unanswered.join(able, on="row", how="left").sort("ts", "row", descending=True)
    author = said.schema["author"]
    return found.select(
        "message",
        "channel",
        "topic",
        "ts",
        "author",
        age_hours=(past.end - pl.col("ts")) / 3600,
        able=pl.col("able").fill_null([]).cast(pl.List(author)),
    )


def _asked(said: pl.DataFrame) -> pl.DataFrame:
    """The last question of each turn, with `row`, its place among the messages."""
    numbered = said.with_row_index("row").with_columns(
        message=pl.col("id") if "id" in said.columns else pl.lit(None, pl.Int64),
        turn=pl.col("author").rle_id().over("channel", "topic"),
    )
    questions = numbered.filter("question")
    return questions.unique(["channel", "topic", "turn"], keep="last", maintain_order=True).drop("turn", "question")


def _answered(said: pl.DataFrame, asked: pl.DataFrame) -> pl.Series:
    numbered = said.with_row_index("row")
    named = _first_to(asked, numbered.filter(pl.col("to").is_not_null()), NAMED_WINDOW)
    put_to = asked.filter(pl.col("to").is_not_null())
    replied = _first_by(put_to, numbered, ASKED_WINDOW)
    return pl.concat([named, replied, _next_in_place(asked, numbered)]).unique()


def _first_to(asked: pl.DataFrame, naming: pl.DataFrame, window: int) -> pl.Series:
    """Questions whose asker was named by somebody afterwards in the channel."""
    calls = naming.filter(pl.col("to") != pl.col("author")).select(
        "channel", pl.col("to").alias("asker"), called="row", at="ts"
    )
    pairs = asked.select("row", "ts", "channel", pl.col("author").alias("asker")).sort("row")
    met = pairs.join_asof(
        calls.sort("called"),
        left_on="row",
        right_on="called",
        by=["channel", "asker"],
        strategy="forward",
        check_sortedness=False,
    )
    return met.filter(pl.col("at") - pl.col("ts") <= window)["row"]


def _first_by(asked: pl.DataFrame, numbered: pl.DataFrame, window: int) -> pl.Series:
    """Questions put to somebody who then spoke in the channel."""
    spoke = numbered.select("channel", pl.col("author").alias("asked"), spoke="row", at="ts")
    pairs = asked.select("row", "ts", "channel", pl.col("to").alias("asked")).sort("row")
    met = pairs.join_asof(
        spoke.sort("spoke"),
        left_on="row",
        right_on="spoke",
        by=["channel", "asked"],
        strategy="forward",
        check_sortedness=False,
    )
    return met.filter(pl.col("at") - pl.col("ts") <= window)["row"]


def _next_in_place(asked: pl.DataFrame, numbered: pl.DataFrame) -> pl.Series:
    """Questions after which somebody else spoke in the topic, or soon in the channel and not to a third person."""
    turns = numbered.with_columns(turn=pl.col("author").rle_id().over("channel", "topic"))
    starts = turns.group_by("channel", "topic", "turn").agg(
        pl.col("ts").first().alias("at"), pl.col("to").first().alias("said_to"), pl.col("author").first().alias("by")
    )
    here = asked.select("row", "ts", "author", "to", "topic").join(turns.select("row", "channel", "turn"), on="row")
    after = here.with_columns(turn=pl.col("turn") + 1).join(starts, on=["channel", "topic", "turn"], nulls_equal=True)
    waited = pl.col("at") - pl.col("ts")
    in_topic = pl.col("topic").is_not_null() & (waited <= TOPIC_WINDOW)
    to_asker = pl.col("said_to").is_null() | (pl.col("said_to") == pl.col("author"))
    in_channel = pl.col("topic").is_null() & (waited <= CHANNEL_WINDOW) & to_asker & pl.col("to").is_null()
    return after.filter(in_topic | in_channel)["row"]


def _able(past: History, said: pl.DataFrame, unanswered: pl.DataFrame) -> pl.DataFrame:
    """row, able: authors by answers given there and days present, without the asker."""
    today = (past.end - 1) // DAY
    present = (
        past.member_days.filter(pl.col("day") > today - PRESENCE_DAYS)
        .group_by("author")
        .agg((pl.len() / PRESENCE_DAYS).alias("presence"))
    )
    lately = past.channel_ties.filter(pl.col("day") > today - HELPFUL_DAYS)
    in_channel = lately.group_by("channel", "author").agg(pl.col("weight").sum().alias("answers"))
    known = in_channel.join(present, on="author").select(
        "channel", helper="author", score=pl.col("answers") * pl.col("presence")
    )
    foremost = (
        known.sort(["score", "helper"], descending=[True, False]).group_by("channel", maintain_order=True).head(20)
    )
    asked = unanswered.select("row", "channel", "topic", "author")
    in_topic = (
        said.filter(pl.col("topic").is_not_null() & ~pl.col("question"))
        .group_by("channel", "topic", pl.col("author").alias("helper"))
        .agg(pl.len().alias("spoke"))
        .join(present.rename({"author": "helper"}), on="helper")
        .select("channel", "topic", "helper", score=TOPIC_COUNTS * pl.col("spoke") * pl.col("presence"))
    )
    candidates = pl.concat(
        [
            asked.join(foremost, on="channel").select("row", "author", "helper", "score"),
            asked.join(in_topic, on=["channel", "topic"]).select("row", "author", "helper", "score"),
        ]
    ).filter(pl.col("helper") != pl.col("author"))
    summed = candidates.group_by("row", "helper").agg(pl.col("score").sum())
    best = summed.sort(["row", "score", "helper"], descending=[False, True, False])
    return best.group_by("row", maintain_order=True).agg(pl.col("helper").head(ABLE).alias("able"))
