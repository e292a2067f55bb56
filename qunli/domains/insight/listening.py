"""From the last months' texts to what is talked about, complained of and wished for: reads and pure conclusions.

Bounded whatever is said: the newest messages of each day, so many at most.
"""

from __future__ import annotations

from collections.abc import Iterator

from qunli.core.actor import Actor
from qunli.domains.chat import facade as chat
from qunli.domains.insight import queries, rulings
from qunli.domains.members import facade as members
from qunli.reports import hear
from qunli.reports.columns import NOBODY
from qunli.reports.load import Transcript
from qunli.reports.remarks import DAY, Said
from qunli.reports.spoken import Spoken
from qunli.reports.talk import talk
from qunli.reports.texts import CHUNK

DAYS = 180
"""Days of which words are counted; complaints and wishes are mined from the last `hear.DAYS` of them."""
EACH = 300
"""Messages of a day that are read."""


def listen(actor: Actor, end: int) -> Spoken:
    """What was said before `end` (s, UTC). Programs are left out, and so is who was erased, before their words are."""
    said = list(_said(actor, end))
    names = members.names(actor)
    recent = [one for one in said if one.at >= end - hear.DAYS * DAY]
    mined = hear.hear(
        recent,
        end,
        people=[name for name, _search in names.values()],
        watched=rulings.watched_names(actor),
        settled=rulings.settled(actor),
    )
    return Spoken(talk(_transcript(said), ()), mined)


def _said(actor: Actor, end: int) -> Iterator[Said]:
    last = (end - 1) // DAY
    frame = chat.newest_of_days(actor, last - DAYS + 1, last, EACH)
    places = {one.id: one.name for one in chat.groups(actor)}
    here, programs = members.names(actor), queries.bot_identities(actor)
    person_of = {one.id: one.person for one in members.identities(actor) if one.id not in programs}
    for id, at, group, topic, author, text in frame.select(
        "id", "ts", "channel", "topic", "author", "text"
    ).iter_rows():
        who = person_of.get(author)
        if who in here and at < end and text:
            yield Said(id, who, at, places[group], topic, text)


def _transcript(said: list[Said]) -> Transcript:
    """As if it had been read from an export; people keep their numbers out of it, because arrays hold small ones."""
    made = Transcript()
    columns, people = made.columns, {}  # type: ignore[var-annotated]
    for one in said:
        place = made.places.setdefault(one.place, len(made.places))
        made.place_names[place] = one.place
        columns.ts.append(one.at)
        columns.place.append(place)
        columns.author.append(people.setdefault(one.who, len(people)))
        columns.topic.append(
            NOBODY if one.topic is None else made.topics.setdefault((place, one.topic), len(made.topics))
        )
    for first in range(0, len(said), CHUNK):
        part = said[first : first + CHUNK]
        made.texts.add([one.at for one in part], [one.text for one in part])
    return made
