"""Labelled messages: a table with the columns label and text, plain or gzipped, and which of them are near copies."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from qunli.analysis.screening.unmask import unmask

OF_THE_KIND = frozenset(("spam", "offensive"))
NOT = frozenset(("ham", "safe"))
_HASHES, _BANDS = 32, 8


@dataclass(frozen=True)
class Labelled:
    """Texts, and whether each is of the kind looked for. `kind`: "spam" or "offensive"."""

    texts: list[str]
    truth: npt.NDArray[np.bool_]
    kind: str


def read(path: Path) -> Labelled:
    """Raises ValueError with a sentence when the table is not what it should be, OSError when it cannot be read."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
    rows = csv.DictReader(io.StringIO(text, newline=""))
    if not {"label", "text"} <= set(rows.fieldnames or ()):
        raise ValueError(f"{path.name} has no columns label and text")
    found = [(row["label"].strip().lower(), row["text"] or "") for row in rows]
    unknown = {label for label, _ in found} - OF_THE_KIND - NOT
    if unknown:
        raise ValueError(
            f"{path.name} has labels that are neither spam, ham, offensive nor safe: {sorted(unknown)[:3]}"
        )
    kind = "offensive" if any(label in ("offensive", "safe") for label, _ in found) else "spam"
    return Labelled(
        [text for _, text in found], np.array([label in OF_THE_KIND for label, _ in found], dtype=bool), kind
    )


def families(texts: Sequence[str]) -> npt.NDArray[np.int64]:
    """One number for texts that are near copies of each other: the same skeleton, or about nine tenths of the
    trigrams in common (MinHash with banding: Broder, 1997)."""
    parent = np.arange(len(texts))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = int(parent[at])
        return at

    chance = np.random.default_rng(0)
    turns = chance.integers(1, 2**61, _HASHES, dtype=np.uint64) | np.uint64(1)
    first: dict[object, int] = {}
    for at, text in enumerate(texts):
        skeleton = unmask(text).skeleton
        keys: list[object] = [skeleton] if skeleton else []
        if len(skeleton) > 4:
            keys += _bands(skeleton, turns)
        for key in keys:
            if key in first:
                parent[root(at)] = root(first[key])
            else:
                first[key] = at
    return np.array([root(at) for at in range(len(texts))])


def _bands(skeleton: str, turns: npt.NDArray[np.uint64]) -> list[object]:
    codes = np.frombuffer(skeleton.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    with np.errstate(over="ignore"):
        trigrams = (codes[:-2] << np.uint64(42)) ^ (codes[1:-1] << np.uint64(21)) ^ codes[2:]
        hashed = trigrams[:, None] * turns
        hashed ^= hashed >> np.uint64(32)
        least = (hashed * np.uint64(0x9E3779B97F4A7C15)).min(0)
    wide = _HASHES // _BANDS
    return [(band, *least[band * wide : (band + 1) * wide].tolist()) for band in range(_BANDS)]
