"""What moderation does when something happens elsewhere."""

from __future__ import annotations

import contextlib

from qunli.core.actor import system
from qunli.core.dispatch import Handler
from qunli.core.refusals import NotFound
from qunli.domains.communities.events import CommunityCreated
from qunli.domains.members import facade as members
from qunli.domains.members.events import MemberAdmitted, PersonErased
from qunli.domains.moderation import loading, queries
from qunli.domains.moderation.operations.forget_person import forget_person
from qunli.domains.moderation.operations.put_in_force import adopt_preset


def begin(event: CommunityCreated) -> None:
    """A new community has policies from its first day; its operator chooses others."""
    if loading.newest(event.community)[0] == 0:
        adopt_preset(actor=system(event.community), preset="standard")


def keep_out(event: MemberAdmitted) -> None:
    """Who is banned does not come in by another door."""
    if queries.is_banned(event.person):
        with contextlib.suppress(NotFound):
            members.remove_member(actor=system(event.community), person=event.person)


def forget(event: PersonErased) -> None:
    """What an erased person said goes."""
    forget_person(actor=system(event.community), person=event.person)


HANDLERS = (
    Handler("moderation.begin", (CommunityCreated,), begin),
    Handler("moderation.keep_out", (MemberAdmitted,), keep_out),
    Handler("moderation.forget", (PersonErased,), forget),
)
