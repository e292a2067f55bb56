from __future__ import annotations

import time
from pathlib import Path

import pytest

from qunli.archives.tests.brought import records
from qunli.archives.tests.written import text_file, zip_of

_LONG = 120_000
_DISCORD = "AuthorID,Author,Date,Content,Attachments,Reactions\n"
_MEMOTRACE = "Type,IsSender,CreateTime,StrContent\n"
_CHATLOG = "Time,SenderName,Sender,TalkerName,Talker,Content\n2024-01-02 09:04:05,a,a,g,1@chatroom,"

CELLS = {
    "reactions of spaces": _DISCORD + '1,a,2023-09-03T10:00:00Z,x,,"' + " " * _LONG + '"\n',
    "reactions of letters": _DISCORD + '1,a,2023-09-03T10:00:00Z,x,,"' + "a (" * (_LONG // 3) + '"\n',
    "a date of spaces": _DISCORD + '1,a,"1' + " " * _LONG + 'x",x,,\n',
    "titles without an end": _MEMOTRACE + '49,0,1704157447,"<msg>' + "<title>" * (_LONG // 7) + '"\n',
    "links without an end": _MEMOTRACE + '10000,0,1704157447,"<template>x</template>' + "<link name=" * 10_000 + '"\n',
    "tags without an end": _MEMOTRACE + '10000,0,1704157447,"<a' + "<" * _LONG + '"\n',
    "brackets after a link": _CHATLOG + '"[链接|a](' + ")(" * (_LONG // 2) + 'x"\n',
    "brackets in a quotation": _CHATLOG + '"> ' + "a(" * (_LONG // 2) + '"\n',
    "angles in a chat": "13/05/2020, 14:00 - Ann: " + "<ab:c.d" * 100_000 + ">\n",
    "brackets in a chat": "13/05/2020, 14:00 - Ann: " + "a.jpg (" * 100_000 + ")\n",
    "ats in a chat": "13/05/2020, 14:00 - Ann: " + "@\u2068" * 100_000 + "\n",
    "a notice of names": "13/05/2020, 14:00 - " + "a added " * 100_000 + "\n",
    "numbers in a head": "2024-01-02 9:04:05 " + "(11111) " * 100_000 + "x\n2024-01-02 9:04:05 a(11111)\n\n",
    "spaces in a head": "2024-01-02 9:04:05 a(11111)" + " " * 900_000 + "x\n2024-01-02 9:04:05 a(11111)\n\n",
    "nicks in a log": "[12:01:02] <ann> hi\n[12:01:02] *** " + "a (b@c) " * 100_000 + "\n",
    "addresses in a log": "[12:01:02] <ann> " + "ann: " * 100_000 + "\n",
}


_FORMATS = {
    "AuthorID": "discord-csv",
    "T": "wechat-csv",
    "13/05": "whatsapp",
    "2024": "qq",
    "[12:01": "irc",
}


@pytest.mark.parametrize("name", CELLS)
def test_a_hostile_cell_or_line_takes_no_time(name: str, tmp_path: Path) -> None:
    format = next(format for start, format in _FORMATS.items() if CELLS[name].startswith(start))
    path = text_file(tmp_path / "#b_20210101.log", CELLS[name])
    started = time.process_time()
    records(path, format=format)

    assert time.process_time() - started < 2


def test_hostile_names_of_files_take_no_time(tmp_path: Path) -> None:
    row = "1,a,2023-09-03T10:00:00Z,x,,\n"
    archive = zip_of(
        tmp_path / "x.zip", {" - [" * 16_000 + ".csv": _DISCORD + row, "#" * 60_000 + ".log": "[12:01] <a> x\n"}
    )
    started = time.process_time()
    for format in ("discord-csv", "irc", "whatsapp", "qq"):
        records(archive, format=format)

    assert time.process_time() - started < 2
