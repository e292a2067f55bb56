"""The fields of Zulip's messages that are read: its API's own, and the fewer that archives keep."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from qunli.archives.html_text import from_code


class Reacted(Struct, gc=False):
    emoji_name: str = ""
    emoji_code: str = ""
    reaction_type: str = ""
    user_id: int | None = None

    @property
    def sign(self) -> str:
        unicode = from_code(self.emoji_code) if self.reaction_type in ("unicode_emoji", "") else ""
        return unicode or self.emoji_name or self.emoji_code


class Row(Struct, gc=False):
    """A message. `display_recipient` is the stream's name, or a list of people when it is private."""

    id: int
    timestamp: int | float
    content: str
    sender_id: int | None = None
    sender_full_name: str | None = None
    sender_email: str | None = None
    subject: str | None = None
    stream_id: int | None = None
    display_recipient: Any = None
    type: str | None = None
    reactions: tuple[Reacted, ...] = ()
    last_edit_timestamp: int | float | None = None


class Known(Struct, gc=False):
    """What an archive's member_index.json says of a person."""

    full_name: str = ""


class Stream(Struct, gc=False):
    """What an archive's stream_index.json says of a stream."""

    id: int
