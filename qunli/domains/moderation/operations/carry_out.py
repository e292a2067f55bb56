"""A sanction is carried out in the community's own groups, once; or lifted."""

from __future__ import annotations

import contextlib

from django.utils import timezone

from qunli.core.actor import Actor, system
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import NotFound
from qunli.domains.chat import facade as chat
from qunli.domains.members import facade as members
from qunli.domains.moderation import loading, policy, queries
from qunli.domains.moderation.events import SanctionCarriedOut, SanctionLifted
from qunli.domains.moderation.models import Case, Sanction


@operation
def carry_out(*, actor: Actor, sanction: int) -> bool:
    """Whether something was done: not a second time, and not what was lifted meanwhile."""
    policy.may_keep(actor).or_refuse()
    row = Sanction.objects.select_for_update(of=("self",)).select_related("case").filter(id=sanction).first()
    if row is None or row.state != Sanction.State.DUE:
        return False
    with contextlib.suppress(NotFound):  # whoever left meanwhile needs no removing
        _do(row)
    _do_there(row)
    row.state, row.carried_at = Sanction.State.DONE, timezone.now()
    row.save(update_fields=["state", "carried_at"])
    tell(SanctionCarriedOut(community=row.community_id, sanction=row.id, kind=row.kind, person=row.person_id))
    return True


def _do(row: Sanction) -> None:
    program = system(row.community_id)
    if row.kind == Sanction.Kind.MUTE:
        now = members.standings(row.community_id, [row.person_id]).get(row.person_id)
        longest = max(one for one in (now.silent_until if now else None, row.until) if one is not None)
        members.silence(actor=program, person=row.person_id, until=longest)
    elif row.kind in (Sanction.Kind.REMOVE, Sanction.Kind.BAN):
        members.remove_member(actor=program, person=row.person_id)
    elif row.kind == Sanction.Kind.DELETE and row.case.seq is not None:
        chat.delete_message(actor=program, group=row.case.group_id, seq=row.case.seq)


def _do_there(row: Sanction) -> None:
    """In connected chats: put in line with the sanction's own key, so that it is sent once."""
    program, key = system(row.community_id), f"sanction:{row.id}"
    groups = None if row.group_id is None else [row.group_id]
    if row.kind == Sanction.Kind.MUTE:
        until = max(one for one in (row.until, queries.silent_until(row.person_id)) if one is not None)
        chat.restrict_there(actor=program, person=row.person_id, until=until, key=key, groups=groups)
    elif row.kind in (Sanction.Kind.REMOVE, Sanction.Kind.BAN):
        chat.remove_there(actor=program, person=row.person_id, ban=row.kind == "ban", key=key, groups=groups)


@operation
def lift(*, actor: Actor, sanction: int, reason: str, key: str | None = None) -> None:
    """Take a sanction back. Who was removed is not a member again by this: they may come back, and a ban no longer
    stands in the way. Raises `Forbidden` and `NotFound`."""
    policy.may_moderate(actor).or_refuse()
    row = Sanction.objects.select_for_update(of=("self",)).select_related("case").filter(id=sanction).first()
    if row is None:
        raise NotFound
    policy.may_decide(actor, row.person_id).or_refuse()
    take_back(row)
    Case.objects.filter(id=row.case_id).update(unseen=True)


def take_back(row: Sanction) -> None:
    """What can be undone is undone: silence, deletion, ban; and membership, for who was put out by this."""
    was_done, was = row.state == Sanction.State.DONE, row.state
    if was == Sanction.State.LIFTED:
        return
    row.state, row.lifted_at = Sanction.State.LIFTED, timezone.now()
    row.save(update_fields=["state", "lifted_at"])
    if was_done:
        with contextlib.suppress(NotFound):
            _undo(row)
    if row.kind == Sanction.Kind.BAN:
        loading.renew(row.community_id)
    tell(
        SanctionLifted(
            community=row.community_id, sanction=row.id, kind=row.kind, person=row.person_id, group=row.group_id
        )
    )


def _undo(row: Sanction) -> None:
    program = system(row.community_id)
    if row.kind == Sanction.Kind.MUTE:
        groups = None if row.group_id is None else [row.group_id]
        until = queries.silent_until(row.person_id)
        chat.restrict_there(actor=program, person=row.person_id, until=until, key=f"lift:{row.id}", groups=groups)
        members.silence(actor=program, person=row.person_id, until=until)
    elif row.kind in (Sanction.Kind.REMOVE, Sanction.Kind.BAN):
        if not queries.is_out(row.person_id):
            members.admit(actor=program, person=row.person_id)
            if row.kind == Sanction.Kind.BAN:
                chat.restrict_there(actor=program, person=row.person_id, until=None, key=f"lift:{row.id}")
    elif row.kind == Sanction.Kind.DELETE and row.case.seq is not None:
        chat.restore_message(actor=program, group=row.case.group_id, seq=row.case.seq)
