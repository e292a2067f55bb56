"""What members say, in words: remarks, trends and how far to trust them."""

from __future__ import annotations

from qunli.analysis.cues import Kind
from qunli.analysis.feedback import RIGHT
from qunli.reports import phrases
from qunli.reports.answers import day
from qunli.reports.findings import Feedback, Findings, Mined, NamedThing, Quote, Remark
from qunli.reports.language import Translate, gettext_noop

RIGHT_NAMES = 0.6
"""Share of the foremost names that were products or brands where it was measured; see docs/research/feedback.md."""
SHOWN = 12
FAMILIES = {
    "failing": gettext_noop("does not work"),
    "trouble": gettext_noop("has trouble"),
    "bother": gettext_noop("is bothered"),
    "neglect": gettext_noop("something is missing"),
    "wishing": gettext_noop("wishes"),
    "requesting": gettext_noop("asks for it"),
    "needing": gettext_noop("says it is needed"),
}
"""What the words that decided say."""


def read(found: Feedback, _: Translate) -> str:
    """What was looked at."""
    return _("{count} messages of the last {days} days were read.").format(
        count=phrases.number(found.read), days=found.days
    )


def trend(recent: int, before: int | None, _: Translate) -> str:
    """A count of the last four weeks beside the four before."""
    if before is None:
        return phrases.number(recent)
    return _("{recent} (before: {before})").format(recent=phrases.number(recent), before=phrases.number(before))


def rate(kind: Kind, _: Translate) -> str:
    """How often verdicts of a kind were right where it was measured."""
    tenths = round(10 * RIGHT[kind])
    if kind == "complaint":
        return _("Where it was measured, {tenths} in 10 were complaints indeed. One in three was found.").format(
            tenths=tenths
        )
    return _("Only the clearest are shown: where it was measured, {tenths} in 10 were wishes indeed.").format(
        tenths=tenths
    )


def rate_of_names(_: Translate) -> str:
    """The same of names."""
    return _("Where it was measured, {tenths} in 10 were products or brands; the others are other names.").format(
        tenths=round(10 * RIGHT_NAMES)
    )


def why(remark: Remark, _: Translate) -> str:
    """What decided: the measure, the words and the score."""
    return _("{measure}: “{cue}” ({score})").format(
        measure=_(FAMILIES.get(remark.measure, remark.measure)), cue=remark.cue, score=phrases.number(remark.score)
    )


def shown(found: Findings, _: Translate) -> dict[str, object]:
    """Everything the page shows of it."""
    mined = found.feedback
    return {
        "read": read(mined, _),
        "kinds": [
            _kind(found, mined.complaints, _("Complaints"), rate("complaint", _), _),
            _kind(found, mined.wishes, _("Wishes"), rate("wish", _), _),
        ],
        "names": [_thing(found, one, _) for one in mined.named],
        "names_rate": rate_of_names(_),
    }


def _kind(found: Findings, mined: Mined, title: str, rate: str, _: Translate) -> dict[str, object]:
    return {
        "title": title,
        "rate": rate,
        "trend": trend(mined.recent, mined.before, _),
        "rows": [
            {"text": one.text, "note": f"{_where(found, one)} · {why(one, _)}", "about": one.about or ""}
            for one in mined.remarks[:SHOWN]
        ],
    }


def _thing(found: Findings, one: NamedThing, _: Translate) -> dict[str, object]:
    quote = f"{one.quotes[0].text} – {_where(found, one.quotes[0])}" if one.quotes else ""
    return {
        "name": one.name,
        "recent": one.recent,
        "before": "–" if one.before is None else one.before,
        "people": one.people,
        "quote": quote,
    }


def _where(found: Findings, quote: Quote) -> str:
    return " · ".join((found.people[quote.who], day(quote.at, found.zone), quote.topic or quote.place))
