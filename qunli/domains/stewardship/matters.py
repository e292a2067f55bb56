"""Posts without holders, calls without candidates, and candidates who wait to be appointed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Count, Exists, Max, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from qunli.core.actor import Actor
from qunli.core.matters import Matter
from qunli.domains.stewardship import policy
from qunli.domains.stewardship.models import Application, Call, FilledBy, Post, Term

NAMED = 3
EMPTY_FOR = timedelta(days=14)
"""How long a seat may stay empty before it should be called for."""


def matters(actor: Actor) -> list[Matter]:
    """For those who keep the posts."""
    if not policy.may_govern(actor):
        return []
    now = timezone.now()
    return [*_to_appoint(now), *_without_candidates(now), *_vacant()]


def _to_appoint(now: datetime) -> list[Matter]:
    rows = Call.objects.filter(state=Call.State.OPEN, filled_by=FilledBy.APPOINTMENT, apply_until__lte=now)
    found = list(rows.order_by("apply_until").values_list("id", "apply_until", "post__title"))
    if not found:
        return []
    return [
        Matter(
            kind="appointments",
            count=len(found),
            words=ngettext_lazy(
                "%(count)d post waits for you to appoint somebody",
                "%(count)d posts wait for you to appoint somebody",
                "count",
            ),
            why=_("The time to apply is over. Those who applied wait to hear from you."),
            since=found[0][1],
            due=found[0][1] + timedelta(days=3),
            deed=_("Choose whom to appoint"),
            page="election" if len(found) == 1 else "elections",
            args=(found[0][0],) if len(found) == 1 else (),
            about=tuple(title for _id, _until, title in found[:NAMED]),
        )
    ]


def _without_candidates(now: datetime) -> list[Matter]:
    applied = Application.objects.filter(call=OuterRef("pk")).exclude(state=Application.State.WITHDRAWN)
    rows = Call.objects.filter(~Exists(applied), state=Call.State.OPEN, apply_until__gt=now)
    found = list(rows.order_by("apply_until").values_list("id", "apply_until", "made_at", "post__title"))
    if not found:
        return []
    return [
        Matter(
            kind="calls",
            count=len(found),
            words=ngettext_lazy(
                "%(count)d call has no candidate yet", "%(count)d calls have no candidate yet", "count"
            ),
            why=_("Ask somebody who does this already. If nobody applies, the post stays empty."),
            since=min(made_at for _id, _until, made_at, _title in found),
            due=found[0][1],
            deed=_("Open the call"),
            page="election" if len(found) == 1 else "elections",
            args=(found[0][0],) if len(found) == 1 else (),
            about=tuple(title for *_others, title in found[:NAMED]),
            promised=True,
        )
    ]


def _vacant() -> list[Matter]:
    """Empty seats for which nobody is called. Empty since the last term ended, or since the post was made."""
    called = Call.objects.filter(post=OuterRef("pk"), state__in=(Call.State.OPEN, Call.State.VOTING))
    rows = Post.objects.filter(~Exists(called), closed_at=None).values_list("id", "title", "seats", "made_at")
    terms = Term.objects.filter(deputy=False).order_by().values_list("post_id")
    counted = terms.annotate(held=Count("id", filter=Q(ended_at=None)), left=Max("ended_at"))
    known = {post: (held, left) for post, held, left in counted}
    empty = []
    for post, title, seats, made_at in rows:
        held, left = known.get(post, (0, None))
        if held < seats:
            empty.append((left or made_at, title))
    empty.sort()
    if not empty:
        return []
    return [
        Matter(
            kind="vacancies",
            count=len(empty),
            words=ngettext_lazy(
                "%(count)d post has nobody to fill it", "%(count)d posts have nobody to fill them", "count"
            ),
            why=_("What nobody is responsible for is not done. Call for candidates, or appoint somebody."),
            since=empty[0][0],
            due=empty[0][0] + EMPTY_FOR,
            deed=_("Open the posts"),
            page="posts",
            about=tuple(title for _since, title in empty[:NAMED]),
        )
    ]
