"""Telegram Desktop's JSON ("machine-readable JSON", one chat), as Telegram Desktop 4 and later writes it.

Keys, their order, the indent of one space and the entities follow `export_output_json.cpp` of Telegram Desktop; the
lines are put together by Polars because a few hundred megabytes are asked for.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from qunli.simulation.export.rooms import LOCAL, by_person, local_time, write_groups
from qunli.simulation.world import Month, World

_FIRST_USER, _USER_STEP = 5_100_000_000, 7_919
_ABSENT = "(File not included. Change data exporting settings to download.)"
_STAMP = "%Y-%m-%dT%H:%M:%S"


def write_telegram(world: World, out: Path) -> list[Path]:
    """One file a group, streamed month by month. Returns the paths written."""
    return write_groups(world, out, _begin, _lines, "\n ]\n}")


def user_id(person: int) -> str:
    """The invented Telegram id of a person, as it stands in `from_id`."""
    return f"user{_FIRST_USER + person * _USER_STEP}"


def _begin(world: World, group: int) -> str:
    """Everything up to and with the notice that the group was made; every later record brings its own comma."""
    name = world.plan.groups[group].name
    made = world.timeline.start
    notice = {
        "id": 0,
        "type": "service",
        "date": datetime.fromtimestamp(made + LOCAL, UTC).strftime(_STAMP),
        "date_unixtime": str(made),
        "actor": world.people.names[0],
        "actor_id": user_id(0),
        "action": "create_channel",
        "title": name,
        "text": "",
        "text_entities": [],
    }
    chat = {"name": name, "type": "private_supergroup", "id": 1_400_000_000 + group * 1_117, "messages": [notice]}
    return json.dumps(chat, ensure_ascii=False, indent=1).removesuffix("\n ]\n}")


def _lines(world: World, month: Month) -> pl.DataFrame:
    return pl.concat([_messages(world, month), _notices(world, month)])


def _messages(world: World, month: Month) -> pl.DataFrame:
    frame = month.messages.join(_reactions(world, month.reactions), on="id", how="left", maintain_order="left")
    frame = frame.with_columns(_escaped(pl.col("head", "body", "tail")))
    edited = pl.when(pl.col("edited_at") >= 0)
    reply = pl.when(pl.col("reply_to") >= 0)
    return frame.select(
        "id",
        "group",
        line=pl.concat_str(
            _start("message"),
            edited.then(
                _format(
                    ',\n   "edited": "{}",\n   "edited_unixtime": "{}"',
                    local_time("edited_at", _STAMP),
                    pl.col("edited_at"),
                )
            ),
            _person(world, "author", "from"),
            reply.then(_format(',\n   "reply_to_message_id": {}', pl.col("reply_to"))),
            _media(),
            _text(),
            pl.col("reactions"),
            pl.lit("\n  }"),
            ignore_nulls=True,
        ),
    )


def _start(kind: str) -> pl.Expr:
    start = f',\n  {{\n   "id": {{}},\n   "type": "{kind}",\n   "date": "{{}}",\n   "date_unixtime": "{{}}"'
    return _format(start, pl.col("id"), local_time("at", _STAMP), pl.col("at"))


def _format(template: str, *values: pl.Expr) -> pl.Expr:
    """`pl.format` for templates with braces of their own: "{}" is a place, any other brace stands for itself."""
    parts = template.split("{}")
    pieces: list[pl.Expr] = [pl.lit(parts[0])]
    for value, part in zip(values, parts[1:], strict=True):
        pieces += [value.cast(pl.String), pl.lit(part)]
    return pl.concat_str(pieces)


def _person(world: World, column: str, label: str) -> pl.Expr:
    """A person's name and id under `label` and `label_id`."""
    names = [json.dumps(name, ensure_ascii=False) for name in world.people.names]
    ids = [user_id(person) for person in range(len(names))]
    return _format(f',\n   "{label}": {{}},\n   "{label}_id": "{{}}"', by_person(names, column), by_person(ids, column))


def _media() -> pl.Expr:
    photo = f',\n   "photo": "{_ABSENT}",\n   "width": 960,\n   "height": 1280'
    file = f',\n   "file": "{_ABSENT}"'
    sticker = f'{file},\n   "media_type": "sticker",\n   "sticker_emoji": "😂",\n   "width": 512,\n   "height": 512'
    voice = f'{file},\n   "media_type": "voice_message",\n   "mime_type": "audio/ogg",\n   "duration_seconds": 14'
    paper = f'{file},\n   "mime_type": "application/pdf"'
    texts = {"photo": photo, "sticker": sticker, "voice": voice, "file": paper}
    return pl.col("media").cast(pl.String).replace_strict(texts, default="", return_dtype=pl.String)


def _text() -> pl.Expr:
    """`text` and `text_entities`: a string and one plain entity, or both as lists when there are other entities."""
    mark, plain, tail = pl.col("head").str.strip_chars_end(" "), _plain(), pl.col("tail").str.strip_chars_start(" ")
    has_head, has_tail = pl.col("head") != "", pl.col("tail") != ""
    first = pl.when(has_head).then(_entity(pl.col("head_kind").cast(pl.String), mark) + ",\n").otherwise(pl.lit(""))
    last = pl.when(has_tail).then(",\n" + _entity(pl.col("tail_kind").cast(pl.String), tail)).otherwise(pl.lit(""))
    bare = _format('    "{}"', plain)
    simple = _format(',\n   "text": "{}"', plain)
    mixed = _format(',\n   "text": [\n{}{}{}\n   ]', first, bare, last)
    entities = _format(',\n   "text_entities": [\n{}{}{}\n   ]', first, _entity(pl.lit("plain"), plain), last)
    nothing = pl.lit(',\n   "text": "",\n   "text_entities": []')
    worded = pl.when(has_head | has_tail).then(mixed).otherwise(simple) + entities
    return pl.when(pl.col("text") == "").then(nothing).otherwise(worded)


def _plain() -> pl.Expr:
    """The middle of a text with the blanks that stand between it and the entities."""
    before = pl.when(pl.col("head").str.ends_with(" ")).then(pl.lit(" ")).otherwise(pl.lit(""))
    after = pl.when(pl.col("tail").str.starts_with(" ")).then(pl.lit(" ")).otherwise(pl.lit(""))
    return before + pl.col("body") + after


def _entity(kind: pl.Expr, text: pl.Expr) -> pl.Expr:
    return _format('    {\n     "type": "{}",\n     "text": "{}"\n    }', kind, text)


def _escaped(text: pl.Expr) -> pl.Expr:
    return text.str.replace_many(["\\", '"', "\n"], ["\\\\", '\\"', "\\n"])


def _reactions(world: World, reactions: pl.DataFrame) -> pl.DataFrame:
    """The `reactions` key of each message that has any: emoji with their counts and the latest three people."""
    names = [json.dumps(name, ensure_ascii=False) for name in world.people.names]
    ids = [user_id(person) for person in range(len(names))]
    recent = _format(
        '      {\n       "from": {},\n       "from_id": "{}",\n       "date": "{}"\n      }',
        by_person(names, "author"),
        by_person(ids, "author"),
        local_time("at", _STAMP),
    )
    item = _format(
        '    {\n     "type": "emoji",\n     "count": {},\n     "emoji": "{}",\n     "recent": [\n{}\n     ]\n    }',
        pl.col("count"),
        pl.col("emoji"),
        pl.col("recent"),
    )
    rows = reactions.select("id", pl.col("emoji").cast(pl.String), recent=recent)
    counted = rows.group_by("id", "emoji", maintain_order=True).agg(
        count=pl.len(), recent=pl.col("recent").tail(3).reverse().str.join(",\n")
    )
    listed = counted.select("id", item=item).group_by("id", maintain_order=True).agg(pl.col("item").str.join(",\n"))
    return listed.select("id", reactions=_format(',\n   "reactions": [\n{}\n   ]', pl.col("item")))


def _notices(world: World, month: Month) -> pl.DataFrame:
    """Who joined by link, was brought by a member, left, or was taken out."""
    names = [json.dumps(name, ensure_ascii=False) for name in world.people.names]
    groups = pl.lit(pl.Series([json.dumps(group.name, ensure_ascii=False) for group in world.plan.groups]))
    frame = month.events.with_columns(actor=pl.when(pl.col("by") >= 0).then("by").otherwise("person"))
    by_link = _format(',\n   "action": "join_group_by_link",\n   "inviter": {}', groups.gather(pl.col("group")))
    verb = pl.when(pl.col("what") == "join").then(pl.lit("invite_members")).otherwise(pl.lit("remove_members"))
    moved = _format(',\n   "action": "{}",\n   "members": [\n    {}\n   ]', verb, by_person(names, "person"))
    action = pl.when((pl.col("what") == "join") & (pl.col("by") < 0)).then(by_link).otherwise(moved)
    end = pl.lit(',\n   "text": "",\n   "text_entities": []\n  }')
    return frame.select(
        "id", "group", line=pl.concat_str(_start("service"), _person(world, "actor", "actor"), action, end)
    )
