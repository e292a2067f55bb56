from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from qunli.archives import open_archive
from qunli.archives.tests.brought import LATEST

SAMPLES = Path(__file__).parents[4] / "shared" / "data" / "exports" / "samples"

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared samples are not beside this checkout")


@pytest.mark.parametrize(
    ("name", "format", "counts"),
    [
        ("whatsapp/2A_5M.txt", "whatsapp", {"Message": 5}),
        ("whatsapp/4A_11M.txt", "whatsapp", {"Message": 11, "Joined": 1, "Skipped": 3}),
        ("whatsapp/4A_11M.zip", "whatsapp", {"Message": 11, "Joined": 1, "Skipped": 3}),
        ("whatsapp-cn-locale.txt", "whatsapp", {"Message": 2, "Skipped": 1}),
        ("qq-pc-export-24h.txt", "qq", {"Message": 4}),
        ("qq-pc-export-ampm.txt", "qq", {"Message": 4, "Joined": 1, "Skipped": 3}),
        ("qq-mobile-copy.txt", "qq", {"Message": 2}),
        ("wechat-memotrace.csv", "wechat-csv", {"Message": 2}),
        ("wechat-chatlog-header.csv", "wechat-csv", {}),
    ],
)
def test_the_shared_samples_are_read_whole(name: str, format: str, counts: dict[str, int]) -> None:
    with open_archive(SAMPLES / name, latest=LATEST) as archive:
        found = Counter(type(record).__name__ for record in archive.records())
        assert archive.format.name == format

    kinds = ("Message", "Joined", "Left", "Removed", "Skipped")
    assert {kind: found[kind] for kind in kinds if found[kind]} == counts
