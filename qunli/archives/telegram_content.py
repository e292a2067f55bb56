"""What a Telegram message holds besides its author and time."""

from __future__ import annotations

from qunli.archives.attachments import kind_of_file
from qunli.archives.records import Reaction
from qunli.archives.telegram_rows import Entity, Reacted, Row, person_id

_MEDIA = {
    "sticker": "sticker",
    "video_message": "video",
    "video_file": "video",
    "animation": "video",
    "voice_message": "audio",
    "audio_file": "audio",
}


def plain(parts: list[str | Entity] | None) -> str:
    """Text whose formatting was written as entities."""
    return "".join([part if part.__class__ is str else part.text for part in parts or ()])  # type: ignore[union-attr]


def addressed(parts: list[str | Entity] | None) -> dict[str, str]:
    """Who is mentioned, with the name used. Exports give no id for "@handle", which then is the id itself."""
    people: dict[str, str] = {}
    for part in parts or ():
        if isinstance(part, str):
            continue
        if part.type == "mention" and part.text.startswith("@") and len(part.text) > 1:
            people.setdefault(part.text.lower(), part.text[1:])
        elif part.type == "mention_name" and part.user_id:
            people.setdefault(f"user{part.user_id}", part.text.strip())
    return people


def reactions(row: Row) -> tuple[Reaction, ...]:
    """The reactions of a message. A paid one is a star, one with a custom emoji has no sign of its own."""
    return tuple(
        Reaction(emoji=reacted.emoji or _SIGNS.get(reacted.type, ""), count=reacted.count, people=_people(reacted))
        for reacted in row.reactions
    )


def attachments(row: Row) -> tuple[str, ...]:
    """Kinds of what is attached."""
    if row.media_type is None and row.photo is None and row.file is None and row.poll is None:
        if row.contact_information is not None:
            return ("contact",)
        return ("location",) if row.location_information is not None else ()
    if row.media_type is not None:
        return (_MEDIA.get(row.media_type, "file"),)
    if row.photo is not None:
        return ("image",)
    if row.poll is not None:
        return ("poll",)
    kind = (row.mime_type or "").partition("/")[0]
    return (kind if kind in _BY_MIME else kind_of_file(row.file or ""),)


_SIGNS = {"paid": "⭐"}
_BY_MIME = frozenset({"image", "video", "audio"})


def _people(reacted: Reacted) -> tuple[str, ...]:
    ids = (person_id(recent.from_id) for recent in reacted.recent)
    return tuple(person for person in ids if person)
