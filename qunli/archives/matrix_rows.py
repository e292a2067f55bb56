"""The fields of Matrix events that are read (client-server specification 1.11)."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field


class InReplyTo(Struct, gc=False):
    event_id: str | None = None


class Relation(Struct, gc=False):
    rel_type: str | None = None
    event_id: str | None = None
    key: str | None = None
    is_falling_back: bool = False
    in_reply_to: InReplyTo | None = field(name="m.in_reply_to", default=None)


class Mentions(Struct, gc=False):
    user_ids: tuple[str, ...] = ()


class Content(Struct, gc=False):
    msgtype: str | None = None
    body: str | None = None
    formatted_body: str | None = None
    membership: str | None = None
    displayname: str | None = None
    name: str | None = None
    redacts: str | None = None
    relation: Relation | None = field(name="m.relates_to", default=None)
    mentions: Mentions | None = field(name="m.mentions", default=None)
    new_content: Any = field(name="m.new_content", default=None)
    poll: Any = field(name="m.poll", default=None)
    poll_start: Any = field(name="org.matrix.msc3381.poll.start", default=None)


class Previous(Struct, gc=False):
    membership: str | None = None


class Unsigned(Struct, gc=False):
    prev_content: Previous | None = None
    prev_sender: str | None = None
    redacted_because: Any = None


class Row(Struct, gc=False):
    """An event of a room."""

    type: str
    sender: str
    event_id: str
    origin_server_ts: int | float
    content: Content = field(default_factory=Content)
    room_id: str | None = None
    state_key: str | None = None
    redacts: str | None = None
    prev_content: Previous | None = None
    unsigned: Unsigned | None = None
    redacted_because: Any = None

    @property
    def is_redacted(self) -> bool:
        return self.redacted_because is not None or (
            self.unsigned is not None and self.unsigned.redacted_because is not None
        )

    @property
    def before(self) -> str | None:
        """The membership before this event, when the event tells."""
        previous = self.prev_content or (self.unsigned.prev_content if self.unsigned else None)
        return previous.membership if previous else None
