"""What is a question, in two languages, with and without a mark."""

from __future__ import annotations

import pytest

from qunli.kit.text import are_questions, is_question, plain


@pytest.mark.parametrize(
    "text",
    [
        "which glaze holds at cone 10?",
        "does anyone know how to fix a crack",
        "Hi, how do I centre the clay",
        "什么时候开窑？",
        "你们用过这个泥料吗",
        "请问怎么调釉料",
        "真的吗😂",
        "有谁用过电窑",
        "look at https://example.org/a?b=1 what is it?",
    ],
)
def test_asking_is_recognised(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "good morning",
        "what a nice day",
        "see https://example.org/a?b=1",
        "`x ? y : z`",
        "> which glaze holds?\nthe white one",
        "还没有",
        "请先看群规，再说说你烤什么。",
        "没什么",
        "要么明天",
        "how lovely",
    ],
)
def test_stating_is_not_asking(text: str) -> None:
    assert not is_question(text)


def test_many_texts_are_judged_in_their_order() -> None:
    assert are_questions(["ok", "ok?", "好吗"]) == [False, True, True]


def test_plain_text_has_neither_links_nor_code_nor_quoted_lines() -> None:
    said = plain("> their words\nmine `code` and https://example.org/x end")
    assert said.split() == ["mine", "and", "end"]
