"""A simulated community, reproducible by seed, with the truth about it kept beside it."""

from qunli.simulation.plan import PRESETS, GroupPlan, Plan, StageShape, preset
from qunli.simulation.truth import Truth
from qunli.simulation.world import Month, World, simulate

__all__ = ["PRESETS", "GroupPlan", "Month", "Plan", "StageShape", "Truth", "World", "preset", "simulate"]
