"""Names in the live group: what stands beside them (posts held, then honours), and how they are completed."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from qunli.core.http import numbers
from qunli.domains.members import facade as members
from qunli.domains.stewardship import facade as stewardship
from qunli.portal.answers import as_json
from qunli.portal.request import MemberRequest, for_members

AT_ONCE = 100


@require_GET
@for_members
def titles(request: MemberRequest) -> HttpResponse:
    """As JSON, by person, of up to a hundred people of this community."""
    wanted = numbers(request.GET.get("of", "").split(","))[:AT_ONCE]
    return as_json(titles_of(request.community.id, wanted))


@require_GET
@for_members
def names(request: MemberRequest) -> HttpResponse:
    """As JSON, identity and name of members in the directory who can be mentioned: those whose name begins with `q`."""
    beginning = request.GET.get("q", "").strip()[:40]
    return as_json(members.mentionable(request.actor, beginning) if beginning else [])


def titles_of(community: int, people: Iterable[int]) -> dict[str, tuple[str, ...]]:
    """For scripts: everybody asked for is in it, so that nobody is asked for twice."""
    wanted = set(people)
    found = stewardship.titles(community, wanted)
    return {str(person): found.get(person, ()) for person in wanted}
