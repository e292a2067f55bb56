"""A member who asks gets everything, conclusions too."""

from __future__ import annotations

import json

import pytest

from qunli.core.actor import Actor, system
from qunli.core.refusals import Forbidden, NotFound
from qunli.domains.chat.tests.conftest import as_role, bring
from qunli.domains.counsel import facade as counsel
from qunli.domains.counsel.operations.refresh_proposals import refresh_proposals
from qunli.domains.insight import facade as insight
from qunli.domains.insight.tests.conftest import draw, drawn
from qunli.domains.members.tests.conftest import host, stranger

__all__ = ["bring", "draw", "drawn", "host", "stranger"]


@pytest.mark.row("P4")
@pytest.mark.django_db(transaction=True)
def test_the_file_holds_messages_conclusions_and_proposals(drawn: Actor, stranger: Actor) -> None:
    refresh_proposals(actor=system(drawn.community))
    nia = insight.portraits(drawn, insight.Wanted(text="Nia"))[0][0].person
    whole = json.loads(b"".join(counsel.export_person(drawn, nia)))
    assert whole["person"]["name"] == "Nia"
    assert [one["text"] for one in whole["messages"]] == ["Hello! How warm should the proof be in winter?"]
    assert whole["concluded"]["messages"] == 1
    assert {one["kind"] for one in whole["proposals"]} == {"welcome", "answer"}
    with pytest.raises(Forbidden):
        counsel.export_person(as_role(drawn, "analyst"), nia)
    with pytest.raises(NotFound):
        counsel.export_person(stranger, nia)
