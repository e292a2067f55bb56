"""JSON files too large or too broken to load: arrays of records, read batch by batch, each broken record alone lost."""

from qunli.archives.json_stream.arrays import Array, arrays
from qunli.archives.json_stream.rows import Batch

__all__ = ["Array", "Batch", "arrays"]
