"""What the texts of an export tell by themselves."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from qunli.reports.findings import Feedback, Talk
from qunli.reports.hear import heard_in
from qunli.reports.load import Transcript
from qunli.reports.talk import talk


class Spoken(NamedTuple):
    """Words and subjects, and what members say."""

    talk: Talk
    feedback: Feedback


NOTHING = Spoken(Talk(days=0), Feedback())


def spoken(transcript: Transcript, bots: Collection[int]) -> Spoken:
    """Bots' messages are left out."""
    return Spoken(talk(transcript, bots), heard_in(transcript, bots))
