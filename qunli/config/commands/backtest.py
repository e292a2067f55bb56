"""`qunli backtest`: how right the conclusions would have been on a history's own past."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qunli.config.commands.backtest_lifetime import backtest_lifetime
from qunli.config.commands.backtest_moderation import backtest_moderation
from qunli.config.commands.bar import Bar
from qunli.config.commands.kept_results import KeptResults, cache_folder, write_whole

if TYPE_CHECKING:
    from qunli.analysis import History
    from qunli.analysis.judgements import Judgement

INTERRUPTED = 130


def backtest(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="A history as Parquet: ts, channel, author, ... (docs/histories.md). Or: moderation TRAIN TEST, two"
            " tables with the columns label and text. Or: lifetime FILE, purchases with customer, day and amount."
        ),
    ],
    json: Annotated[Path | None, typer.Option(help="Write the judgements here as well.")] = None,
    anew: Annotated[bool, typer.Option("--anew", help="Judge every moment again, also those kept before.")] = False,
) -> None:
    """Replay a history and print each judgement beside its naive mark and its own past error. Ctrl-C stops; the same
    command goes on from there, also after a crash. With "moderation": train a classifier on one table, and print its
    errors on the other. With "lifetime": foretell the second half of a table of purchases from its first."""
    if str(files[0]) == "moderation":
        backtest_moderation(files[1:], json)
        return
    if str(files[0]) == "lifetime":
        backtest_lifetime(files[1:], json)
        return
    if len(files) != 1:
        raise typer.BadParameter("one history, or: moderation TRAIN TEST, or: lifetime FILE")
    try:
        judgements = _replay(files[0], KeptResults(cache_folder() / "backtest"), anew)
        if json:
            import msgspec  # other commands need not load what conclusions need

            write_whole(json, msgspec.json.encode(judgements))
    except OSError as refusal:
        typer.echo(str(refusal), err=True)
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        typer.echo("Stopped. The moments that were judged are kept; the same command goes on from there.", err=True)
        raise typer.Exit(INTERRUPTED) from None


def _replay(file: Path, results: KeptResults, anew: bool) -> list[Judgement]:
    from qunli import analysis  # other commands need not load what conclusions need
    from qunli.analysis.backtest import backtest as replay

    with Bar() as bar:
        bar("loading", 0.0)
        try:
            history = analysis.History.from_parquet(file)
        except Exception as error:
            typer.echo(f"This is not a history that can be replayed: {error}", err=True)
            raise typer.Exit(1) from None
        bar("counting", 0.0)
        heading = _heading(history)
        results.drop_old()
        judgements = replay(history, lambda name, done: bar(name, done), None if anew else results)
        bar("done", 1.0)
    typer.echo(heading)
    _print(judgements)
    return judgements


def _heading(history: History) -> str:
    from qunli.analysis.backtest import cutoffs

    moments = cutoffs(history)
    said = (
        f"{history.messages.height:,} messages, {history.member_days['author'].n_unique():,} people, "
        f"{len(history.bots)} bots left out"
    )
    if not moments:
        return said
    days = [datetime.fromtimestamp(at, UTC).date().isoformat() for at in (moments[0], moments[-1])]
    return f"{said}\njudged at {len(moments)} moments from {days[0]} to {days[1]}\n"


def _print(judgements: list[Judgement]) -> None:
    typer.echo(f"{'judgement':<17}{'measure':<24}{'Qunli':>8}{'naive':>8}{'cases':>9}{'calibration':>13}{'right':>20}")
    for one in judgements:
        typer.echo(
            f"{one.name:<17}{one.measure:<24}{_figure(one.value):>8}{_figure(one.naive):>8}{one.cases:>9,}"
            f"{_figure(one.calibration_error):>13}{f'{one.right:,} of {one.said:,}':>20}"
        )


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
