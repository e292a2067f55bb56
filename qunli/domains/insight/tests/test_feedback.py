"""What members say reaches the operator, who has the last word on what it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.models import Event
from qunli.core.refusals import Forbidden, Invalid, NotFound
from qunli.domains.chat import facade as chat
from qunli.domains.chat.tests.conftest import Bring
from qunli.domains.insight import facade as insight
from qunli.domains.insight.models import Finding
from qunli.domains.insight.tests.conftest import END, Draw, Line, as_role, half_a_year, write
from qunli.domains.members.facade import erase_person
from qunli.reports.findings import Feedback

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.database]


def complaining() -> Iterator[Line]:
    """Half a year of talk; in its last week three complain of the WarmBox, and Eli wishes for a smaller one."""
    yield from half_a_year()
    for day in range(60):
        at = END - timedelta(days=59 - day, hours=3)
        yield at, ("Ana", "Ben", "Cai")[day % 3], "Today my WarmBox is warm, and the panettone stands high"
    yield END - timedelta(days=4), "Ana", "Since the update the WarmBox keeps crashing, I hate it."
    yield END - timedelta(days=3), "Dee", "I'm having trouble with my WarmBox"
    yield END - timedelta(days=2), "Cai", "WarmBox 又坏了，太失望了"
    yield END - timedelta(days=2), "Eli", "It would be great if there was a small WarmBox"
    yield END - timedelta(days=1), "relay", "I'm having trouble with the line"


@pytest.fixture
def heard(host: Actor, bring: Bring, draw: Draw, tmp_path: Path) -> Actor:
    bring(write(tmp_path / "complaining.csv", complaining()))
    draw(host)
    return host


def said(actor: Actor) -> Feedback:
    found = insight.picture(actor).found
    assert found is not None
    return found.feedback


def complaints(actor: Actor) -> list[str]:
    found = insight.picture(actor).found
    assert found is not None
    return [found.people[one.who] for one in found.feedback.complaints.remarks]


@pytest.mark.row("U9")
def test_complaints_wishes_and_products_of_the_last_weeks_are_found_with_who_said_them(heard: Actor) -> None:
    found = said(heard)
    assert complaints(heard) == ["Cai", "Ana", "Dee"]
    assert [one.about for one in found.complaints.remarks] == ["WarmBox"] * 3
    assert [one.text for one in found.wishes.remarks] == ["It would be great if there was a small WarmBox"]
    assert (found.complaints.recent, found.complaints.before) == (3, 0)
    assert [(one.name, one.recent, one.before, one.people) for one in found.named] == [("WarmBox", 32, 28, 5)]
    assert [(one.about, one.people, one.before) for one in found.matters] == [("WarmBox", 3, 0.0)]
    message = found.complaints.remarks[1].message
    assert chat.messages_by_id(heard, [message])[message].text.startswith("Since the update")


def test_words_and_subjects_of_the_last_weeks_are_counted_for_the_console(heard: Actor) -> None:
    found = insight.picture(heard).found
    assert found is not None
    assert {"warmbox", "panettone"} <= {one.word for one in found.talk.words}
    assert [one.name for one in found.talk.subjects] == ["Hearth"]


@pytest.mark.row("U9")
def test_what_is_no_complaint_disappears_at_once_and_stays_away_and_is_counted(heard: Actor, draw: Draw) -> None:
    cai, ana, dee = said(heard).complaints.remarks
    insight.settle_remark(actor=heard, kind="complaint", message=ana.message, right=False)
    insight.settle_remark(actor=heard, kind="complaint", message=cai.message, right=True)
    assert complaints(heard) == ["Dee"]
    assert said(heard).complaints.recent == 1
    draw(heard)
    assert complaints(heard) == ["Dee"]
    assert insight.heard(heard) == {"complaint": insight.Heard(right=1, said=2)}
    told = Event.objects.filter(kind="insight.RemarkSettled").order_by("id")
    assert [event.body["right"] for event in told] == [False, True]
    insight.reopen_remark(actor=heard, kind="complaint", message=ana.message)
    draw(heard)
    assert complaints(heard) == ["Ana", "Dee"]
    assert dee.message == said(heard).complaints.remarks[1].message


def test_a_product_somebody_asked_for_is_listened_for(heard: Actor, draw: Draw) -> None:
    insight.watch_names(actor=heard, names=["  panettone ", "Panettone", ""])
    assert insight.watched_names(heard) == ["Panettone"]
    draw(heard)
    assert [(one.name, one.watched) for one in said(heard).named] == [("Panettone", True), ("WarmBox", False)]


@pytest.mark.parametrize("names", [[str(number) for number in range(51)], ["x" * 61]])
def test_too_many_or_too_long_names_are_refused_and_nothing_changes(heard: Actor, names: list[str]) -> None:
    insight.watch_names(actor=heard, names=["Panettone"])
    with pytest.raises(Invalid):
        insight.watch_names(actor=heard, names=names)
    assert insight.watched_names(heard) == ["Panettone"]


def test_only_who_may_act_settles_and_only_what_is_shown(heard: Actor, stranger: Actor) -> None:
    message = said(heard).complaints.remarks[0].message
    with pytest.raises(Forbidden):
        insight.settle_remark(actor=as_role(heard, "analyst"), kind="complaint", message=message, right=False)
    for actor, kind, number in ((stranger, "complaint", message), (heard, "praise", message), (heard, "wish", 10**9)):
        with pytest.raises(NotFound):
            insight.settle_remark(actor=actor, kind=kind, message=number, right=False)
    with pytest.raises(NotFound):
        insight.reopen_remark(actor=heard, kind="complaint", message=message)
    assert insight.heard(heard) == {}
    assert len(complaints(heard)) == 3


@pytest.mark.row("P4")
def test_who_was_erased_is_quoted_no_more(heard: Actor, draw: Draw) -> None:
    found = insight.picture(heard).found
    assert found is not None
    ana = next(who for who, name in found.people.items() if name == "Ana")
    erase_person(actor=heard, person=ana)
    draw(heard)
    assert complaints(heard) == ["Cai", "Dee"]
    assert "Since the update" not in str(insight.picture(heard).found)


def test_a_picture_drawn_before_members_were_heard_is_still_read(heard: Actor) -> None:
    with tenancy.within(heard.community or 0):
        row = Finding.objects.get(kind="picture")
        del row.body["feedback"]
        row.save()
    assert said(heard) == Feedback()


def test_a_busy_day_is_read_from_its_end_and_no_further(heard: Actor) -> None:
    day = int(END.timestamp()) // 86_400
    frame = chat.newest_of_days(heard, day - 3, day, 5)
    assert frame.height == 20
    assert frame["ts"].is_sorted()
    assert frame["text"].to_list()[-1] == "status ok"
