"""What the database itself refuses, on SQLite and PostgreSQL alike: edits, debt, sums that do not balance.

A transfer is the only row that is written. Triggers make its two entries and carry balances on, so nothing can be out
of balance; whatever else is tried ends in an IntegrityError. Rows go only with a community that is being erased.
"""

from __future__ import annotations

from typing import Any, Final

WRONG_ACCOUNTS: Final = "ledger: both accounts are of the transfer's community and currency"
TOO_MUCH_BACK: Final = "ledger: a reversal goes the other way, for no more than is left of the transfer"
WRONG_ENTRY: Final = "ledger: an entry is one side of its transfer and goes on from the balance"
ONLY_BY_ENTRIES: Final = "ledger: an account changes by entries only"
KEPT: Final = "ledger: what is written stays"

_ACCOUNTS = """NOT EXISTS (SELECT 1 FROM ledger_account a, ledger_account b
    WHERE a.id = NEW.source_id AND b.id = NEW.target_id AND a.community_id = NEW.community_id
    AND b.community_id = NEW.community_id AND a.currency = NEW.currency AND b.currency = NEW.currency)"""
_BACK = """NEW.reverses_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ledger_transfer t
    WHERE t.id = NEW.reverses_id AND t.source_id = NEW.target_id AND t.target_id = NEW.source_id
    AND t.amount >= NEW.amount
    + (SELECT coalesce(sum(r.amount), 0) FROM ledger_transfer r WHERE r.reverses_id = t.id))"""
_ENTRY = """NOT EXISTS (SELECT 1 FROM ledger_transfer t, ledger_account a
    WHERE t.id = NEW.transfer_id AND a.id = NEW.account_id AND NEW.community_id = t.community_id
    AND NEW.version = a.version + 1 AND NEW.before = a.balance AND NEW.after = a.balance + NEW.amount
    AND ((t.source_id = a.id AND NEW.amount = -t.amount) OR (t.target_id = a.id AND NEW.amount = t.amount)))"""
_ACCOUNT = """NEW.id <> OLD.id OR NEW.community_id <> OLD.community_id OR NEW.address <> OLD.address
    OR NEW.root <> OLD.root OR NEW.currency <> OLD.currency OR NEW.may_owe <> OLD.may_owe
    OR NEW.opened_at <> OLD.opened_at
    OR NEW.version <> OLD.version + 1 OR NOT EXISTS (SELECT 1 FROM ledger_entry e
    WHERE e.account_id = OLD.id AND e.version = NEW.version AND e.after = NEW.balance)"""
_OPENED = "NEW.balance <> 0 OR NEW.version <> 0"
_NOT_ERASING = "EXISTS (SELECT 1 FROM communities_community c WHERE c.id = OLD.community_id AND NOT c.erasing)"

_ENTERED = """INSERT INTO ledger_entry (community_id, account_id, transfer_id, amount, before, after, version)
    SELECT NEW.community_id, id, NEW.id, -NEW.amount, balance, balance - NEW.amount, version + 1
    FROM ledger_account WHERE id = NEW.source_id;
    INSERT INTO ledger_entry (community_id, account_id, transfer_id, amount, before, after, version)
    SELECT NEW.community_id, id, NEW.id, NEW.amount, balance, balance + NEW.amount, version + 1
    FROM ledger_account WHERE id = NEW.target_id;"""
_COUNTED = "UPDATE ledger_account SET balance = NEW.after, version = NEW.version WHERE id = NEW.account_id;"

REFUSED: Final = (
    ("ledger_transfer_sound", "INSERT", "ledger_transfer", _ACCOUNTS, WRONG_ACCOUNTS),
    ("ledger_transfer_back", "INSERT", "ledger_transfer", _BACK, TOO_MUCH_BACK),
    ("ledger_entry_sound", "INSERT", "ledger_entry", _ENTRY, WRONG_ENTRY),
    ("ledger_account_opened", "INSERT", "ledger_account", _OPENED, ONLY_BY_ENTRIES),
    ("ledger_account_moved", "UPDATE", "ledger_account", _ACCOUNT, ONLY_BY_ENTRIES),
    ("ledger_transfer_edited", "UPDATE", "ledger_transfer", "1 = 1", KEPT),
    ("ledger_entry_edited", "UPDATE", "ledger_entry", "1 = 1", KEPT),
    ("ledger_account_kept", "DELETE", "ledger_account", _NOT_ERASING, KEPT),
    ("ledger_transfer_kept", "DELETE", "ledger_transfer", _NOT_ERASING, KEPT),
    ("ledger_entry_kept", "DELETE", "ledger_entry", _NOT_ERASING, KEPT),
)
"""Name, deed, table, when it is refused, and what is said then."""
FOLLOWED: Final = (
    ("ledger_transfer_entered", "ledger_transfer", _ENTERED),
    ("ledger_entry_counted", "ledger_entry", _COUNTED),
)
"""Name, table, and what is done after an insert."""
NAMES: Final = frozenset(name for name, *_rest in (*REFUSED, *FOLLOWED))


def put_up(apps: Any, schema_editor: Any) -> None:
    """For migrations: whoever rebuilds one of these tables calls it again, because SQLite drops a table's triggers with
    it."""
    take_down(apps, schema_editor)
    build = _on_postgresql if schema_editor.connection.vendor == "postgresql" else _on_sqlite
    with schema_editor.connection.cursor() as cursor:
        for statement in build():
            cursor.execute(statement)


def take_down(apps: Any, schema_editor: Any) -> None:
    """For migrations, before a table is rebuilt."""
    on = {**{name: table for name, _deed, table, *_rest in REFUSED}, **{name: table for name, table, _do in FOLLOWED}}
    postgresql = schema_editor.connection.vendor == "postgresql"
    with schema_editor.connection.cursor() as cursor:
        for name, table in on.items():
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if postgresql else ""))


def standing(connection: Any) -> frozenset[str]:
    """Names of the guards that the database has."""
    asked = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return NAMES & {name for (name,) in cursor.fetchall()}


def _on_sqlite() -> list[str]:
    refused = [
        f"CREATE TRIGGER {name} BEFORE {deed} ON {table} WHEN {when} BEGIN SELECT RAISE(ABORT, '{said}'); END"
        for name, deed, table, when, said in _quoted()
    ]
    followed = [f"CREATE TRIGGER {name} AFTER INSERT ON {table} BEGIN {do} END" for name, table, do in FOLLOWED]
    return refused + followed


def _on_postgresql() -> list[str]:
    refused = [
        statement
        for name, deed, table, when, said in _quoted()
        for statement in (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {when} THEN "
            f"RAISE EXCEPTION '{said}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
            f"RETURN {'OLD' if deed == 'DELETE' else 'NEW'}; END $$",
            f"CREATE TRIGGER {name} BEFORE {deed} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
        )
    ]
    followed = [
        statement
        for name, table, do in FOLLOWED
        for statement in (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {do} RETURN NULL; END $$",
            f"CREATE TRIGGER {name} AFTER INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
        )
    ]
    return refused + followed


def _quoted() -> list[tuple[str, str, str, str, str]]:
    return [(name, deed, table, when, said.replace("'", "''")) for name, deed, table, when, said in REFUSED]
