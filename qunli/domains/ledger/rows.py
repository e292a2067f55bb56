"""The hot rows, by SQL written once: accounts locked in order, transfers written in one statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from qunli.domains.ledger import chart
from qunli.domains.ledger.models import Account, Transfer

Place = tuple[str, str]
"""An address and a currency."""


@dataclass(frozen=True)
class Held:
    """An account that is locked until the transaction ends; `balance` in minor units."""

    id: int
    balance: int


def locked(community: int, places: Iterable[Place]) -> dict[Place, Held]:
    """Accounts that exist, locked in the order of their ids, which is the same for everybody, so that nobody waits for
    somebody who waits for them. On SQLite the transaction holds the whole file already."""
    wanted = sorted(set(places))
    pairs = ", ".join(["(%s, %s)"] * len(wanted))
    lock = " FOR UPDATE" if connection.vendor == "postgresql" else ""
    asked = f"""SELECT id, address, currency, balance FROM ledger_account WHERE community_id = %s
        AND (address, currency) IN (VALUES {pairs}) ORDER BY id{lock}"""  # noqa: S608  marks only
    with connection.cursor() as cursor:
        cursor.execute(asked, [community, *(part for place in wanted for part in place)])
        return {(address, currency): Held(number, balance) for number, address, currency, balance in cursor.fetchall()}


def open_accounts(community: int, places: Iterable[Place]) -> None:
    """Those that exist are left as they are."""
    rows = [
        Account(
            community_id=community,
            address=address,
            root=chart.root(address),
            currency=currency,
            may_owe=chart.may_owe(address),
        )
        for address, currency in sorted(places)
    ]
    Account.objects.bulk_create(rows, ignore_conflicts=True)


@dataclass(frozen=True)
class Written:
    """A transfer as it is about to be written, in the order of the table's columns."""

    source: int
    target: int
    amount: int
    currency: str
    kind: str
    about: str
    note: str
    key: str
    reverses: int | None
    happened_at: datetime
    written_at: datetime


def write(community: int, lines: Sequence[Written]) -> list[int]:
    """Their ids, in order. What the database refuses raises `IntegrityError`."""
    # Column by column through Django, so that moments are stored as it stores them.
    columns: list[Any] = [Transfer._meta.get_field(name) for name in _COLUMNS]
    marks = "(" + ", ".join(["%s"] * (len(columns) + 1)) + ")"
    names = ", ".join(str(one.column) for one in columns)
    given: list[Any] = []
    for line in lines:
        given.append(community)
        given.extend(
            one.get_db_prep_save(getattr(line, name), connection) for name, one in zip(_COLUMNS, columns, strict=True)
        )
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO ledger_transfer (community_id, {names}) VALUES {', '.join([marks] * len(lines))} "  # noqa: S608
            "RETURNING id",
            given,
        )
        return sorted(number for (number,) in cursor.fetchall())


_COLUMNS = (
    "source", "target", "amount", "currency", "kind", "about", "note", "key", "reverses", "happened_at", "written_at",
)  # fmt: skip
