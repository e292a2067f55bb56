"""What other rooms may call."""

from __future__ import annotations

from qunli.domains.members.queries import (
    IdentityView,
    MatchView,
    MergeView,
    PersonView,
    find_people,
    find_people_ids,
    identities,
    matches,
    merges,
    people,
    person,
)

__all__ = [
    "IdentityView",
    "MatchView",
    "MergeView",
    "PersonView",
    "find_people",
    "find_people_ids",
    "identities",
    "matches",
    "merges",
    "people",
    "person",
]
