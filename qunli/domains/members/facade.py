"""What other rooms may call."""

from __future__ import annotations

from qunli.domains.members.operations.accept_match import accept_match
from qunli.domains.members.operations.decline_match import decline_match
from qunli.domains.members.operations.describe_person import describe_person
from qunli.domains.members.operations.erase_person import erase_person
from qunli.domains.members.operations.erase_rows import erase_rows
from qunli.domains.members.operations.export_person import export_person
from qunli.domains.members.operations.match_people import Matched, match_people
from qunli.domains.members.operations.merge_people import merge_people
from qunli.domains.members.operations.recognise import Recognised, Seen, recognise
from qunli.domains.members.operations.remember import remember
from qunli.domains.members.operations.see_last import see_last
from qunli.domains.members.operations.take_out import take_out
from qunli.domains.members.operations.undo_merge import undo_merge
from qunli.domains.members.queries import (
    IdentityView,
    MatchView,
    MergeView,
    PersonView,
    called_bots,
    erased_identities,
    find_people,
    find_people_ids,
    identities,
    identities_between,
    matches,
    merges,
    names,
    owners,
    people,
    person,
)

__all__ = [
    "IdentityView",
    "MatchView",
    "Matched",
    "MergeView",
    "PersonView",
    "Recognised",
    "Seen",
    "accept_match",
    "called_bots",
    "decline_match",
    "describe_person",
    "erase_person",
    "erase_rows",
    "erased_identities",
    "export_person",
    "find_people",
    "find_people_ids",
    "identities",
    "identities_between",
    "match_people",
    "matches",
    "merge_people",
    "merges",
    "names",
    "owners",
    "people",
    "person",
    "recognise",
    "remember",
    "see_last",
    "take_out",
    "undo_merge",
]
