"""What a proposal says: a title that is a deed, a sentence of why, and what may be expected."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from qunli.reports import phrases
from qunli.reports.advice import Proposal
from qunli.reports.findings import BestHour, Findings
from qunli.reports.language import Translate, gettext_noop

CHAPTERS = {
    "welcome": gettext_noop("Gather"),
    "answer": gettext_noop("Enliven"),
    "heed": gettext_noop("Enliven"),
    "keep": gettext_noop("Enliven"),
    "task": gettext_noop("Govern"),
    "earn": gettext_noop("Earn"),
    "turn": gettext_noop("Enliven"),
    "spread": gettext_noop("Govern"),
    "split": gettext_noop("Grow"),
    "revive": gettext_noop("Enliven"),
    "thank": gettext_noop("Enliven"),
}


class Advice(Struct, frozen=True, kw_only=True):
    """A proposal in words. `chapter` is the part of the method it belongs to; `expected` is empty where a history alone
    cannot tell; `quotes` is what people wrote, and who."""

    chapter: str
    title: str
    why: str
    expected: str
    evidence: tuple[phrases.Evidence, ...]
    quotes: tuple[tuple[str, str], ...] = ()


Write = Callable[[Proposal, Findings, Translate], tuple[str, str]]


def advise(proposal: Proposal, found: Findings, _: Translate) -> Advice:
    """One proposal in the reader's language."""
    title, why = WRITERS[proposal.kind](proposal, found, _)
    return Advice(
        chapter=_(CHAPTERS[proposal.kind]),
        title=title,
        why=why,
        expected=_expected(proposal, _),
        evidence=tuple(phrases.evidence(reason, _) for reason in phrases.telling(proposal.reasons, _)),
        quotes=_quotes(proposal, found),
    )


def _welcome(proposal: Proposal, found: Findings, _: Translate) -> tuple[str, str]:
    return (
        _("Welcome {names}").format(names=_named(proposal, found, _)),
        _("They wrote for the first time in the last two weeks, and nobody answered them."),
    )


def _answer(proposal: Proposal, found: Findings, _: Translate) -> tuple[str, str]:
    count = len(proposal.subjects)
    title = _("Answer an open question") if count == 1 else _("Answer {count} open questions").format(count=count)
    if proposal.who:
        who = _named(proposal, found, _)
        return title, _("Nobody answered yet. These could: {names}.").format(names=who)
    return title, _("Nobody answered yet.")


def _heed(proposal: Proposal, found: Findings, _: Translate) -> tuple[str, str]:
    about = found.feedback.complaints.remarks[proposal.subjects[0]].about
    people = next(one.people for one in found.feedback.matters if one.about == about)
    return (
        _("{people} members complained of {about} this week: answer them").format(people=people, about=about),
        _("More than in the weeks before. Whoever hears that something is done about it comes back."),
    )


def _keep(proposal: Proposal, found: Findings, _: Translate) -> tuple[str, str]:
    title = _("Talk to {names} before they fall silent").format(names=_named(proposal, found, _))
    why = _("They matter to the others, and they write less than they did.")
    best = _best_hour(proposal.who[0], found)
    if best is None:
        return title, why
    hour = _("Likeliest to read around {hour}.").format(hour=f"{best.hour:02d}:00")
    return title, f"{why} {hour}"


def _task(proposal: Proposal, found: Findings, _: Translate) -> tuple[str, str]:
    return (
        _("Give {names} a small task").format(names=_named(proposal, found, _)),
        _("A rising voice: came lately, and does more than newcomers usually do."),
    )


def _earn(proposal: Proposal, found: Findings, _: Translate) -> tuple[str, str]:
    return (
        _("The earning window is open: prepare one offer"),
        _("The community has grown enough to be worth paying for. Begin with what members ask for most."),
    )


def _turn(proposal: Proposal, found: Findings, _: Translate) -> tuple[str, str]:
    return (
        _("Activity recedes: give a reason to return"),
        _("Fewer people write than at the height. Set one topic a week with a host, and bring in a few new members."),
    )


def _spread(proposal: Proposal, found: Findings, _: Translate) -> tuple[str, str]:
    return (
        _("Share the load of {names}").format(names=_named(proposal, found, _)),
        _("So much of the talk rests on one person that the group would fall silent without them. Find a second host."),
    )


def _split(proposal: Proposal, found: Findings, _: Translate) -> tuple[str, str]:
    sizes = found.split.sizes if found.split else ()
    return (
        _("Think about two groups instead of one"),
        _("The group is large enough to be hard to follow. Parts of {sizes} people keep most friends together.").format(
            sizes=phrases.names([str(size) for size in sizes], _)
        ),
    )


def _revive(proposal: Proposal, found: Findings, _: Translate) -> tuple[str, str]:
    return (
        _("Ask {names} what would bring them back").format(names=_named(proposal, found, _)),
        _("They used to write often and have been quiet since."),
    )


def _thank(proposal: Proposal, found: Findings, _: Translate) -> tuple[str, str]:
    return (
        _("Thank {names} in public").format(names=_named(proposal, found, _)),
        _("They carry the talk. Honour comes before material rewards."),
    )


WRITERS: dict[str, Write] = {
    "welcome": _welcome,
    "answer": _answer,
    "heed": _heed,
    "keep": _keep,
    "task": _task,
    "earn": _earn,
    "turn": _turn,
    "spread": _spread,
    "split": _split,
    "revive": _revive,
    "thank": _thank,
}


def _expected(proposal: Proposal, _: Translate) -> str:
    if proposal.effect is None:
        return ""
    with_it, without = proposal.effect
    text = _("Here {with_it} of newcomers who were answered wrote again after 30 days, and {without} of the others.")
    return (
        text.format(with_it=phrases.percent(with_it), without=phrases.percent(without))
        + " "
        + _("Some of that difference would be there anyway.")
    )


def _quotes(proposal: Proposal, found: Findings) -> tuple[tuple[str, str], ...]:
    if proposal.kind == "welcome":
        chosen = [(found.unanswered[at].who, found.unanswered[at].text) for at in proposal.subjects]
    elif proposal.kind == "answer":
        chosen = [(found.questions[at].who, found.questions[at].text) for at in proposal.subjects]
    elif proposal.kind == "heed":
        remarks = found.feedback.complaints.remarks
        chosen = [(remarks[at].who, remarks[at].text) for at in proposal.subjects]
    else:
        return ()
    return tuple((found.people[who], text) for who, text in chosen if text)


def _named(proposal: Proposal, found: Findings, _: Translate) -> str:
    return phrases.names([found.people[who] for who in proposal.who], _)


def _best_hour(who: int, found: Findings) -> BestHour | None:
    return next((best for best in found.best_hours if best.who == who), None)
