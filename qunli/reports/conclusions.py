"""What is concluded from columns alone, before names and words are put to it; crosses from process to process."""

from __future__ import annotations

from msgspec import Struct

from qunli.reports import findings


class Waiting(Struct, frozen=True):
    """A newcomer nobody answered: who, and the position of their first message."""

    who: int
    row: int


class Open(Struct, frozen=True):
    """A question nobody answered: the position of the message, and who could answer."""

    row: int
    could: tuple[int, ...] = ()


class Conclusions(Struct, frozen=True, kw_only=True):
    """As in `findings.Findings`, with positions of messages in place of what they say."""

    span: findings.Span
    bots: tuple[int, ...]
    weeks: tuple[findings.Week, ...]
    stage: findings.Stage
    eras: tuple[findings.Era, ...]
    ahead: tuple[findings.Ahead, ...]
    months: tuple[findings.Month, ...]
    hours: tuple[tuple[int, ...], ...]
    likely: tuple[float, ...]
    best_hours: tuple[findings.BestHour, ...]
    unanswered: tuple[Waiting, ...]
    welcome: findings.Welcome
    carried: findings.Carried | None
    split: findings.Split | None
    key_members: tuple[findings.KeyMember, ...]
    leaving: tuple[findings.Leaving, ...]
    rising: tuple[findings.Rising, ...]
    belonging: findings.Belonging
    questions: tuple[Open, ...]
    questions_open: int
    records: tuple[findings.Record, ...] = ()
    checked: bool = False

    def mentioned(self) -> set[int]:
        """Everybody who is named anywhere."""
        people = {row.who for row in self.best_hours} | {row.who for row in self.unanswered}
        people |= {row.who for row in self.key_members} | {row.who for row in self.leaving}
        people |= {row.who for row in self.rising} | {who for question in self.questions for who in question.could}
        return people | ({self.carried.most} if self.carried else set())
