"""Pure: who may say something in a live group now, and in which form it is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from qunli.core.refusals import Invalid, Sentence
from qunli.core.words import _
from qunli.domains.chat.ports import Ruled, Ruling, Utterance
from qunli.domains.communities.facade import powers
from qunli.domains.members.facade import Standing

TEXT_LIMIT = 20_000
KEY_LIMIT = 64
GROUP_NAME_LIMIT = 80


@dataclass(frozen=True)
class Place:
    """A group as one who wants to speak finds it."""

    id: int
    platform: str
    is_open: bool
    announcements_only: bool
    last_seq: int
    connection: int | None = None
    """By which it is live on another platform; null for a group of ours."""


def rule(
    batch: Sequence[Utterance],
    judged: Sequence[Ruling],
    standings: Mapping[int, Standing],
    places: Mapping[int, Place],
    now: datetime,
) -> list[Ruled]:
    """What becomes of each utterance, and the number of those that pass: the next of their group. Of two with one key
    only the first counts."""
    numbers = {group: place.last_seq for group, place in places.items()}
    ruled: dict[tuple[int, str], Ruled] = {}
    for said, ruling in zip(batch, judged, strict=True):
        if (said.group, said.key) in ruled:
            continue
        refused = why_not(said, standings.get(said.person), places.get(said.group), now)
        final = Ruling("refuse", refused) if refused else ruling
        seq = None
        if final.effect == "pass":
            seq = numbers[said.group] = numbers[said.group] + 1
        ruled[said.group, said.key] = Ruled(said, final, seq)
    return list(ruled.values())


def why_not(said: Utterance, standing: Standing | None, place: Place | None, now: datetime) -> Sentence | None:
    """Why this is not taken in; null when it is. What was said on another platform stands there already, and the
    community itself is no member: only a closed group and a silenced member are reasons against it."""
    if said.origin != "here" and place is not None and place.is_open:
        silent = standing is not None and standing.is_silent(now)
        return _("You cannot write here for the moment.") if silent else None
    if standing is None or not standing.is_active:
        return _("You are not a member here any more.")
    if place is None or not place.is_open:
        return _("This group is closed.")
    if standing.is_silent(now):
        return _("You cannot write here for the moment.")
    if (place.announcements_only or said.kind == "announcement") and powers.ANNOUNCE not in standing.powers:
        return _("Only those who announce can write here.")
    return malformed(said)


def malformed(said: Utterance) -> Sentence | None:
    """Why this cannot be a message; null when it can."""
    if not said.text.strip() and not said.attachments and said.card is None:
        return _("Write something first.")
    if not 0 < len(said.key) <= KEY_LIMIT or not said.key.isprintable():
        return _("This message cannot be told from others; reload the page.")
    return unfit(said.text)


def unfit(text: str) -> Sentence | None:
    """Why a text cannot be kept; null when it can."""
    if len(text) > TEXT_LIMIT:
        return _("This is longer than a message can be; send it as a file.")
    if "\x00" in text or any("\ud800" <= one <= "\udfff" for one in text):
        return _("There is something in this text that cannot be kept.")
    return None


def group_name(given: str) -> str:
    """One line of 80 characters at most. Raises `Invalid`."""
    name = " ".join(given.split())
    if not name:
        raise Invalid(_("A group needs a name."), field="name")
    if len(name) > GROUP_NAME_LIMIT:
        raise Invalid(_("A group's name has 80 characters at most."), field="name")
    return name
