"""Charter, promises and versions."""

from __future__ import annotations

from datetime import date

import pytest

from qunli.core.actor import Actor
from qunli.core.models import Event
from qunli.core.refusals import Conflict, Forbidden, Invalid, NotFound
from qunli.domains.communities import charter, facade
from qunli.domains.communities.models import CharterVersion
from qunli.domains.communities.tests.people import colleague, host, owner

__all__ = ["host"]

database = pytest.mark.django_db(transaction=True)


def write_whole(host: Actor) -> None:
    for one in charter.QUESTIONS:
        if one.shape == "text":
            facade.answer_charter(actor=host, question=one.key, text=f"About {one.key}")
    facade.answer_revenue(actor=host, lines=(), free=True)
    facade.make_promise(actor=host, text="A book", check="task", due_on=date(2030, 1, 1))


@pytest.mark.row("F1")
def test_a_community_opens_only_when_every_answer_stands(host: Actor) -> None:
    facade.answer_charter(actor=host, question="purpose", text="Real bread")
    with pytest.raises(Conflict) as refusal:
        facade.open_community(actor=host)
    said = str(refusal.value.sentence)
    assert "Say why you began." in said
    assert "Say what its members come together for." not in said
    assert not facade.community(host.here).is_open
    write_whole(host)
    assert facade.open_community(actor=host) == 1
    assert facade.community(host.here).is_open
    assert facade.community(host.here).purpose == "About purpose"
    assert Event.objects.filter(kind="communities.CommunityOpened").count() == 1


def test_a_community_that_lives_in_a_chat_already_is_open_and_says_what_is_missing(transactional_db: None) -> None:
    made = facade.create_community(actor=owner(), name="Old", lives_already=True)
    assert facade.community(made).is_open
    assert len(facade.charter_of(made).missing) == len(charter.QUESTIONS)


@pytest.mark.row("F1")
def test_a_version_is_restored_with_its_promises_and_nothing_is_lost(host: Actor) -> None:
    write_whole(host)
    assert facade.keep_charter(actor=host, why="First") == 1
    with pytest.raises(Conflict):
        facade.keep_charter(actor=host, why="Again")
    (promise,) = facade.charter_of(host.here).promises
    facade.withdraw_promise(actor=host, promise=promise.id)
    facade.make_promise(actor=host, text="A fair", check="figure", figure="active_week", limit=10)
    facade.answer_charter(actor=host, question="vision", text="Something else", public=False)
    assert facade.restore_charter(actor=host, number=1) == 3
    now = facade.charter_of(host.here)
    assert (now.answers["vision"], "vision" in now.public) == ("About vision", True)
    assert [(one.id, one.text) for one in now.promises] == [(promise.id, "A book")]
    assert [one.number for one in facade.charter_versions(host.here)] == [3, 2, 1]
    assert facade.charter_version(host.here, 2).content["answers"]["vision"] == "Something else"
    with pytest.raises(NotFound):
        facade.restore_charter(actor=host, number=9)


@database
@pytest.mark.parametrize("role", ["analyst"])
def test_who_only_looks_changes_nothing(role: str) -> None:
    host = facade.actor_in(owner(), facade.create_community(actor=owner(), name="Hearth"))
    looker = facade.actor_in(colleague(role), host.here)
    for deed in (
        lambda: facade.answer_charter(actor=looker, question="vision", text="x"),
        lambda: facade.begin_rules(actor=looker, template="fans"),
        lambda: facade.dress(actor=looker, slogan="x", colour="#27715f"),
        lambda: facade.open_room(actor=looker),
        lambda: facade.open_community(actor=looker),
    ):
        with pytest.raises(Forbidden):
            deed()
    assert facade.charter_of(host.here).answers == {}
    assert (facade.draft_of_rules(host.here), facade.latest_room(host.here)) == (None, None)


TODAY = date(2026, 11, 23)


@pytest.mark.row("F1")
@pytest.mark.parametrize(
    ("promise", "value", "votes", "state"),
    [
        (charter.Promised("figure", "active_week", 10), 10.0, (0, 0), "kept"),
        (charter.Promised("figure", "active_week", 10), 9.0, (0, 0), "broken"),
        (charter.Promised("figure", "open_questions", 5), 5.0, (0, 0), "kept"),
        (charter.Promised("figure", "open_questions", 5), 6.0, (0, 0), "broken"),
        (charter.Promised("figure", "active_week", 10), None, (0, 0), "open"),
        (charter.Promised("task", due_on=TODAY), None, (0, 0), "open"),
        (charter.Promised("task", due_on=date(2026, 11, 22)), None, (0, 0), "broken"),
        (charter.Promised("task", due_on=date(2026, 11, 22), done_on=TODAY), None, (0, 0), "kept"),
        (charter.Promised("question", limit=60), None, (2, 2), "open"),
        (charter.Promised("question", limit=60), None, (3, 5), "kept"),
        (charter.Promised("question", limit=60), None, (2, 5), "broken"),
    ],
)
def test_a_promise_is_kept_broken_or_too_early_to_tell(
    promise: charter.Promised, value: float | None, votes: tuple[int, int], state: str
) -> None:
    assert charter.judged(promise, value=value, votes=votes, today=TODAY).state == state


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"text": ""}, "text"),
        ({"check": "hope"}, "check"),
        ({"figure": "luck"}, "figure"),
        ({"limit": None}, "limit"),
        ({"check": "task"}, "due_on"),
        ({"check": "question", "limit": 60.0}, "question"),
        ({"check": "question", "question": "Is it?", "limit": 101.0}, "limit"),
    ],
)
def test_a_promise_without_a_check_is_refused(given: dict[str, object], field: str) -> None:
    facts = {"text": "x", "check": "figure", "figure": "active_week", "limit": 1.0, "due_on": None, "question": ""}
    with pytest.raises(Invalid) as refusal:
        charter.promised(**(facts | given))  # type: ignore[arg-type]
    assert refusal.value.field == field


def test_a_version_is_never_written_over(host: Actor) -> None:
    write_whole(host)
    facade.keep_charter(actor=host, why="First")
    before = CharterVersion._base_manager.values().get()
    facade.answer_charter(actor=host, question="vision", text="New")
    facade.keep_charter(actor=host, why="Second")
    assert CharterVersion._base_manager.values().get(number=1) == before
