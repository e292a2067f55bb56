"""What a community promises: made, said differently, done, withdrawn."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from qunli.core.actor import Actor
from qunli.core.events import tell
from qunli.core.operation import operation
from qunli.core.refusals import Conflict
from qunli.core.words import _
from qunli.domains.communities import charter, founding, policy, queries
from qunli.domains.communities.events import PromiseDone, PromiseMade, PromiseWithdrawn
from qunli.domains.communities.models import Promise

MOST = 12


@operation
def make_promise(
    *,
    actor: Actor,
    text: str,
    check: str,
    figure: str = "",
    limit: float | None = None,
    due_on: date | None = None,
    question: str = "",
    key: str | None = None,
) -> int:
    """Returns the promise. `check`: "figure" with `figure` and `limit`, "task" with `due_on`, or "question" with
    `question` and the percent of yes in `limit`. Raises `Forbidden`, `Invalid`, `Conflict`."""
    community = queries.own_community(actor)
    policy.may_govern(actor).or_refuse()
    facts = charter.promised(text=text, check=check, figure=figure, limit=limit, due_on=due_on, question=question)
    if Promise.objects.filter(withdrawn_at=None).count() >= MOST:
        raise Conflict(_("Twelve promises are many to keep. Withdraw one first."))
    row = Promise.objects.create(community_id=community.id, **as_columns(facts))
    tell(PromiseMade(community=community.id, promise=row.id))
    return row.id


@operation
def finish_promise(*, actor: Actor, promise: int) -> None:
    """A task that was promised is done. Raises `Forbidden`, `NotFound`, `Conflict`."""
    policy.may_govern(actor).or_refuse()
    row = founding.promise_to_change(actor.here, promise)
    if row.check_by != "task":
        raise Conflict(_("Only a task is marked done; the others are measured."))
    row.done_on, row.done_by_name = timezone.localdate(), actor.name[:160]
    row.save(update_fields=["done_on", "done_by_name"])
    tell(PromiseDone(community=actor.here, promise=row.id))


@operation
def withdraw_promise(*, actor: Actor, promise: int) -> None:
    """It is no longer promised; versions still say it was. Raises `Forbidden`, `NotFound`."""
    policy.may_govern(actor).or_refuse()
    row = founding.promise_to_change(actor.here, promise)
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    tell(PromiseWithdrawn(community=actor.here, promise=row.id))


@operation
def renew_promise(*, actor: Actor, promise: int) -> None:
    """A withdrawal is taken back. Raises `Forbidden`; one that was never withdrawn stays as it is."""
    policy.may_govern(actor).or_refuse()
    if Promise.objects.filter(id=promise, withdrawn_at__isnull=False).update(withdrawn_at=None):
        tell(PromiseMade(community=actor.here, promise=promise))


def as_columns(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts of a promise by the names of the table, where `check` belongs to the ORM."""
    return {("check_by" if name == "check" else name): value for name, value in facts.items()}
