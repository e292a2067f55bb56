"""What stands in the books."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet, Sum

from qunli.core import tenancy
from qunli.core.actor import Actor
from qunli.core.refusals import NotFound
from qunli.domains.ledger import chart, policy
from qunli.domains.ledger.models import Account, Entry, Inspection, Transfer
from qunli.kit.money import Money

PAGE = 50


@dataclass(frozen=True)
class AccountView:
    """An address in one currency; `entries` counts them."""

    id: int
    address: str
    balance: Money
    entries: int


@dataclass(frozen=True)
class EntryView:
    """A line of a statement: what came in (above zero) or went out, from or to whom, and what was there after."""

    version: int
    transfer: int
    happened_at: datetime
    written_at: datetime
    other: str
    amount: Money
    after: Money
    kind: str
    about: str
    note: str
    reverses: int | None


@dataclass(frozen=True)
class TransferView:
    """A transfer; `left` is what was not taken back of it."""

    id: int
    source: str
    target: str
    amount: Money
    left: Money
    kind: str
    about: str
    note: str
    reverses: int | None
    happened_at: datetime
    written_at: datetime


@dataclass(frozen=True)
class TrialLine:
    """All accounts of one root in one currency: what the books owe (`credit`) and what is owed to them (`debit`)."""

    root: str
    accounts: int
    debit: Money
    credit: Money


@dataclass(frozen=True)
class InspectionView:
    """The last look at the books; `faults` is empty when all is well."""

    at: datetime
    entries: int
    faults: tuple[str, ...]


def balance(address: str, currency: str) -> Money:
    """What is at an address of the community entered; nothing where no account is."""
    row = Account.objects.filter(address=address, currency=currency).values_list("balance", flat=True).first()
    return Money(row or 0, currency)


def balances(addresses: Iterable[str]) -> dict[str, list[Money]]:
    """What is at these addresses of the community entered, in every currency that they ever had."""
    found: dict[str, list[Money]] = {}
    rows = Account.objects.filter(address__in=list(addresses)).order_by("currency")
    for address, currency, minor in rows.values_list("address", "currency", "balance"):
        found.setdefault(address, []).append(Money(minor, currency))
    return found


def accounts(
    actor: Actor, *, root: str = "", search: str = "", limit: int = PAGE, offset: int = 0
) -> tuple[list[AccountView], int]:
    """In the order of their addresses, and how many. Raises `Forbidden`."""
    policy.may_read(actor).or_refuse()
    with tenancy.within(actor.here):
        rows = Account.objects.all()
        if root:
            rows = rows.filter(root=root)
        if search:
            rows = rows.filter(address__startswith=search.strip().lower())
        shown = rows.order_by("address", "currency")[offset : offset + limit]
        return [_account(row) for row in shown], rows.count()


def account(actor: Actor, account: int) -> AccountView:
    """Raises `Forbidden` and `NotFound`."""
    policy.may_read(actor).or_refuse()
    with tenancy.within(actor.here):
        return _account(_one_account(account))


def statement(actor: Actor, account: int, *, before: int | None = None, limit: int = PAGE) -> list[EntryView]:
    """The newest entries first, or those before the version `before`. Raises `Forbidden` and `NotFound`."""
    policy.may_read(actor).or_refuse()
    with tenancy.within(actor.here):
        return _entries(_one_account(account), before, limit)


def statement_at(address: str, currency: str, *, before: int | None = None, limit: int = PAGE) -> list[EntryView]:
    """The same by address, in the community entered: for whoever already asked whether it may be seen."""
    row = Account.objects.filter(address=address, currency=currency).first()
    return [] if row is None else _entries(row, before, limit)


def transfers(actor: Actor, *, about: str = "", limit: int = PAGE, before: int | None = None) -> list[TransferView]:
    """Newest first; `about` names what they are for, `before` is an id. Raises `Forbidden`."""
    policy.may_read(actor).or_refuse()
    with tenancy.within(actor.here):
        rows = Transfer.objects.filter(about=about) if about else Transfer.objects.all()
        if before is not None:
            rows = rows.filter(id__lt=before)
        return views(rows.order_by("-id")[:limit])


def transfers_about(about: str) -> list[TransferView]:
    """In the order in which they were made, in the community entered: for whoever keeps what they are about."""
    return views(Transfer.objects.filter(about=about).order_by("id"))


def transfer(actor: Actor, transfer: int) -> TransferView:
    """Raises `Forbidden` and `NotFound`."""
    policy.may_read(actor).or_refuse()
    with tenancy.within(actor.here):
        return _one_transfer(transfer)


def transfer_to_reverse(number: int) -> TransferView:
    """Locked with whoever else takes it back, by its accounts. Raises `NotFound`."""
    between = Transfer.objects.filter(id=number).values_list("source_id", "target_id").first()
    if between is None:
        raise NotFound
    list(Account.objects.select_for_update().filter(id__in=between).order_by("id"))
    return _one_transfer(number)


def by_key(key: str) -> TransferView | None:
    """The transfer that was made with this key in the community entered."""
    found = views(Transfer.objects.filter(key=key))
    return found[0] if found else None


def trial_balance(actor: Actor, until: datetime | None = None) -> list[TrialLine]:
    """By root and currency; debits and credits of a currency are equal. `until` leaves out what happened at that moment
    or later, and counts through all entries. Raises `Forbidden`."""
    policy.may_read(actor).or_refuse()
    with tenancy.within(actor.here):
        rows = list(_standing(until))
    found: dict[tuple[str, str], list[int]] = {}
    for root, currency, minor, count in rows:
        sums = found.setdefault((currency, root), [0, 0, 0])
        sums[0] += count
        sums[1 if minor < 0 else 2] += abs(minor)
    order = list(chart.ROOTS)
    return [
        TrialLine(root, count, Money(debit, currency), Money(credit, currency))
        for (currency, root), (count, debit, credit) in sorted(
            found.items(), key=lambda item: (item[0][0], order.index(item[0][1]))
        )
    ]


def inspected(actor: Actor) -> InspectionView | None:
    """Null before the first look. Raises `Forbidden`."""
    policy.may_read(actor).or_refuse()
    with tenancy.within(actor.here):
        row = Inspection.objects.first()
    return None if row is None else InspectionView(row.at, row.entries, tuple(row.faults))


def _standing(until: datetime | None) -> Iterator[tuple[str, str, int, int]]:
    """Root, currency, balance and number of accounts, those in debt apart from others."""
    if until is None:
        for owing in (Q(balance__lt=0), Q(balance__gte=0)):
            grouped = Account.objects.filter(owing).values_list("root", "currency").order_by()
            yield from grouped.annotate(Sum("balance"), Count("id"))
        return
    entries = Entry.objects.filter(transfer__happened_at__lt=until).values("account_id").order_by()
    sums = dict(entries.annotate(left=Sum("amount")).values_list("account_id", "left"))
    for number, root, currency in Account.objects.values_list("id", "root", "currency"):
        if number in sums:
            yield root, currency, sums[number], 1


def _one_account(number: int) -> Account:
    row = Account.objects.filter(id=number).first()
    if row is None:
        raise NotFound
    return row


def _one_transfer(number: int) -> TransferView:
    found = views(Transfer.objects.filter(id=number))
    if not found:
        raise NotFound
    return found[0]


def _account(row: Account) -> AccountView:
    return AccountView(row.id, row.address, Money(row.balance, row.currency), row.version)


def _entries(row: Account, before: int | None, limit: int) -> list[EntryView]:
    rows = Entry.objects.filter(account=row).select_related("transfer__source", "transfer__target")
    if before is not None:
        rows = rows.filter(version__lt=before)
    return [_entry(one, row) for one in rows.order_by("-version")[:limit]]


def _entry(row: Entry, account: Account) -> EntryView:
    made = row.transfer
    return EntryView(
        version=row.version,
        transfer=made.id,
        happened_at=made.happened_at,
        written_at=made.written_at,
        other=(made.source if made.target_id == account.id else made.target).address,
        amount=Money(row.amount, account.currency),
        after=Money(row.after, account.currency),
        kind=made.kind,
        about=made.about,
        note=made.note,
        reverses=made.reverses_id,
    )


def views(rows: QuerySet[Transfer] | Sequence[Transfer]) -> list[TransferView]:
    """With what was not taken back of each, asked once for all."""
    if isinstance(rows, QuerySet):
        rows = list(rows.select_related("source", "target"))
    taken = Transfer.objects.filter(reverses__in=[row.id for row in rows]).values_list("reverses_id").order_by()
    back = dict(taken.annotate(Sum("amount")))
    return [
        TransferView(
            id=row.id,
            source=row.source.address,
            target=row.target.address,
            amount=Money(row.amount, row.currency),
            left=Money(row.amount - back.get(row.id, 0), row.currency),
            kind=row.kind,
            about=row.about,
            note=row.note,
            reverses=row.reverses_id,
            happened_at=row.happened_at,
            written_at=row.written_at,
        )
        for row in rows
    ]
