"""How one joins is set: who comes in, what is asked, who may invite, how newcomers are received."""

from __future__ import annotations

import secrets
from dataclasses import asdict
from typing import Any

from django.utils import timezone

from qunli.core.actor import Actor, system
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Invalid, NotFound
from qunli.core.words import _
from qunli.domains.members import joining_decisions, policy
from qunli.domains.members.events import JoiningChanged
from qunli.domains.members.joining_queries import joining_row
from qunli.domains.members.models import Joining
from qunli.domains.members.operations.move_up import move_up

FLAGS = ("closed", "invited_only", "reviewed", "invited_pass", "members_invite")
COUNTS = {"invite_after_days": 3650, "invite_quota": 1000, "invite_uses": 1000, "invite_days": 366}
TEXTS = {"welcome": 4000, "first_task": 300}


@operation
def set_joining(*, actor: Actor, changes: dict[str, Any], key: str | None = None) -> None:
    """Change what is named in `changes`, by the names of `Joining`'s fields; what is left out stays. Raises `Forbidden`
    and `Invalid` naming the field."""
    policy.may_set_joining(actor).or_refuse()
    row = _row(actor)
    before = {name: getattr(row, name) for name in changes if hasattr(row, name)}
    for name, value in changes.items():
        setattr(row, name, _checked(name, value))
    joining_decisions.thresholds(row.approve_from, row.refuse_below)
    row.changed_at = timezone.now()
    row.save()
    changed = sorted(name for name, value in before.items() if getattr(row, name) != value)
    if changed:
        tell(JoiningChanged(community=actor.here, fields=changed))
    if {"capacity", "closed"} & set(changed):
        move_up(actor=system(actor.here))


@operation
def ask_question(*, actor: Actor, question: dict[str, Any], key: str | None = None) -> str:
    """Put a question on the form, or another in the place of the one with its `id`; returns the id. Raises `Forbidden`,
    `NotFound`, and `Invalid` naming the field."""
    policy.may_set_joining(actor).or_refuse()
    row = _row(actor)
    asked = joining_decisions.question({**question, "id": question.get("id") or secrets.token_hex(4)})
    known = [one["id"] for one in row.questions]
    if question.get("id") and asked.id not in known:
        raise NotFound
    if asked.id in known:
        row.questions = [asdict(asked) if one["id"] == asked.id else one for one in row.questions]
    elif len(known) >= joining_decisions.MOST_QUESTIONS:
        raise Invalid(_("Twelve questions at most: every one keeps somebody away."), field="text")
    else:
        row.questions = [*row.questions, asdict(asked)]
    _keep_questions(row)
    return asked.id


@operation
def place_question(*, actor: Actor, question: str, at: int | None, key: str | None = None) -> None:
    """Move a question to a place, counted from 0, or take it off the form (null). Applications keep what they were
    asked. Raises `Forbidden` and `NotFound`."""
    policy.may_set_joining(actor).or_refuse()
    row = _row(actor)
    found = next((one for one in row.questions if one["id"] == question), None)
    if found is None:
        raise NotFound
    rest = [one for one in row.questions if one is not found]
    row.questions = rest if at is None else [*rest[: max(0, at)], found, *rest[max(0, at) :]]
    _keep_questions(row)


def _row(actor: Actor) -> Joining:
    return Joining.objects.select_for_update().filter(community_id=actor.here).first() or joining_row(actor.here)


def _keep_questions(row: Joining) -> None:
    row.changed_at = timezone.now()
    row.save()
    tell(JoiningChanged(community=row.community_id, fields=["questions"]))


def _checked(name: str, value: Any) -> Any:
    if name in FLAGS:
        return bool(value)
    if name in TEXTS:
        return _text(name, str(value))
    if name in COUNTS:
        return _number(name, value, 0, COUNTS[name])
    if name == "capacity":
        return None if value is None else _number(name, value, 1, 1_000_000)
    if name in ("approve_from", "refuse_below"):
        return None if value is None else _number(name, value, -10_000, 10_000)
    raise Invalid(_("There is no such setting."), field=name)


def _number(name: str, value: Any, least: int, most: int) -> int:
    if not isinstance(value, int) or not least <= value <= most:
        raise Invalid(_("Write a number from {least} to {most}.").format(least=least, most=most), field=name)
    return value


def _text(name: str, value: str) -> str:
    if len(value) > TEXTS[name]:
        raise Invalid(_("Keep this to {most} characters.").format(most=TEXTS[name]), field=name)
    return value.strip()
