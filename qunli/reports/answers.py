"""Every section asks one question and answers it in a sentence."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from msgspec import Struct

from qunli.reports import phrases
from qunli.reports.findings import Findings
from qunli.reports.language import Translate
from qunli.reports.wording import Advice

SURE = 0.5
"""Probability below which a stage is called unsure."""


class Part(Struct, frozen=True):
    """A section: its place on the page, its short name, its question and the answer; `count` stands beside the name."""

    id: str
    short: str
    question: str
    answer: str
    count: str = ""


def parts(found: Findings, advice: list[Advice], _: Translate) -> list[Part]:
    """The sections in order."""
    waiting, complaints = found.questions_open, found.feedback.complaints.recent
    return [
        Part("todo", _("What to do"), _("What should you do next?"), _todo(advice, _), str(len(advice) or "")),
        Part("stage", _("Stage"), _("Where does the community stand?"), _stage(found, _)),
        Part("people", _("People"), _("Who moves it?"), _people(found, _)),
        Part("newcomers", _("Newcomers"), _("Are newcomers answered?"), _newcomers(found, _)),
        Part("hours", _("Hours"), _("When are people there?"), _hours(found, _)),
        Part("belonging", _("Belonging"), _("Do people belong?"), _belonging(found, _)),
        Part("talk", _("Talk"), _("What do they talk about?"), _talk(found, _)),
        Part("say", _("Feedback"), _("What do members say?"), _say(found, _), str(complaints or "")),
        Part("questions", _("Questions"), _("What has nobody answered?"), _questions(found, _), str(waiting or "")),
        Part("leaving", _("Leaving"), _("Who may be leaving?"), _leaving(found, _), str(len(found.leaving) or "")),
        Part("right", _("How right?"), _("How right is this?"), _right(found, _)),
    ]


def day(moment: int, zone: str) -> str:
    """The date of a moment (s, UTC) in a zone, as 2024-05-31."""
    return datetime.fromtimestamp(moment, _zone(zone)).date().isoformat()


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def _todo(advice: list[Advice], _: Translate) -> str:
    if not advice:
        return _("Nothing stands out. Keep going, and look again in a week.")
    if len(advice) == 1:
        return _("One thing is worth your time.")
    return _("{count} things are worth your time. The first two are worth most.").format(count=len(advice))


def _stage(found: Findings, _: Translate) -> str:
    chance = found.stage.probabilities.get(found.stage.name, 0)
    since = found.stage.since[:7] if found.stage.since else ""
    if chance < SURE:
        said = _("Most likely {stage}, but that is far from sure ({chance}).")
    elif since:
        said = _("In {stage} since about {since} ({chance} sure).")
    else:
        said = _("In {stage} ({chance} sure).")
    window = _("The earning window is open.") if found.stage.window_open else _("The earning window is closed.")
    stage = phrases.stage(found.stage.name, _)
    return f"{said.format(stage=stage, chance=phrases.percent(chance), since=since)} {window}"


def _people(found: Findings, _: Translate) -> str:
    carried = found.carried
    if carried is None:
        return _("Too little was written in the last 90 days to tell.")
    if carried.half == 1:
        said = _("One person, {name}, wrote half of everything in the last 90 days.")
    else:
        said = _(
            "{half} of {active} active people wrote half of everything in the last 90 days; most came from {name}."
        )
    return said.format(half=carried.half, active=carried.active, name=found.people[carried.most])


def _newcomers(found: Findings, _: Translate) -> str:
    came = sum(month.came for month in found.months[-3:])
    answered = sum(month.answered for month in found.months[-3:])
    if not came:
        return _("Nobody new wrote in the last three months.")
    said = _("In the last three months {came} people wrote for the first time; {answered} were answered within a day.")
    return said.format(came=came, answered=answered)


def _hours(found: Findings, _: Translate) -> str:
    if not any(map(sum, found.hours)):
        return _("Too little was written to tell.")
    total = [sum(day[hour] for day in found.hours) for hour in range(24)]
    busiest = max(range(24), key=total.__getitem__)
    said = _("Most people write around {hour} ({zone}).")
    return said.format(hour=f"{busiest:02d}:00", zone=found.zone)


def _belonging(found: Findings, _: Translate) -> str:
    both, tied = found.belonging.reciprocity.value, found.belonging.tied.value
    if both is None or tied is None:
        return _("There are too few ties yet to tell.")
    said = _("{tied} of active members have ties that go both ways; {both} of all ties do.")
    return said.format(tied=phrases.percent(tied), both=phrases.percent(both))


def _talk(found: Findings, _: Translate) -> str:
    if not found.talk.words:
        return _("No word stands out against what was said before.")
    words = _(", ").join(word.word for word in found.talk.words[:5])
    return _("More than before in the last {days} days: {words}.").format(days=found.talk.days, words=words)


def _say(found: Findings, _: Translate) -> str:
    complaints, wishes = found.feedback.complaints.recent, found.feedback.wishes.recent
    if not found.feedback.read:
        return _("Too little was written to tell.")
    if not complaints and not wishes:
        return _("No complaint and no wish was found in the last four weeks.")
    said = _("Found in the last four weeks – complaints: {complaints}, wishes: {wishes}.")
    return said.format(complaints=phrases.number(complaints), wishes=phrases.number(wishes))


def _questions(found: Findings, _: Translate) -> str:
    if not found.questions_open:
        return _("Every recent question got an answer.")
    if found.questions_open == 1:
        return _("One question still waits.")
    return _("{count} questions still wait; the newest come first.").format(count=phrases.number(found.questions_open))


def _leaving(found: Findings, _: Translate) -> str:
    if not found.leaving:
        return _("Nobody active lately looks likely to fall silent.")
    expected = sum(member.risk for member in found.leaving)
    said = _("Of {count} people active in the last 30 days, about {expected} will write nothing in the next 90.")
    return said.format(count=len(found.leaving), expected=phrases.number(round(expected)))


def _right(found: Findings, _: Translate) -> str:
    if not found.checked:
        return _("This history is large: `qunli backtest` checks the judgements against its own past.")
    if not any(record.said for record in found.records):
        return _("This history is too short to check the judgements against its own past.")
    return _("The judgements were made again for moments in this history's past, and compared with what came after.")
