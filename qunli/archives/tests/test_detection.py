from __future__ import annotations

from pathlib import Path

import pytest

from qunli.archives import ArchiveRefused, open_archive
from qunli.archives.detect import READERS
from qunli.archives.reader import Sniff
from qunli.archives.source import Source
from qunli.archives.tests.brought import LATEST
from qunli.archives.tests.seeds import SEEDS
from qunli.archives.tests.test_whatsapp_dates import DIALECTS

_DISCORD = "AuthorID,Author,Date,Content,Attachments,Reactions\n"
_WEECHAT = "2023-11-14 22:13:20\t@ann\tsee bug (12345)\n2023-11-14 22:13:21\t-->\tbob (~b@x) has joined #oven\n"
TEXTS: list[tuple[str, str]] = [
    *(("whatsapp", f"{line}\n") for line, _ in DIALECTS.values()),
    ("whatsapp", "13/05/2020, 14:00 - Ann left\n"),
    ("whatsapp", "13/05/2020, 14:00 - Ann: <b> 12:01 < bob> hi\nmore\nand more\nand still more\n"),
    ("qq", "2024-01-02 9:04:05 安妮(10001)\n大家好\n\n2024-01-02 9:05:05 小王<w@x.cn>\n好\n"),
    ("qq", "2024-01-02 9:04:05 PM A - B: C(10001)\n13/05/2020, 14:00 - Ann: quoted\n"),
    ("qq", "— —  2020-2-21  — —\n\n小王  23:50:12 \n一\n\nann  23:50:40 \n二\n"),
    ("irc", _WEECHAT),
    ("irc", "[12:01:02] <ann> hi\n[12:01:03] * ann waves\n[12:01:04] *** Joins: bob (b@x)\n"),
    ("irc", "[2023-11-14 12:01:02] <ann> [13/05/2020, 14:00:01] Bob: hi\n[2023-11-14 12:01:03] <bob> no\n"),
    ("irc", "12:01 < ann> 13/05/2020, 14:00 - Bob: hi\n12:02 < bob> no\n"),
    ("discord-csv", _DISCORD + '"1","ann","02-Jan-21 03:04 PM","time,author,text","",""\n'),
    ("discord-csv", "Author;Date;Content;Attachments\nann#1;02-Jan-21 03:04 PM;hi;\n"),
    ("wechat-csv", "Time,SenderName,Sender,TalkerName,Talker,Content\n2024-01-02 09:04:05,安,a,群,1@chatroom,好\n"),
    ("wechat-csv", "MessageID,Time,SenderName,Sender,TalkerName,Talker,Content\n"),
    ("plain-csv", "time;author_id;text\n2024-01-02;7;12:01 < ann> hi\n"),
    ("plain-csv", 'Text,Author,Time\n"[13/05/2020, 14:00:01] Bob: hi",Ann,1700000000\n'),
]
SAMPLES = [*SEEDS, *((format, text.encode()) for format, text in TEXTS)]


@pytest.mark.parametrize(
    ("format", "data"), SAMPLES, ids=[f"{number}-{name}" for number, (name, _) in enumerate(SAMPLES)]
)
def test_an_export_is_taken_for_its_own_format_and_for_no_other(format: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "export"
    path.write_bytes(data)
    source = Source(path)
    sniff = Sniff(source)
    scores = {reader.FORMAT.name: reader.sniff(sniff) for reader in READERS}
    source.close()

    own = scores.pop(format)
    assert own >= 0.5
    assert {name: score for name, score in scores.items() if score > own / 2} == {}


@pytest.mark.parametrize(
    "text",
    [
        "Dear all,\n\nplease meet at 10:30 on 13/05/2020 - Ann: bring bread.\n",
        "time,temperature\n2021-01-02,21\n",
        "name,date,city\nAnn,2021-01-02,Rome\n",
        "2021-01-02 10:00:00 INFO server started (12)ms\n2021-01-02 10:00:01 WARN slow\n",
        "1\n00:00:01,000 --> 00:00:02,000\nHello\n",
        "# Title\n\n- a list\n- of things\n",
        '{"a": 1}',
    ],
)
def test_what_is_no_chat_is_refused_in_one_sentence(text: str, tmp_path: Path) -> None:
    path = tmp_path / "export.txt"
    path.write_text(text)

    with pytest.raises(ArchiveRefused) as refusal:
        open_archive(path, latest=LATEST)
    assert refusal.value.code == "unknown_file"
