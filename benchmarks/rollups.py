"""The rollup step on DuckDB and on Spark, the same expressions through Ibis, and beside plain pandas.

`uv run --extra spark python -m benchmarks.rollups --json OUT` makes tables of messages under .cache/ the first time,
runs member-days and ties on both engines, compares every number, and then times DuckDB on growing tables beside what a
user would write with pandas, who asks less: no odds, calls, repeats or instants. Each run is a process of its own: wall
time is from the first query to the result in memory (engine start left out), memory its largest resident set (Spark's
is that of its Java process), and CPU time that of the whole process, imports too, on all cores.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

from benchmarks import message_table

CACHE = Path(".cache/benchmarks/messages")
COMPARED = 3_000_000
SIZES = (1_000_000, 3_000_000, 10_000_000)
SPARK = {
    "spark.master": "local[*]",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "5g",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "16",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.driver.maxResultSize": "4g",
    "spark.log.level": "ERROR",
}


def main() -> None:
    """Run everything and write what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, required=True)
    parser.add_argument(
        "--compare", type=int, default=COMPARED, help="messages for DuckDB beside Spark; 0 leaves it out"
    )
    parser.add_argument("--sizes", type=int, nargs="*", default=list(SIZES), help="messages for DuckDB beside pandas")
    parser.add_argument("--run", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.run:
        _run(given.run[0], Path(given.run[1]), Path(given.run[2]))
        return
    found: dict[str, object] = {"cores": os.cpu_count()}
    if given.compare:
        found["engines"] = _engines(given.compare)
    found["growth"] = _growth(given.sizes)
    given.json.write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    print(json.dumps(found, indent=2))


def _engines(messages: int) -> dict[str, object]:
    table = _table(messages)
    outs = {engine: CACHE / f"{engine}-{messages}" for engine in ("duckdb", "spark")}
    found: dict[str, object] = {"messages": messages}
    found |= {engine: _measured(engine, table, out) for engine, out in outs.items()}
    return found | {"same": _same(*outs.values())}


def _growth(sizes: list[int]) -> list[dict[str, object]]:
    rows = []
    for messages in sizes:
        table = _table(messages)
        row: dict[str, object] = {"messages": messages}
        rows.append(row | {engine: _measured(engine, table, CACHE / "out") for engine in ("duckdb", "pandas")})
    return rows


def _table(messages: int) -> Path:
    folder = CACHE / str(messages)
    if not folder.is_dir():
        message_table.write(folder, messages)
    return folder


def _measured(engine: str, table: Path, out: Path) -> dict[str, float]:
    own = [sys.executable, "-m", "benchmarks.rollups", "--json", "-", "--run", engine, str(table), str(out)]
    done = subprocess.run(own, check=True, stdout=subprocess.PIPE, text=True)
    read: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return read


def _run(engine: str, table: Path, out: Path) -> None:
    runs = {"duckdb": _duckdb, "spark": _spark, "pandas": _pandas}
    out.mkdir(parents=True, exist_ok=True)
    found = runs[engine](table, out)
    print(json.dumps(found))


def _duckdb(table: Path, out: Path) -> dict[str, float]:
    import ibis  # each run loads its own engine only: what the others cost must not count

    from qunli.analysis import rollups

    connection = ibis.duckdb.connect()
    messages = connection.read_parquet(str(table / "*.parquet"), table_name="messages")
    found: dict[str, float] = {}
    for name in ("member_days", "ties"):
        begin = time.perf_counter()
        rows = connection.to_polars(getattr(rollups, name)(messages))
        found[f"{name}_s"] = round(time.perf_counter() - begin, 2)
        found[f"{name}_rows"] = rows.height
        rows.write_parquet(out / f"{name}.parquet")
    return found | {"cpu_s": round(time.process_time(), 2), "peak_mib": _peak(os.getpid())}


def _spark(table: Path, out: Path) -> dict[str, float]:
    import ibis
    from pyspark.sql import SparkSession

    from qunli.analysis import rollups

    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    builder = SparkSession.builder
    for key, value in SPARK.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    connection = ibis.pyspark.connect(session)
    messages = connection.read_parquet(str(table), table_name="messages")
    found: dict[str, float] = {}
    for name in ("member_days", "ties"):
        begin = time.perf_counter()
        rows = connection.to_polars(getattr(rollups, name)(messages))
        found[f"{name}_s"] = round(time.perf_counter() - begin, 2)
        found[f"{name}_rows"] = rows.height
        rows.write_parquet(out / f"{name}.parquet")
    java = session.sparkContext._gateway.proc.pid
    found["peak_mib"] = _peak(java)
    session.stop()
    return found


def _pandas(table: Path, out: Path) -> dict[str, float]:
    """The same two questions as one would ask them by hand: counts a member and day, and who came next after whom;
    without odds, instants, repeats and calls."""
    import pandas as pd

    begin = time.perf_counter()
    frame = pd.concat(pd.read_parquet(part) for part in sorted(table.glob("*.parquet")))
    frame["day"] = frame["ts"] // 86_400
    frame["bit"] = 2 ** (frame["ts"] % 86_400 // 3600)
    frame["named"] = frame["to"].notna()
    days = frame.groupby(["author", "day"]).agg(
        messages=("ts", "size"),
        length=("length", "sum"),
        questions=("question", "sum"),
        addressed=("named", "sum"),
        channels=("channel", "nunique"),
        first_ts=("ts", "min"),
        last_ts=("ts", "max"),
    )
    hours = frame.drop_duplicates(["author", "day", "bit"]).groupby(["author", "day"])["bit"].sum()
    days["hours"] = hours
    found: dict[str, float] = {"member_days_s": round(time.perf_counter() - begin, 2), "member_days_rows": len(days)}
    begin = time.perf_counter()
    frame = frame.sort_values(["ts", "position"])
    place = frame.groupby(["channel", "topic"], dropna=False)
    frame["previous"], frame["gap"] = place["author"].shift(), frame["ts"] - place["ts"].shift()
    window = frame["topic"].isna().map({True: 600, False: 86_400})
    after = ~frame["named"] & frame["previous"].notna() & (frame["previous"] != frame["author"])
    after &= frame["gap"] <= window
    frame["other"] = frame["to"].where(frame["named"], frame["previous"].where(after))
    spoke = frame[frame["other"].notna() & (frame["other"] != frame["author"])]
    pairs = spoke.groupby(["author", "other", "day"]).agg(named=("named", "sum"), all=("named", "size"))
    found |= {"ties_s": round(time.perf_counter() - begin, 2), "ties_rows": len(pairs)}
    return found | {"cpu_s": round(time.process_time(), 2), "peak_mib": _peak(os.getpid())}


def _peak(process: int) -> int:
    """Largest resident set so far in MiB, as Linux tells it."""
    told = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    return round(int(next(line for line in told if line.startswith("VmHWM")).split()[1]) / 1024)


def _same(one: Path, other: Path) -> dict[str, bool]:
    """Whether both engines gave exactly the same rows. Sums of thousandths are compared to half a thousandth."""
    import polars as pl

    keys = {"member_days": ["author", "day"], "ties": ["author", "other", "day"]}
    result = {}
    for name, key in keys.items():
        left, right = (pl.read_parquet(folder / f"{name}.parquet").sort(key) for folder in (one, other))
        columns = sorted(left.columns)
        kinds = dict(left.schema)
        left, right = left.select(columns), right.select(columns).cast({c: kinds[c] for c in columns})
        if "weight" in columns:
            left, right = (side.with_columns((pl.col("weight") * 1000).round()) for side in (left, right))
        result[name] = left.equals(right)
    return result


if __name__ == "__main__":
    main()
