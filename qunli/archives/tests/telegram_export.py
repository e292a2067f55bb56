"""Rows of an export of Telegram Desktop."""

from __future__ import annotations

from typing import Any

START = 1_700_000_000


def said(number: int, text: Any = "hello", **more: Any) -> dict[str, Any]:
    at = {"date": "2023-11-14T22:13:20", "date_unixtime": str(START + number)}
    who = {"from": "Ann", "from_id": "user1"}
    return {"id": number, "type": "message", **at, **who, "text": text, "text_entities": [], **more}


def notice(number: int, action: str, actor: str | None = "Ann", actor_id: str | None = "user1", **more: Any) -> Any:
    return {
        "id": number,
        "type": "service",
        "date_unixtime": str(START + number),
        "actor": actor,
        "actor_id": actor_id,
        "action": action,
        "text": "",
        "text_entities": [],
        **more,
    }


def chat(*rows: Any, **about: Any) -> dict[str, Any]:
    return {"name": "Hearth Bakers", "type": "private_supergroup", "id": 555, **about, "messages": list(rows)}


def at(number: int) -> int:
    return (START + number) * 1000
