"""What happened, in words. An event that nobody has put into words yet is shown by its name."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

SENTENCES = {
    "communities.OperatorFounded": gettext_noop("set this installation up"),
    "communities.ColleagueInvited": gettext_noop("invited {email} as {role}"),
    "communities.InvitationWithdrawn": gettext_noop("withdrew the invitation of {email}"),
    "communities.ColleagueJoined": gettext_noop("a colleague joined as {role}"),
    "communities.ColleagueRoleChanged": gettext_noop("changed a colleague's role to {role}"),
    "communities.ColleagueRemoved": gettext_noop("removed a colleague"),
    "communities.CommunityCreated": gettext_noop("created the community {name}"),
    "communities.CommunityDeleted": gettext_noop("deleted the community {name}, to be erased on {erase_on}"),
    "communities.CommunityRestored": gettext_noop("restored the community {name}"),
    "communities.CommunityErased": gettext_noop("erased the community {name} for good"),
    "communities.CommunityDescribed": gettext_noop("described the community anew"),
    "communities.CharterAnswered": gettext_noop("answered the charter's question {question}"),
    "communities.PromiseMade": gettext_noop("made promise {promise}"),
    "communities.PromiseDone": gettext_noop("kept promise {promise}"),
    "communities.PromiseWithdrawn": gettext_noop("withdrew promise {promise}"),
    "communities.CharterKept": gettext_noop("kept version {number} of the charter"),
    "communities.CommunityOpened": gettext_noop("opened the community"),
    "communities.RulesAnnounced": gettext_noop("announced version {number} of the rules"),
    "communities.CommunityDressed": gettext_noop("changed how the community looks"),
    "communities.RoomOpened": gettext_noop("opened a room for people to come in face to face"),
    "communities.RoomClosed": gettext_noop("closed the room"),
    "members.RulesAcknowledged": gettext_noop("member {person} said yes to version {number} of the rules"),
    "members.CameInFaceToFace": gettext_noop("member {person} came in face to face"),
    "members.DutyGiven": gettext_noop("described or gave duty {duty}"),
    "members.DutyEnded": gettext_noop("took duty {duty} off the list"),
    "members.ImageAdded": gettext_noop("added picture {image}"),
    "members.ImageDecided": gettext_noop("decided about picture {image}: {state}"),
    "members.ImageReported": gettext_noop("reported picture {image}"),
    "communities.TokenMade": gettext_noop("made the API token {name}"),
    "communities.TokenRevoked": gettext_noop("revoked the API token {name}"),
    "chat.HistoryImportStarted": gettext_noop("began to read history {history_import}"),
    "chat.HistoryImportStopped": gettext_noop("stopped reading history {history_import} after {records} records"),
    "chat.HistoryImportRefused": gettext_noop("refused file {history_import}"),
    "chat.HistoryImportFailed": gettext_noop("could not go on reading history {history_import}"),
    "chat.HistoryImportFinished": gettext_noop(
        "finished reading history {history_import}: {messages_new} new messages, {people_new} new people, "
        "{skipped} pieces skipped"
    ),
    "chat.HistoryImportForgotten": gettext_noop("removed the record of import {history_import}"),
    "chat.HistoryTakeBackBegun": gettext_noop("decided to take history {history_import} back"),
    "chat.HistoryImportTakenBack": gettext_noop(
        "took history {history_import} back: {messages} messages and {people} people are gone"
    ),
    "chat.HistoryExported": gettext_noop("exported everything that was said"),
    "chat.HistoryFileDropped": gettext_noop("removed the file of import {history_import}, which nobody read for weeks"),
    "chat.MessagesErased": gettext_noop("erased the texts of member {person}"),
    "members.PeopleMerged": gettext_noop("joined member {merged} with member {kept}"),
    "members.MergeUndone": gettext_noop("took apart members {kept} and {restored}"),
    "members.MatchDeclined": gettext_noop("said that members {one} and {other} are not the same"),
    "members.PersonDescribed": gettext_noop("described member {person}"),
    "members.PeopleTakenOut": gettext_noop("took out people whom no other history speaks of"),
    "members.PersonErased": gettext_noop("erased the personal data of member {person}"),
    "members.PersonExported": gettext_noop("exported the personal data of member {person}"),
    "insight.FindingsPublished": gettext_noop("drew the picture anew, with {members} members"),
    "insight.PictureStopped": gettext_noop("stopped the drawing of a newer picture"),
    "insight.ForecastsJudged": gettext_noop("checked the judgements against the past"),
    "insight.RemarkSettled": gettext_noop("said what message {message} is"),
    "insight.NamesWatched": gettext_noop("named {names} products to listen for"),
    "insight.BotDecided": gettext_noop("decided whether member {person} is a bot"),
    "counsel.ProposalDecided": gettext_noop("decided about proposal {proposal}: {state}"),
    "counsel.OutcomeMeasured": gettext_noop("measured proposal {proposal}: {came} of {asked} wrote again"),
}


def sentence(kind: str, body: dict[str, Any]) -> str:
    """What happened, in the reader's language."""
    if kind not in SENTENCES:
        return kind
    try:
        return _(SENTENCES[kind]).format(**body)
    except KeyError:
        return kind
