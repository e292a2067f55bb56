"""What can be concluded from a community's history. Plain functions on a `History`; usable alone, without Django."""

from qunli.analysis.history import History
from qunli.analysis.parting import split
from qunli.analysis.receptive import receptive_hours

__all__ = ["History", "receptive_hours", "split"]
