"""Names and reasons as a person would say them, in the reader's language.

Every function takes `_`, a callable like gettext's. A measure nobody has put into words yet is shown by its own name,
so that a new conclusion never breaks a page.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from qunli.reports.findings import Reason, Record, Share
from qunli.reports.language import Translate, gettext_noop
from qunli.reports.measures import MEASURES, Measure

STAGES = {
    "creation": gettext_noop("creation"),
    "growth": gettext_noop("growth"),
    "maturity": gettext_noop("maturity"),
    "recession": gettext_noop("recession"),
}
ROLES = {
    "seed": gettext_noop("seed member"),
    "opinion_leader": gettext_noop("opinion leader"),
    "connector": gettext_noop("connector"),
    "heavy_participant": gettext_noop("heavy participant"),
    "rising_voice": gettext_noop("rising voice"),
    "quiet": gettext_noop("quiet"),
    "leaving": gettext_noop("leaving"),
}


JUDGEMENTS = {
    "leaving": gettext_noop("who was said to leave, left"),
    "rising": gettext_noop("who was said to rise, rose"),
    "receptive_hours": gettext_noop("wrote in the hour that was chosen for them"),
    "life_cycle": gettext_noop("the stage, seen from today"),
    "split": gettext_noop("ties that a split would have kept"),
}


class Evidence(Struct, frozen=True):
    """One piece of evidence for the reader: what was measured, its value, and what is usual (or nothing)."""

    label: str
    value: str
    usual: str = ""


def stage(name: str, _: Translate) -> str:
    """A stage of the life cycle."""
    return _(STAGES.get(name, name))


def role(name: str, _: Translate) -> str:
    """A part a member plays."""
    return _(ROLES.get(name, name.replace("_", " ")))


def evidence(reason: Reason, _: Translate) -> Evidence:
    """A reason in words."""
    measure = MEASURES.get(reason.measure) or _guessed(reason.measure)
    usual = "" if reason.usual is None else _("usually {value}").format(value=amount(reason.usual, measure.unit, _))
    return Evidence(_(measure.label), amount(reason.value, measure.unit, _), usual)


def share(measure: str, found: Share, _: Translate) -> Evidence:
    """A share with how sure it is."""
    bounds = _("between {low} and {high}").format(low=percent(found.low), high=percent(found.high))
    return Evidence(_(MEASURES[measure].label), "–" if found.value is None else percent(found.value), bounds)


def telling(reasons: Iterable[Reason], _: Translate) -> list[Reason]:
    """Those whose value reads otherwise than what is usual."""
    said = ((reason, evidence(reason, _)) for reason in reasons)
    return [reason for reason, it in said if reason.usual is None or amount_of(reason, reason.usual, _) != it.value]


def amount_of(reason: Reason, value: float, _: Translate) -> str:
    """A value in the unit of a reason's measure."""
    return amount(value, (MEASURES.get(reason.measure) or _guessed(reason.measure)).unit, _)


def sentence(reason: Reason, _: Translate) -> str:
    """A reason in one line, as "messages in 30 days: 12 (usually 4)"."""
    said = evidence(reason, _)
    form = _("{label}: {value} ({usual})") if said.usual else _("{label}: {value}")
    return form.format(label=said.label, value=said.value, usual=said.usual)


def record(was: Record, _: Translate) -> Evidence:
    """How often a judgement was right on this history's own past."""
    label = _(JUDGEMENTS.get(was.name, was.name.replace("_", " ")))
    if not was.said:
        return Evidence(label, "–", _("too few cases in this history to tell"))
    value = _("{right} of {said}").format(right=number(was.right), said=number(was.said))
    return Evidence(label, value, percent(was.right / was.said))


def amount(value: float, unit: str, _: Translate) -> str:
    """A value with its unit."""
    if value != value:
        return "–"
    if unit == "share":
        return percent(value)
    if unit == "days":
        return _("{count} days").format(count=number(value)) if round(value, 1) != 1 else _("1 day")
    if unit == "hour":
        return f"{int(value) % 24:02d}:00"
    return number(value)


def number(value: float) -> str:
    """A figure with thousands parted; decimals only where they matter."""
    if abs(value) >= 10 or value == int(value):
        return f"{value:,.0f}"
    return (f"{value:,.1f}" if abs(value) >= 0.1 else f"{value:.2f}").removesuffix(".0")


def percent(share: float) -> str:
    """A share between 0 and 1 as a whole percentage."""
    return f"{share * 100:.0f}\u00a0%"


def names(who: list[str], _: Translate) -> str:
    """Several names in a row: "Ana, Ben and Cai"."""
    if len(who) < 2:
        return "".join(who)
    return _("{some} and {last}").format(some=_(", ").join(who[:-1]), last=who[-1])


def _guessed(measure: str) -> Measure:
    unit = "share" if measure.endswith(("_share", "_rate", "_chance", "probability")) else "number"
    return Measure(measure.removesuffix("_share").replace("_", " "), unit)
