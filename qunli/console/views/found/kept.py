"""Whether what a community promises is kept: figures from its findings, answers from its members."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qunli.core.actor import Actor
from qunli.domains.communities import facade as communities
from qunli.domains.insight import facade as insight
from qunli.domains.members import facade as members
from qunli.reports import phrases

NAMES = {one.key: one.name for one in communities.FIGURES}


def judged(actor: Actor, promises: Sequence[communities.PromiseView]) -> list[dict[str, Any]]:
    """Each promise with its judgement, how it is checked, and the evidence in words."""
    figures = _figures(actor) if any(one.check == "figure" for one in promises) else {}
    votes = members.votes_on(actor.here, [one.id for one in promises])
    today = timezone.localdate()
    shown = []
    for one in promises:
        judgement = one.judged(value=figures.get(one.figure), votes=votes.get(one.id, (0, 0)), today=today)
        shown.append({"it": one, "state": judgement.state, "how": _how(one), "evidence": _evidence(one, judgement)})
    return shown


def _figures(actor: Actor) -> dict[str, float]:
    found = insight.picture(actor).found
    if found is None:
        return {}
    known: dict[str, float | None] = {
        "newcomers_answered": _percent(found.belonging.newcomers_answered.value),
        "reciprocity": _percent(found.belonging.reciprocity.value),
        "newcomers_waiting": float(len(found.unanswered)),
        "open_questions": float(len(found.questions)),
    }
    if found.weeks:
        last = found.weeks[-1]
        known |= {"messages_week": last.messages, "active_week": last.active, "newcomers_week": last.newcomers}
    return {name: value for name, value in known.items() if value is not None}


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _how(one: communities.PromiseView) -> str:
    if one.check == "task":
        return _("a task, due on %(day)s") % {"day": date_format(one.due_on, "DATE_FORMAT") if one.due_on else "–"}
    if one.check == "question":
        bound = phrases.number(one.limit or 0)
        return _("members are asked: “%(question)s”; %(bound)s %% yes keeps it") % {
            "question": one.question,
            "bound": bound,
        }
    more = next((figure.more for figure in communities.FIGURES if figure.key == one.figure), True)
    said = _("%(figure)s: at least %(bound)s") if more else _("%(figure)s: at most %(bound)s")
    return said % {"figure": NAMES.get(one.figure, one.figure), "bound": phrases.number(one.limit or 0)}


def _evidence(one: communities.PromiseView, judgement: communities.Judgement) -> str:
    if one.check == "task":
        if one.done_on is not None:
            return _("done on %(day)s by %(who)s") % {
                "day": date_format(one.done_on, "DATE_FORMAT"),
                "who": one.done_by_name or "–",
            }
        return _("the day has passed") if judgement.state == "broken" else _("there is time left")
    if one.check == "question":
        if judgement.value is None:
            return ngettext(
                "%(n)d member has answered, three are needed",
                "%(n)d members have answered, three are needed",
                judgement.of,
            ) % {"n": judgement.of}
        return _("%(share)s %% of %(n)d answers are yes") % {
            "share": phrases.number(round(judgement.value)),
            "n": judgement.of,
        }
    if judgement.value is None:
        return _("not known yet: bring a history, or wait until members have talked here")
    return _("it is %(value)s now") % {"value": phrases.number(round(judgement.value))}
