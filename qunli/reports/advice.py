"""What to do next, ranked, from what was found: pure, values in, proposals out.

The score of a proposal is worth times sureness, both between 0 and 1. Worth is the order in which experienced hosts put
these deeds (a person who waits comes before a plan); sureness is measured in this history wherever it can be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct

from qunli.analysis.feedback import RIGHT
from qunli.reports.findings import Findings, KeyMember, Reason

LIMIT = 10
NAMED = 5
"""People one proposal names at most: more is not done in a day."""
SURE_ENOUGH = 0.15
"""A guess below this is not worth somebody's morning."""
DAY = 86_400
WEEK = 7 * DAY
FRESH = 14 * DAY
PROMISING = 5.0
"""Days with a message expected in the next 90 from which a newcomer is on the way up."""
REGULAR = 10
"""Days with a message expected in the next 90 at which somebody is as likely as not to become a regular."""
COMPLAINING = 3
"""People who complain of one thing within a week from which it is more than a mood."""
LARGE = 250
"""People active in 90 days from which one group becomes hard to follow; WeChat and QQ groups close at 500."""


class Proposal(Struct, frozen=True, kw_only=True):
    """One thing to do. `kind` names it (see `wording.WRITERS`); `who` are the people it is about; `subjects` are
    positions in the list of findings it is about (questions, newcomers, complaints); `score` ranks it and is `worth`
    times `sure`; `reasons` are the evidence; `effect` what may be expected as shares (with, without) where this history
    can tell, else None."""

    kind: str
    who: tuple[int, ...] = ()
    subjects: tuple[int, ...] = ()
    worth: float
    sure: float
    reasons: tuple[Reason, ...] = ()
    effect: tuple[float, float] | None = None

    @property
    def score(self) -> float:
        return self.worth * self.sure


def proposals(found: Findings) -> list[Proposal]:
    """Everything worth doing, best first, `LIMIT` at most."""
    made = [proposal for rule in RULES for proposal in rule(found) if proposal.sure >= SURE_ENOUGH]
    return sorted(made, key=lambda proposal: (-proposal.score, proposal.kind))[:LIMIT]


def welcome(found: Findings) -> Iterable[Proposal]:
    """Newcomers nobody answered."""
    waiting = [at for at, person in enumerate(found.unanswered) if person.at >= found.span.last - FRESH]
    if waiting:
        chosen = waiting[:NAMED]
        who = tuple(found.unanswered[at].who for at in chosen)
        reasons = (Reason("newcomers_unanswered", len(waiting)), *_answered_share(found))
        yield Proposal(
            kind="welcome",
            who=who,
            subjects=tuple(chosen),
            worth=1.0,
            sure=0.9,
            reasons=reasons,
            effect=_welcome_effect(found),
        )


def answer(found: Findings) -> Iterable[Proposal]:
    """Questions that are still open."""
    recent = [at for at, question in enumerate(found.questions) if question.at >= found.span.last - FRESH]
    if recent:
        chosen = recent[:NAMED]
        helpers = dict.fromkeys(who for at in chosen for who in found.questions[at].could[:1])
        age = (found.span.last - min(found.questions[at].at for at in chosen)) / DAY
        reasons = (Reason("questions_open", len(recent)), Reason("oldest_question_days", age))
        yield Proposal(kind="answer", who=tuple(helpers), subjects=tuple(chosen), worth=0.95, sure=0.8, reasons=reasons)


def heed(found: Findings) -> Iterable[Proposal]:
    """The one thing of which more people complain this week than they used to."""
    for matter in found.feedback.matters:
        told = [at for at, one in enumerate(found.feedback.complaints.remarks) if one.about == matter.about]
        fresh = [at for at in told if found.feedback.complaints.remarks[at].at >= found.span.last - WEEK]
        rises = matter.people >= COMPLAINING and matter.people >= 2 * (matter.before or 0)
        if rises and fresh:
            chosen = fresh[:NAMED]
            who = dict.fromkeys(found.feedback.complaints.remarks[at].who for at in chosen)
            reasons = (Reason("complaining_people", matter.people, matter.before),)
            yield Proposal(
                kind="heed",
                who=tuple(who),
                subjects=tuple(chosen),
                worth=0.85,
                sure=RIGHT["complaint"],
                reasons=reasons,
            )
            return


def keep(found: Findings) -> Iterable[Proposal]:
    """People who matter to others and are likely to fall silent: one proposal each."""
    matter = {member.who for member in found.key_members if member.role != "quiet"}
    new = {member.who for member in found.rising}
    going = [member for member in found.leaving if member.risk >= 0.4 and member.who in matter - new]
    for member in sorted(going, key=lambda member: -member.risk)[:3]:
        reasons = (Reason("leaving_risk", member.risk), *member.reasons[:3])
        yield Proposal(kind="keep", who=(member.who,), worth=0.9, sure=member.risk, reasons=reasons)


def cultivate(found: Findings) -> Iterable[Proposal]:
    """Newcomers on the way up, who could carry something small."""
    for member in [member for member in found.rising if member.score >= PROMISING][:2]:
        sure = member.score / (member.score + REGULAR)
        reasons = (Reason("expected_days_90", member.score), *member.reasons[:2])
        yield Proposal(kind="task", who=(member.who,), worth=0.8, sure=sure, reasons=reasons)


def earn(found: Findings) -> Iterable[Proposal]:
    """The earning window, while it is open."""
    if found.stage.window_open:
        sure = found.stage.probabilities.get("growth", 0) / 2 + found.stage.probabilities.get("maturity", 0)
        yield Proposal(kind="earn", worth=0.7, sure=min(1.0, sure), reasons=_stage_reasons(found))


def turn(found: Findings) -> Iterable[Proposal]:
    """Recession that begins or goes on."""
    chance = found.stage.probabilities.get("recession", 0)
    if chance >= 0.4:
        yield Proposal(kind="turn", worth=0.95, sure=chance, reasons=_stage_reasons(found))


def spread(found: Findings) -> Iterable[Proposal]:
    """Talk that rests on too few."""
    carried = found.carried
    if carried and carried.active >= 10 and (carried.half <= 2 or carried.most_share >= 0.3):
        reasons = (
            Reason("half_written_by", carried.half),
            Reason("most_share", carried.most_share),
            Reason("active_90", carried.active),
        )
        yield Proposal(kind="spread", who=(carried.most,), worth=0.7, sure=0.9, reasons=reasons)


def divide(found: Findings) -> Iterable[Proposal]:
    """A group too large to follow."""
    split = found.split
    if split and sum(split.sizes) >= LARGE and split.kept > split.kept_by_chance + 0.1:
        reasons = (
            Reason("active_90", sum(split.sizes)),
            Reason("ties_kept", split.kept, split.kept_by_chance),
        )
        yield Proposal(kind="split", worth=0.6, sure=split.kept, reasons=reasons)


def revive(found: Findings) -> Iterable[Proposal]:
    """People who counted and have been quiet."""
    quiet = [member for member in found.key_members if member.role == "quiet" and _once_wrote(member.reasons)][:NAMED]
    if quiet:
        yield Proposal(
            kind="revive",
            who=tuple(member.who for member in quiet),
            worth=0.55,
            sure=_share(quiet[0].score),
            reasons=(Reason("silent_at_least_days", min(map(_silent_days, quiet))),),
        )


def thank(found: Findings) -> Iterable[Proposal]:
    """Those who carry the talk deserve to hear it."""
    heavy = [member for member in found.key_members if member.role in ("heavy_participant", "opinion_leader")][:3]
    if heavy:
        yield Proposal(
            kind="thank", who=tuple(member.who for member in heavy), worth=0.45, sure=0.9, reasons=heavy[0].reasons[:2]
        )


RULES: tuple[Callable[[Findings], Iterable[Proposal]], ...] = (
    welcome,
    answer,
    heed,
    keep,
    cultivate,
    earn,
    turn,
    spread,
    divide,
    revive,
    thank,
)


def _welcome_effect(found: Findings) -> tuple[float, float] | None:
    """Share that stayed of those answered and of those not, when there were enough of both to tell."""
    seen = found.welcome
    if min(seen.answered, seen.unanswered) < 20:
        return None
    return seen.answered_stayed / seen.answered, seen.unanswered_stayed / seen.unanswered


def _answered_share(found: Findings) -> tuple[Reason, ...]:
    share = found.belonging.newcomers_answered.value
    return () if share is None else (Reason("newcomers_answered_share", share),)


def _stage_reasons(found: Findings) -> tuple[Reason, ...]:
    chance = found.stage.probabilities.get(found.stage.name, 0)
    return (Reason(f"stage_{found.stage.name}", chance), *found.stage.reasons[:2])


def _silent_days(member: KeyMember) -> float:
    return next((reason.value for reason in member.reasons if reason.measure == "silent_days"), 0.0)


def _once_wrote(reasons: tuple[Reason, ...]) -> bool:
    """Whether they said more than people usually do, before they fell silent."""
    return any(reason.measure == "messages" and reason.value > (reason.usual or 0) for reason in reasons)


def _share(value: float) -> float:
    return max(0.0, min(1.0, value))
