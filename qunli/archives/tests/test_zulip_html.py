"""What an author said, out of the HTML of Zulip; a real stream read whole."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path

import pytest

from qunli.archives.html_text import read_html
from qunli.archives.tests.brought import groups, messages, records, skips


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a &lt;b&gt; &amp; c</p>", "a <b> & c"),
        ("<p>one<br>two</p>\n<p>three</p>", "one\ntwo\n\nthree"),
        ("<ul>\n<li>flour</li>\n<li>salt</li>\n</ul>", "- flour\n\n- salt"),
        ('<p>fine <span aria-label="bread" class="emoji emoji-1f35e" role="img">:bread:</span></p>', "fine 🍞"),
        ('<p><img alt=":loaf:" class="emoji" src="/x.png"> yes</p>', ":loaf: yes"),
        ('<p>see</p>\n<div class="message_embed"><a href="x"></a><div><div>Title</div></div></div>', "see"),
        ("<blockquote>\n<p>old words</p>\n<p>more</p>\n</blockquote>\n<p>new</p>", "> old words\n> more\n\nnew"),
        ("<p>broken <b and <unclosed", "broken <b and <unclosed"),
    ],
)
def test_html_becomes_what_the_author_said(html: str, text: str) -> None:
    assert read_html(html).text == text


def test_only_loud_mentions_of_people_outside_quotes_count() -> None:
    mention = '<span class="user-mention{}" data-user-id="{}">@{}</span>'
    html = (
        f"<p>{mention.format('', 1, 'Ann')} {mention.format(' silent', 2, 'Bob')} {mention.format('', '*', 'all')}</p>"
        f"<blockquote><p>{mention.format('', 3, 'Cid')}</p></blockquote>"
    )
    assert read_html(html).mentioned == [("1", "Ann")]


def test_uploads_and_previews_are_attachments() -> None:
    html = (
        '<p><a href="/user_uploads/2/ab/plan.pdf">plan.pdf</a></p>'
        '<div class="message_inline_image"><a href="/user_uploads/2/cd/a.png"><img src="x"></a></div>'
        '<div class="youtube-video message_inline_image"><a href="https://example.org"></a></div>'
    )
    assert read_html(html).attachments == ["file", "image", "link"]


def test_html_of_any_depth_takes_time_in_proportion() -> None:
    assert read_html("<blockquote>" * 50_000 + "x" + "</blockquote>" * 50_000).text == "> x"
    assert read_html("<" * 100_000).text == "<" * 100_000


@pytest.mark.slow
def test_a_real_stream_is_read_whole(shared: Path) -> None:
    path = shared / "data" / "exports" / "zulip_wasmtime_stream.tar.gz"
    with tarfile.open(path) as tar:
        written = [json.load(file) for member in tar if member.isfile() and (file := tar.extractfile(member))]
    rows = [row for topic in written for row in topic]
    found = records(path)
    assert skips(found) == []
    assert groups(found) == {"217126": "wasmtime"}
    assert [message.id for message in messages(found)] == [str(row["id"]) for row in rows]
    assert {message.author for message in messages(found)} == {
        " ".join(row["sender_full_name"].split()) for row in rows
    }
    ids = {message.id for message in messages(found)}
    answers = [message.reply_to for message in messages(found) if message.reply_to]
    assert len(answers) > 200
    assert sum(answer in ids for answer in answers) == len(answers)
    assert not [message for message in messages(found) if "</p>" in message.text]
