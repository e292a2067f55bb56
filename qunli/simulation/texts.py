"""Texts in two languages, put together for whole months of messages at once.

A sentence is a row of pieces: literals and slots of the phrasebook. All pieces live in one table of strings, so a
column of sentences is a few gathers and one concatenation. Some slots keep their value through a conversation, so that
question and answers speak of the same loaf.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl

from qunli.simulation.dice import Ints
from qunli.simulation.frames import named
from qunli.simulation.people import People
from qunli.simulation.phrasebook import MORE, Cues, Phrasebook, steadily
from qunli.simulation.plan import Plan
from qunli.simulation.words import (
    ADVERT,
    ANSWER,
    ASIDE,
    ASPECTS,
    BOT_POST,
    BOT_REPLY,
    BOT_WELCOME,
    CHAT,
    CHINESE,
    GOING,
    KINDS,
    LAUGH,
    LINK,
    MEETUP,
    OPINION,
    PRAISE,
    QUESTION,
    RECIPE,
    SHOW,
    SUBJECTS,
    THANKS,
    TOPIC,
    WARN,
    WELCOME,
)

MEDIA = ("none", "photo", "sticker", "voice", "file")
HEADS = ("none", "mention", "bold")
TAILS = ("none", "link", "hashtag")
_LINKS = 40
_SPACES = pl.Series([" ", ""], dtype=pl.String)

_TALKATIVE = np.ones(len(KINDS))
_TALKATIVE[[ANSWER, QUESTION, RECIPE, SHOW, MEETUP, TOPIC, OPINION]] = 1.7, 1.0, 0.5, 0.6, 0.7, 0.8, 1.3
_TALKATIVE[[PRAISE, THANKS, WELCOME, GOING, LINK, ASIDE]] = 0.3, 0.3, 0.6, 0.3, 0.3, 0.6
_TALKATIVE[[LAUGH, ADVERT, WARN, BOT_WELCOME, BOT_POST, BOT_REPLY]] = 0.0

_PHOTO = np.zeros(len(KINDS))
_PHOTO[[SHOW, RECIPE, CHAT, MEETUP, QUESTION]] = 0.8, 0.25, 0.03, 0.1, 0.08


class Writer:
    """Writes the texts of a world. One for each run; holds no state besides its tables."""

    def __init__(self, plan: Plan, people: People) -> None:
        self._plan = plan
        self._book = Phrasebook(people.names)
        self._handles = pl.Series([f"@{handle} " for handle in people.handles], dtype=pl.String)
        pages = [f"https://hearthbakers.example/{name}/{page}" for name in SUBJECTS for page in range(1, _LINKS + 1)]
        self._links = pl.Series(pages, dtype=pl.String)
        self._tags = pl.Series([f"#{name}" for name in SUBJECTS], dtype=pl.String)

    def write(self, said: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
        """`said` with text in parts (head, body, tail and their kinds), text, media, reply_to, question, edited_at.

        `reply_to` is what the platform records of `answers`; "none" kinds go with empty parts.
        """
        size = len(said)
        kind, subject, language = (said[name].to_numpy().astype(np.int64) for name in ("kind", "subject", "language"))
        to = said["to"].to_numpy().astype(np.int64)
        media = _media(kind, rng)
        wordless = np.isin(media, (2, 3)) | ((media == 1) & (rng.random(size) < 0.15))
        body = self._bodies(said, rng)
        head, head_kind = self._heads(kind, language, to, rng)
        tail, tail_kind = self._tails(kind, subject, language, rng)
        answers = said["answers"].to_numpy()
        marked = (answers >= 0) & (rng.random(size) < np.where(kind == BOT_REPLY, 1.0, self._plan.reply_marked))
        edited = np.where(rng.random(size) < 0.02, said["at"].to_numpy() + rng.integers(5, 400, size), -1)
        blank = pl.Series(wordless, dtype=pl.Boolean)
        parts = pl.DataFrame({"head": head, "body": body, "tail": tail}).with_columns(
            pl.when(blank).then(pl.lit("")).otherwise(pl.all()).name.keep()
        )
        return said.with_columns(
            parts.get_columns(),
            text=parts.select(pl.concat_str("head", "body", "tail")).to_series(),
            head_kind=named(np.where(wordless, 0, head_kind), HEADS),
            tail_kind=named(np.where(wordless, 0, tail_kind), TAILS),
            media=named(media, MEDIA),
            reply_to=pl.Series(np.where(marked, answers, -1)),
            edited_at=pl.Series(edited),
        ).with_columns(question=pl.col("text").str.contains_any(["?", "？"]))

    def _bodies(self, said: pl.DataFrame, rng: np.random.Generator) -> pl.Series:
        kind, subject, language, talk, to = (
            said[name].to_numpy().astype(np.int64) for name in ("kind", "subject", "language", "conversation", "to")
        )
        turn = said.select(pl.int_range(pl.len()).over("conversation", "kind")).to_series().to_numpy()
        aspect, steady = steadily(talk, 77, len(ASPECTS)), talk * len(SUBJECTS) + subject
        cues = Cues(kind, aspect, subject, language, steady, turn, to)
        more = np.minimum(rng.poisson(self._plan.padding * _TALKATIVE[kind]), 12)
        columns = [self._book.sentences(cues, rng)]
        for number in range(1, int(more.max(initial=0)) + 1):
            columns.append(self._further(cues, np.flatnonzero(more >= number), number, rng))
        return pl.select(pl.concat_str(columns)).to_series()

    def _further(self, cues: Cues, rows: Ints, number: int, rng: np.random.Generator) -> pl.Series:
        """A further sentence for some rows, with what stands before it; empty for the others."""
        mine = cues.of(rows)
        matching = np.isin(mine.kind, (ANSWER, QUESTION)) & (rng.random(len(rows)) < 0.6)
        more = replace(
            mine,
            kind=np.full(len(rows), MORE),
            aspect=np.where(matching, mine.aspect, len(ASPECTS)),
            turn=3 * mine.turn + mine.kind + number,
        )
        space = _SPACES.gather((mine.language == CHINESE).astype(np.int64))
        sentence = pl.select(pl.concat_str(space, self._book.sentences(more, rng))).to_series()
        where = np.full(len(cues.kind), -1)
        where[rows] = np.arange(len(rows))
        return sentence.gather(pl.Series(where).replace(-1, None)).fill_null("")

    def _heads(self, kind: Ints, language: Ints, to: Ints, rng: np.random.Generator) -> tuple[pl.Series, Ints]:
        chance = np.where(np.isin(kind, (WARN, BOT_WELCOME)), 0.9, self._plan.mentioned)
        mention = (to >= 0) & (rng.random(len(kind)) < chance)
        bold = ~mention & (kind == TOPIC)
        titles = pl.Series(["", "Topic · ", "【话题】"], dtype=pl.String)
        handles = self._handles.gather(pl.Series(np.where(mention, to, 0)))
        title = titles.gather(np.where(bold, 1 + (language == CHINESE), 0))
        chosen = pl.select(pl.when(pl.Series(mention, dtype=pl.Boolean)).then(handles).otherwise(title)).to_series()
        return chosen, np.where(mention, 1, np.where(bold, 2, 0))

    def _tails(self, kind: Ints, subject: Ints, language: Ints, rng: np.random.Generator) -> tuple[pl.Series, Ints]:
        size = len(kind)
        link = (kind == LINK) | ((kind == ANSWER) & (rng.random(size) < 0.03))
        tag = ~link & np.isin(kind, (SHOW, RECIPE)) & (rng.random(size) < 0.2)
        pages = self._links.gather(subject * _LINKS + (rng.random(size) ** 2 * _LINKS).astype(np.int64))
        tags = self._tags.gather(subject)
        is_link, is_tag = pl.Series(link, dtype=pl.Boolean), pl.Series(tag, dtype=pl.Boolean)
        tail = pl.select(pl.when(is_link).then(pages).when(is_tag).then(tags).otherwise(pl.lit(""))).to_series()
        return pl.select(pl.when(is_link | is_tag).then(pl.lit(" ") + tail).otherwise(tail)).to_series(), np.where(
            link, 1, np.where(tag, 2, 0)
        )


def _media(kind: Ints, rng: np.random.Generator) -> Ints:
    chance = rng.random(len(kind))
    media = np.where(chance < _PHOTO[kind], 1, 0)
    media = np.where((kind == LAUGH) & (chance < 0.25), 2, media)
    media = np.where((kind == CHAT) & (chance > 0.985), 3, media)
    return np.where((kind == RECIPE) & (chance > 0.93), 4, media)
