"""The port by which chat asks before it takes a message in: policies made ready, kept per community, renewed on change.

`judge` reads memory. Once a second, and only then, it asks whether the policies are still the newest, so that a change
made in another process is in force here within that time.
"""

from __future__ import annotations

import dataclasses
import threading
import time
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import translation

from qunli.core import tenancy
from qunli.domains.chat.ports import Author, Ruled, Ruling, Utterance
from qunli.domains.communities import facade as communities
from qunli.domains.moderation import loading, wording
from qunli.domains.moderation.judging import Found, Hit, Judge, Said
from qunli.domains.moderation.policies import STOPS

LOOK_AGAIN = 1.0
"""Seconds."""


class PolicyScreening:
    """One a process."""

    def __init__(self, keeper: Any) -> None:
        self._keeper = keeper
        self._ready: dict[int, tuple[float, Judge, str]] = {}
        self._lock = threading.Lock()

    def judge(self, community: int, batch: Sequence[Utterance], standings: Mapping[int, Author]) -> Sequence[Ruling]:
        """One ruling each, in order."""
        judge, language = self._judge_of(community)
        if not judge.rules.lines and not judge.banned:
            return [Ruling() for _ in batch]
        with translation.override(language):
            return [self._rule(judge, said, standings.get(said.person)) for said in batch]

    def keep(self, community: int, ruled: Sequence[Ruled]) -> None:
        """Cases, sanctions and used permits, in the transaction that takes the batch in."""
        found = [one for one in ruled if isinstance(one.ruling.detail, Found)]
        if found:
            judge, _language = self._judge_of(community)
            self._keeper(community, judge.version, judge.rules, found)

    def forget(self, community: int | None = None) -> None:
        """Read the policies anew at the next message."""
        with self._lock:
            if community is None:
                self._ready.clear()
            elif community in self._ready:
                _checked, judge, language = self._ready[community]
                self._ready[community] = (float("-inf"), judge, language)

    def _rule(self, judge: Judge, said: Utterance, standing: Author | None) -> Ruling:
        if said.person in judge.banned:
            return Ruling("refuse", str(wording.BANNED))
        found = judge.judge(Said(said.group, said.person, said.at, said.text, standing, card=said.card is not None))
        if found.hit is None:
            return Ruling(detail=found if found.dry or found.permit else None)
        effect = found.hit.line.effect
        if effect in STOPS:
            return Ruling("refuse", wording.to_author(found.hit), found)
        return Ruling("hold" if effect == "hold" else "pass", wording.to_author(found.hit), found)

    def _judge_of(self, community: int) -> tuple[Judge, str]:
        now = time.monotonic()
        held = self._ready.get(community)
        if held is not None and now - held[0] < LOOK_AGAIN:
            return held[1], held[2]
        with self._lock, tenancy.within(community):
            mark = loading.mark(community)
            if held is None or held[1].version != mark:
                made = loading.judge(community, mark)
                if held is not None:
                    made.recent = held[1].recent
                held = (now, made, communities.community(community).language)
            self._ready[community] = (now, held[1], held[2])
            return held[1], held[2]


def strongest(found: Found) -> tuple[Hit, ...]:
    """Every hit that leaves a case: the one that decided, and those on trial as cases without effect."""
    return ((found.hit,) if found.hit else ()) + found.dry


def values(said: Utterance) -> dict[str, Any]:
    """What is needed to take a message in later."""
    kept = dataclasses.asdict(said)
    kept.pop("text")
    return kept
