"""Which reader reads an export."""

from __future__ import annotations

from qunli.archives import (
    chatlab,
    chatlog,
    discord_csv,
    discord_json,
    irc,
    matrix,
    plain_csv,
    qq,
    slack,
    telegram,
    wechat_csv,
    weflow,
    whatsapp,
    zulip,
)
from qunli.archives.errors import ArchiveRefused
from qunli.archives.reader import Format, Reader, Sniff
from qunli.archives.source import Source

READERS: tuple[Reader, ...] = (
    telegram,
    discord_json,
    slack,
    matrix,
    zulip,
    weflow,
    chatlog,
    chatlab,
    discord_csv,
    wechat_csv,
    qq,
    whatsapp,
    irc,
    plain_csv,
)
"""Every reader; of two that are equally sure, the earlier one wins."""

_SURE_ENOUGH = 0.1


def formats() -> tuple[Format, ...]:
    """The formats that can be read, in the order of READERS."""
    return tuple(reader.FORMAT for reader in READERS)


def reader_named(name: str) -> Reader:
    """The reader of a format by name, else ArchiveRefused."""
    for reader in READERS:
        if reader.FORMAT.name == name:
            return reader
    known = ", ".join(kind.name for kind in formats())
    raise ArchiveRefused(
        "unknown_format",
        f"“{name}” is not a format that Qunli knows ({known}).",
        name=name,
        known=known,
    )


def detect(source: Source) -> Reader:
    """The reader that is surest of this source, else ArchiveRefused."""
    sniff = Sniff(source)
    if not any(head.data for head in sniff.heads):
        raise ArchiveRefused("empty", "There is nothing in this file that could be a chat.")
    _refuse_page(sniff)
    scores = [(reader.sniff(sniff), -index, reader) for index, reader in enumerate(READERS)]
    score, _, best = max(scores, key=lambda scored: scored[:2])
    if score < _SURE_ENOUGH:
        known = ", ".join(kind.label for kind in formats())
        raise ArchiveRefused(
            "unknown_file",
            f"This is not a chat export that Qunli knows. It reads: {known}.",
            known=known,
        )
    return best


def _refuse_page(sniff: Sniff) -> None:
    start = sniff.heads[0].text[:200].lstrip().lower()
    if sniff.is_single and start.startswith(("<!doctype html", "<html")):
        raise ArchiveRefused(
            "html",
            "This is a web page; export the chat again and choose JSON instead of HTML as its format.",
        )
