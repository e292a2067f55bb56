"""What other rooms may call."""

from __future__ import annotations

from qunli.domains.members.operations.accept_match import accept_match
from qunli.domains.members.operations.acknowledge import acknowledge, vote
from qunli.domains.members.operations.admit import admit
from qunli.domains.members.operations.decline_match import decline_match
from qunli.domains.members.operations.describe_person import describe_person
from qunli.domains.members.operations.end_membership import leave, remove_member
from qunli.domains.members.operations.enter_room import enter_room
from qunli.domains.members.operations.erase_person import erase_person
from qunli.domains.members.operations.erase_rows import erase_rows
from qunli.domains.members.operations.export_person import export_person
from qunli.domains.members.operations.gallery import add_image, remove_image, report_image, show_image
from qunli.domains.members.operations.give_duty import end_duty, give_duty
from qunli.domains.members.operations.grant import grant, withdraw_grants
from qunli.domains.members.operations.link_identity import link_identity, make_link_code
from qunli.domains.members.operations.match_people import Matched, match_people
from qunli.domains.members.operations.merge_people import merge_people
from qunli.domains.members.operations.recognise import Recognised, Seen, recognise
from qunli.domains.members.operations.remember import remember
from qunli.domains.members.operations.see_last import see_last
from qunli.domains.members.operations.silence import silence
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
from qunli.domains.members.standing import (
    WEB,
    Called,
    Standing,
    called,
    enter_as_member,
    external_ids,
    identities_on,
    is_member,
    member_actor,
    member_of_account,
    memberships_of,
    names_of,
    standings,
)
from qunli.domains.members.taking_part import (
    Acknowledged,
    AcknowledgedBy,
    DutyView,
    EntryView,
    ImageView,
    acknowledged,
    acknowledged_number,
    acknowledgements,
    duties,
    entries,
    gallery,
    gallery_file,
    own_votes,
    votes_on,
)

__all__ = [
    "WEB",
    "Acknowledged",
    "AcknowledgedBy",
    "Called",
    "DutyView",
    "EntryView",
    "IdentityView",
    "ImageView",
    "MatchView",
    "Matched",
    "MergeView",
    "PersonView",
    "Recognised",
    "Seen",
    "Standing",
    "accept_match",
    "acknowledge",
    "acknowledged",
    "acknowledged_number",
    "acknowledgements",
    "add_image",
    "admit",
    "called",
    "called_bots",
    "decline_match",
    "describe_person",
    "duties",
    "end_duty",
    "enter_as_member",
    "enter_room",
    "entries",
    "erase_person",
    "erase_rows",
    "erased_identities",
    "export_person",
    "external_ids",
    "find_people",
    "find_people_ids",
    "gallery",
    "gallery_file",
    "give_duty",
    "grant",
    "identities",
    "identities_between",
    "identities_on",
    "is_member",
    "leave",
    "link_identity",
    "make_link_code",
    "match_people",
    "matches",
    "member_actor",
    "member_of_account",
    "memberships_of",
    "merge_people",
    "merges",
    "names",
    "names_of",
    "own_votes",
    "owners",
    "people",
    "person",
    "recognise",
    "remember",
    "remove_image",
    "remove_member",
    "report_image",
    "see_last",
    "show_image",
    "silence",
    "standings",
    "take_out",
    "undo_merge",
    "vote",
    "votes_on",
    "withdraw_grants",
]
