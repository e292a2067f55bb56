"""Pure: what is asked of applicants, what their answers are worth and why, and what becomes of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from qunli.core.refusals import Invalid, Sentence
from qunli.core.words import _

Kind = Literal["text", "choice", "entrance"]
KINDS: tuple[Kind, ...] = ("text", "choice", "entrance")
MOST_QUESTIONS = 12
ANSWER_LIMIT = 2000
_POINTS = 1000
FOUNDING = _("It is being founded: strangers are not let in yet.")


@dataclass(frozen=True)
class Question:
    """One question of the form. Points come from `counts`: a word that a text holds, or a choice that was taken, each
    once; and from a text of at least `enough` characters, worth `worth`. Of an entrance question one of `accepted` is
    the answer, and nothing else opens the door."""

    id: str
    text: str
    kind: Kind = "text"
    required: bool = True
    options: tuple[str, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    enough: int = 0
    worth: int = 0
    accepted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reason:
    """Why an answer counts: `kind` is "word", "choice", "length" or "short", `value` what was found or measured,
    `limit` what was asked for."""

    question: str
    kind: str
    value: str
    points: int
    limit: int = 0


@dataclass(frozen=True)
class Score:
    """Points, the most there could be, and where they come from."""

    points: int
    most: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Thresholds:
    """From `approve_from` points somebody is let in, below `refuse_below` turned down, without a person deciding."""

    approve_from: int | None = None
    refuse_below: int | None = None


Outcome = Literal["admit", "ask", "refuse"]


def why_shut(*, founding: bool, closed: bool, invited_only: bool, invited: bool) -> Sentence | None:
    """Why a stranger is not let in now; null when the door is open to them. No link opens a community before its
    founders have: face to face, or by their own decision, people come in all the same."""
    if founding:
        return FOUNDING
    if closed:
        return _("Nobody is let in at the moment.")
    if invited_only and not invited:
        return _("One comes in by invitation here. Ask a member for a link.")
    return None


def folded(text: str) -> str:
    """Text in the form in which answers are compared: width, case and spacing do not matter."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def question(given: Mapping[str, Any]) -> Question:
    """A question from plain values. Raises `Invalid` naming the field."""
    text = " ".join(str(given.get("text", "")).split())
    if not 1 <= len(text) <= 300:
        raise Invalid(_("A question has 1 to 300 characters."), field="text")
    kind: Kind = given.get("kind", "text")
    if kind not in KINDS:
        raise Invalid(_("Choose what kind of question this is."), field="kind")
    counts = tuple((str(word), int(points)) for word, points in given.get("counts", ()))
    options = tuple(str(one) for one in given.get("options", ()))
    accepted = tuple(str(one) for one in given.get("accepted", ()))
    if any(abs(points) > _POINTS for _word, points in counts):
        raise Invalid(_("Points lie between -1,000 and 1,000."), field="counts")
    if kind == "choice" and len(options) < 2:
        raise Invalid(_("Give at least two answers to choose from, one a line."), field="options")
    if kind == "entrance" and not accepted:
        raise Invalid(_("Give at least one answer that opens the door, one a line."), field="accepted")
    enough, worth = int(given.get("enough", 0)), int(given.get("worth", 0))
    if not 0 <= enough <= ANSWER_LIMIT or abs(worth) > _POINTS:
        raise Invalid(
            _("A length lies between 0 and 2,000 characters, points between -1,000 and 1,000."), field="enough"
        )
    required = kind == "entrance" or bool(given.get("required", True))
    return Question(str(given.get("id", "")), text, kind, required, options, counts, enough, worth, accepted)


def counts_from(lines: str) -> list[tuple[str, int]]:
    """`word = points`, one a line; a word without points counts one. Raises `Invalid`."""
    found: list[tuple[str, int]] = []
    for line in filter(None, (one.strip() for one in lines.splitlines())):
        word, _sign, points = line.replace("＝", "=").rpartition("=")
        word, points = (word.strip(), points.strip()) if word else (line, "1")
        if not points.removeprefix("-").removeprefix("+").isdecimal():
            raise Invalid(_("Write each as: word = points."), field="counts")
        found.append((word[:100], int(points)))
    return found


def lines_of(text: str) -> list[str]:
    """The lines that say something, each once."""
    return list(dict.fromkeys(" ".join(one.split())[:200] for one in text.splitlines() if one.strip()))


def answers(questions: Sequence[Question], given: Mapping[str, str]) -> dict[str, str]:
    """The answers as they are kept. Raises `Invalid` naming the question, also for a wrong answer at the entrance."""
    kept = {}
    for one in questions:
        answer = given.get(one.id, "").strip()
        field = f"q-{one.id}"
        if not answer:
            if one.required:
                raise Invalid(_("Answer this question, please."), field=field)
            continue
        if len(answer) > ANSWER_LIMIT:
            raise Invalid(_("An answer has 2,000 characters at most."), field=field)
        if one.kind == "choice" and answer not in one.options:
            raise Invalid(_("Choose one of the answers."), field=field)
        if one.kind == "entrance" and folded(answer) not in {folded(right) for right in one.accepted}:
            raise Invalid(
                _("This is not the answer that opens the door. Look at what the community is about."), field=field
            )
        kept[one.id] = answer
    return kept


def score(questions: Sequence[Question], given: Mapping[str, str]) -> Score:
    """What the answers are worth, and why."""
    reasons = tuple(reason for one in questions for reason in _reasons(one, given.get(one.id, "")))
    return Score(sum(one.points for one in reasons), sum(_most(one) for one in questions), reasons)


def _reasons(asked: Question, answer: str) -> list[Reason]:
    if not answer or asked.kind == "entrance":
        return []
    if asked.kind == "choice":
        return [Reason(asked.text, "choice", word, points) for word, points in asked.counts if word == answer]
    text = folded(answer)
    found = [Reason(asked.text, "word", word, points) for word, points in asked.counts if folded(word) in text]
    if asked.worth and asked.enough:
        long = len(answer) >= asked.enough
        kind, points = ("length", asked.worth) if long else ("short", 0)
        found.append(Reason(asked.text, kind, str(len(answer)), points, asked.enough))
    return found


def _most(asked: Question) -> int:
    gains = [points for _word, points in asked.counts if points > 0]
    if asked.kind == "choice":
        return max(gains, default=0)
    return 0 if asked.kind == "entrance" else sum(gains) + max(0, asked.worth if asked.enough else 0)


def outcome(points: int, thresholds: Thresholds, *, reviewed: bool, passes: bool) -> Outcome:
    """What becomes of an application by the community's own settings. `passes`: the invitation spares the review."""
    if not reviewed or passes:
        return "admit"
    if thresholds.refuse_below is not None and points < thresholds.refuse_below:
        return "refuse"
    if thresholds.approve_from is not None and points >= thresholds.approve_from:
        return "admit"
    return "ask"


def thresholds(approve_from: int | None, refuse_below: int | None) -> Thresholds:
    """Raises `Invalid` when somebody would be let in and turned down at once."""
    if approve_from is not None and refuse_below is not None and refuse_below > approve_from:
        raise Invalid(_("The limit for refusing lies above the limit for admitting."), field="refuse_below")
    return Thresholds(approve_from, refuse_below)


def free_places(capacity: int | None, active: int) -> int | None:
    """How many can still come in; null when there is no limit."""
    return None if capacity is None else max(0, capacity - active)


def reason_given(text: str, *, needed: bool) -> str:
    """A reason as it is kept. Raises `Invalid`."""
    reason = " ".join(text.split())
    if needed and not reason:
        raise Invalid(_("Say why: the applicant reads it."), field="reason")
    if len(reason) > 500:
        raise Invalid(_("A reason has 500 characters at most."), field="reason")
    return reason
