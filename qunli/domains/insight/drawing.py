"""From stored rollups to a picture of the community: reads and pure conclusions, nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
import polars as pl
from django.utils import timezone

from qunli.analysis import History
from qunli.core.actor import Actor
from qunli.domains.chat import facade as chat
from qunli.domains.communities import facade as communities
from qunli.domains.insight import columns, queries
from qunli.domains.insight.listening import listen
from qunli.domains.insight.portraying import Known, portray, steady
from qunli.domains.members import facade as members
from qunli.reports.conclude import conclude_history
from qunli.reports.conclusions import Conclusions
from qunli.reports.findings import Findings, Newcomer, Question
from qunli.reports.spoken import Spoken

DAY = 86_400
LIVE = 3 * DAY
"""Seconds without a message after which a history is a past one: then its own end is "now"."""
RECENT = 35 * DAY
"""Seconds for which messages themselves are read; everything older is known from rollups."""
EXCERPT = 400


def behave_like_bots(actor: Actor) -> frozenset[int]:
    """Identities that behave like programs, by all that was ever counted of them."""
    with queries.seeing(actor) as community:
        days, ties = columns.member_days(community), columns.tie_days(community)
    if not days.height:
        return frozenset()
    end = int(days["last_ts"].max()) + 1  # type: ignore[arg-type]
    return frozenset(int(str(one)) for one in History.from_rollups(days, ties, end).bots)


def known(actor: Actor) -> Known | None:
    """As of now or, for a history that has ended, of its end; null while it is empty."""
    with queries.seeing(actor) as community:
        days, ties = columns.member_days(community), columns.tie_days(community)
    if not days.height:
        return None
    person_of = {one.id: one.person for one in members.identities(actor)}
    last, now = int(days["last_ts"].max()), int(timezone.now().timestamp())  # type: ignore[arg-type]
    end = last + 1 if now - last > LIVE else now
    since = end - RECENT
    by_person = _named(columns.member_days_by_person(days, person_of))
    past = History.from_rollups(
        by_person,
        _named(columns.tie_days_by_person(ties, person_of)),
        end,
        messages=_recent(actor, since, end, person_of),
        since=since,
        bots=_bots(actor, person_of),
    )
    return Known(past, by_person)


def conclude(actor: Actor, past: History, done: Callable[[float], None]) -> dict[str, Any]:
    """Findings by kind, as JSON values, of a history with a message of a person. `done` is told how far it is, from 0
    to 1, and what it raises ends it."""
    zone = communities.community(actor.community or 0).time_zone
    found = _findings(actor, conclude_history(past, zone, _unheard, done), listen(actor, past.end), zone)
    return {"picture": steady(msgspec.to_builtins(found, str_keys=True))}


def portraits(actor: Actor, here: Known) -> list[tuple[Any, ...]]:
    """Rows of `PORTRAIT_COLUMNS`, one a person."""
    return portray(members.names(actor), here)


def _named(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(pl.col("channel").cast(pl.String))


def _recent(actor: Actor, since: int, end: int, person_of: Mapping[int, int]) -> pl.DataFrame:
    frame = chat.recent_messages(actor, since * 1000, with_text=False).filter(pl.col("ts") < end)
    identities = pl.Series(list(person_of), dtype=pl.Int64)
    people = pl.Series(list(person_of.values()), dtype=pl.Int64)
    return _named(frame).with_columns(
        pl.col("author").replace_strict(identities, people, default=None),
        pl.col("to").replace_strict(identities, people, default=None),
    )


def _findings(actor: Actor, concluded: Conclusions, said_lately: Spoken, zone: str) -> Findings:
    rows = {one.row for one in concluded.unanswered} | {one.row for one in concluded.questions}
    said = chat.messages_by_id(actor, rows)
    person_of = {one.id: one.person for one in members.identities(actor)}
    unanswered = tuple(
        Newcomer(who=one.who, at=said[one.row].ts, place=said[one.row].group, text=said[one.row].text[:EXCERPT])
        for one in concluded.unanswered
        if one.row in said
    )
    questions = tuple(
        Question(
            who=person_of[said[one.row].author],
            at=said[one.row].ts,
            place=said[one.row].group,
            topic=said[one.row].topic,
            text=said[one.row].text[:EXCERPT],
            could=one.could,
        )
        for one in concluded.questions
        if one.row in said
    )
    people = concluded.mentioned() | {one.who for one in questions} | said_lately.feedback.people()
    names = members.names(actor)
    shared = set(Conclusions.__struct_fields__) & set(Findings.__struct_fields__) - {"unanswered", "questions"}
    return Findings(
        name=communities.community(actor.community or 0).name,
        format="",
        zone=zone,
        people={one: names[one][0] for one in people if one in names},
        unanswered=unanswered,
        questions=questions,
        talk=said_lately.talk,
        feedback=said_lately.feedback,
        **{name: getattr(concluded, name) for name in shared},
    )


def _bots(actor: Actor, person_of: Mapping[int, int]) -> frozenset[object]:
    """People all of whose identities are programs."""
    programs = queries.bot_identities(actor)
    human = {person for identity, person in person_of.items() if identity not in programs}
    return frozenset(set(person_of.values()) - human)


def _unheard(_news: object) -> None:
    return
