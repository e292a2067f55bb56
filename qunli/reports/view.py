"""From findings to what the page shows: every figure as text, every judgement beside its evidence."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from qunli.reports import answers, charts, phrases, said
from qunli.reports.advice import PROMISING, proposals
from qunli.reports.charts import Chart
from qunli.reports.findings import Findings, KeyMember, Reason, Rising
from qunli.reports.language import Translate
from qunli.reports.wording import Advice, advise

Charts = dict[str, Chart]
DAY = 86_400
SHOWN = 8
_SIGNS = "_-.,:;!?()[]{}<>\"'@#~*+=/|"
GONE = ("quiet", "leaving")
"""Roles of members who do not move the community now."""
LIKELY = 0.01
"""Chance on a day from which an hour is worth telling."""
TONES = {
    "keep": "waiting",
    "welcome": "growing",
    "task": "growing",
    "earn": "money",
    "turn": "money",
    "answer": "waiting",
    "heed": "waiting",
}


class Person(Struct, frozen=True):
    """A row about somebody."""

    initials: str
    name: str
    note: str
    figure: str


class Card(Struct, frozen=True):
    """One of the figures on top."""

    label: str
    value: str
    note: str
    tone: str = "soft"


def build(found: Findings, _: Translate) -> dict[str, Any]:
    """Everything the template asks for."""
    advice = [{"said": advise(made, found, _), "tone": TONES.get(made.kind, "")} for made in proposals(found)]
    parts = answers.parts(found, [item["said"] for item in advice if isinstance(item["said"], Advice)], _)
    return {
        "title": _("{name} – how it stands").format(name=found.name),
        "name": found.name,
        "span": _span(found, _),
        "cards": cards(found, _),
        "parts": parts,
        "part": {part.id: part for part in parts},
        "advice": advice,
        "charts": _charts(found, _),
        "stage_evidence": _stage_evidence(found, _),
        "turns": _turns(found, _),
        "key_members": [_key_member(found, row, _) for row in found.key_members if row.role not in GONE][:SHOWN],
        "quiet": [
            _person(found, row.who, _note(row.reasons, _), "") for row in found.key_members if row.role == "quiet"
        ][:SHOWN],
        "rising": [_rising(found, row, _) for row in found.rising if row.score >= PROMISING][:SHOWN],
        "leaving": [
            _person(found, row.who, _note(row.reasons, _), phrases.percent(row.risk)) for row in found.leaving[:SHOWN]
        ],
        "carried": _carried(found, _),
        "best_hours": _best_hours(found),
        "belonging": _belonging(found, _),
        "subjects": found.talk.subjects,
        "feedback": said.shown(found, _),
        "questions": _questions(found, _),
        "records": _records(found, _),
        "skipped": sorted(found.skipped.items(), key=lambda item: -item[1]),
    }


def _charts(found: Findings, _: Translate) -> Charts:
    made = (
        charts.activity(found.weeks, found.eras, _, found.ahead),
        charts.newcomers(found.months, _),
        charts.hours(found.hours, _),
        charts.likely(found.likely, _),
        charts.belonging(found.belonging.trend, _),
        charts.words(found.talk.words[:20], _),
    )
    return {chart.name: chart for chart in made}


def _span(found: Findings, _: Translate) -> str:
    span = found.span
    text = _("{messages} messages by {people} people, {first} to {last}.").format(
        messages=phrases.number(span.messages),
        people=phrases.number(span.people),
        first=answers.day(span.first, found.zone),
        last=answers.day(span.last, found.zone),
    )
    if span.bots:
        text += " " + _("Bots left out: {count}.").format(count=span.bots)
    return text


def cards(found: Findings, _: Translate) -> list[Card]:
    chance = found.stage.probabilities.get(found.stage.name, 0)
    window = _("earning window open") if found.stage.window_open else _("earning window closed")
    sure = _("{window} · {chance} sure").format(window=window, chance=phrases.percent(chance))
    answered = found.belonging.newcomers_answered.value
    return [
        Card(_("Stage"), phrases.stage(found.stage.name, _), sure, "growing" if found.stage.window_open else "soft"),
        _week_card(found, _),
        Card(
            _("Newcomers answered"),
            "–" if answered is None else phrases.percent(answered),
            _("{count} waiting for an answer").format(count=len(found.unanswered)),
            "waiting" if found.unanswered else "soft",
        ),
        Card(
            _("Open questions"),
            phrases.number(found.questions_open),
            _("nobody answered them yet") if found.questions_open else _("every recent one was answered"),
            "waiting" if found.questions_open else "soft",
        ),
    ]


def _week_card(found: Findings, _: Translate) -> Card:
    label = _("Active in the last week")
    last = found.weeks[-1].active
    if len(found.weeks) < 2:
        return Card(label, phrases.number(last), "")
    before = found.weeks[-2].active
    sign = "▲" if last > before else "▼" if last < before else "="
    note = _("{sign} from {count} the week before").format(sign=sign, count=phrases.number(before))
    return Card(label, phrases.number(last), note, "growing" if last >= before else "waiting")


def _stage_evidence(found: Findings, _: Translate) -> list[phrases.Evidence]:
    chances = sorted(found.stage.probabilities.items(), key=lambda item: -item[1])
    said = [phrases.Evidence(phrases.stage(name, _), phrases.percent(chance)) for name, chance in chances]
    return said + [phrases.evidence(reason, _) for reason in found.stage.reasons]


def _turns(found: Findings, _: Translate) -> list[str]:
    lately = found.weeks[-8:]
    now = sum(week.active for week in lately) / len(lately)
    fewer = _("Fewer than {count} people a week, for eight weeks, would mean {stage}.")
    more = _("More than {count} people a week, for eight weeks, would mean {stage}.")
    return [
        (fewer if turn.active < now else more).format(
            count=phrases.number(round(turn.active)), stage=phrases.stage(turn.stage, _)
        )
        for turn in found.stage.turns
    ]


def _key_member(found: Findings, member: KeyMember, _: Translate) -> Person:
    note = " · ".join(filter(None, (phrases.role(member.role, _), _note(member.reasons[:1], _))))
    return _person(found, member.who, note, f"{member.score:.2f}")


def _quiet(found: Findings, _: Translate) -> list[Person]:
    quiet = [row for row in found.key_members if row.role == "quiet"]
    return [_person(found, row.who, _note(row.reasons, _), "") for row in quiet[:SHOWN]]


def _rising(found: Findings, row: Rising, _: Translate) -> Person:
    expected = phrases.sentence(Reason("expected_days_90", row.score), _)
    return _person(found, row.who, " · ".join(filter(None, (expected, _note(row.reasons[:2], _)))), "")


def _person(found: Findings, who: int, note: str, figure: str) -> Person:
    name = found.people[who]
    return Person(initials(name), name, note, figure)


def initials(name: str) -> str:
    """One or two characters that stand for a name: the first of a Chinese name, the first of two words of another."""
    words = [word for part in name.split() if (word := part.lstrip(_SIGNS))] or ["?"]
    if not words[0][0].isascii():
        return words[0][0]
    return "".join(word[0] for word in (words if len(words) == 1 else (words[0], words[-1]))).upper()


def _note(reasons: tuple[Reason, ...], _: Translate) -> str:
    return " · ".join(phrases.sentence(reason, _) for reason in phrases.telling(reasons, _)[:3])


def _carried(found: Findings, _: Translate) -> list[phrases.Evidence]:
    if found.carried is None:
        return []
    rests = (
        Reason("half_written_by", found.carried.half),
        Reason("active_90", found.carried.active),
        Reason("most_share", found.carried.most_share),
    )
    return [phrases.evidence(reason, _) for reason in rests]


def _best_hours(found: Findings) -> list[dict[str, str]]:
    return [
        {"name": found.people[best.who], "hour": f"{best.hour:02d}:00", "chance": phrases.percent(best.chance)}
        for best in found.best_hours
        if best.chance >= LIKELY
    ]


def _belonging(found: Findings, _: Translate) -> list[phrases.Evidence]:
    held = found.belonging
    known = (
        ("reciprocity", held.reciprocity),
        ("cohesion", held.cohesion),
        ("tied_share", held.tied),
        ("newcomers_answered_share", held.newcomers_answered),
    )
    return [phrases.share(name, share, _) for name, share in known if share.value is not None]


def _questions(found: Findings, _: Translate) -> list[dict[str, str]]:
    shown = []
    for question in found.questions[:12]:
        note = [found.people[question.who], question.topic or question.place]
        if question.could:
            who = phrases.names([found.people[other] for other in question.could[:3]], _)
            note.append(_("could answer: {names}").format(names=who))
        age = (found.span.last - question.at) / DAY
        waits = phrases.amount(int(age), "days", _) if age >= 1 else _("less than a day")
        shown.append({"text": question.text, "note": " · ".join(note), "waits": waits})
    return shown


def _records(found: Findings, _: Translate) -> list[phrases.Evidence]:
    return [phrases.record(record, _) for record in found.records]
