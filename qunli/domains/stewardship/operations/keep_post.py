"""Posts are made, described anew and closed."""

from __future__ import annotations

from collections.abc import Collection

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict
from qunli.core.words import _
from qunli.domains.communities.facade import powers as known_powers
from qunli.domains.stewardship import decisions, policy, queries, serving
from qunli.domains.stewardship.events import PostClosed, PostDescribed
from qunli.domains.stewardship.models import Call, Intervention, Post, Term
from qunli.domains.stewardship.operations.intervene import call_off, note


@operation
def describe_post(
    *,
    actor: Actor,
    title: str,
    duties: str,
    powers: Collection[str] = (),
    term_days: int = 180,
    seats: int = 1,
    filled_by: str = "election",
    whole_group: bool = False,
    post: int | None = None,
    key: str | None = None,
) -> int:
    """A new post, or `post` described anew: whoever holds it has its new powers at once, and keeps the term. Returns
    the post. Raises `Forbidden`, `Invalid`, `NotFound`, `Conflict`."""
    policy.may_govern(actor).or_refuse()
    facts = decisions.described(
        title, duties, powers, term_days, seats, filled_by, whole_group, allowed=known_powers.OF_POSTS
    )
    row = Post(community_id=actor.here) if post is None else queries.post_to_change(post)
    others = Post.objects.filter(whole_group=True, closed_at=None).exclude(id=row.id or 0)
    if whole_group and others.exists():
        raise Conflict(_("Another post answers for the whole group already."))
    holders = [one for one in serving.running(row.id) if not one.deputy] if row.id else []
    if len(holders) > seats:
        raise Conflict(_("More members hold this post now. Let terms end first."))
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()
    for term in holders:
        serving.give_powers(row, term)
    tell(PostDescribed(community=actor.here, post=row.id))
    return row.id


@operation
def close_post(*, actor: Actor, post: int, reason: str, key: str | None = None) -> None:
    """The post is no more: terms end, a call is broken off, and members read why. Raises `Forbidden`, `Invalid`,
    `NotFound`."""
    policy.may_govern(actor).or_refuse()
    row = queries.post_to_change(post)
    note(actor, Intervention.Deed.CLOSED_POST, row.title, reason)
    for call in Call.objects.select_for_update().filter(post=row, state__in=("open", "voting")):
        call_off(call, reason)
    for term in serving.running(row.id):
        serving.end(term, Term.Ended.CLOSED)
    row.closed_at = timezone.now()
    row.save(update_fields=["closed_at"])
    tell(PostClosed(community=actor.here, post=post))
