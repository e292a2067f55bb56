"""Questions as pages, cards, chats and the API show them, with what was said in reply."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.refusals import NotFound
from qunli.domains.chat import facade as chat
from qunli.domains.engagement import policy
from qunli.domains.engagement.models import Question
from qunli.domains.members import facade as members

PAGE = 20


@dataclass(frozen=True)
class ReplyView:
    """An answer: a message of the group."""

    seq: int
    person: int
    name: str
    text: str
    at: int
    accepted: bool


@dataclass(frozen=True)
class QuestionView:
    """`seq` is the number of its message in the group, null when that is held or deleted. `replies` are what was said
    in reply by others and by the asker, oldest first."""

    id: int
    group: int
    group_name: str
    seq: int | None
    person: int
    name: str
    text: str
    asked_at: datetime
    replies: tuple[ReplyView, ...]
    accepted_at: datetime | None
    accepted_seq: int | None
    accepted_text: str
    accepted_name: str
    may_accept: bool

    @property
    def unanswered(self) -> bool:
        """Whether nobody but the asker said anything to it."""
        return self.accepted_at is None and all(one.person == self.person for one in self.replies)


Which = Literal["open", "answered"]


def question(actor: Actor, question: int) -> QuestionView:
    """One. Raises `Forbidden` and `NotFound`."""
    policy.may_see(actor).or_refuse()
    with tenancy.within(actor.here):
        found = _views(actor, list(Question.objects.filter(id=question)))
    if not found:
        raise NotFound
    return found[0]


def questions(actor: Actor, which: Which, limit: int = PAGE, offset: int = 0) -> tuple[list[QuestionView], int]:
    """Newest first, and how many there are; members see those that stand in their group, and their own. Raises
    `Forbidden`."""
    policy.may_see(actor).or_refuse()
    with tenancy.within(actor.here):
        rows = Question.objects.filter(accepted_at__isnull=which == "open")
        found = _views(actor, list(rows.order_by("-id")[offset : offset + limit]))
        total = rows.count()
    return [one for one in found if actor.kind != "member" or one.seq or one.person == actor.id], total


def asked_by(actor: Actor, group: int, seq: int) -> int | None:
    """The question of whose message `seq` is a reply, in the community entered; the asker's own when it is one."""
    said = chat.message_in(actor, group, seq)
    wanted = said.reply if said.reply is not None else said.seq
    key = chat.message_in(actor, group, wanted).key
    return Question.objects.filter(group_id=group, message=key).values_list("id", flat=True).first()


def _views(actor: Actor, rows: Sequence[Question]) -> list[QuestionView]:
    keys: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        keys[row.group_id].add(row.message)
    seqs, replies = {}, {}
    for group, theirs in keys.items():
        seqs.update({(group, key): seq for key, seq in chat.numbers_of(group, theirs).items()})
        replies.update({(group, key): said for key, said in chat.replies_to(actor, group, theirs).items()})
    people = {row.person_id for row in rows} | {row.accepted_person_id for row in rows if row.accepted_person_id}
    names = members.names_of(people)
    groups = chat.group_names(keys)
    return [
        _view(
            actor,
            row,
            names,
            groups,
            seqs.get((row.group_id, row.message)),
            replies.get((row.group_id, row.message), []),
        )
        for row in rows
    ]


def _view(
    actor: Actor,
    row: Question,
    names: dict[int, str],
    groups: dict[int, str],
    seq: int | None,
    replies: Sequence[chat.Said],
) -> QuestionView:
    return QuestionView(
        id=row.id,
        group=row.group_id,
        group_name=groups.get(row.group_id, ""),
        seq=seq,
        person=row.person_id,
        name=names.get(row.person_id, ""),
        text=row.text,
        asked_at=row.asked_at,
        replies=tuple(
            ReplyView(one.seq, one.person, one.name, one.text, one.at, one.seq == row.accepted_seq) for one in replies
        ),
        accepted_at=row.accepted_at,
        accepted_seq=row.accepted_seq,
        accepted_text=row.accepted_text,
        accepted_name=names.get(row.accepted_person_id or 0, ""),
        may_accept=bool(policy.may_accept(actor, row.person_id)),
    )
