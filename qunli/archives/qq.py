"""QQ: the text export of the message manager on a computer, one chat or many in a file, and messages copied on a phone.

What the format lacks: replies, ids of messages and of groups (a group is known by its name), pictures and whatever else
is not text, time zones (China's unless told otherwise). Notices name members by what the group calls them; of those
whose number comes out later or never, comings and goings stand at the chat's end.
"""

from __future__ import annotations

from collections.abc import Iterator

from qunli.archives.qq_file import File
from qunli.archives.qq_lines import copied_head, day_of, exported_head
from qunli.archives.reader import Format, Head, Options, Sniff, files_like
from qunli.archives.records import Record, Skipped
from qunli.archives.source import Source

FORMAT = Format(
    name="qq",
    label="QQ (txt)",
    how="In QQ on a computer: message manager, right click on the group, export messages, as a text file.",
)

_LOOKED_AT = 200


def sniff(sniff: Sniff) -> float:
    """How sure it is that this is out of QQ: by the export's first line, or by heads of messages."""
    return max((_likeness(head) for head in sniff.heads), default=0.0)


def read(source: Source, options: Options) -> Iterator[Record]:
    """Every chat of an export."""
    for member in files_like(source, _likeness, (".txt",)):
        if isinstance(member, Skipped):
            yield member
        else:
            yield from File(source, member, options).records()


def _likeness(head: Head) -> float:
    if head.is_binary:
        return 0.0
    if head.text[:200].lstrip().startswith("消息记录"):
        return 0.99
    tried = [text.rstrip("\r") for text in head.text.split("\n", _LOOKED_AT)[:_LOOKED_AT] if text.strip()]
    if any(exported_head(text) for text in tried):
        return 0.9
    copied = sum(1 for text in tried if copied_head(text, ""))
    if copied and any(day_of(text) and not text[0].isdigit() for text in tried):
        return 0.85
    return 0.4 if copied > 1 and 6 * copied > len(tried) else 0.0
