"""What can be concluded from a community's history. Plain functions on a `History`; usable alone, without Django."""

from qunli.analysis.history import History

__all__ = ["History"]
