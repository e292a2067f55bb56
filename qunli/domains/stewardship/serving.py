"""Inside operations: a member takes up a post, a term ends, a deputy takes over."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from qunli.core.actor import system
from qunli.core.events import tell
from qunli.core.refusals import Conflict
from qunli.core.words import _
from qunli.domains.members import facade as members
from qunli.domains.stewardship.events import TermBegan, TermEnded
from qunli.domains.stewardship.models import Post, Term

SUCCEEDS = (Term.Ended.STEPPED_DOWN, Term.Ended.LEFT, Term.Ended.REMOVED)
"""After these a deputy takes over for the rest of the term."""


def running(post: int) -> list[Term]:
    """Terms in a post now, deputies too, the earliest end first; locked."""
    rows = Term.objects.select_for_update().filter(post_id=post, ended_at=None)
    return list(rows.order_by("deputy", "until", "id"))


def begin(post: Post, person: int, *, how: str, until: datetime | None = None, deputy: bool = False) -> Term:
    """The member holds the post, with its powers, until the term ends. Raises `Conflict` for somebody who is no member
    or serves in it already."""
    here = post.community_id
    standing = members.standings(here, [person]).get(person)
    if standing is None or not standing.is_active:
        raise Conflict(_("Only somebody who is a member now can hold a post."))
    if Term.objects.filter(post=post, person_id=person, ended_at=None).exists():
        raise Conflict(_("This member serves in this post already."))
    until = until or timezone.now() + timedelta(days=post.term_days)
    term = Term.objects.create(
        community_id=here, post=post, person_id=person, how=how, until=until, deputy=deputy, began_at=timezone.now()
    )
    if not deputy:
        give_powers(post, term)
        if post.whole_group:
            _answer_for_the_group(post, person)
    tell(TermBegan(community=here, term=term.id, post=post.id, person=person))
    return term


def give_powers(post: Post, term: Term) -> None:
    """The holder has exactly the post's powers, to the end of the term."""
    members.grant(
        actor=system(post.community_id),
        person=term.person_id,
        powers=post.powers,
        source=source(post.id),
        until=term.until,
    )


def source(post: int) -> str:
    """By what powers are held."""
    return f"post:{post}"


def end(term: Term, how: str) -> None:
    """The member does not hold the post any more; a deputy takes over if it ended early."""
    term.ended_at, term.ended_how = timezone.now(), how
    term.save(update_fields=["ended_at", "ended_how"])
    tell(TermEnded(community=term.community_id, term=term.id, post=term.post_id, person=term.person_id, how=how))
    if term.deputy:
        return
    _take_powers(term)
    post = Post.objects.get(id=term.post_id)
    if post.whole_group:
        _answer_for_the_group(post, None)
    if how in SUCCEEDS:
        succeed(post, term.until)


def succeed(post: Post, until: datetime) -> Term | None:
    """The deputy of a post holds it for the rest of the term; null when there is none who is a member still."""
    for deputy in (one for one in running(post.id) if one.deputy):
        standing = members.standings(post.community_id, [deputy.person_id]).get(deputy.person_id)
        end(deputy, Term.Ended.HANDED_OVER)
        if standing is not None and standing.is_active and until > timezone.now():
            return begin(post, deputy.person_id, how=Term.How.SUCCEEDED, until=until)
    return None


def make_room(post: Post, newcomers: list[int]) -> None:
    """Before `newcomers` take up a post: who of them serves in it begins anew, who is one too many hands over, and so
    do deputies."""
    now = running(post.id)
    for term in now:
        if term.deputy or term.person_id in newcomers:
            end(term, Term.Ended.HANDED_OVER)
    staying = [one for one in now if not one.deputy and one.person_id not in newcomers]
    for term in staying[: max(0, len(staying) + len(newcomers) - post.seats)]:
        end(term, Term.Ended.HANDED_OVER)


def _take_powers(term: Term) -> None:
    standing = members.standings(term.community_id, [term.person_id]).get(term.person_id)
    if standing is not None and standing.is_active:
        members.grant(actor=system(term.community_id), person=term.person_id, powers=(), source=source(term.post_id))


def _answer_for_the_group(post: Post, person: int | None) -> None:
    """The team's page names the same one."""
    duty = next((one for one in members.duties(post.community_id) if one.whole_group), None)
    members.give_duty(
        actor=system(post.community_id),
        title=post.title,
        what=post.duties[:300],
        whole_group=True,
        person=person,
        duty=duty.id if duty else None,
    )
