"""The tables that a world is made of while it is simulated; codes are those of `words`."""

from __future__ import annotations

import numpy as np
import polars as pl

from qunli.simulation.crowd import Crowd
from qunli.simulation.dice import Ints
from qunli.simulation.openings import Openings
from qunli.simulation.talk import Rows

MESSAGE_SCHEMA = pl.Schema(
    {
        "uid": pl.Int64,
        "at": pl.Int64,
        "group": pl.Int16,
        "author": pl.Int32,
        "kind": pl.Int8,
        "subject": pl.Int8,
        "language": pl.Int8,
        "conversation": pl.Int64,
        "answers": pl.Int64,
        "to": pl.Int32,
    }
)
"""`uid` numbers messages in order of simulation; `answers` is a uid; -1 stands for none."""

EVENT_SCHEMA = pl.Schema(
    {
        "at": pl.Int64,
        "group": pl.Int16,
        "person": pl.Int32,
        "what": pl.String,
        "by": pl.Int32,
        "channel": pl.Int8,
    }
)
"""`what` is join, leave or remove; `by` invited or removed, -1 for nobody."""


def named(codes: pl.Series | Ints, words: tuple[str, ...]) -> pl.Series:
    """Codes as the words they stand for; the type is `pl.Enum(words)`."""
    return pl.Series(words, dtype=pl.Enum(words)).gather(pl.Series(codes).cast(pl.UInt32))


def message_frame(**columns: Ints) -> pl.DataFrame:
    """A frame of `MESSAGE_SCHEMA`."""
    return pl.DataFrame(columns).select(pl.col(name).cast(kind) for name, kind in MESSAGE_SCHEMA.items())


def conversation_frame(crowd: Crowd, openings: Openings, rows: Rows, first_uid: int, first_talk: int) -> pl.DataFrame:
    """The messages of the week's conversations with everything a conversation lends to its messages."""
    talk = rows.conversation
    language = openings.language[talk]
    speaks = crowd.people.speaks[rows.author, language]
    return message_frame(
        uid=first_uid + np.arange(len(rows)),
        at=rows.at,
        group=openings.group[talk],
        author=rows.author,
        kind=rows.kind,
        subject=openings.subject[talk],
        language=np.where(speaks, language, crowd.people.language[rows.author]),
        conversation=first_talk + talk,
        answers=np.where(rows.answers >= 0, first_uid + rows.answers, -1),
        to=rows.to,
    )
