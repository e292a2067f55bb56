"""What happened to histories and messages. No names and no text: what is erased must not live on in the log."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class HistoryImportStarted:
    """Reading began, or went on after a stop."""

    community: int
    history_import: int
    from_record: int


@dataclass(frozen=True)
class HistoryImportStopped:
    """Somebody stopped the reading; what was read so far stays."""

    community: int
    history_import: int
    records: int


@dataclass(frozen=True)
class HistoryImportRefused:
    """The file is not a history that can be read; nothing was stored."""

    community: int
    history_import: int
    code: str


@dataclass(frozen=True)
class HistoryImportFailed:
    """Reading broke off for a reason of ours; what was read so far stays."""

    community: int
    history_import: int


@dataclass(frozen=True)
class HistoryImportFinished:
    """The whole file was read and brought something that was not known."""

    community: int
    history_import: int
    messages_new: int
    messages_changed: int
    people_new: int
    skipped: int


@dataclass(frozen=True)
class HistoryImportForgotten:
    """The record of an import was removed, with its uploaded file; messages stay."""

    community: int
    history_import: int


@dataclass(frozen=True)
class HistoryTakeBackBegun:
    """Somebody decided that what an import alone brought is to go."""

    community: int
    history_import: int


@dataclass(frozen=True)
class HistoryImportTakenBack:
    """What an import alone brought is gone."""

    community: int
    history_import: int
    messages: int
    people: int


@dataclass(frozen=True)
class HistoryExported:
    """Somebody took everything out that was said."""

    community: int


@dataclass(frozen=True)
class HistoryFileDropped:
    """An uploaded file that nobody read for weeks was removed; the record of the import stays."""

    community: int
    history_import: int


@dataclass(frozen=True)
class MessagesErased:
    """The texts of an erased person are gone."""

    community: int
    person: int
    messages: int


@dataclass(frozen=True)
class GroupOpened:
    """A web group began."""

    community: int
    group: int


@dataclass(frozen=True)
class GroupClosed:
    """Nobody can write in a group any more."""

    community: int
    group: int


@dataclass(frozen=True)
class ChatConnected:
    """Somebody connected an account on a platform, or filled in its credentials anew."""

    community: int
    connection: int
    platform: str


@dataclass(frozen=True)
class ChatDisconnected:
    """A connection was removed; what was said stays."""

    community: int
    platform: str


@dataclass(frozen=True)
class GroupLinked:
    """A group on another platform is live here from now on."""

    community: int
    group: int


@dataclass(frozen=True)
class GroupUnlinked:
    """A group on another platform is not listened to any more."""

    community: int
    group: int


@dataclass(frozen=True)
class GroupsBridged:
    """What is said in one group is said in the other, too."""

    community: int
    one: int
    other: int


@dataclass(frozen=True)
class BridgeTakenDown:
    """Two groups are apart again."""

    community: int
    one: int
    other: int


@dataclass(frozen=True)
class MessageDeleted:
    """A message is out of sight; its author or a moderator did it."""

    community: int
    group: int
    seq: int
