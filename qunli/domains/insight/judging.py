"""How often the conclusions were right on the community's own past, gone on with where it was broken off."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone

from qunli.analysis import History
from qunli.analysis.backtest import backtest
from qunli.analysis.judgements import Judgement
from qunli.core.actor import Actor
from qunli.domains.insight.operations.keep_judged import forget_judged, keep_judged, recall_judged


class KeptMoments:
    """Results in the database, as `analysis.backtest.Kept` wants them. What is asked for is noted, and what was not
    can be forgotten."""

    def __init__(self, actor: Actor) -> None:
        self._actor, self._begun = actor, timezone.now()

    def get(self, key: str) -> bytes | None:
        """What was put under this key, or null."""
        return recall_judged(actor=self._actor, about=key)

    def put(self, key: str, result: bytes) -> None:
        """Keep it."""
        keep_judged(actor=self._actor, about=key, result=result)

    def forget_others(self) -> None:
        """Drop what was neither asked for nor put."""
        forget_judged(actor=self._actor, before=self._begun)


def judge(actor: Actor, past: History, heard: Callable[[float], None]) -> list[Judgement]:
    """Every judgement there is; `heard` is told how far it is, from 0 to 1, and what it raises ends it."""
    kept = KeptMoments(actor)
    judgements = backtest(past, lambda _name, done: heard(done), kept)
    kept.forget_others()
    return judgements
