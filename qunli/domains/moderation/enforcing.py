"""Which policy in force holds which rule, and which rule a case is about: a rule names what its policies look for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from qunli.core import tenancy
from qunli.domains.communities import facade as communities
from qunli.domains.moderation import loading, wording
from qunli.domains.moderation.queries import CaseView


@dataclass(frozen=True)
class InForce:
    """A policy that looks for something: its id, its sentence, and whether it only notes what it would do."""

    line: str
    sentence: str
    dry: bool


@dataclass(frozen=True)
class Broken:
    """A rule of the community by its number, as it stood when the case came up; `text` is its HTML."""

    number: int
    text: str


def in_force(community: int) -> dict[str, list[InForce]]:
    """By what they look for; what nobody looks for is left out."""
    with tenancy.within(community):
        _number, rules = loading.newest(community)
    found: dict[str, list[InForce]] = {}
    for line in rules.lines:
        if line.mode != "off":
            found.setdefault(line.trigger, []).append(InForce(line.id, wording.line(line), line.mode == "dry"))
    return found


def broken_rules(community: int, view: CaseView) -> list[Broken]:
    """The rules that name what was found; none for a report, which names no policy."""
    held = communities.rules_at(community, view.made_at)
    found = {view.trigger, *(str(one[0]) for one in view.also)}
    rules: tuple[dict[str, Any], ...] = held.rules if held else ()
    return [
        Broken(number, communities.as_html(communities.text_of(rule, get_language() or "en")))
        for number, rule in enumerate(rules, 1)
        if found & set(rule["policies"])
    ]
