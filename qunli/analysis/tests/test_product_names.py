"""What a community calls by a name, told from how it is written."""

from __future__ import annotations

import pytest

from qunli.analysis.product_names import product_names

OVENS = (
    "My WarmBox is here",
    "Is the Tefalino any good?",
    "I bake in the Tefalino every day, and the warmbox rests",
    "With the Tefalino and a WarmBox",
    "Today the Tefalino, Monday the WarmBox. Anna says hello",
    "tefalino again, and the WarmBox",
    "Ask Anna about it",
    "And Anna again, PDF please",
    "Then Anna and the PDF",
    "Here is Anna with a PDF, and a PDF more",
    "See the PDF by Anna",
)


def named(texts: tuple[str, ...], people: int = 4) -> list[tuple[str, int]]:
    rows = [(row, row % people, text) for row, text in enumerate(texts)]
    return [(one.name, len(one.rows)) for one in product_names(rows)]


@pytest.mark.row("U9")
def test_names_keep_their_capital_inside_a_sentence_and_are_counted_without_it_too() -> None:
    assert named(OVENS) == [("Anna", 6), ("Tefalino", 5), ("WarmBox", 5)]


def test_members_abbreviations_and_days_are_no_products() -> None:
    rows = [(row, row % 4, text) for row, text in enumerate(OVENS)]
    assert [one.name for one in product_names(rows, people=["Anna Bell"])] == ["Tefalino", "WarmBox"]


def test_what_one_person_names_alone_is_theirs() -> None:
    assert named(OVENS, people=2) == []


@pytest.mark.row("U9")
def test_in_chinese_latin_words_titles_and_proper_nouns_are_names() -> None:
    texts = (
        "我在淘宝买的WarmBox",
        "《面包圣经》写得真好，淘宝有",
        "warmbox 很好用，《面包圣经》也不错",
        "淘宝的WarmBox便宜",
        "推荐《面包圣经》和WarmBox",
        "《面包圣经》在淘宝断货",
        "再看一遍《面包圣经》，WarmBox 也到了，淘宝的",
    )
    assert {name for name, _ in named(texts)} == {"淘宝", "WarmBox", "面包圣经"}


def test_names_that_were_asked_for_are_found_as_whole_words_however_rare() -> None:
    rows = [(0, 1, "a pannetone, not pans"), (1, 1, "One PAN is enough"), (2, 1, "平底锅不错")]
    found = product_names(rows, watched=["pan", "平底锅", "  ", "kettle"])
    assert [(one.name, one.watched, one.rows) for one in found] == [("pan", True, [1]), ("平底锅", True, [2])]


def test_code_and_links_name_nothing() -> None:
    texts = tuple(f"let Foo{row % 3} = Bar::new(); https://example.org/Baz `Qux`" for row in range(30))
    assert named(texts) == []
