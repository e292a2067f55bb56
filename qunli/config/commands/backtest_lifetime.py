"""`qunli backtest lifetime FILE`: how well the models of repeat buying foretold the second half of a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from qunli.config.commands.kept_results import write_whole

if TYPE_CHECKING:
    from qunli.analysis.lifetime.chances import Range
    from qunli.analysis.lifetime.judgement import LifetimeJudgement, Mark

EVERY = 13
"""Weeks from one printed week to the next."""


def backtest_lifetime(files: list[Path], json: Path | None) -> None:
    """Fitted on the first half of the table's days, judged on the second; printed beside simpler rules."""
    if len(files) != 1:
        raise typer.BadParameter("give one table of purchases: lifetime FILE")
    from qunli.analysis.lifetime import judge, reading  # other commands need not load what fitting needs

    try:
        purchases = reading.read(files[0])
        found = judge.judge_lifetime(purchases, *judge.halves(purchases))
    except (OSError, ValueError) as refusal:
        typer.echo(str(refusal), err=True)
        raise typer.Exit(1) from None
    _print_fit(found)
    _print_totals(found)
    _print_detail(found)
    if json:
        import msgspec  # as above

        write_whole(json, msgspec.json.encode(found))


def _print_fit(found: LifetimeJudgement) -> None:
    buying, spend = found.buying, found.spend
    typer.echo(
        f"{found.customers:,} customers, fitted on purchases until {found.fitted_until},"
        f" judged on those until {found.judged_until}\n"
    )
    typer.echo(_estimates("BG/NBD", ("r", "alpha", "a", "b"), buying.parameters, buying.errors))
    typer.echo(f"{'':<13}log-likelihood {buying.log_likelihood:,.1f}{_doubt(buying.settled)}")
    typer.echo(_estimates("gamma-gamma", ("p", "q", "gamma"), (spend.p, spend.q, spend.gamma), spend.errors))
    typer.echo(
        f"{'':<13}{spend.customers:,} who bought again; amounts and frequency correlate by {spend.dependence:.2f}"
        f"{_doubt(spend.settled)}\n"
    )


def _estimates(name: str, names: tuple[str, ...], values: tuple[float, ...], errors: tuple[float, ...]) -> str:
    each = (f"{one} {value:.3f} ± {error:.3f}" for one, value, error in zip(names, values, errors, strict=True))
    return f"{name:<13}{'   '.join(each)}"


def _doubt(settled: bool) -> str:
    return "" if settled else "; at the edge of the search: this history does not tell them"


def _print_totals(found: LifetimeJudgement) -> None:
    typer.echo(f"{'':<13}{'purchases':>10}{'error':>9}{'MAE each':>10}{'rank':>8}")
    typer.echo(f"{'came':<13}{found.came:>10,}")
    for mark in found.marks:
        typer.echo(_row(mark))
    typer.echo(
        f"\nexpected {_range(found.purchases)} purchases; amounts {_range(found.money)}, came {found.paid:,.0f},"
        f" same rate {found.money_same:,.0f}"
    )
    typer.echo(
        f"{found.within:.1%} of customers within their own range; who buys at all: AUC {_figure(found.auc)}"
        f" (silence alone {_figure(found.auc_recency)}), calibration error {_figure(found.calibration_error)}"
    )
    due = found.due
    typer.echo(
        f"bought within {due.weeks} weeks: {_figure(due.came.value)} of the {due.came.of:,} who were due (said:"
        f" {_figure(due.said)}), {_figure(due.plain.value)} of the {due.plain.of:,} beyond their own mean gap,"
        f" {_figure(due.repeaters.value)} of all {due.repeaters.of:,} who had bought again\n"
    )


def _range(one: Range) -> str:
    return f"{one.value:,.0f} ({one.low:,.0f} to {one.high:,.0f})"


def _row(mark: Mark) -> str:
    return f"{mark.rule:<13}{mark.total:>10,.0f}{mark.error:>+9.1%}{mark.mae:>10.3f}{_figure(mark.rank):>8}"


def _print_detail(found: LifetimeJudgement) -> None:
    rules = [mark.rule for mark in found.marks]
    heading = "".join(f"{rule:>11}" for rule in rules)
    typer.echo(f"{'bought again':<13}{'customers':>10}{'came':>9}{heading}")
    for one in found.bins:
        often = f"{one.frequency}{' or more' if one is found.bins[-1] and one.frequency == 7 else ''}"
        typer.echo(
            f"{often:<13}{one.customers:>10,}{one.came:>9.2f}"
            + "".join(f"{one.expected[rule]:>11.2f}" for rule in rules)
        )
    typer.echo(f"\n{'until week':<13}{'':>10}{'came':>9}{heading}")
    for week in found.weeks:
        if week.week % EVERY == 0 or week is found.weeks[-1]:
            each = "".join(f"{week.expected[rule]:>11,.0f}" for rule in rules)
            typer.echo(f"{week.week:<13}{'':>10}{week.came:>9,}{each}")


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
