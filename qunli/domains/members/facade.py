"""What other rooms may call."""

from __future__ import annotations

from qunli.domains.members.accounts_elsewhere import is_colleague
from qunli.domains.members.acting import as_member
from qunli.domains.members.arriving_queries import (
    ConsentView,
    FirstSteps,
    NewcomerView,
    consents,
    first_steps,
    holds_consent,
    newcomers,
    to_greet,
)
from qunli.domains.members.door_decisions import LEAST_SECONDS
from qunli.domains.members.joining_queries import (
    ApplicationView,
    InvitationView,
    JoiningView,
    application_counts,
    application_of,
    applications,
    invitation_behind,
    invitations,
    invited_by,
    joining,
    own_application,
    state_of,
    why_not_inviting,
)
from qunli.domains.members.meeting_decisions import PARTS, Fit
from qunli.domains.members.meeting_queries import (
    CardView,
    IntroductionView,
    card_of,
    cities,
    directory,
    introductions,
    mentionable,
    own_card,
    proposed_by,
    suggestions,
)
from qunli.domains.members.membership_decisions import Inviting
from qunli.domains.members.operations.accept_match import accept_match
from qunli.domains.members.operations.acknowledge import acknowledge, vote
from qunli.domains.members.operations.admit import admit
from qunli.domains.members.operations.apply import Applied, apply
from qunli.domains.members.operations.consent import give_consent, withdraw_consent
from qunli.domains.members.operations.decide_applications import (
    Decided,
    decide_applications,
    undo_decision,
    withdraw_application,
)
from qunli.domains.members.operations.decline_match import decline_match
from qunli.domains.members.operations.describe_card import describe_card
from qunli.domains.members.operations.describe_person import describe_person
from qunli.domains.members.operations.end_membership import leave, remove_member
from qunli.domains.members.operations.enter_room import enter_room
from qunli.domains.members.operations.erase_person import ask_before_erasing, erase_person
from qunli.domains.members.operations.erase_rows import erase_rows
from qunli.domains.members.operations.export_person import export_person
from qunli.domains.members.operations.gallery import add_image, remove_image, report_image, show_image
from qunli.domains.members.operations.give_duty import end_duty, give_duty
from qunli.domains.members.operations.grant import grant, withdraw_grants
from qunli.domains.members.operations.introduce import answer_introduction, propose_introduction, say_if_it_helped
from qunli.domains.members.operations.invite import invite, withdraw_invitation
from qunli.domains.members.operations.knock import knock, puzzle_for
from qunli.domains.members.operations.link_identity import CODE_MINUTES, link_identity, make_link_code
from qunli.domains.members.operations.match_people import Matched, match_people
from qunli.domains.members.operations.merge_people import merge_people
from qunli.domains.members.operations.recognise import Recognised, Seen, recognise
from qunli.domains.members.operations.remember import remember
from qunli.domains.members.operations.rename import rename
from qunli.domains.members.operations.see_last import see_last
from qunli.domains.members.operations.set_joining import ask_question, place_question, set_joining
from qunli.domains.members.operations.sign_in_link import SignInOffer, sign_in_link, sign_in_offer, use_sign_in_link
from qunli.domains.members.operations.silence import silence
from qunli.domains.members.operations.take_out import take_out
from qunli.domains.members.operations.undo_merge import undo_merge
from qunli.domains.members.operations.welcome import dismiss_first_steps, do_first_task, greet
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
    active_by_name,
    active_number,
    called,
    called_on,
    enter_as_member,
    external_ids,
    identities_on,
    is_member,
    member_actor,
    member_of_account,
    memberships_of,
    names_of,
    selves,
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
    "CODE_MINUTES",
    "LEAST_SECONDS",
    "PARTS",
    "WEB",
    "Acknowledged",
    "AcknowledgedBy",
    "ApplicationView",
    "Applied",
    "Called",
    "CardView",
    "ConsentView",
    "Decided",
    "DutyView",
    "EntryView",
    "FirstSteps",
    "Fit",
    "IdentityView",
    "ImageView",
    "IntroductionView",
    "InvitationView",
    "Inviting",
    "JoiningView",
    "MatchView",
    "Matched",
    "MergeView",
    "NewcomerView",
    "PersonView",
    "Recognised",
    "Seen",
    "SignInOffer",
    "Standing",
    "accept_match",
    "acknowledge",
    "acknowledged",
    "acknowledged_number",
    "acknowledgements",
    "active_by_name",
    "active_number",
    "add_image",
    "admit",
    "answer_introduction",
    "application_counts",
    "application_of",
    "applications",
    "apply",
    "as_member",
    "ask_before_erasing",
    "ask_question",
    "called",
    "called_bots",
    "called_on",
    "card_of",
    "cities",
    "consents",
    "decide_applications",
    "decline_match",
    "describe_card",
    "describe_person",
    "directory",
    "dismiss_first_steps",
    "do_first_task",
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
    "first_steps",
    "gallery",
    "gallery_file",
    "give_consent",
    "give_duty",
    "grant",
    "greet",
    "holds_consent",
    "identities",
    "identities_between",
    "identities_on",
    "introductions",
    "invitation_behind",
    "invitations",
    "invite",
    "invited_by",
    "is_colleague",
    "is_member",
    "joining",
    "knock",
    "leave",
    "link_identity",
    "make_link_code",
    "match_people",
    "matches",
    "member_actor",
    "member_of_account",
    "memberships_of",
    "mentionable",
    "merge_people",
    "merges",
    "names",
    "names_of",
    "newcomers",
    "own_application",
    "own_card",
    "own_votes",
    "owners",
    "people",
    "person",
    "place_question",
    "propose_introduction",
    "proposed_by",
    "puzzle_for",
    "recognise",
    "remember",
    "remove_image",
    "remove_member",
    "rename",
    "report_image",
    "say_if_it_helped",
    "see_last",
    "selves",
    "set_joining",
    "show_image",
    "sign_in_link",
    "sign_in_offer",
    "silence",
    "standings",
    "state_of",
    "suggestions",
    "take_out",
    "to_greet",
    "undo_decision",
    "undo_merge",
    "use_sign_in_link",
    "vote",
    "votes_on",
    "why_not_inviting",
    "withdraw_application",
    "withdraw_consent",
    "withdraw_grants",
    "withdraw_invitation",
]
