"""The page stands alone, in both languages."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest

from qunli.reports.charts.activity import activity
from qunli.reports.language import CATALOGUE, translate
from qunli.reports.page import page
from qunli.reports.tests.example import PEOPLE, findings
from qunli.reports.view import initials


class Shown(HTMLParser):
    """Collects addresses the page could fetch, and the text a person reads."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.text: list[str] = []
        self._inside: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "srcset", "action")]
        self.text += [value or "" for name, value in attrs if name in ("aria-label", "title", "alt")]

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not {"script", "style"} & set(self._inside):
            self.text.append(data)


@pytest.mark.row("U11")
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_page_asks_nothing_of_the_network(language: str) -> None:
    html = page(findings(), language)
    assert all(address.startswith("#") for address in Shown(html).addresses)
    assert "default-src 'none'" in unescape(html)
    assert "url(" not in re.findall(r"<style>(.*?)</style>", html, re.DOTALL)[0]


def test_no_chart_can_end_the_script_it_is_held_in() -> None:
    html = page(findings(weeks=findings().weeks[:3], name="</script>"), "en")
    held = re.findall(r'<script type="application/json" id="charts">(.*?)</script>', html, re.DOTALL)[0]
    assert "<" not in held


@pytest.mark.row("P3")
def test_the_chinese_page_has_no_english_left() -> None:
    text = " ".join(Shown(page(findings(), "zh-hans")).text)
    ours = {"Qun", "li", "SVG", "PNG"} | {"Europe", "Rome"}
    ours |= {initials(name) for name in PEOPLE.values()}
    theirs = {word for said in (*PEOPLE.values(), *_told()) for word in re.findall(r"[A-Za-z]+", said)}
    left = set(re.findall(r"[A-Za-z]{2,}", text)) - ours - theirs
    assert left == set()


def _told() -> list[str]:
    found = findings()
    texts = [found.name, *(question.text for question in found.questions), *(one.text for one in found.unanswered)]
    texts += [question.place for question in found.questions]
    texts += [name for subject in found.talk.subjects for name in (subject.name, *subject.words)]
    return [*texts, *(word.word for word in found.talk.words), *found.skipped]


@pytest.mark.row("P3")
def test_a_translated_sentence_keeps_every_blank_to_fill() -> None:
    import polib

    for entry in polib.pofile(str(CATALOGUE)):
        assert set(re.findall(r"\{\w+\}", entry.msgid)) == set(re.findall(r"\{\w+\}", entry.msgstr)), entry.msgid


def test_every_picture_has_a_table_that_says_the_same() -> None:
    _ = translate("en")
    chart = activity(findings().weeks, (), _)
    html = page(findings(), "en")
    assert html.count("<figure") == html.count("<summary>Table") == 6
    assert len(chart.rows) == len(findings().weeks)
    assert chart.rows[0][1] == findings().weeks[-1].active
