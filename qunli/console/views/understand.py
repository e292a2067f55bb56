"""What is going on, and how right Qunli is about it: one tab a question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from qunli.console.templatetags.qunli import words
from qunli.console.views.feedback import said_by_members
from qunli.core.http import OperatorRequest
from qunli.core.refusals import NotFound
from qunli.domains.insight import facade as insight
from qunli.reports import answers, charts, phrases
from qunli.reports.findings import Findings, Record

TABS = {
    "stage": gettext_lazy("Stage"),
    "people": gettext_lazy("People"),
    "hours": gettext_lazy("Hours"),
    "belonging": gettext_lazy("Belonging"),
    "talk": gettext_lazy("Talk"),
    "say": gettext_lazy("Feedback"),
    "questions": gettext_lazy("Questions"),
    "right": gettext_lazy("How right are we?"),
}
MEASURED = {
    "auc": gettext_lazy("leavers ranked before the others (AUC)"),
    "precision_at_tenth": gettext_lazy("share right among the top tenth"),
    "times_group_best_hour": gettext_lazy("times the group's best hour"),
    "balanced_accuracy": gettext_lazy("share right, every stage weighed alike"),
    "share_of_ties_kept": gettext_lazy("share of ties kept"),
}
"""What the figures of a judgement are."""


@require_GET
def understand(request: OperatorRequest, tab: str = "stage") -> HttpResponse:
    """One tab; a tab that does not exist is not found."""
    if tab not in TABS:
        raise NotFound
    picture = insight.picture(request.actor)
    context: dict[str, Any] = {"tabs": TABS, "tab": tab, "picture": picture, "found": picture.found}
    if picture.found is None:
        return render(request, "console/understand_empty.html", context)
    part = next(part for part in answers.parts(picture.found, [], words()) if part.id == tab)
    context |= {"part": part, **FILL[tab](request, picture.found)}
    return render(request, f"console/understand_{tab}.html", context)


def _stage(request: OperatorRequest, found: Findings) -> dict[str, Any]:
    chances = sorted(found.stage.probabilities.items(), key=lambda item: -item[1])
    return {
        "activity": charts.activity(found.weeks, found.eras, words()),
        "newcomers": charts.newcomers(found.months, words()),
        "chances": chances,
        "months": list(reversed(found.months))[:12],
        "record": _record(request, "life_cycle"),
    }


def _people(request: OperatorRequest, found: Findings) -> dict[str, Any]:
    roles: dict[str, list[Any]] = {}
    for member in found.key_members:
        roles.setdefault(member.role, []).append(member)
    return {
        "roles": roles,
        "leaving": found.leaving[:20],
        "rising": found.rising[:10],
        "leaving_record": _record(request, "leaving"),
        "rising_record": _record(request, "rising"),
    }


def _hours(request: OperatorRequest, found: Findings) -> dict[str, Any]:
    return {
        "heat": charts.hours(found.hours, words()),
        "likely": charts.likely(found.likely, words()),
        "record": _record(request, "receptive_hours"),
    }


def _belonging(request: OperatorRequest, found: Findings) -> dict[str, Any]:
    held = found.belonging
    known = (
        (_("Members with ties"), held.tied, _("of the active ones, with at least one other")),
        (_("Ties that go both ways"), held.reciprocity, _("of all ties")),
        (_("Friends of friends who are friends"), held.cohesion, _("how closely the group is knit")),
        (_("Newcomers answered"), held.newcomers_answered, _("within a day")),
    )
    return {"trend": charts.belonging(held.trend, words()), "figures": known}


def _talk(request: OperatorRequest, found: Findings) -> dict[str, Any]:
    said = charts.words(found.talk.words[:20], words()) if found.talk.words else None
    return {"said": said, "subjects": found.talk.subjects, "talk": found.talk}


def _questions(request: OperatorRequest, found: Findings) -> dict[str, Any]:
    return {"questions": found.questions}


def _right(request: OperatorRequest, found: Findings) -> dict[str, Any]:
    rows = [
        {
            "it": one,
            "said": _in_words(one.name, one.right, one.said),
            "label": _label(one.name),
            "measured": MEASURED.get(one.measure, one.measure),
        }
        for one in insight.accuracy(request.actor)
    ]
    said = _(
        "Qunli went back to moments in this community's past, judged with what was known then, and compared with what "
        "came after."
    )
    return {"judgements": rows, "answer": said}


FILL: dict[str, Callable[[OperatorRequest, Findings], dict[str, Any]]] = {
    "stage": _stage,
    "people": _people,
    "hours": _hours,
    "belonging": _belonging,
    "talk": _talk,
    "say": said_by_members,
    "questions": _questions,
    "right": _right,
}


def _record(request: OperatorRequest, name: str) -> str:
    """How often this kind of judgement was right here, or nothing when that is not known."""
    for one in insight.accuracy(request.actor):
        if one.name == name:
            return _in_words(one.name, one.right, one.said)
    return ""


def _in_words(name: str, right: int, said: int) -> str:
    if not said:
        return _("too few cases on your own past to tell")
    return _("right %(right)d times in 10 on your own past (%(said)s cases)") % {
        "right": round(10 * right / said),
        "said": phrases.number(said),
    }


def _label(name: str) -> str:
    return phrases.record(Record(name=name, right=0, said=0, measure="", value=None, naive=None), words()).label
