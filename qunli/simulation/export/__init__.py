"""A world written as the exports that people bring, so that demo and measurements come in by the same door."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qunli.simulation.export.history import write_history
from qunli.simulation.export.plain import write_csv
from qunli.simulation.export.telegram import write_telegram
from qunli.simulation.export.truth import write_truth
from qunli.simulation.export.whatsapp import write_whatsapp
from qunli.simulation.world import World

FORMATS: dict[str, Callable[[World, Path], list[Path]]] = {
    "telegram": write_telegram,
    "whatsapp": write_whatsapp,
    "csv": write_csv,
    "parquet": write_history,
}

__all__ = ["FORMATS", "write_csv", "write_history", "write_telegram", "write_truth", "write_whatsapp"]
