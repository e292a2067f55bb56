"""An export becomes a report."""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec
import pytest

from qunli.reports import NothingToReport, UnknownOutput, UnknownZone, build, build_report
from qunli.reports.as_json import Document
from qunli.reports.language import UnknownLanguage
from qunli.reports.tests.export import DAY, HOSTILE, START, Export, small

pytestmark = pytest.mark.slow


@pytest.mark.row("U11")
def test_a_small_export_becomes_a_page_that_names_its_members_and_its_unanswered_question(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    found = build_report(small(tmp_path / "result.json"), page, zone="Europe/Rome")
    text = page.read_text("utf-8")
    assert (found.span.messages, found.span.people) == (1_260, 42)
    assert found.name == "Kiln & Clay"
    assert "<h1>Kiln &amp; Clay</h1>" in text
    assert {"Ana Host", "Ben", "陈师傅"} <= set(re.findall(r"<div>([^<]+)</div><small>", text))
    assert "which glaze holds at cone 10?" in text
    assert "Welcome Ivo and Nela" in text
    assert found.questions_open == 1


@pytest.mark.row("U11")
def test_words_of_the_last_month_are_told_in_both_languages(tmp_path: Path) -> None:
    found = build.build(small(tmp_path / "result.json"))
    assert {"raku", "釉料"} <= {word.word for word in found.talk.words}
    assert {word.people for word in found.talk.words if word.word in ("raku", "釉料")} == {3}


def test_hostile_names_and_texts_are_shown_as_text(tmp_path: Path) -> None:
    export = Export(name="</title><script>alert(1)</script>")
    for day in range(60):
        export.say(START + day * DAY, HOSTILE, "</script><script>alert(2)</script>?")
        export.say(START + day * DAY + 60, "Ana", "fine")
    page = tmp_path / "report.html"
    build_report(export.write(tmp_path / "result.json"), page)
    text = page.read_text("utf-8")
    assert HOSTILE not in text
    assert "<script>alert" not in text
    assert "&lt;img src=x onerror=alert(1)&gt;" in text


@pytest.mark.row("P6")
def test_progress_grows_from_reading_to_written(tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []
    build_report(small(tmp_path / "r.json"), tmp_path / "r.html", progress=lambda step, done: told.append((step, done)))
    assert list(dict.fromkeys(step for step, _ in told)) == ["reading", "concluding", "writing"]
    assert [done for _, done in told] == sorted(done for _, done in told)
    assert told[-1] == ("writing", 1.0)


@pytest.mark.row("P6")
def test_an_interrupted_report_leaves_no_half_file(tmp_path: Path) -> None:
    export = small(tmp_path / "result.json")

    def stop(step: str, _done: float) -> None:
        if step == "writing":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_report(export, tmp_path / "report.html", progress=stop)
    assert [path.name for path in tmp_path.iterdir()] == ["result.json"]


def test_an_export_without_messages_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NothingToReport, match=r"There are no messages of people in this export"):
        build_report(Export().write(tmp_path / "result.json"), tmp_path / "report.html")
    assert not (tmp_path / "report.html").exists()


def test_what_cannot_be_asked_for_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    missing = tmp_path / "missing.json"
    with pytest.raises(UnknownOutput, match=r"“report\.docx” ends otherwise"):
        build_report(missing, tmp_path / "report.docx")
    with pytest.raises(UnknownLanguage):
        build_report(missing, tmp_path / "report.html", language="tlh")
    with pytest.raises(UnknownZone, match="“Atlantis” is not a time zone"):
        build_report(missing, tmp_path / "report.html", zone="Atlantis")


def test_a_single_message_makes_a_report_that_claims_nothing(tmp_path: Path) -> None:
    export = Export()
    export.say(START, "Ana", "hello")
    page = tmp_path / "report.html"
    found = build_report(export.write(tmp_path / "result.json"), page)
    assert not found.stage.window_open
    assert found.belonging.tied.value in (None, 0.0)
    assert "Too little was written in the last 90 days to tell." in page.read_text("utf-8")


@pytest.mark.row("U11")
def test_json_holds_findings_and_advice_as_its_schema_says(tmp_path: Path) -> None:
    out = tmp_path / "report.json"
    build_report(small(tmp_path / "result.json"), out, language="zh-hans")
    document = msgspec.json.decode(out.read_bytes(), type=Document)
    assert document.version == 1
    assert document.findings.people
    assert list(json.loads(out.read_text("utf-8"))) == ["version", "language", "findings", "advice"]
    assert document.advice[0].said.title == "欢迎 Ivo 和 Nela"


@pytest.mark.row("U11")
def test_a_pdf_is_a_pdf(tmp_path: Path) -> None:
    out = tmp_path / "report.pdf"
    build_report(small(tmp_path / "result.json"), out)
    assert out.read_bytes().startswith(b"%PDF-")


def test_a_large_export_concludes_the_same_in_its_own_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export = small(tmp_path / "result.json")
    here = msgspec.structs.replace(build.build(export), records=(), checked=False)
    monkeypatch.setattr(build, "LARGE", 0)
    assert build.build(export) == here
