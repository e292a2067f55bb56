"""`qunli backtest`: how right the conclusions would have been on a history's own past."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer


def backtest(
    file: Annotated[Path, typer.Argument(help="A history as Parquet: ts, channel, author, ... (docs/histories.md).")],
    json: Annotated[Path | None, typer.Option(help="Write the judgements here as well.")] = None,
) -> None:
    """Replay a history and print each judgement beside its naive mark and its own past error."""
    import msgspec  # other commands need not load what conclusions need

    from qunli import analysis
    from qunli.analysis.backtest import backtest as replay
    from qunli.analysis.backtest import cutoffs

    try:
        history = analysis.History.from_parquet(file)
    except Exception as error:
        typer.echo(f"This is not a history that can be replayed: {error}", err=True)
        raise typer.Exit(1) from None
    moments = cutoffs(history)
    typer.echo(
        f"{history.messages.height:,} messages, {history.member_days['author'].n_unique():,} people, "
        f"{len(history.bots)} bots left out"
    )
    if moments:
        days = [datetime.fromtimestamp(at, UTC).date().isoformat() for at in (moments[0], moments[-1])]
        typer.echo(f"judged at {len(moments)} moments from {days[0]} to {days[1]}\n")
    judgements = replay(history, lambda name: typer.echo(f"… {name}", err=True))
    typer.echo(f"{'judgement':<17}{'measure':<24}{'Qunli':>8}{'naive':>8}{'cases':>9}{'calibration':>13}{'right':>16}")
    for one in judgements:
        typer.echo(
            f"{one.name:<17}{one.measure:<24}{_figure(one.value):>8}{_figure(one.naive):>8}{one.cases:>9,}"
            f"{_figure(one.calibration_error):>13}{f'{one.right:,} of {one.said:,}':>16}"
        )
    if json:
        json.write_bytes(msgspec.json.encode([dataclasses.asdict(one) for one in judgements]))


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
