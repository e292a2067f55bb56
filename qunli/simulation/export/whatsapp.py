"""WhatsApp's txt as an Android phone in English with day/month dates writes it, without media."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from qunli.simulation.export.rooms import LOCAL, by_person, local_time, write_groups
from qunli.simulation.world import Month, World

_STAMP = "%d/%m/%Y, %H:%M"
_ENCRYPTED = "Messages and calls are end-to-end encrypted. Only people in this chat can read, listen to, or share them."


def write_whatsapp(world: World, out: Path) -> list[Path]:
    """One file a group, streamed month by month; bots are ordinary members. Returns the paths written."""
    return write_groups(world, out, _begin, _lines, "")


def _begin(world: World, group: int) -> str:
    stamp = datetime.fromtimestamp(world.timeline.start + LOCAL, UTC).strftime(_STAMP)
    made = f"{world.people.names[0]} created group “{world.plan.groups[group].name}”"
    return f"{stamp} - {_ENCRYPTED}\n{stamp} - {made}\n"


def _lines(world: World, month: Month) -> pl.DataFrame:
    return pl.concat([_messages(world, month.messages), _notices(world, month.events)])


def _messages(world: World, messages: pl.DataFrame) -> pl.DataFrame:
    text = pl.col("text")
    omitted = pl.when(text == "").then(pl.lit("<Media omitted>")).otherwise("<Media omitted>\n" + text)
    said = pl.when(pl.col("media") == "none").then(text).otherwise(omitted)
    edited = pl.when((pl.col("edited_at") >= 0) & (text != "")).then(pl.lit(" <This message was edited>"))
    parts = [
        local_time("at", _STAMP),
        pl.lit(" - "),
        by_person(world.people.names, "author"),
        pl.lit(": "),
        said,
        edited,
    ]
    return messages.select("id", "group", line=pl.concat_str(*parts, pl.lit("\n"), ignore_nulls=True))


def _notices(world: World, events: pl.DataFrame) -> pl.DataFrame:
    person, by = by_person(world.people.names, "person"), by_person(world.people.names, "by")
    sentence = (
        pl.when((pl.col("what") == "join") & (pl.col("by") >= 0))
        .then(pl.concat_str(by, pl.lit(" added "), person))
        .when(pl.col("what") == "join")
        .then(person + " joined using this group's invite link")
        .when(pl.col("what") == "leave")
        .then(person + " left")
        .otherwise(pl.concat_str(by, pl.lit(" removed "), person))
    )
    return events.select(
        "id", "group", line=pl.concat_str(local_time("at", _STAMP), pl.lit(" - "), sentence, pl.lit("\n"))
    )
