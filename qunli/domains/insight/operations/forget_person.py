"""Erased people, and those who were taken out, leave the findings at once, not only when the next picture is drawn."""

from __future__ import annotations

from collections.abc import Collection

from qunli.core import bulk
from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.insight import policy, queries
from qunli.domains.insight.models import Accuracy, Bot, Finding, Picture, Portrait
from qunli.domains.insight.operations.ask import ask_for_picture


@operation
def forget_people(*, actor: Actor, people: Collection[int], identities: Collection[int] = ()) -> None:
    """Drops the portraits, what was said of `identities` being programs, and the findings that may name somebody; a new
    picture is asked for."""
    policy.may_keep(actor).or_refuse()
    queries.lock(actor)
    Portrait.objects.filter(person__in=list(people)).delete()
    Bot.objects.filter(identity__in=list(identities)).delete()
    Finding.objects.all().delete()
    ask_for_picture(actor=actor)


@operation
def forget_conclusions(*, actor: Actor) -> None:
    """What was concluded stood on messages that are gone: all of it goes, and is drawn anew from what is left."""
    policy.may_keep(actor).or_refuse()
    community = queries.lock(actor)
    for table in (Finding, Portrait, Accuracy):
        bulk.delete(table, community_id=community)
    Picture.objects.filter(community_id=community).update(as_of=0, made_at=None, judged_at=None)
    ask_for_picture(actor=actor)
