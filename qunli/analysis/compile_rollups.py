"""Writes `compiled/*.sql`: what Ibis makes of the rollups for DuckDB. Run it after a change of `rollups`:
`python -m qunli.analysis.compile_rollups`."""

from __future__ import annotations

from pathlib import Path

import ibis

from qunli.analysis import rollups

ROLLUPS = {"channel_member_days": rollups.channel_member_days, "channel_ties": rollups.channel_ties}
SCHEMA = {
    "ts": "int64",
    "position": "int64",
    "channel": "int64",
    "topic": "int64",
    "author": "int64",
    "to": "int64",
    "length": "int64",
    "question": "boolean",
}
FOLDER = Path(__file__).with_name("compiled")


def compiled(rollup: str) -> str:
    """The SQL of one rollup over a table `messages`."""
    return str(ibis.to_sql(ROLLUPS[rollup](ibis.table(SCHEMA, name="messages")), dialect="duckdb")) + "\n"


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for rollup in ROLLUPS:
        (FOLDER / f"{rollup}.sql").write_text(compiled(rollup), "utf-8")


if __name__ == "__main__":
    main()
