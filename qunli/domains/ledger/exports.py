"""The whole books to take out: a table, and plain-text accounting that beancount and hledger read.

A bookkeeper's sign is the other way round: what lies at a rail is an asset above zero, what members may spend a
liability below it. Both texts end with what every account must come to, so that the tool itself checks the sums.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db.models import Min

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.domains.ledger import chart, policy
from qunli.domains.ledger.models import Account, Transfer
from qunli.kit.money import Money, digits

AT_ONCE = 2_000
HEAD: Final = (
    "transfer", "happened_at", "written_at", "source", "target", "amount", "currency", "kind", "about", "note",
    "reverses", "key",
)  # fmt: skip


@dataclass(frozen=True)
class Books:
    """What a text of the whole books is about."""

    title: str
    zone: ZoneInfo


def table(actor: Actor) -> Iterator[tuple[Any, ...]]:
    """A row for each transfer, oldest first; moments in UTC. Raises `Forbidden` before the first row."""
    policy.may_read(actor).or_refuse()
    return _table(actor)


def beancount(actor: Actor, books: Books) -> Iterator[bytes]:
    """For `bean-check` and its like (beancount 2 and 3). Raises `Forbidden` before the first line."""
    policy.may_read(actor).or_refuse()
    return _encoded(_beancount(actor, books))


def hledger(actor: Actor, books: Books) -> Iterator[bytes]:
    """For `hledger` and its like. Raises `Forbidden` before the first line."""
    policy.may_read(actor).or_refuse()
    return _encoded(_hledger(actor, books))


def _table(actor: Actor) -> Iterator[tuple[Any, ...]]:
    names = {number: address for number, (address, _sum) in _accounts(actor).items()}
    yield HEAD
    for row in _rows(actor):
        yield (
            row.id, row.happened_at.astimezone(UTC).isoformat(), row.written_at.astimezone(UTC).isoformat(),
            names[row.source_id], names[row.target_id], str(Money(row.amount, row.currency).major), row.currency,
            row.kind, row.about, row.note, row.reverses_id or "", row.key,
        )  # fmt: skip


def _beancount(actor: Actor, books: Books) -> Iterator[str]:
    accounts, first = _accounts(actor), _first_day(actor, books.zone)
    yield f'option "title" {_quoted(books.title)}\n'
    for name in sorted({chart.in_books(address) for address, _sum in accounts.values()}):
        yield f"{first} open {name}\n"
    last = first
    for row in _rows(actor):
        day = _day(row.happened_at, books.zone)
        last = max(last, day)
        yield f'{day} * {_quoted(row.kind)} {_quoted(_words(row))}\n  transfer: "{row.id}"\n'
        yield from _sides(row, accounts)
    for address, balance in accounts.values():
        yield f"{last + timedelta(days=1)} balance {chart.in_books(address)}  {_amount(-balance)}\n"


def _hledger(actor: Actor, books: Books) -> Iterator[str]:
    accounts = _accounts(actor)
    last = _first_day(actor, books.zone)
    yield f"; {' '.join(books.title.split())}\n"
    for name in sorted({chart.in_books(address) for address, _sum in accounts.values()}):
        yield f"account {name}\n"
    for currency in sorted({balance.currency for _address, balance in accounts.values()}):
        yield f"commodity {1000:.{digits(currency)}f}{'' if digits(currency) else '.'} {currency}\n"
    for row in _rows(actor):
        day = _day(row.happened_at, books.zone)
        last = max(last, day)
        yield f"{day} * ({row.id}) {row.kind} | {_words(row).replace(';', ',')}\n"
        yield from _sides(row, accounts)
    if accounts:
        yield f"{last + timedelta(days=1)} * every account as it stands\n"
    for address, balance in accounts.values():
        yield f"  {chart.in_books(address)}  {_amount(balance * 0)} = {_amount(-balance)}\n"


def _sides(row: Transfer, accounts: dict[int, tuple[str, Money]]) -> Iterator[str]:
    amount = Money(row.amount, row.currency)
    yield f"  {chart.in_books(accounts[row.source_id][0])}  {_amount(amount)}\n"
    yield f"  {chart.in_books(accounts[row.target_id][0])}  {_amount(-amount)}\n"


def _accounts(actor: Actor) -> dict[int, tuple[str, Money]]:
    """Address and balance by id."""
    with tenancy.within(actor.here):
        rows = Account.objects.order_by("id").values_list("id", "address", "currency", "balance")
        return {number: (address, Money(minor, currency)) for number, address, currency, minor in rows}


def _rows(actor: Actor) -> Iterator[Transfer]:
    last = 0
    while True:
        with tenancy.within(actor.here):
            rows = list(Transfer.objects.filter(id__gt=last).order_by("id")[:AT_ONCE])
        if not rows:
            return
        yield from rows
        last = rows[-1].id


def _first_day(actor: Actor, zone: ZoneInfo) -> date:
    with tenancy.within(actor.here):
        first: datetime | None = Transfer.objects.aggregate(first=Min("happened_at"))["first"]
    return _day(first, zone) if first else datetime.now(zone).date()


def _day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()


def _words(row: Transfer) -> str:
    return " ".join(f"{row.about} {row.note}".split())


def _quoted(text: str) -> str:
    escaped = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _amount(money: Money) -> str:
    return f"{money.major:f} {money.currency}"


def _encoded(lines: Iterator[str]) -> Iterator[bytes]:
    return (line.encode() for line in lines)


FORMATS: Final[dict[str, Callable[[Actor, Books], Iterator[bytes]]]] = {"beancount": beancount, "hledger": hledger}
"""By the name that also ends the file's."""
