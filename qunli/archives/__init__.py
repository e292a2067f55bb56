"""Readers of chat exports: whatever the platform, one stream of the same records.

with open_archive("result.json") as archive:
    for record in archive.records(): ...
"""

from qunli.archives.detect import formats
from qunli.archives.errors import ArchiveRefused
from qunli.archives.opening import Archive, open_archive
from qunli.archives.reader import Format

__all__ = ["Archive", "ArchiveRefused", "Format", "formats", "open_archive"]
