"""Things in the shape in which Discord sends them."""

from __future__ import annotations

from typing import Any

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GhIjKl.made-up"
ME = {"id": "1100000000000000001", "username": "tea_bot", "global_name": None, "discriminator": "0001", "bot": True}
ANN = {"id": "200000000000000002", "username": "ann", "global_name": "安安", "discriminator": "0", "avatar": None}
BO = {"id": "300000000000000003", "username": "bo", "global_name": None, "discriminator": "0", "avatar": None}
GUILD, TEA, STAFF, THREAD = "900000000000000000", "910000000000000000", "920000000000000000", "1330000000000000000"
STAFF_ROLE = "950000000000000000"
SEE, ALL = 1 << 10, (1 << 10 | 1 << 11 | 1 << 16 | 1 << 13 | 1 << 40 | 1 << 1 | 1 << 2)
MEMBERS, CONTENT = 1 << 15, 1 << 19
FIRST = 1_330_000_000_000_000_100
CHANNELS: list[dict[str, Any]] = [
    {"id": TEA, "type": 0, "name": "tea", "position": 0, "permission_overwrites": [], "last_message_id": None},
    {
        "id": STAFF,
        "type": 0,
        "name": "staff",
        "position": 1,
        "permission_overwrites": [
            {"id": GUILD, "type": 0, "allow": "0", "deny": str(SEE)},
            {"id": STAFF_ROLE, "type": 0, "allow": str(SEE), "deny": "0"},
        ],
    },
    {"id": "930000000000000000", "type": 4, "name": "rooms", "permission_overwrites": []},
]
THREADS = [{"id": THREAD, "type": 11, "name": "oolong", "parent_id": TEA, "guild_id": GUILD, "last_message_id": None}]


def message(number: int = 0, text: str = "早上好", /, **more: Any) -> dict[str, Any]:
    """As a MESSAGE_CREATE has it."""
    return {
        "id": str(FIRST + number),
        "type": 0,
        "channel_id": TEA,
        "guild_id": GUILD,
        "author": ANN,
        "member": {"nick": "安安-上海", "roles": [], "joined_at": "2023-11-14T22:13:20.000000+00:00"},
        "content": text,
        "timestamp": "2025-01-18T12:00:00.000000+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "pinned": False,
        **more,
    }
