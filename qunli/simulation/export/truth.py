"""The truth as files, for judging from outside."""

from __future__ import annotations

from pathlib import Path

from qunli.simulation.world import World


def write_truth(world: World, folder: Path) -> list[Path]:
    """weeks, members, ties and hours as parquet in `folder`, which is made if absent. Returns the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name in ("weeks", "members", "ties", "hours"):
        path = folder / f"{name}.parquet"
        getattr(world.truth, name).write_parquet(path)
        paths.append(path)
    return paths
