"""Both languages are complete, and one English text has one Chinese one wherever it stands."""

from __future__ import annotations

import re

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from qunli.analysis import roles, stage_measures
from qunli.analysis.foresight import why
from qunli.reports.measures import MEASURES
from qunli.reports.phrases import ROLES
from tools import messages

TERMS = {
    "Today": "今天",
    "Found": "立群",
    "Gather": "聚人",
    "Govern": "治理",
    "Enliven": "活跃",
    "Understand": "洞察",
    "Earn": "变现",
    "Grow": "壮大",
    "creation": "创建期",
    "growth": "成长期",
    "maturity": "成熟期",
    "recession": "衰退期",
    "seed member": "种子成员",
    "opinion leader": "意见领袖",
    "connector": "联络人",
    "heavy participant": "重度参与者",
    "rising voice": "新星",
    "quiet": "沉默",
    "leaving": "可能离开",
    "earning window": "变现窗口",
}
"""What the method's own words are in Chinese, in every room."""
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|<[^>]+>")


def _catalogues() -> dict[str, Catalog]:
    found = {}
    for room in messages.rooms():
        with messages.catalogue_path(room).open("rb") as file:
            found[room.name] = read_po(file, locale=messages.LANGUAGE)
    return found


def _forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text or "",) if isinstance(text, str | None) else tuple(text)


@pytest.mark.slow
@pytest.mark.row("P3")
def test_every_text_is_translated_and_no_translation_is_left_over(capsys: pytest.CaptureFixture[str]) -> None:
    missing = messages.check()
    assert (missing, capsys.readouterr().out) == (0, "")


def test_a_translation_fills_in_what_the_english_text_fills_in() -> None:
    for name, catalogue in _catalogues().items():
        for message in catalogue:
            english, chinese = _forms(message.id)[-1], _forms(message.string)[-1]
            assert set(PLACEHOLDER.findall(chinese)) == set(PLACEHOLDER.findall(english)), f"{name}: {english}"


def test_rooms_agree_on_the_chinese_for_the_same_english_text() -> None:
    words: dict[tuple[object, object], dict[tuple[str, ...], str]] = {}
    for name, catalogue in _catalogues().items():
        for message in catalogue:
            if message.id:
                words.setdefault((message.id, message.context), {}).setdefault(_forms(message.string), name)
    assert {key: rooms for key, rooms in words.items() if len(rooms) > 1} == {}


def test_words_of_the_method_are_the_same_everywhere() -> None:
    for name, catalogue in _catalogues().items():
        said = {message.id: message.string for message in catalogue if message.id in TERMS and not message.context}
        assert said == {word: TERMS[str(word)] for word in said}, name


def test_every_measure_of_a_conclusion_has_a_label_and_a_unit() -> None:
    shown = {name for measure in roles.MEASURES for name in measure.shown}
    named = {*stage_measures.MEASURES, *why.SHOWN, *shown}
    assert named - set(MEASURES) == set()
    assert {measure.unit for measure in MEASURES.values()} <= {"count", "share", "days", "hour", "number"}


def test_every_role_has_a_name() -> None:
    assert set(roles.ROLES) - set(ROLES) == set()
