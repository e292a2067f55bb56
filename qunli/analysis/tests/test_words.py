"""Words that tell what people talk about."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from qunli.analysis import words


def test_stop_words_links_mentions_code_and_numbers_are_not_words() -> None:
    counted = words.count(["The raku kiln and the kiln @ben https://example.org/kiln `kiln` 2024 x"])
    assert counted == Counter({"kiln": 2, "raku": 1})


def test_chinese_is_cut_into_words() -> None:
    counted = words.count(["我们今天讨论釉料配方，釉料很重要"])
    assert counted["釉料"] == 2
    assert "我们" not in counted
    assert "今天" not in counted


def test_other_alphabets_are_kept_whole() -> None:
    assert words.count(["Глина и глазурь, für die Töpferei"])["töpferei"] == 1


@pytest.mark.row("U9")
def test_a_new_word_that_is_often_said_stands_out() -> None:
    before = Counter({"kiln": 500, "clay": 500, "bowl": 400, "glaze": 300})
    now = Counter({"kiln": 50, "clay": 48, "bowl": 41, "glaze": 30, "raku": 40})
    found = words.distinctive(now, before)
    assert [word.word for word in found] == ["raku"]
    assert found[0].count == 40
    assert found[0].times is None


def test_a_word_said_more_tells_how_many_times_more() -> None:
    found = words.distinctive(Counter({"kiln": 60, "clay": 40}), Counter({"kiln": 200, "clay": 800}))
    assert [word.word for word in found] == ["kiln"]
    assert found[0].times == pytest.approx(3.0)


def test_nothing_stands_out_between_two_halves_of_the_same_talk() -> None:
    chance = random.Random(3)
    vocabulary = [f"word{chr(97 + one)}{chr(97 + two)}" for one in range(26) for two in range(26)]
    talk = chance.choices(vocabulary, weights=[1 / (rank + 1) for rank in range(676)], k=40_000)
    assert words.distinctive(Counter(talk[:10_000]), Counter(talk[10_000:])) == []


def test_a_word_is_counted_by_how_many_people_say_it_and_only_whole() -> None:
    texts = [(1, "raku raku"), (2, "釉料和泥料"), (1, "rakuware"), (3, "Raku!")]
    assert words.speakers(["raku", "釉料"], texts) == {"raku": 2, "釉料": 1}


def test_a_growing_vocabulary_forgets_words_met_once() -> None:
    total: words.Count = Counter({f"rare{number}": 1 for number in range(400_000)})
    words.add(total, ["kiln kiln"])
    assert total == Counter({"kiln": 2})
