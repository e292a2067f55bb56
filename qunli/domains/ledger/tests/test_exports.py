"""The books can be taken out, in forms that bookkeepers' own tools read and check."""

from __future__ import annotations

import shutil
import subprocess
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from beancount import loader
from beancount.core.data import Balance

from conftest import need
from qunli.core.actor import Actor
from qunli.core.refusals import Forbidden
from qunli.domains.ledger import facade as ledger
from qunli.domains.ledger.tests.conftest import cny, move
from qunli.kit.money import POINTS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("M13")]
BOOKS = ledger.Books('Tea "and" cake\n; 2020', ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def kept(host: Actor) -> Actor:
    move(host, "rail:bank", "member:1", 10_050)
    move(host, "member:1", "income:tea-house", 50)
    move(host, "issue", "member:1", 30, currency=POINTS)
    move(host, "cost:rent", "rail:wechat", 700, currency="JPY")
    ledger.book(actor=host, source="cost:fees", target="rail:bank", amount=cny(7), note='A "fee"; \\ x', key="1")
    return host


def text(actor: Actor, form: str) -> str:
    return b"".join(ledger.FORMATS[form](actor, BOOKS)).decode()


def test_beancount_accepts_the_books_and_finds_every_account_as_it_stands(kept: Actor) -> None:
    entries, errors, _options = loader.load_string(text(kept, "beancount"))
    assert errors == []
    standing = {(one.account, one.amount.currency): one.amount.number for one in entries if isinstance(one, Balance)}
    assert standing == {
        ("Assets:Rail:Bank", "CNY"): Decimal("100.43"),
        ("Assets:Rail:Wechat", "JPY"): Decimal(-700),
        ("Equity:Issue", "POINTS"): Decimal(30),
        ("Expenses:Fees", "CNY"): Decimal("0.07"),
        ("Expenses:Rent", "JPY"): Decimal(700),
        ("Income:Tea-house", "CNY"): Decimal("-0.50"),
        ("Liabilities:Member:1", "CNY"): Decimal("-100.00"),
        ("Liabilities:Member:1", "POINTS"): Decimal(-30),
    }


def test_beancount_notices_when_a_line_is_missing(kept: Actor) -> None:
    cut = text(kept, "beancount").replace("  Liabilities:Member:1  -100.50 CNY\n", "  Equity:Issue  -100.50 CNY\n")
    assert len(loader.load_string(cut)[1]) == 1


def test_hledger_accepts_the_books_and_finds_every_account_as_it_stands(kept: Actor, tmp_path: Path) -> None:
    hledger = shutil.which("hledger")
    need(hledger, "hledger")
    journal = tmp_path / "books.hledger"
    journal.write_text(text(kept, "hledger"), encoding="utf-8")
    checked = subprocess.run([str(hledger), "-f", journal, "check", "--strict"], capture_output=True, text=True)
    assert (checked.returncode, checked.stderr) == (0, "")
    journal.write_text(text(kept, "hledger").replace("-100.50 CNY", "-100.51 CNY", 1), encoding="utf-8")
    assert subprocess.run([str(hledger), "-f", journal, "check"], capture_output=True).returncode != 0


def test_the_table_has_a_line_for_each_transfer(kept: Actor) -> None:
    head, *lines = ledger.table(kept)
    assert head[3:8] == ("source", "target", "amount", "currency", "kind")
    assert [line[3:8] for line in lines] == [
        ("rail:bank", "member:1", "100.50", "CNY", "payment"),
        ("member:1", "income:tea-house", "0.50", "CNY", "payment"),
        ("issue", "member:1", "30", "POINTS", "payment"),
        ("cost:rent", "rail:wechat", "700", "JPY", "payment"),
        ("cost:fees", "rail:bank", "0.07", "CNY", "cost"),
    ]


def test_books_without_a_line_are_books(host: Actor) -> None:
    assert loader.load_string(text(host, "beancount"))[:2] == ([], [])
    assert text(host, "hledger") == '; Tea "and" cake ; 2020\n'


def test_whoever_may_not_read_the_books_takes_nothing_out(kept: Actor) -> None:
    for form in ledger.FORMATS.values():
        with pytest.raises(Forbidden):
            form(Actor(kind="member", id=1, community=kept.here), BOOKS)
