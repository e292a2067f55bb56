from __future__ import annotations

from pathlib import Path

import msgspec
from typer.testing import CliRunner

from qunli.analysis.lifetime.judgement import LifetimeJudgement
from qunli.analysis.lifetime.tests.invented import customers
from qunli.config.cli import app


def test_the_command_prints_the_judgement_and_writes_it(tmp_path: Path) -> None:
    table, out = tmp_path / "purchases.csv", tmp_path / "out.json"
    customers(400).write_csv(table)
    done = CliRunner().invoke(app, ["backtest", "lifetime", str(table), "--json", str(out)])
    assert done.exit_code == 0, done.output
    assert "BG/NBD       r " in done.output
    assert msgspec.json.decode(out.read_bytes(), type=LifetimeJudgement).customers == 400


def test_the_command_says_why_a_table_cannot_be_judged(tmp_path: Path) -> None:
    table = tmp_path / "purchases.csv"
    table.write_text("customer,day,amount\n1,2024-01-01,5\n1,2024-02-01,5\n")
    done = CliRunner().invoke(app, ["backtest", "lifetime", str(table)])
    assert done.exit_code == 1
    assert "1 customers, 0 of whom bought again; it takes 30" in done.output
    assert CliRunner().invoke(app, ["backtest", "lifetime"]).exit_code == 2
