from __future__ import annotations

import re
from pathlib import Path

from qunli.archives.detect import READERS
from qunli.archives.records import Joined, Left, Removed
from qunli.archives.tests.brought import groups, messages, names, of_kind, records, skips
from qunli.archives.tests.written import text_file

PAGES = Path(__file__).parents[3] / "docs" / "formats"


def test_every_format_has_a_line_on_the_page_of_formats() -> None:
    listed = re.findall(r"^\| `([a-z-]+)` \|", (PAGES / "README.md").read_text("utf-8"), re.MULTILINE)

    assert sorted(listed) == sorted(reader.FORMAT.name for reader in READERS)


def test_the_table_on_the_page_of_plain_csv_is_read_as_it_says(tmp_path: Path) -> None:
    example = re.search(r"```csv\n(.*?)```", (PAGES / "plain-csv.md").read_text("utf-8"), re.DOTALL)
    assert example is not None
    found = records(text_file(tmp_path / "example.csv", example[1]))

    assert groups(found) == {"Bakers": "Bakers"}
    assert names(found) == {"u1": "Ann", "u2": "Bob", "u3": "Cleo"}
    assert [(message.id, message.text, message.reply_to, message.mentions) for message in messages(found)] == [
        ("m1", "Who bakes on Friday?\nRye, please.", None, ()),
        ("m2", "@Ann I do", "m1", ("u1",)),
    ]
    assert [(move.person, move.by) for move in of_kind(Joined, found)] == [("u1", None), ("u3", "u1")]
    assert [(move.person, move.by) for move in of_kind(Removed, found)] == [("u3", "u1")]
    assert [move.person for move in of_kind(Left, found)] == ["u2"]
    assert skips(found) == []
