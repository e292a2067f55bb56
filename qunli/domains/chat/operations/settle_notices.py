"""Notices that are due: what is to be sent, and what came of it. Between the two lies the network."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from qunli.core.actor import Actor
from qunli.core.operation import operation
from qunli.domains.chat import conversation, policy
from qunli.domains.chat.live.watch import user_of
from qunli.domains.chat.models import Message, ReadMark
from qunli.domains.chat.operations.gather_notices import send_at
from qunli.domains.chat.push_models import Notice, NoticeChoice, Subscription
from qunli.domains.chat.pushing import choices, decisions, wording
from qunli.domains.chat.pushing.sending import Answer, Push
from qunli.domains.communities import facade as communities
from qunli.domains.members import facade as members

AT_ONCE = 50
UNDER_WAY = timedelta(minutes=2)
"""When one who took notices is not heard of again, they are sent once more; a browser shows the second in the place of
the first."""


@operation
def take_due(*, actor: Actor, now: datetime) -> list[Push]:
    """What is to be sent now. What needs no sending any more (read meanwhile, deleted, a session that ended, somebody
    who left) is let go."""
    policy.may_keep(actor).or_refuse()
    due = Notice.objects.select_for_update(of=("self",)).filter(count__gt=0, due__lte=now)
    rows = list(due.select_related("subscription", "group").order_by("due", "id")[:AT_ONCE])
    people = {row.subscription.person_id for row in rows}
    standings = members.standings(actor.here, people)
    chosen = {one.person_id: one for one in NoticeChoice.objects.filter(person_id__in=people)}
    quiet = choices.quiet_hours(actor.here, chosen)
    pushes = []
    for row in rows:
        browser, choice = row.subscription, chosen.get(row.subscription.person_id)
        standing = standings.get(browser.person_id)
        if standing is None or not standing.is_active or not _signed_in(browser):
            browser.delete()
            continue
        rest = quiet.get(browser.person_id)
        over = rest.ends(now) if rest else None
        if choice is None or choice.level == "none" or row.group_id in choice.muted:
            _let_go(row)
        elif over is not None:
            row.due = over
            row.save(update_fields=["due"])
            send_at(actor.here, [over], now)
        elif push := _push(actor.here, row):
            row.attempts, row.due = row.attempts + 1, now + UNDER_WAY
            row.save(update_fields=["attempts", "due"])
            pushes.append(push)
        else:
            _let_go(row)
    if pushes:
        send_at(actor.here, [now + UNDER_WAY], now)
    return pushes


@operation
def settle(*, actor: Actor, answers: Sequence[tuple[Push, int, int | None]], now: datetime) -> None:
    """Pushes with the services' status and the wait in seconds that they asked for."""
    policy.may_keep(actor).or_refuse()
    again = set()
    for push, status, after in answers:
        row = Notice.objects.select_for_update(of=("self",)).filter(id=push.notice).first()
        if row is None:
            continue
        match decisions.outcome(status):
            case "told":
                _told(row, push, now)
            case "gone":
                Subscription.objects.filter(id=push.subscription).delete()
            case "again" if row.attempts < decisions.TRIES:
                row.due = now + decisions.wait(row.attempts, after)
                row.save(update_fields=["due"])
                again.add(row.due)
            case _:
                _failed(row)
    send_at(actor.here, again, now)


def _push(community: int, row: Notice) -> Push | None:
    browser = row.subscription
    mark = ReadMark.objects.filter(group_id=row.group_id, person_id=browser.person_id).values_list("seq", flat=True)
    after = mark.first() or 0
    left = Message.objects.filter(group_id=row.group_id, seq__in=row.seqs, seq__gt=after, deleted_at=None)
    said = conversation.said(list(left.order_by("seq")))
    if not said:
        return None
    lost = row.count - len(row.seqs)
    here = communities.community(community)
    count = len(said) + (lost if after < min(row.seqs) else 0)
    body = wording.body(here.slug, here.name, row.group.name, said, count, browser.language)
    topic = f"{community}-{row.group_id}"[:32]
    return Push(
        row.id,
        browser.id,
        browser.endpoint,
        browser.p256dh,
        browser.auth,
        body,
        topic,
        tuple(row.seqs),
        row.count,
    )


def _told(row: Notice, push: Push, now: datetime) -> None:
    """What came in while it was under way waits for the next notice."""
    row.seqs = [one for one in row.seqs if one not in push.seqs]
    row.count, row.attempts, row.told_at = max(len(row.seqs), row.count - push.count), 0, now
    if row.count:
        row.due = now + decisions.PAUSE
        send_at(row.community_id, [row.due], now)
    row.save()
    Subscription.objects.filter(id=push.subscription).update(failures=0)


def _failed(row: Notice) -> None:
    browser = row.subscription
    _let_go(row)
    browser.failures += 1
    if browser.failures >= decisions.FAILURES:
        browser.delete()
    else:
        browser.save(update_fields=["failures"])


def _let_go(row: Notice) -> None:
    row.seqs, row.count, row.attempts = [], 0, 0
    row.save(update_fields=["seqs", "count", "attempts"])


def _signed_in(browser: Subscription) -> bool:
    user = user_of(browser.session)
    return user is not None and user.id == browser.user_id


def as_rows(answers: Sequence[Answer]) -> list[tuple[Push, int, int | None]]:
    """What `settle` takes."""
    return [(one.push, one.status, one.after) for one in answers]
