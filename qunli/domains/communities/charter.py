"""Pure: what a charter has to say before a community opens, and whether what it promises is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from qunli.core.refusals import Invalid, Sentence
from qunli.core.words import _

Shape = Literal["text", "promises", "revenue"]
TEXT_LIMIT = 2000
LINES_LIMIT = 12
LINE_LIMIT = 200
ENOUGH_VOTES = 3
"""Fewer answers from members say nothing."""


@dataclass(frozen=True)
class Question:
    """`key` is stable; `missing` is what is said while there is no answer; `public`: members see the answer unless the
    operator decides otherwise."""

    key: str
    title: Sentence
    help: Sentence
    missing: Sentence
    shape: Shape = "text"
    public: bool = True
    limit: int = TEXT_LIMIT


QUESTIONS = (
    Question("purpose", _("What do its members come together for?"),
             _("One sentence that a newcomer understands. It stays in sight on every page."),
             _("Say what its members come together for."), limit=500),
    Question("vision", _("What will be different when it has succeeded?"),
             _("Describe a day some years from now, for a member and for the place around them."),
             _("Say what will be different when it has succeeded.")),
    Question("early_heart", _("Why did you begin?"),
             _("The original intention, the early heart: members are asked now and then whether it still holds."),
             _("Say why you began.")),
    Question("audience", _("Whom is it for?"),
             _("Name the people so that you could walk up to one of them. Say whom it is not for, too."),
             _("Say whom it is for.")),
    Question("pains", _("What hurts them?"),
             _("What they struggle with today, in their own words, and what they do about it now."),
             _("Say what hurts those whom it is for."), public=False),
    Question("value", _("What do you offer against that?"),
             _("What a member gets here that they do not get elsewhere."),
             _("Say what you offer.")),
    Question("promises", _("What do you promise, and how is it checked?"),
             _("Each promise is checked by a figure, by a task with a date, or by asking the members."),
             _("Give at least one promise that can be checked."), shape="promises"),
    Question("visible_gains", _("What do members visibly gain?"),
             _("What they could put a price on: goods, savings, lessons, orders."),
             _("Say what members visibly gain.")),
    Question("invisible_gains", _("What do members gain without seeing a bill?"),
             _("Knowledge, contacts, honour, chances, and being among one's own."),
             _("Say what members gain without seeing a bill.")),
    Question("revenue", _("Who pays, when, and for what?"),
             _("One line for each source of income. A community may also be free of charge: say so."),
             _("Say who pays when for what, or that it is free of charge."), shape="revenue", public=False),
    Question("lead", _("Which product or person draws people in?"),
             _("The star product or the soul figure that leads: what is known of it, and why people follow."),
             _("Name the star product or the soul figure.")),
)  # fmt: skip
BY_KEY = {one.key: one for one in QUESTIONS}


@dataclass(frozen=True)
class Figure:
    """A figure that Qunli knows of every community with a history. `more`: more is better."""

    key: str
    name: Sentence
    more: bool = True


FIGURES = (
    Figure("messages_week", _("messages in the last week")),
    Figure("active_week", _("members who wrote in the last week")),
    Figure("newcomers_week", _("newcomers who wrote in the last week")),
    Figure("newcomers_answered", _("newcomers answered within a day, in %")),
    Figure("newcomers_waiting", _("newcomers whom nobody has answered"), more=False),
    Figure("open_questions", _("questions without an answer"), more=False),
    Figure("reciprocity", _("ties that go both ways, in %")),
)
FIGURE_BY_KEY = {one.key: one for one in FIGURES}
CHECKS = ("figure", "task", "question")


@dataclass(frozen=True)
class Promised:
    """A promise as it is judged. `limit`: the bound of a figure, or the share of yes (%) of a question to members."""

    check: str
    figure: str = ""
    limit: float | None = None
    due_on: date | None = None
    done_on: date | None = None


@dataclass(frozen=True)
class Judgement:
    """`state`: "kept", "broken" or "open" (too early to tell). `value`: what was found, in the unit of the limit."""

    state: Literal["kept", "broken", "open"]
    value: float | None = None
    of: int = 0


def judged(promise: Promised, *, value: float | None, votes: tuple[int, int], today: date) -> Judgement:
    """`value` is the figure's, null when nothing is known; `votes` are members who say yes, and all who answered."""
    if promise.check == "figure":
        if value is None or promise.limit is None:
            return Judgement("open")
        more = promise.figure not in FIGURE_BY_KEY or FIGURE_BY_KEY[promise.figure].more
        kept = value >= promise.limit if more else value <= promise.limit
        return Judgement("kept" if kept else "broken", value)
    if promise.check == "task":
        if promise.done_on is not None:
            return Judgement("kept")
        return Judgement("broken" if promise.due_on is not None and promise.due_on < today else "open")
    yes, answered = votes
    if answered < ENOUGH_VOTES:
        return Judgement("open", None, answered)
    share = 100 * yes / answered
    return Judgement("kept" if share >= (promise.limit or 0) else "broken", share, answered)


def promised(
    *, text: str, check: str, figure: str, limit: float | None, due_on: date | None, question: str
) -> dict[str, Any]:
    """A promise as it will stand; what its check does not need is left out. Raises `Invalid` naming the field."""
    text, question = " ".join(text.split()), " ".join(question.split())
    if not 1 <= len(text) <= 300:
        raise Invalid(_("Say the promise in 1 to 300 characters."), field="text")
    if check not in CHECKS:
        raise Invalid(_("Choose how the promise is checked."), field="check")
    kept: dict[str, Any] = {"text": text, "check": check, "figure": "", "limit": None, "due_on": None, "question": ""}
    if check == "figure":
        if figure not in FIGURE_BY_KEY:
            raise Invalid(_("Choose a figure."), field="figure")
        if limit is None or not 0 <= limit <= 1e9:
            raise Invalid(_("Give the bound that the figure has to keep."), field="limit")
        return kept | {"figure": figure, "limit": limit}
    if check == "task":
        if due_on is None:
            raise Invalid(_("Give the day by which it will be done."), field="due_on")
        return kept | {"due_on": due_on}
    if not 1 <= len(question) <= 200:
        raise Invalid(_("Write the question to members, in 1 to 200 characters."), field="question")
    if limit is None or not 1 <= limit <= 100:
        raise Invalid(_("Give the share of yes that keeps the promise, 1 to 100 %."), field="limit")
    return kept | {"question": question, "limit": limit}


def answered_text(question: str, text: str) -> str:
    """An answer as it is kept. Raises `Invalid`."""
    if question not in BY_KEY or BY_KEY[question].shape != "text":
        raise Invalid(_("There is no such question."), field="question")
    text = text.strip()
    if len(text) > BY_KEY[question].limit:
        raise Invalid(_("This is too long; say it shorter."), field="text")
    return text


def revenue_lines(lines: Sequence[Mapping[str, str]], *, free: bool) -> dict[str, Any]:
    """Who pays, when, for what; empty lines are left out. Raises `Invalid` for a line that says only half."""
    kept = []
    for line in lines:
        one = {part: " ".join(str(line.get(part, "")).split()) for part in ("who", "when", "what")}
        if not any(one.values()):
            continue
        if not all(one.values()):
            raise Invalid(_("Each line needs all three: who pays, when, and for what."), field="lines")
        if max(map(len, one.values())) > LINE_LIMIT:
            raise Invalid(_("This is too long; say it shorter."), field="lines")
        kept.append(one)
    if len(kept) > LINES_LIMIT:
        raise Invalid(_("Keep to 12 sources of income."), field="lines")
    if free and kept:
        raise Invalid(_("It cannot be free of charge and have income; take the lines out or the tick."), field="free")
    return {"free": free, "lines": kept}


def stands(question: Question, answers: Mapping[str, Any], promises: int) -> bool:
    """Whether a question has its answer."""
    if question.shape == "promises":
        return promises > 0
    given = answers.get(question.key)
    if question.shape == "revenue":
        return bool(given and (given.get("free") or given.get("lines")))
    return bool(given)


def missing(answers: Mapping[str, Any], promises: int) -> list[Question]:
    """The questions that still keep the community from opening."""
    return [one for one in QUESTIONS if not stands(one, answers, promises)]


def as_text(question: str, answer: Any) -> str:
    """An answer in plain words, for reading and for comparing versions."""
    if isinstance(answer, str):
        return answer
    if not answer:
        return ""
    lines = [f"{one['who']} · {one['when']} · {one['what']}" for one in answer.get("lines", ())]
    return "\n".join(lines) if lines else ("–" if answer.get("free") else "")
