from __future__ import annotations

import re

import polars as pl
import pytest

from qunli.simulation import World
from qunli.simulation.phrasebook import load_phrases
from qunli.simulation.words import ASPECTS, KINDS, SUBJECTS


def test_no_slot_is_left_open(said: pl.DataFrame) -> None:
    assert not said["text"].str.contains_any(["{", "}"]).any()


def test_texts_are_their_parts(said: pl.DataFrame) -> None:
    whole = said.select(pl.concat_str("head", "body", "tail")).to_series()
    assert (whole == said["text"]).all()


def test_people_write_in_a_language_they_speak(village: World, said: pl.DataFrame) -> None:
    speaks = village.people.speaks
    for author, language in said.select("author", pl.col("language").to_physical()).unique().iter_rows():
        assert speaks[author, language]
    shares = said["language"].value_counts(normalize=True)["proportion"]
    assert shares.min() > 0.2


def test_a_conversation_speaks_of_the_same_loaf(said: pl.DataFrame) -> None:
    """In English conversations about sourdough, those that name a loaf mostly name the same one."""
    loaves = load_phrases("en")["slots"]["bread"]["sourdough"]
    named = said.filter((pl.col("subject") == "sourdough") & (pl.col("language") == "en")).with_columns(
        loaf=pl.col("text").str.extract(f"({'|'.join(map(re.escape, loaves))})")
    )
    talks = named.drop_nulls("loaf").group_by("conversation").agg(count=pl.len(), kinds=pl.col("loaf").n_unique())
    several = talks.filter(pl.col("count") >= 3)
    assert several.height >= 5
    assert (several["kinds"] / several["count"]).mean() < 0.6


def test_questions_are_those_with_a_question_mark(said: pl.DataFrame) -> None:
    asked = said.filter((pl.col("kind") == "question") & (pl.col("text") != ""))
    assert asked["question"].mean() > 0.95
    assert (said["question"] == said["text"].str.contains("[?？]")).all()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_kind_and_subject_has_its_phrases(language: str) -> None:
    book = load_phrases(language)
    assert set(book["say"]) == {*KINDS, "more"}
    assert set(book["subjects"]) == set(book["slots"]["bread"]) == set(SUBJECTS)
    assert set(book["say"]["question"]) == set(book["say"]["answer"]) == set(ASPECTS)


def test_both_languages_have_the_same_slots() -> None:
    assert set(load_phrases("en")["slots"]) == set(load_phrases("zh")["slots"])


def test_names_and_handles_are_everybodys_own(village: World) -> None:
    people = village.people
    assert len(set(people.names)) == len(set(people.handles)) == len(people)
    chinese = [name for name in people.names if re.search("[\u4e00-\u9fff]", name)]
    assert 0.3 < len(chinese) / len(people) < 0.9


def test_nobody_says_again_what_was_just_said(said: pl.DataFrame) -> None:
    people = said.filter((pl.col("conversation") >= 0) & (pl.col("body") != ""))
    before = pl.col("body").shift(1).over("conversation", "kind")
    assert people.filter(pl.col("body") == before).height < people.height / 200
