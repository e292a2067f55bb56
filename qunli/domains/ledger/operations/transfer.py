"""Money moves: all of it or nothing, once for each key."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from django.utils import timezone

from qunli.core import tenancy
from qunli.core.refusals import Conflict
from qunli.core.words import _
from qunli.domains.ledger import decisions, rows
from qunli.domains.ledger.decisions import Move
from qunli.domains.ledger.models import Transfer
from qunli.domains.ledger.rows import Held, Place

LINES_AT_ONCE = 50


def transfer(moves: Sequence[Move], *, key: str) -> list[int]:
    """Make these moves, in order, within the operation that calls it; returns the transfers' ids.

    `key` names what this is in the community ("order:17:paid"). The same key with the same moves returns the same ids
    and moves nothing. Raises `NotEnough` when an account that may not owe would, `Conflict` when the key was used for
    something else, `ValueError` for moves that cannot be right, `RuntimeError` outside a transaction.
    """
    community = _here()
    decisions.in_order(moves)
    places = [(address, move.amount.currency) for move in moves for address in (move.source, move.target)]
    accounts = _accounts(community, places)
    if done := _done(moves, key, accounts):
        return done
    decisions.covered(moves, {place: one.balance for place, one in accounts.items()})
    ids: list[int] = []
    lines = _lines(moves, key, accounts)
    for start in range(0, len(lines), LINES_AT_ONCE):
        ids.extend(rows.write(community, lines[start : start + LINES_AT_ONCE]))
    return ids


def _here() -> int:
    community = tenancy.current_community()
    if community is None or not connection.in_atomic_block:
        raise RuntimeError("money moves inside an operation in a community")
    return community


def _accounts(community: int, places: Sequence[Place]) -> dict[Place, Held]:
    found = rows.locked(community, places)
    missing = set(places) - found.keys()
    if not missing:
        return found
    rows.open_accounts(community, missing)
    return rows.locked(community, places)


def _done(moves: Sequence[Move], key: str, accounts: dict[Place, Held]) -> list[int]:
    """Asked under the accounts' locks: whoever makes the same moves at the same time waits for them."""
    keys = [_key(key, place) for place in range(len(moves))]
    # The first one's key tells new from repeated; only what is repeated is read whole.
    if not Transfer.objects.filter(key=keys[0]).exists():
        return []
    stored = {row.key: row for row in Transfer.objects.filter(key__in=keys)}
    before = [_facts(row) for one in keys if (row := stored.get(one))]
    longer = Transfer.objects.filter(key=_key(key, len(moves))).exists()
    if longer or before != [_wanted(move, accounts) for move in moves]:
        raise Conflict(
            _("This key was used before for something else. Use a new key for a new request."), code="key_reused"
        )
    return [stored[one].id for one in keys]


def _facts(row: Transfer) -> tuple[int, int, int, str, str, int | None]:
    return row.source_id, row.target_id, row.amount, row.kind, row.about, row.reverses_id


def _wanted(move: Move, accounts: dict[Place, Held]) -> tuple[int, int, int, str, str, int | None]:
    source, target = _between(move, accounts)
    return source, target, move.amount.minor, str(move.kind), move.about, move.reverses


def _lines(moves: Sequence[Move], key: str, accounts: dict[Place, Held]) -> list[rows.Written]:
    now, lines = timezone.now(), []
    for place, move in enumerate(moves):
        source, target = _between(move, accounts)
        lines.append(
            rows.Written(
                source=source,
                target=target,
                amount=move.amount.minor,
                currency=move.amount.currency,
                kind=str(move.kind),
                about=move.about,
                note=move.note,
                key=_key(key, place),
                reverses=move.reverses,
                happened_at=move.happened or now,
                written_at=now,
            )
        )
    return lines


def _between(move: Move, accounts: dict[Place, Held]) -> tuple[int, int]:
    currency = move.amount.currency
    return accounts[move.source, currency].id, accounts[move.target, currency].id


def _key(key: str, place: int) -> str:
    return f"{key}#{place}" if place else key
