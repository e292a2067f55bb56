"""What happened in chats, to what was said there, and to what was concluded from it, in words."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
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
    "chat.GroupOpened": gettext_noop("opened group {group}"),
    "chat.GroupClosed": gettext_noop("closed group {group}"),
    "chat.ChatConnected": gettext_noop("connected {platform}"),
    "chat.ChatDisconnected": gettext_noop("disconnected {platform}"),
    "chat.GroupLinked": gettext_noop("linked group {group} with a chat outside"),
    "chat.GroupUnlinked": gettext_noop("unlinked group {group} from its chat outside"),
    "chat.GroupsBridged": gettext_noop("bridged groups {one} and {other}"),
    "chat.BridgeTakenDown": gettext_noop("took down the bridge between groups {one} and {other}"),
    "chat.MessageDeleted": gettext_noop("deleted message {seq} in group {group}"),
    "moderation.PoliciesChanged": gettext_noop("put version {version} of the policies in force: {note}"),
    "moderation.CaseOpened": gettext_noop("case {case} came up: {trigger}, {measure} where {limit} is the limit"),
    "moderation.CaseDecided": gettext_noop("decided case {case}: {reason}"),
    "moderation.SanctionDue": gettext_noop(
        "sanction {sanction} against member {person} is to be carried out in connected chats: {kind}"
    ),
    "moderation.SanctionCarriedOut": gettext_noop(
        "sanction {sanction} against member {person} was carried out: {kind}"
    ),
    "moderation.SanctionLifted": gettext_noop("lifted sanction {sanction} against member {person}: {kind}"),
    "moderation.MessageReported": gettext_noop("a member reported a message, case {case}"),
    "moderation.Appealed": gettext_noop("appeal {appeal} was made against case {case}"),
    "moderation.AppealAnswered": gettext_noop("answered appeal {appeal} against case {case}"),
    "moderation.AdPermitted": gettext_noop("allowed member {person} one advertisement"),
    "moderation.AdPermitUsed": gettext_noop("member {person} posted the advertisement that was allowed"),
    "moderation.LessonUndone": gettext_noop("took back what decision {lesson} had taught"),
    "insight.FindingsPublished": gettext_noop("drew the picture anew, with {members} members"),
    "insight.PictureStopped": gettext_noop("stopped the drawing of a newer picture"),
    "insight.ForecastsJudged": gettext_noop("checked the judgements against the past"),
    "insight.RemarkSettled": gettext_noop("said what message {message} is"),
    "insight.NamesWatched": gettext_noop("named {names} products to listen for"),
    "insight.BotDecided": gettext_noop("decided whether member {person} is a bot"),
    "counsel.ProposalDecided": gettext_noop("decided about proposal {proposal}: {state}"),
    "counsel.OutcomeMeasured": gettext_noop("measured proposal {proposal}: {came} of {asked} wrote again"),
}
