"""`qunli backtest moderation TRAIN TEST`: how right a classifier trained on one table is on another."""

from __future__ import annotations

from pathlib import Path

import typer

from qunli.config.commands.bar import Bar
from qunli.config.commands.kept_results import write_whole


def backtest_moderation(files: list[Path], json: Path | None) -> None:
    """Labels are spam and ham, or offensive and safe. The limit is chosen by cross-validation on TRAIN alone."""
    if len(files) != 2:
        raise typer.BadParameter("give two tables: moderation TRAIN.csv.gz TEST.csv.gz")
    from qunli.analysis.screening import labelled, measures  # other commands need not load what training needs
    from qunli.analysis.screening.train import train

    try:
        given, asked = (labelled.read(file) for file in files)
    except (OSError, ValueError) as refusal:
        typer.echo(str(refusal), err=True)
        raise typer.Exit(1) from None
    if given.truth.all() or not given.truth.any():
        typer.echo(f"{files[0].name} has messages of one kind only; there is nothing to learn.", err=True)
        raise typer.Exit(1)
    with Bar() as bar:
        trained = train(given.texts, given.truth, lambda name, done: bar(name, done), kind=given.kind)
    found = measures.errors(asked.truth, trained.scores(asked.texts), trained.threshold)
    typer.echo(f"trained on {len(given.texts):,} messages, limit {trained.threshold:.3f} by cross-validation on them")
    typer.echo(f"{found.cases:,} messages, {found.positives:,} of the kind")
    for name in ("precision", "recall", "f1", "auc", "false_alarms"):
        value = getattr(found, name)
        typer.echo(f"{name.replace('_', ' '):<14}{'–' if value is None else f'{value:.4f}':>8}")
    if json:
        import msgspec  # as above

        write_whole(json, msgspec.json.encode(found))
