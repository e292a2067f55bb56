"""`python -m qunli.simulation --plan hearth_bakers --seed 7 --format telegram --out FILE`."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from qunli.simulation.export import FORMATS, write_truth
from qunli.simulation.plan import DEFAULT_UNTIL, PRESETS, preset
from qunli.simulation.world import simulate


def main(arguments: list[str] | None = None) -> int:
    """Simulates a plan and writes it. Prints one path a line."""
    asked = _parser().parse_args(arguments)
    changes = {name: value for name in ("messages", "members", "weeks") if (value := getattr(asked, name)) is not None}
    world = simulate(preset(asked.plan, asked.until, **changes), asked.seed)
    paths = FORMATS[asked.format](world, asked.out)
    if asked.truth:
        paths += write_truth(world, asked.truth)
    sys.stdout.write("".join(f"{path}\n" for path in paths))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m qunli.simulation", description="Write a simulated community.")
    parser.add_argument("--plan", choices=sorted(PRESETS), default="hearth_bakers")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--format", choices=sorted(FORMATS), default="telegram")
    parser.add_argument(
        "--out", type=Path, required=True, help="file; several groups get -1, -2, ... before the suffix"
    )
    parser.add_argument(
        "--until", type=_moment, default=DEFAULT_UNTIL, help="end of the world, ISO 8601, UTC if unsaid"
    )
    parser.add_argument("--truth", type=Path, help="folder for the truth")
    for name in ("messages", "members", "weeks"):
        parser.add_argument(f"--{name}", type=int, help=f"instead of the plan's own {name}")
    return parser


def _moment(text: str) -> int:
    moment = datetime.fromisoformat(text)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


if __name__ == "__main__":
    sys.exit(main())
