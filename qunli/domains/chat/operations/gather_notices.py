"""Messages that came: whose browsers are to be told. Each message is looked at once, by a cursor for each group."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import F, Q
from django.utils import timezone

from qunli.core import work
from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.chat import policy
from qunli.domains.chat.models import Group, Message, ReadMark
from qunli.domains.chat.push_models import Notice, NoticeChoice, NoticeCursor, Subscription
from qunli.domains.chat.pushing import choices, decisions
from qunli.domains.members import facade as members

GATHER, SEND = "chat.gather_notices", "chat.send_notices"
STEP = 5
"""Seconds in which messages are gathered: by then whoever looks at the group has read them."""
FAR = timedelta(minutes=5)
MOST = 500
"""Messages of a group that are looked at; whoever missed more is told of the latest."""


def expect(community: int) -> None:
    """Messages came in this transaction: look soon for whom to tell, if there is anybody at all."""
    if Subscription.objects.exists():
        step = int(timezone.now().timestamp()) // STEP + 1
        due = datetime.fromtimestamp(step * STEP, tz=timezone.now().tzinfo)
        work.enqueue(GATHER, {}, key=f"{GATHER}:{community}:{step}", community=community, due=due)


@operation
def gather_notices(*, actor: Actor, now: datetime) -> None:
    """Every group that has something new. Doing it again tells nobody twice."""
    policy.may_keep(actor).or_refuse()
    groups = Group.objects.filter(opened_at__isnull=False, last_seq__gt=0)
    opened = groups.exclude(id__in=NoticeCursor.objects.values("group_id")).values_list("id", flat=True)
    NoticeCursor.objects.bulk_create(
        [NoticeCursor(community_id=actor.here, group_id=group, seq=0) for group in opened], ignore_conflicts=True
    )
    behind = NoticeCursor.objects.select_for_update(of=("self",)).filter(group__last_seq__gt=F("seq"))
    dues: set[datetime] = set()
    for cursor in behind.select_related("group").order_by("group_id"):
        dues |= _look_through(actor.here, cursor.group, max(cursor.seq, cursor.group.last_seq - MOST), now)
        cursor.seq = cursor.group.last_seq
        cursor.save(update_fields=["seq"])
    send_at(actor.here, dues, now)


def send_at(community: int, dues: Iterable[datetime], now: datetime) -> None:
    """Put the sending in line: of what is due much later, as after a night, once for each minute."""
    for due in {max(one, now) for one in dues}:
        far = due - now > FAR
        key = f"{SEND}:{community}:{due.timestamp():.0f}" if far else None
        work.enqueue(SEND, {}, key=key, community=community, due=due)


def _look_through(community: int, group: Group, after: int, now: datetime) -> set[datetime]:
    rows = Message.objects.filter(group=group, seq__gt=after, seq__lte=group.last_seq, deleted_at=None).order_by("seq")
    heard, made = _heard(group, list(rows))
    chosen = _who_may_care(heard)
    wanted = {one.person_id for one in chosen}
    subscriptions = list(Subscription.objects.filter(person_id__in=wanted))
    people = {one.person_id for one in subscriptions}
    active = {person for person, one in members.standings(community, people).items() if one.is_active}
    marks = dict(ReadMark.objects.filter(group=group, person_id__in=people).values_list("person_id", "seq"))
    by_person = {one.person_id: one for one in chosen if one.person_id in active and group.id not in one.muted}
    quiet = choices.quiet_hours(community, by_person)
    known = {one.subscription_id: one for one in Notice.objects.filter(group=group, subscription__in=subscriptions)}
    dues = set()
    for browser in subscriptions:
        choice = by_person.get(browser.person_id)
        if choice is None:
            continue
        since = int(browser.made_at.timestamp() * 1000)
        new = {
            one.seq: decisions.urgency(one, browser.person_id, choice.level)
            for one in heard
            if one.seq > marks.get(browser.person_id, 0) and made[one.seq] >= since
        }
        told = [seq for seq, urgency in new.items() if urgency]
        if told:
            notice = known.get(browser.id) or Notice(community_id=community, subscription=browser, group=group)
            dues.add(_add(notice, told, max(new.values()) == 2, quiet[browser.person_id], now))
    return dues


def _heard(group: Group, rows: Sequence[Message]) -> tuple[list[decisions.Heard], dict[int, int]]:
    """The messages in people's numbers, and their moments (ms UTC) by number."""
    spoken = {row.id: {*(row.mentions or ()), *([row.to_id] if row.to_id else ())} for row in rows}
    named = members.called({row.author_id for row in rows} | {one for some in spoken.values() for one in some})
    heard = [
        decisions.Heard(
            row.seq or 0,
            named[row.author_id].person,
            frozenset(named[one].person for one in spoken[row.id] if one in named),
            row.kind == "announcement" or group.announcements_only,
        )
        for row in rows
    ]
    return heard, {row.seq or 0: row.at for row in rows}


def _who_may_care(heard: Sequence[decisions.Heard]) -> list[NoticeChoice]:
    level = NoticeChoice.Level
    wanted = Q(level=level.ALL) | Q(person_id__in={one for said in heard for one in said.addressed})
    if any(one.announcement for one in heard):
        wanted |= Q(level__in=(level.MENTIONS, level.ANNOUNCEMENTS))
    return list(NoticeChoice.objects.filter(wanted).exclude(level=level.NONE))


def _add(notice: Notice, seqs: list[int], urgent: bool, quiet: decisions.Quiet | None, now: datetime) -> datetime:
    due = decisions.due(now, notice.told_at, urgent, quiet)
    notice.due = min(notice.due, due) if notice.count and notice.attempts == 0 else due
    notice.seqs = decisions.latest([*notice.seqs, *seqs])
    notice.count += len(seqs)
    notice.save()
    return notice.due
