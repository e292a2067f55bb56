"""What the API says of itself is true: schemathesis sends what the schema allows and holds the answers to it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pytest_django import Settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from qunli.config.registry import HANDLERS, TASKS
from qunli.core.refusals import Refusal
from qunli.core.worker import Worker
from qunli.simulation import preset, simulate
from qunli.simulation.export import write_csv
from tests.api import shop, taking_part
from tests.api.calls import get
from tests.api.house import House, bring_history, live_group, open_appeal, proposal, stopped_import
from tests.api.requests import addresses
from tests.api.requests_of_members import introduction, motion
from tests.api.requests_of_money import account, payment, payout
from tests.api.requests_of_packets import packet
from tests.api.requests_of_people import call, duty, honour, invitation, post, refused

pytestmark = pytest.mark.row("P1")
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


Makers = dict[str, Callable[[], Any]]


def makers(house: House) -> Makers:
    """How to come by names and ids that exist, so that requests get past the door."""
    return {
        "slug": lambda: "tea", "merge": lambda: 1, "history": lambda: house.done, "proposal": lambda: 1,
        "group": lambda: live_group(house), "seq": lambda: 1, "appeal": lambda: open_appeal(house),
        "application": lambda: refused(house), "invitation": lambda: invitation(house), "duty": lambda: duty(house),
        "post": lambda: post(house), "call": lambda: call(house), "honour": lambda: honour(house),
        "poll": lambda: taking_part.poll(house), "number": lambda: taking_part.check_in(house),
        "account": lambda: account(house), "intent": lambda: payment(house), "payout": lambda: payout(house),
        "packet": lambda: packet(house),
        "offer": lambda: shop.offer(house), "order": lambda: shop.order(house), "coupon": lambda: shop.coupon(house),
        "dispute": lambda: shop.dispute(house),
        "introduction": lambda: introduction(house), "motion": lambda: motion(house),
        "question": lambda: taking_part.question(house)[0], "feedback": lambda: taking_part.note(house),
    }  # fmt: skip


def real_place(name: str, make: Makers, known: dict[str, Any]) -> Any:
    """One made anew; the last one once requests erased the people or changed the policies by which it is made."""
    with suppress(Refusal):
        known[name] = make[name]()
    return known.get(name, 1)


def hold_to_schema(house: House, examples: int, mode: GenerationMode) -> int:
    """Sends `examples` requests that the schema allows, or forbids, to each address; returns how many there were."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    headers = {"Authorization": f"Bearer {house.ann_token}"}
    make, made = makers(house), dict[str, Any]()
    people = [house.bo, house.cy, house.di, house.ed]
    operations = [one.ok() for one in schema.get_all_operations()]

    def check(operation: Any) -> None:
        @settings(
            max_examples=examples,
            derandomize=True,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode), real=st.booleans(), who=st.sampled_from(people))
        def ask(case: Any, real: bool, who: int) -> None:
            if real:
                names = list(case.path_parameters or {})
                places = {name: who if name == "person" else real_place(name, make, made) for name in names}
                case.path_parameters = places
            case.call_and_validate(headers=headers, checks=CHECKS)

        ask()

    for operation in operations:
        check(operation)
    return len(operations)


@pytest.fixture
def known(house: House, tmp_path: Path, settings: Settings) -> House:
    """Tea with a larger past, its picture drawn, something proposed and something stopped."""
    world = simulate(preset("small", messages=400), 7)
    (path,) = write_csv(world, tmp_path / "simulated.csv")
    bring_history(house.ann, tmp_path, path.read_text(encoding="utf-8"))
    proposal(house.ann)
    stopped_import(house.ann)
    worker = Worker(HANDLERS, TASKS)
    while worker.once():
        pass
    assert get("/tea/findings", house.ann_token).body["found"] is not None
    return house


@pytest.mark.slow
def test_answers_are_as_the_schema_says(house: House) -> None:
    proposal(house.ann)
    assert hold_to_schema(house, 3, GenerationMode.POSITIVE) == len(addresses())


@pytest.mark.slow
def test_answers_are_as_the_schema_says_over_and_over(known: House) -> None:
    assert hold_to_schema(known, 100, GenerationMode.POSITIVE) == len(addresses())


@pytest.mark.slow
def test_requests_that_the_schema_forbids_break_nothing(known: House) -> None:
    assert hold_to_schema(known, 40, GenerationMode.NEGATIVE) == len(addresses())
