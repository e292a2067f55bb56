"""Why two people are taken for one, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

SENTENCES = {
    "same_address": gettext_noop("both are known by {value}"),
    "known_by_name": gettext_noop("one export names “{value}” by name only, another by account"),
    "same_handle": gettext_noop("both chose the user name {value}"),
    "same_full_name": gettext_noop("both bear the full name “{value}”"),
    "same_name": gettext_noop("both bear the unusual name “{value}”"),
    "by_hand": gettext_noop("somebody decided so"),
}


POINTS = {
    "word": gettext_noop("says “{value}”"),
    "choice": gettext_noop("chose “{value}”"),
    "length": gettext_noop("{value} characters, {limit} asked for"),
    "short": gettext_noop("only {value} characters, {limit} asked for"),
}

KNOWN = {
    "account": gettext_noop("This account is {name}’s, who was removed."),
    "browser": gettext_noop("This browser showed the pages of {name}, who was removed."),
    "link": gettext_noop("Invited in the line of {name}, who was removed."),
    "way": gettext_noop("Came the way by which {name} had come, who was removed."),
    "identity": gettext_noop("Showed that an account of {name}, who was removed, is theirs."),
}


def known_in_words(kind: str, name: str) -> str:
    """Why it may be somebody who was removed."""
    return _(KNOWN[kind]).format(name=name or "…")


def points_in_words(reason: Mapping[str, Any]) -> tuple[str, str, int]:
    """The question, what in its answer counts, and for how much."""
    said = _(POINTS.get(reason["kind"], "{value}")).format(value=reason["value"], limit=reason["limit"])
    return reason["question"], said, reason["points"]


def reason_in_words(reason: str, detail: Mapping[str, str]) -> str:
    """The reason of a match or merge; what they share is gone once one of them was erased."""
    return _(SENTENCES.get(reason, reason)).format(value=detail.get("value", "…"))
