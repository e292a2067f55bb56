"""What formats are called and how a person gets such an export, in the language of whoever looks.

The sentences are `qunli.archives`' own, copied because it knows no Django; a test compares them.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from qunli import archives

SENTENCES = (
    gettext_noop("Telegram (JSON)"),
    gettext_noop(
        "In Telegram Desktop open the group, choose Export chat history from its menu, and "
        "Machine-readable JSON as format. Bring result.json, or the folder it lies in, as it is or zipped."
    ),
    gettext_noop("Discord (DiscordChatExporter, JSON)"),
    gettext_noop(
        "Export the channels with DiscordChatExporter and choose JSON as format. Bring one file, or a zip "
        "or folder of them."
    ),
    gettext_noop("Slack (export)"),
    gettext_noop(
        "An owner or admin of the workspace exports it under Settings, Import/Export data. Bring the zip as it is."
    ),
    gettext_noop("Matrix (Element, JSON)"),
    gettext_noop(
        "In Element open the room's information, choose Export chat and JSON as format. Bring the file or "
        "zip that it gives."
    ),
    gettext_noop("Zulip (archive)"),
    gettext_noop(
        "Archive the streams with zulip-archive, which keeps a folder for each stream and a JSON file for "
        "each topic. Bring the folder, as it is or packed as zip or tar.gz."
    ),
    gettext_noop("WeChat (WeFlow, JSON)"),
    gettext_noop(
        "Export the group in WeFlow and choose JSON as format. Bring the file, or a zip or folder of several."
    ),
    gettext_noop("WeChat (chatlog, JSON)"),
    gettext_noop(
        "Save what chatlog's address /api/v1/chatlog answers for the group with format=json, or export it as JSON."
    ),
    gettext_noop("ChatLab (JSON, JSON lines)"),
    gettext_noop("Bring the JSON or JSONL file of any tool that writes ChatLab's standard format."),
    gettext_noop("Discord (DiscordChatExporter, CSV)"),
    gettext_noop(
        "Export the channels with DiscordChatExporter and choose CSV as format, or better JSON, which says "
        "more. Bring one file, or a zip or folder of them."
    ),
    gettext_noop("WeChat (chatlog or MemoTrace, CSV)"),
    gettext_noop(
        "Save what chatlog's address /api/v1/chatlog answers for the group with format=csv, or export the "
        "group in MemoTrace and choose CSV."
    ),
    gettext_noop("QQ (txt)"),
    gettext_noop("In QQ on a computer: message manager, right click on the group, export messages, as a text file."),
    gettext_noop("WhatsApp (txt or zip)"),
    gettext_noop("In the chat: menu, More, Export chat, without media. Bring the zip or the text file that comes out."),
    gettext_noop("IRC (irssi, weechat, ZNC and similar logs)"),
    gettext_noop(
        "Bring the log file of the channel, or a zip or folder of the daily files that your client or bouncer writes."
    ),
    gettext_noop("Plain CSV"),
    gettext_noop(
        "A table with the columns time, author and text; see docs/formats/plain-csv.md for those that may be added."
    ),
)


@dataclass(frozen=True)
class FormatShown:
    """A format as a page shows it."""

    name: str
    label: str
    how: str


def formats() -> list[FormatShown]:
    """Every format that can be read."""
    return [FormatShown(one.name, _(one.label), _(one.how)) for one in archives.formats()]


def format_label(name: str) -> str:
    """What people call a format."""
    return next((_(one.label) for one in archives.formats() if one.name == name), name)
