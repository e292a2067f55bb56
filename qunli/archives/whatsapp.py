"""WhatsApp: a chat exported as text, from an iPhone or an Android, alone or in its zip, in the phone's language.

What the format lacks: replies, reactions, ids, time zones. Names are those in the exporter's contacts. "You" in notices
is the exporter, whom nothing names. When a message was edited is not said; `edited_at` is then when it was sent.
"""

from __future__ import annotations

from collections.abc import Iterator

from qunli.archives.reader import Format, Head, Options, Sniff, files_like
from qunli.archives.records import Record, Skipped
from qunli.archives.source import Source
from qunli.archives.whatsapp_chat import Chat
from qunli.archives.whatsapp_lines import head_of, unmarked
from qunli.archives.whatsapp_notices import notice_of
from qunli.archives.whatsapp_survey import is_encryption, title_by_file

FORMAT = Format(
    name="whatsapp",
    label="WhatsApp (txt or zip)",
    how="In the chat: menu, More, Export chat, without media. Bring the zip or the text file that comes out.",
)

_LOOKED_AT = 40


def sniff(sniff: Sniff) -> float:
    """How sure it is that this is a WhatsApp chat: by the lines that begin with a time, a name and a colon."""
    return max((_likeness(head) for head in sniff.heads), default=0.0)


def read(source: Source, options: Options) -> Iterator[Record]:
    """The chats of an export; usually one."""
    for member in files_like(source, _likeness, (".txt",)):
        if isinstance(member, Skipped):
            yield member
        else:
            yield from Chat(source, member, options).records()


def _likeness(head: Head) -> float:
    if head.is_binary:
        return 0.0
    tried = [text for text in head.text[:65536].split("\n") if text.strip()][:_LOOKED_AT]
    found = [rest for text in tried if (line := head_of(text)) is not None and _is_said(rest := line[5])]
    if not found or not any(": " in rest or notice_of(unmarked(rest)) or is_encryption(rest) for rest in found):
        return 0.0
    if head_of(tried[0]) is None and not is_encryption(tried[0]):
        return 0.3
    share = len(found) / len(tried)
    return min(0.95, 0.5 + 0.4 * share + (0.1 if title_by_file(head.name) else 0.0))


def _is_said(rest: str) -> bool:
    """Not a line of IRC, which has `<nick>`, `* nick` and `*** nick` after the time."""
    return not rest.startswith(("<", "*", "-!-", "-->", "<--"))
