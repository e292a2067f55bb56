"""What members say comes into the report, with what decided it and how far to trust it."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from qunli.reports import build_report, hear
from qunli.reports.advice import proposals
from qunli.reports.findings import Feedback, Matter, Mined, NamedThing, Quote, Remark
from qunli.reports.language import translate
from qunli.reports.page import page
from qunli.reports.remarks import DAY, EACH, Said
from qunli.reports.tests.example import END, findings
from qunli.reports.tests.export import START, Export
from qunli.reports.wording import advise

pytestmark = pytest.mark.slow


def said(message: int, who: int, ago: float, text: str, topic: str | None = None) -> Said:
    return Said(message, who, int(END - ago * DAY), "Hearth", topic, text)


def remark(
    message: int, who: int, ago: float, about: str | None = "CrumbScale", text: str = "It broke again."
) -> Remark:
    return Remark(
        message=message, who=who, at=int(END - ago * DAY), place="Hearth", topic=None, text=text, score=3.0,
        measure="failing", cue="broke", about=about,
    )  # fmt: skip


WEEKS = [
    said(1, 1, 80, "I hate how loud the room is."),
    *(said(10 + day, 4 + day % 3, 50 - day, "My CrumbScale and my oven are friends") for day in range(6)),
    said(20, 2, 40, "The CrumbScale keeps crashing."),
    said(30, 0, 6, "I'm having trouble with the CrumbScale."),
    said(31, 1, 5, "Again my CrumbScale keeps losing its mind, I hate it.", "scales"),
    said(32, 2, 4, "Today the CrumbScale is broken."),
    said(33, 3, 3, "It would be great if we could meet in Porto.", "meeting"),
    said(34, 3, 2, "It would be great if we could meet in Porto.", "meeting"),
]


@pytest.mark.row("U9")
def test_complaints_wishes_and_names_are_found_counted_and_compared_with_before() -> None:
    found = hear.hear(WEEKS, END)
    assert (found.days, found.read) == (90, len(WEEKS))
    assert [one.message for one in found.complaints.remarks] == [31, 32, 30, 1, 20]
    assert (found.complaints.recent, found.complaints.before) == (3, 1)
    assert [(one.message, one.about, one.cue) for one in found.wishes.remarks] == [(34, "meeting", "would be great if")]
    (scale,) = found.named
    assert (scale.name, scale.recent, scale.before, scale.people) == ("CrumbScale", 3, 7, 3)
    assert [quote.message for quote in scale.quotes] == [32, 31, 30]
    assert found.matters[0] == Matter(about="CrumbScale", people=3, before=0.0)


def test_what_is_settled_is_not_told_again() -> None:
    found = hear.hear(WEEKS, END, settled={("complaint", 31), ("wish", 34), ("wish", 33)})
    assert [one.message for one in found.complaints.remarks] == [32, 30, 1, 20]
    assert found.wishes.remarks == ()
    assert found.matters[0].people == 2


def test_a_name_somebody_asked_for_is_found_however_rare_and_comes_first() -> None:
    found = hear.hear(WEEKS, END, watched=["porto", "nowhere to be found"])
    assert [(one.name, one.watched, one.people) for one in found.named] == [
        ("porto", True, 1),
        ("CrumbScale", False, 3),
    ]


def test_members_names_are_no_products() -> None:
    assert hear.hear(WEEKS, END, people=["Crumbscale Miller"]).named == ()


def test_where_less_was_read_nothing_is_compared() -> None:
    found = hear.hear(WEEKS[-5:], END, whole=False)
    assert (found.days, found.complaints.before, found.matters[0].before) == (6, None, None)


def test_nobody_fills_the_list_alone() -> None:
    flood = [said(number, 7, 9 - number / 10, f"I hate number {number}.") for number in range(20)]
    assert len(hear.hear(flood, END).complaints.remarks) == EACH


def test_an_empty_history_says_nothing() -> None:
    assert hear.hear([], END).complaints == Mined()


@pytest.mark.row("U9")
def test_a_report_tells_what_members_say_and_by_which_words(tmp_path: Path) -> None:
    export = Export(name="Hearth")
    for day in range(70):
        export.say(START + day * DAY, "Ana", "My WarmBox is warm")
        export.say(START + day * DAY + 60, ("Ben", "Cai", "Dee")[day % 3], "Is your WarmBox warm, too?")
    export.say(START + 69 * DAY + 120, "Ben", "Dear all, since yesterday the WarmBox keeps crashing, <b>I hate it</b>!")
    export.say(START + 69 * DAY + 180, "Cai", "希望能出一个小号的 WarmBox")
    source = export.write(tmp_path / "result.json")
    found = build_report(source, tmp_path / "report.html").feedback
    text = (tmp_path / "report.html").read_text("utf-8")
    assert [one.about for one in found.complaints.remarks] == ["WarmBox"]
    assert [one.text for one in found.wishes.remarks] == ["希望能出一个小号的 WarmBox"]
    assert "the WarmBox keeps crashing, &lt;b&gt;I hate it&lt;/b&gt;!" in text
    assert "is bothered: “i hate” (4)" in text
    assert "8 in 10 were complaints indeed" in text
    build_report(source, tmp_path / "report.json")
    told = json.loads((tmp_path / "report.json").read_text("utf-8"))["findings"]["feedback"]
    assert msgspec.convert(told, Feedback) == found
    build_report(source, tmp_path / "report.pdf")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")


def rising(*, people: int = 3, before: float | None = 0.5) -> Feedback:
    remarks = (remark(1, 1, 2), remark(2, 6, 3), remark(3, 0, 4), remark(4, 3, 20), remark(5, 3, 1, "Ovens"))
    return Feedback(
        days=90,
        read=400,
        complaints=Mined(remarks=remarks, recent=5, before=1),
        matters=(Matter(about="CrumbScale", people=people, before=before), Matter(about="Ovens", people=1, before=0.0)),
    )


@pytest.mark.row("U9")
@pytest.mark.row("U10")
def test_more_people_complaining_of_one_thing_is_worth_an_answer_today() -> None:
    found = findings(feedback=rising())
    (heed,) = [one for one in proposals(found) if one.kind == "heed"]
    assert (heed.subjects, heed.who) == ((0, 1, 2), (1, 6, 0))
    told = advise(heed, found, translate("en"))
    assert told.title == "3 members complained of CrumbScale this week: answer them"
    assert told.quotes[0] == ("Tomás Ruiz", "It broke again.")
    assert told.evidence[0].usual == "usually 0.5"
    assert advise(heed, found, translate("zh-hans")).title == "本周有 3 位成员抱怨“CrumbScale”：请回应他们"


@pytest.mark.parametrize(("people", "before"), [(2, 0.0), (5, 3.0)])
def test_few_or_as_many_as_ever_are_no_proposal(people: int, before: float) -> None:
    assert "heed" not in {one.kind for one in proposals(findings(feedback=rising(people=people, before=before)))}


def test_the_page_shows_what_was_named_and_how_often_names_are_products() -> None:
    quote = Quote(message=9, who=2, at=END - DAY, place="Hearth", topic=None, text="A <i>WarmBox</i>")
    named = (NamedThing(name="WarmBox", recent=7, before=None, people=4, quotes=(quote,)),)
    text = page(findings(feedback=Feedback(days=90, read=10, named=named)), "en")
    assert "A &lt;i&gt;WarmBox&lt;/i&gt; – 林悦 · 2024-11-22" in text
    assert "6 in 10 were products or brands" in text
