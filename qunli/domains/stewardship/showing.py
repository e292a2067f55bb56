"""Reads for whoever belongs to the community. What is in a box is not told before it is counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from django.utils import timezone

from qunli.core import tenancy
from qunli.core.actor import Actor, system
from qunli.core.refusals import NotFound, Sentence
from qunli.core.words import _
from qunli.domains.chat import facade as chat
from qunli.domains.members import facade as members
from qunli.domains.stewardship import decisions, policy, queries
from qunli.domains.stewardship.models import (
    Application,
    Ballot,
    Call,
    Honour,
    Intervention,
    Mark,
    Motion,
    Post,
    Second,
    Term,
)
from qunli.domains.stewardship.shapes import (
    ApplicationView,
    BallotView,
    CallView,
    HonourView,
    InterventionView,
    MotionView,
    PostView,
    Scorecard,
    TermView,
)

FAILED: dict[str, Sentence] = {
    "nobody_applied": _("Nobody applied."),
    "no_quorum": _("Too few members voted."),
    "nobody": _("Nobody of those who stood got a vote."),
}


def posts(actor: Actor) -> list[PostView]:
    """Those there are, the one that answers for the group first. Raises `Forbidden`."""
    with _seen(actor):
        rows = list(Post.objects.filter(closed_at=None).order_by("-whole_group", "id"))
        terms: dict[int, list[TermView]] = defaultdict(list)
        for term in Term.objects.filter(ended_at=None).select_related("post", "person").order_by("began_at", "id"):
            terms[term.post_id].append(_term(term))
        calls = dict(Call.objects.filter(state__in=("open", "voting")).values_list("post_id", "id"))
        return [_post(row, terms[row.id], calls.get(row.id)) for row in rows]


def post(actor: Actor, post: int) -> PostView:
    """One that is not closed. Raises `Forbidden`, `NotFound`."""
    found = next((one for one in posts(actor) if one.id == post), None)
    if found is None:
        raise NotFound
    return found


def roster(actor: Actor, post: int, limit: int = 50) -> list[TermView]:
    """Who served in a post, latest first."""
    with _seen(actor):
        rows = Term.objects.filter(post_id=post).select_related("post", "person").order_by("-began_at", "-id")
        return [_term(row) for row in rows[:limit]]


def terms_of(actor: Actor, person: int) -> list[TermView]:
    """The posts that a member holds or stands by for."""
    with _seen(actor):
        rows = Term.objects.filter(person_id=person, ended_at=None).select_related("post", "person")
        return [_term(row) for row in rows.order_by("began_at", "id")]


def titles(community: int, people: Collection[int]) -> dict[int, tuple[str, ...]]:
    """What stands beside names: posts held, then honours. For people of one community; deputies have none yet."""
    found: dict[int, list[str]] = defaultdict(list)
    with tenancy.within(community):
        held = Term.objects.filter(person_id__in=list(people), ended_at=None, deputy=False, until__gt=timezone.now())
        for person, title in held.order_by("began_at").values_list("person_id", "post__title"):
            found[person].append(title)
        given = Honour.objects.filter(person_id__in=list(people)).order_by("id").values_list("person_id", "title")
        for person, title in given:
            found[person].append(title)
    return {person: tuple(dict.fromkeys(words)) for person, words in found.items()}


def calls(actor: Actor, limit: int = 20) -> list[CallView]:
    """Open ones first, then those decided last."""
    with _seen(actor):
        rows = list(Call.objects.select_related("post", "ballot").order_by("-id")[:limit])
        rows.sort(key=lambda one: one.state not in ("open", "voting"))
        return [_call(actor, row) for row in rows]


def call(actor: Actor, call: int) -> CallView:
    """Raises `Forbidden`, `NotFound`."""
    with _seen(actor):
        row = Call.objects.select_related("post", "ballot").filter(id=call).first()
        if row is None:
            raise NotFound
        return _call(actor, row)


def voters(actor: Actor, ballot: int, limit: int = 200) -> list[str]:
    """Names of those who voted, in their alphabet's order: not in the order in which they did."""
    with _seen(actor):
        rows = Mark.objects.filter(ballot_id=ballot).order_by("person__name", "person_id")
        return list(rows.values_list("person__name", flat=True)[:limit])


def motions(actor: Actor, limit: int = 30) -> list[MotionView]:
    """Those under way first, then the latest."""
    with _seen(actor):
        rows = list(Motion.objects.select_related("person", "ballot").order_by("-id")[:limit])
        rows.sort(key=lambda one: one.state not in ("open", "voting"))
        return [_motion(actor, row) for row in rows]


def motion(actor: Actor, motion: int) -> MotionView:
    """Raises `Forbidden`, `NotFound`."""
    with _seen(actor):
        row = Motion.objects.select_related("person", "ballot").filter(id=motion).first()
        if row is None:
            raise NotFound
        return _motion(actor, row)


def honours(actor: Actor) -> list[HonourView]:
    """Latest first."""
    with _seen(actor):
        rows = Honour.objects.select_related("person").order_by("-id")
        return [HonourView(one.id, one.person_id, one.person.name, one.title, one.why, one.given_at) for one in rows]


def said_in(actor: Actor) -> list[tuple[chat.LiveGroup, bool]]:
    """The open groups, and whether calls and votes are said there. Raises `Forbidden`."""
    with _seen(actor):
        chosen = set(queries.said_in())
        return [(one, one.id in chosen) for one in chat.live_groups(actor) if not one.closed]


def interventions(actor: Actor, limit: int = 50) -> list[InterventionView]:
    """Latest first."""
    with _seen(actor):
        rows = Intervention.objects.select_related("person").order_by("-at", "-id")[:limit]
        return [
            InterventionView(
                one.get_deed_display(),
                one.about,
                one.person.name if one.person else "",
                one.reason,
                one.by_name,
                one.at,
            )
            for one in rows
        ]


def scorecard(actor: Actor, term: int) -> Scorecard:
    """Counted from the messages themselves. Raises `Forbidden`, `NotFound`."""
    with _seen(actor):
        row = Term.objects.select_related("post", "person").filter(id=term).first()
        if row is None:
            raise NotFound
        identities = [one.id for one in members.person(system(actor.here), row.person_id).identities]
        written = chat.written_by(actor.here, identities, row.began_at)
        held = Ballot.objects.filter(opens_at__gte=row.began_at)
        voted = Mark.objects.filter(person_id=row.person_id, ballot__opens_at__gte=row.began_at).count()
        return Scorecard(_term(row), written.messages, written.days, written.spoken_to, voted, held.count())


def _seen(actor: Actor) -> Any:
    policy.may_see(actor).or_refuse()
    return tenancy.within(actor.here)


def _term(row: Term) -> TermView:
    now = timezone.now()
    return TermView(
        row.id,
        row.post_id,
        row.post.title,
        row.person_id,
        row.person.name,
        row.deputy,
        row.how,
        row.get_how_display(),
        row.began_at,
        row.until,
        row.ended_at,
        row.get_ended_how_display() if row.ended_how else "",
        row.ended_at is None and row.until - now <= decisions.REMIND,
    )


def _post(row: Post, terms: Iterable[TermView], call: int | None) -> PostView:
    kept = list(terms)
    return PostView(
        row.id,
        row.title,
        row.duties,
        tuple(row.powers),
        row.term_days,
        row.seats,
        row.filled_by,
        row.get_filled_by_display(),
        row.whole_group,
        tuple(one for one in kept if not one.deputy),
        next((one for one in kept if one.deputy), None),
        call,
    )


def _ballot(actor: Actor, row: Ballot | None) -> BallotView | None:
    if row is None:
        return None
    voted = sum(row.counts.values())
    own = actor.kind == "member" and Mark.objects.filter(ballot=row, person_id=actor.id or 0).exists()
    return BallotView(
        row.id,
        row.opens_at,
        row.closes_at,
        row.closed_at is None and row.closes_at > timezone.now(),
        row.electorate,
        decisions.needed(row.electorate, row.quorum),
        voted,
        own,
        dict(row.counts) if row.closed_at is not None else {},
    )


def _call(actor: Actor, row: Call) -> CallView:
    """While applications are open, the others' are for those who make the short list."""
    own_id = actor.id if actor.kind == "member" else None
    all_of_them = [_application(one) for one in _applications(row)]
    named = titles(row.community_id, [one.person for one in all_of_them])
    applications = [replace(one, titles=named.get(one.person, ())) for one in all_of_them]
    hidden = row.state == Call.State.OPEN and actor.kind == "member"
    return CallView(
        id=row.id,
        post=row.post_id,
        title=row.post.title,
        filled_by=row.filled_by,
        seats=row.seats,
        apply_until=row.apply_until,
        applying=row.state == Call.State.OPEN and row.apply_until > timezone.now(),
        vote_days=row.vote_days,
        quorum=row.quorum,
        tie=row.tie,
        tie_words=row.get_tie_display(),
        digest=decisions.digest(row.seed),
        seed=row.seed if row.state in (Call.State.DECIDED, Call.State.FAILED) else "",
        state=row.state,
        state_words=row.get_state_display(),
        why=FAILED.get(row.why, row.why),
        decided_at=row.decided_at,
        ballot=_ballot(actor, row.ballot),
        applications=tuple(one for one in applications if not hidden or one.person == own_id),
        own=next((one for one in applications if one.person == own_id), None),
    )


def _applications(call: Call) -> Iterable[Application]:
    """The most votes first; before a count by name, so that nobody stands above by having been quick."""
    rows = Application.objects.filter(call=call).exclude(state=Application.State.WITHDRAWN).select_related("person")
    return sorted(rows, key=lambda one: (-(one.votes or 0), one.person.name, one.person_id))


def _application(row: Application) -> ApplicationView:
    return ApplicationView(row.person_id, row.person.name, row.statement, row.state, row.get_state_display(), row.votes)


def _motion(actor: Actor, row: Motion) -> MotionView:
    seconds = list(Second.objects.filter(motion=row).values_list("person_id", flat=True))
    return MotionView(
        row.id,
        row.person_id,
        row.person.name,
        row.rule,
        dict(row.before),
        row.en,
        row.zh,
        row.why,
        row.state,
        row.get_state_display(),
        row.made_at,
        row.until,
        len(seconds),
        row.seconds_needed,
        actor.kind == "member" and actor.id in seconds,
        _ballot(actor, row.ballot),
        row.version,
    )
