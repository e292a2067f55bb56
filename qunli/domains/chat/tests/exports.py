"""Small invented exports, in the layout that Telegram Desktop and Slack write."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

START = 1_700_000_000
"""Seconds UTC of message 1; each message comes a minute after the one before."""


def said(number: int, text: str, by: int = 1, **rest: Any) -> dict[str, Any]:
    """A message of person `by`."""
    return {
        "id": number,
        "type": "message",
        "date": "2023-11-14T22:13:20",
        "date_unixtime": str(START + 60 * number),
        "from": rest.pop("name", f"Person Number {by}"),
        "from_id": f"user{by}",
        "text": text,
        **rest,
    }


def joined(number: int, by: int) -> dict[str, Any]:
    """Person `by` came in by a link."""
    return {
        "id": number,
        "type": "service",
        "date": "2023-11-14T22:13:20",
        "date_unixtime": str(START + 60 * number),
        "actor": f"Person Number {by}",
        "actor_id": f"user{by}",
        "action": "join_group_by_link",
        "inviter": "Group",
    }


def telegram(path: Path, messages: list[dict[str, Any]], group: int = 7) -> Path:
    """Write a group's export."""
    whole = {"name": "Tea Room", "type": "private_supergroup", "id": group, "messages": messages}
    path.write_text(json.dumps(whole, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def slack(path: Path, messages: list[dict[str, Any]], people: list[dict[str, Any]]) -> Path:
    """Write a workspace's export with one channel."""
    with zipfile.ZipFile(path, "w") as box:
        box.writestr("users.json", json.dumps(people))
        box.writestr("channels.json", json.dumps([{"id": "C1", "name": "tea", "members": [], "is_general": True}]))
        box.writestr("tea/2023-11-14.json", json.dumps(messages))
    return path
