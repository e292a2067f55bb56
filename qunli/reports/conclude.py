"""Everything that is concluded from the columns of a chat, in the order in which it is needed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

from qunli.analysis import History
from qunli.reports import describe, judged
from qunli.reports.conclusions import Conclusions, Waiting

SHOWN = 12
"""Members whose best hour is told, beside everybody who is named elsewhere."""
OPEN = 30
"""Open questions that are told one by one."""


def conclude_history(
    past: History,
    zone: str,
    bots: Callable[[tuple[int, ...]], None],
    done: Callable[[float], None],
) -> Conclusions:
    """Conclude from a history with at least one message of a person, whose authors and message ids are whole numbers.
    Of messages only those of the last 30 days are read. `bots` hears early who is a program, `done` how far it is, from
    0 to 1. Hours are told in `zone`. Members take half of the time, and arrays let go of the interpreter, so they
    are judged beside the rest."""
    programs = tuple(sorted(int(str(who)) for who in past.bots))
    bots(programs)
    done(0.3)
    people = describe.newcomers(past)
    done(0.5)
    with ThreadPoolExecutor(1) as beside:
        members = beside.submit(judged.members, past)
        stage, eras, ahead = judged.stage(past)
        belonging = judged.belonging(past)
        questions, open_count = judged.questions(past, OPEN)
        best, likely = judged.receptive(past, zone)
        done(0.7)
        key_members, leaving, rising = members.result()
    done(0.9)
    waiting = tuple(Waiting(who, row) for who, row in describe.unanswered(past, people))
    foremost = ([row.who for row in rows[:SHOWN]] for rows in (key_members, leaving, rising))
    named = dict.fromkeys(chain.from_iterable(foremost))
    return Conclusions(
        span=describe.span(past),
        bots=programs,
        weeks=describe.weeks(past),
        stage=stage,
        eras=eras,
        ahead=ahead,
        months=describe.months(people),
        hours=describe.hours(past, zone),
        likely=likely,
        best_hours=tuple(best[who] for who in named if who in best),
        unanswered=waiting,
        welcome=describe.welcome(people),
        carried=describe.carried(past),
        split=judged.split(past),
        key_members=key_members,
        leaving=leaving,
        rising=rising,
        belonging=belonging,
        questions=questions,
        questions_open=open_count,
    )
