from __future__ import annotations

import tarfile
from pathlib import Path
from typing import Any

import pytest

from qunli.archives import open_archive
from qunli.archives.reasons import NO_AUTHOR, OTHER_FILE, PRIVATE_CHAT
from qunli.archives.records import Group, Message, Person, Reaction
from qunli.archives.tests.brought import folder, groups, messages, names, of_kind, records, skips, write

START = 1_700_000_000


ANSWER = (
    '<p><span class="user-mention silent" data-user-id="7">Ann</span> '
    '<a href="https://chat.example.org/#narrow/channel/12-bread/topic/Winter/near/1">said</a>:</p>\n'
    "<blockquote>\n<p>Is 25 °C warm enough?</p>\n</blockquote>\n<p>Yes.</p>"
)


def said(number: int, html: str = "<p>hello</p>", **more: Any) -> dict[str, Any]:
    return {"id": number, "content": html, "sender_full_name": "Ann", "timestamp": START + number, **more}


@pytest.mark.row("G6")
def test_a_zulip_archive_is_read_with_streams_topics_and_answers(tmp_path: Path) -> None:
    export = folder(
        tmp_path / "archive",
        {
            "12-bread/.E2.9C.94.20Winter.3F.json": [
                said(1, '<p>Is 25 °C warm enough, <span class="user-mention" data-user-id="8">@Bob  B.</span>?</p>'),
                said(2, ANSWER, sender_full_name="Bob B."),
            ],
            "13-.E5.BA.97/Opening.20hours.json": [said(3, sender_full_name="Notification Bot")],
        },
    )
    with tarfile.open(tmp_path / "archive.tar.gz", "w:gz") as tar:
        tar.add(export, "archive")
    with open_archive(tmp_path / "archive.tar.gz") as archive:
        assert archive.format.name == "zulip"
        assert list(archive.records()) == records(export)
        assert archive.consumed == archive.total > 0
    assert records(export) == [
        Group(platform="zulip", id="12", name="bread") if index == 1 else record
        for index, record in enumerate(
            [
                Person(platform="zulip", id="Ann", name="Ann"),
                Group(platform="zulip", id="12", name="bread"),
                Person(platform="zulip", id="Bob B.", name="Bob  B."),
                Message(
                    id="1",
                    group="12",
                    author="Ann",
                    at=(START + 1) * 1000,
                    text="Is 25 °C warm enough, @Bob  B.?",
                    topic="✔ Winter?",
                    mentions=("Bob B.",),
                ),
                Person(platform="zulip", id="Bob B.", name="Bob B."),
                Message(
                    id="2",
                    group="12",
                    author="Bob B.",
                    at=(START + 2) * 1000,
                    text="Yes.",
                    topic="✔ Winter?",
                    reply_to="1",
                ),
                Person(platform="zulip", id="Notification Bot", name="Notification Bot", is_bot=True),
                Group(platform="zulip", id="13", name="店"),
                Message(
                    id="3",
                    group="13",
                    author="Notification Bot",
                    at=(START + 3) * 1000,
                    text="hello",
                    topic="Opening hours",
                ),
            ]
        )
    ]


def test_an_archive_with_ids_and_an_index_uses_both(tmp_path: Path) -> None:
    mention = '<p><span class="user-mention" data-user-id="8">@Bob</span> hi</p>'
    reactions = [
        {"emoji_code": "1f35e", "reaction_type": "unicode_emoji", "user_id": 8},
        {"emoji_code": "1f35e", "reaction_type": "unicode_emoji", "user_id": 9},
        {"emoji_code": "55", "reaction_type": "realm_emoji", "emoji_name": "loaf", "user_id": 8},
    ]
    row = said(1, mention, sender_id=7, subject="Winter: loaves", reactions=reactions)
    del row["sender_full_name"]
    export = folder(
        tmp_path / "archive",
        {
            "12-bread.20.26.20co/Winter.json": [row],
            "stream_index.json": {"streams": {"bread & co": {"id": 12, "topic_data": {}}}, "time": 1},
            "member_index.json": {"7": {"full_name": "Ann"}, "8": {"full_name": "Bob B."}},
            "emoji_index.json": {},
        },
    )
    found = records(export)
    assert groups(found) == {"12": "bread & co"}
    assert names(found) == {"7": "Ann", "8": "Bob"}
    (message,) = messages(found)
    assert (message.author, message.topic, message.mentions) == ("7", "Winter: loaves", ("8",))
    assert message.reactions == (
        Reaction(emoji="🍞", count=2, people=("8", "9")),
        Reaction(emoji="loaf", count=1, people=("8",)),
    )
    assert skips(found) == []


def test_an_answer_of_the_api_is_read_and_private_messages_are_left_out(tmp_path: Path) -> None:
    bot = {"sender_id": 9, "sender_email": "timer-bot@example.org", "sender_full_name": "Timer", "stream_id": 12}
    rows = [
        said(1, sender_id=7, display_recipient="bread", stream_id=12, subject="Winter", last_edit_timestamp=START + 9),
        said(2, display_recipient="bread", subject="Winter", **bot),
        said(3, sender_id=7, type="private", display_recipient=[{"id": 7}]),
        said(4, sender_full_name=None),
    ]
    found = records(write(tmp_path / "a.json", {"result": "success", "messages": rows}))
    assert groups(found) == {"12": "bread"}
    assert [(message.topic, message.edited_at) for message in messages(found)] == [
        ("Winter", (START + 9) * 1000),
        ("Winter", None),
    ]
    assert [(person.name, person.is_bot) for person in of_kind(Person, found)] == [("Ann", False), ("Timer", True)]
    assert [skip.reason for skip in skips(found)] == [PRIVATE_CHAT, NO_AUTHOR]


def test_a_file_that_is_no_topic_is_counted(tmp_path: Path) -> None:
    export = folder(tmp_path / "archive", {"12-bread/a.json": [said(1)], "12-bread/b.json": {"a": 1}})
    assert [(skip.reason, skip.file) for skip in skips(records(export))] == [(OTHER_FILE, "12-bread/b.json")]
