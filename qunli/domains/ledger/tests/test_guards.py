"""What the database refuses, whoever asks: edits, debt, sums that do not balance."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.domains.ledger import facade as ledger
from qunli.domains.ledger import guards
from qunli.domains.ledger.models import Account, Entry, Transfer
from qunli.domains.ledger.tests.conftest import cny, move

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("M13"), pytest.mark.database]
ROWS = "ledger_account", "ledger_transfer", "ledger_entry"
FORBIDDEN = {
    "a balance is edited": "UPDATE ledger_account SET balance = balance + 1",
    "a balance is edited with its version": "UPDATE ledger_account SET balance = balance + 1, version = version + 1",
    "an account is renamed": "UPDATE ledger_account SET address = 'member:9'",
    "an account may owe from now on": "UPDATE ledger_account SET may_owe = (1 = 1) WHERE address = 'member:1'",
    "an amount is edited": "UPDATE ledger_transfer SET amount = amount + 1",
    "a note is edited": "UPDATE ledger_transfer SET note = 'other'",
    "an entry is edited": "UPDATE ledger_entry SET amount = amount + 1, after = after + 1",
    "an entry is taken out": "DELETE FROM ledger_entry",
    "a transfer is taken out": "DELETE FROM ledger_transfer",
    "an account is taken out": "DELETE FROM ledger_account",
    "an account is opened with something on it": (
        "INSERT INTO ledger_account (community_id, address, root, currency, balance, version, may_owe, opened_at) "
        "SELECT community_id, 'member:7', root, currency, 5, 0, may_owe, opened_at FROM ledger_account "
        "WHERE address = 'member:1'"
    ),
    "an entry stands alone": (
        "INSERT INTO ledger_entry (community_id, account_id, transfer_id, amount, before, after, version) "
        "SELECT e.community_id, e.account_id, e.transfer_id, 5, a.balance, a.balance + 5, a.version + 1 "
        "FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id"
    ),
}


@pytest.mark.parametrize("statement", FORBIDDEN.values(), ids=FORBIDDEN.keys())
def test_the_database_refuses(host: Actor, statement: str) -> None:
    move(host, "rail:bank", "member:1", 500)
    before = everything()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert everything() == before


def test_a_transfer_makes_its_two_entries_and_carries_balances_on(host: Actor) -> None:
    move(host, "rail:bank", "member:1", 500)
    move(host, "member:1", "income:tea", 120)
    with tenancy.within(host.here):
        lines = Entry.objects.order_by("id").values_list("account__address", "before", "amount", "after", "version")
        assert list(lines) == [
            ("rail:bank", 0, -500, -500, 1),
            ("member:1", 0, 500, 500, 1),
            ("member:1", 500, -120, 380, 2),
            ("income:tea", 0, 120, 120, 1),
        ]
        assert dict(Account.objects.values_list("address", "balance")) == {
            "rail:bank": -500,
            "member:1": 380,
            "income:tea": 120,
        }


@pytest.mark.parametrize("wrong", ["currency", "community", "debt", "nothing", "back"])
def test_a_transfer_past_the_operation_is_refused(host: Actor, stranger: Actor, wrong: str) -> None:
    first = move(host, "rail:bank", "member:1", 500)
    move(stranger, "rail:bank", "member:1", 500)
    with tenancy.within(host.here):
        row = Transfer.objects.get(id=first)
        row.id, row.key = None, "other"
        if wrong == "currency":
            row.currency = "USD"
        elif wrong == "community":
            row.community_id = stranger.here
        elif wrong == "debt":
            row.source_id, row.target_id, row.amount = row.target_id, row.source_id, 501
        elif wrong == "nothing":
            row.amount = 0
        else:
            row.source_id, row.target_id, row.amount, row.reverses_id = row.target_id, row.source_id, 501, first
    before = everything()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
    assert everything() == before


def test_no_more_is_taken_back_than_was_given(host: Actor) -> None:
    first = move(host, "rail:bank", "member:1", 500)
    move(host, "rail:bank", "member:1", 500)
    with tenancy.within(host.here), transaction.atomic():
        ledger.reverse(first, key="half", amount=cny(300))
        row = Transfer.objects.get(key="half")
    row.id, row.key, row.amount = None, "rest", 201
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
    with tenancy.within(host.here):
        assert ledger.balance("member:1", "CNY") == cny(700)


def test_all_guards_stand(host: Actor) -> None:
    assert guards.standing(connection) == guards.NAMES


def everything() -> list[list[tuple[object, ...]]]:
    found = []
    for table in ROWS:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table} ORDER BY id")
            found.append(cursor.fetchall())
    return found
