"""An operation is one transaction, once per key, told by its actor."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from qunli.core.actor import Actor
from qunli.core.dispatch import Handler, dispatch, retry, skip
from qunli.core.events import tell
from qunli.core.models import Event, IdempotencyKey, Lane
from qunli.core.operation import operation
from qunli.core.refusals import Conflict

ANN = Actor(kind="operator", id=7, community=3, name="Ann")


@dataclass(frozen=True)
class Greeted:
    community: int
    name: str


@operation
def greet(*, actor: Actor, name: str, key: str | None = None) -> str:
    tell(Greeted(community=actor.community or 0, name=name))
    if name == "nobody":
        raise Conflict("There is nobody to greet.")
    return f"Hello {name}"


@pytest.mark.django_db(transaction=True)
def test_the_event_carries_who_did_it() -> None:
    greet(actor=ANN, name="Bo")
    event = Event.objects.get()
    assert (event.kind, event.body["name"], event.actor_id, event.actor_name, event.community_id) == (
        "tests.Greeted",
        "Bo",
        7,
        "Ann",
        3,
    )


@pytest.mark.django_db(transaction=True)
def test_a_refusal_leaves_nothing_behind() -> None:
    with pytest.raises(Conflict):
        greet(actor=ANN, name="nobody", key="k")
    assert not Event.objects.exists()
    assert not IdempotencyKey.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_same_key_gives_the_stored_answer_and_does_nothing_again() -> None:
    assert greet(actor=ANN, name="Bo", key="k") == "Hello Bo"
    assert greet(actor=ANN, name="Bo", key="k") == "Hello Bo"
    assert Event.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_key_for_something_else_is_refused() -> None:
    greet(actor=ANN, name="Bo", key="k")
    with pytest.raises(Conflict):
        greet(actor=ANN, name="Cy", key="k")
    assert Event.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_telling_outside_a_transaction_is_a_mistake() -> None:
    with pytest.raises(RuntimeError):
        tell(Greeted(community=1, name="Bo"))


@pytest.mark.django_db(transaction=True)
def test_events_reach_a_handler_once_and_in_order() -> None:
    heard: list[str] = []
    handler = Handler("listen", (Greeted,), lambda event: heard.append(event.name))
    for name in ("Bo", "Cy", "Di"):
        greet(actor=ANN, name=name)
    dispatch([handler])
    dispatch([handler])
    assert heard == ["Bo", "Cy", "Di"]


@pytest.mark.django_db(transaction=True)
def test_a_failing_event_holds_its_own_lane_until_a_person_decides() -> None:
    heard: list[str] = []

    def fussy(event: Greeted) -> None:
        if event.name == "Bo" and not heard:
            raise ValueError("not Bo")
        heard.append(event.name)

    handler = Handler("fussy", (Greeted,), fussy)
    greet(actor=ANN, name="Bo")
    greet(actor=ANN, name="Cy")
    greet(actor=Actor(kind="operator", id=7, community=4), name="Bo")
    dispatch([handler])
    lanes = {lane.community_id: lane for lane in Lane.objects.all()}
    assert heard == []
    assert "not Bo" in lanes[3].error
    skip(lanes[3].id)
    dispatch([handler])
    assert heard == ["Cy"]
    retry(lanes[4].id)
    dispatch([handler])
    assert heard == ["Cy", "Bo"]
