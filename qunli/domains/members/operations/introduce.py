"""Two members are brought together: proposed, agreed to by both, made, and asked about a week later."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict, Invalid, NotFound, TooMany
from qunli.core.turns import take_turns
from qunli.core.words import _
from qunli.domains.members import meeting_decisions, policy
from qunli.domains.members.events import IntroductionProposed, IntroductionSettled
from qunli.domains.members.models import Card, Introduction, Membership

LASTS = timedelta(days=21)
A_WEEK = timedelta(days=7)
AT_A_TIME = 5
"""Introductions that a member may have open as proposer, so that nobody is pestered."""


@operation
def propose_introduction(*, actor: Actor, one: int, other: int, words: str = "", key: str | None = None) -> int:
    """Ask two members whether they want to know each other; who proposes themselves as one of the two has said yes
    with it. Returns its id. Raises `Forbidden`, `Invalid`, `NotFound`, `Conflict` for two who were asked before or
    one who does not want to be introduced, and `TooMany`."""
    policy.may_take_part(actor).or_refuse()
    take_turns(f"members.introduce.{actor.person}", actor.here)
    if one == other:
        raise Invalid(_("Choose two different members."), field="other")
    _both_willing(one, other, but=actor.person)
    _lapse()
    low, high = sorted((one, other))
    if Introduction.objects.filter(one_id=low, other_id=high).exists():
        raise Conflict(_("These two were asked before."))
    if Introduction.objects.filter(proposer_id=actor.person, state="asked").count() >= AT_A_TIME:
        raise TooMany(_("Five of your introductions wait for an answer; that is enough for now."))
    row = Introduction.objects.create(
        community_id=actor.here,
        one_id=low,
        other_id=high,
        proposer_id=actor.person,
        words=meeting_decisions.short(words, 500, "words"),
        one_says=True if actor.person == low else None,
        other_says=True if actor.person == high else None,
    )
    if actor.person in (low, high):
        _tell_contact(row, actor, "")
    tell(IntroductionProposed(community=actor.here, introduction=row.id, one=low, other=high, proposer=actor.person))
    return row.id


@operation
def answer_introduction(
    *, actor: Actor, introduction: int, yes: bool, contact: str = "", key: str | None = None
) -> str:
    """One of the two says yes, and what the other may know to reach them, or no; returns the state. The other learns
    nothing of a no but that it did not come about. Raises `Forbidden`, `Invalid`, `NotFound`."""
    row = _mine(actor, introduction)
    if row.state != Introduction.State.ASKED:
        raise Conflict(_("This was answered already."))
    if actor.person == row.one_id:
        row.one_says = yes
    else:
        row.other_says = yes
    if yes:
        _tell_contact(row, actor, contact)
    if not yes:
        _settle(row, Introduction.State.DECLINED)
    elif row.one_says and row.other_says:
        _settle(row, Introduction.State.MADE)
    row.save()
    return row.state


@operation
def say_if_it_helped(*, actor: Actor, introduction: int, helped: bool, key: str | None = None) -> None:
    """A week after: did it help? Raises `Forbidden`, `NotFound`, and `Conflict` for one that was not made."""
    row = _mine(actor, introduction)
    if row.state != Introduction.State.MADE:
        raise Conflict(_("This introduction was not made."))
    if actor.person == row.one_id:
        row.one_helped = helped
    else:
        row.other_helped = helped
    row.save(update_fields=["one_helped", "other_helped"])


def _mine(actor: Actor, introduction: int) -> Introduction:
    policy.may_take_part(actor).or_refuse()
    _lapse()
    row = Introduction.objects.select_for_update().filter(community_id=actor.here, id=introduction).first()
    if row is None or actor.person not in (row.one_id, row.other_id):
        raise NotFound
    return row


def _both_willing(one: int, other: int, *, but: int | None) -> None:
    active = Membership.objects.filter(person_id__in=(one, other), state="active").count()
    if active != 2:
        raise NotFound
    asked = {one, other} - {but}
    if Card.objects.filter(person_id__in=asked, introducible=False).exists():
        raise Conflict(_("One of them does not want to be introduced."))


def _tell_contact(row: Introduction, actor: Actor, contact: str) -> None:
    told = meeting_decisions.short(contact, 120, "contact")
    if not told:
        told = Card.objects.filter(person_id=actor.person).values_list("contact", flat=True).first() or ""
    if actor.person == row.one_id:
        row.one_contact = told
    else:
        row.other_contact = told
    row.save(update_fields=["one_contact", "other_contact"])


def _settle(row: Introduction, state: str) -> None:
    row.state, row.settled_at = state, timezone.now()
    if state != Introduction.State.MADE:
        row.one_contact = row.other_contact = ""
    tell(
        IntroductionSettled(
            community=row.community_id,
            introduction=row.id,
            one=row.one_id,
            other=row.other_id,
            proposer=row.proposer_id,
            state=state,
        )
    )


def _lapse() -> None:
    """What nobody answered for three weeks is asked no longer."""
    old = Introduction.objects.filter(state=Introduction.State.ASKED, made_at__lt=timezone.now() - LASTS)
    old.update(state=Introduction.State.LAPSED, settled_at=timezone.now(), one_contact="", other_contact="")
