"""An export as columns, texts and names."""

from __future__ import annotations

from qunli.archives.records import Group, Joined, Left, Message, Person, Record, Skipped
from qunli.reports import texts
from qunli.reports.columns import Columns
from qunli.reports.findings import Reason
from qunli.reports.gather import gather
from qunli.reports.language import translate
from qunli.reports.load import Transcript, take
from qunli.reports.phrases import amount, evidence, names
from qunli.reports.texts import Texts

DAY = 86_400


def took(transcript: Transcript, records: list[Record]) -> None:
    list(take(transcript, records))


def message(number: int, author: str, at: int, text: str = "hi", **other: object) -> Message:
    return Message(id=str(number), group="g", author=author, at=at * 1000, text=text, **other)  # type: ignore[arg-type]


def test_answers_and_mentions_become_addressees() -> None:
    transcript = Transcript()
    took(
        transcript,
        [
            Group(platform="telegram", id="g", name="Kiln"),
            Person(platform="telegram", id="a", name="Ana"),
            message(1, "a", 100),
            message(2, "b", 160, reply_to="1"),
            message(3, "c", 170, mentions=("b", "a")),
            message(4, "c", 180, reply_to="99", mentions=("a",)),
        ],
    )
    past = gather(transcript.columns)
    assert past.messages["to"].to_list() == [None, 0, 1, 0]
    assert transcript.names_of({0, 1}) == {0: "Ana", 1: "b"}
    assert transcript.place_titles() == ["Kiln"]


def test_messages_out_of_order_are_sorted_and_keep_their_positions() -> None:
    transcript = Transcript()
    took(transcript, [message(1, "a", 500), message(2, "b", 100, topic="glaze"), message(3, "a", 300)])
    past = gather(transcript.columns)
    assert past.messages["ts"].to_list() == [100, 300, 500]
    assert past.messages["id"].to_list() == [1, 2, 0]
    assert past.messages["topic"].to_list() == [0, None, None]
    assert past.end == 501


def test_movements_bots_and_skipped_pieces_are_kept() -> None:
    transcript = Transcript()
    took(
        transcript,
        [
            Joined(group="g", person="a", at=1_000),
            message(1, "a", 10),
            Person(platform="telegram", id="r", name="Robot", is_bot=True),
            message(2, "r", 11),
            Left(group="g", person="a", at=10_000),
            Skipped(reason="a line without a date", file="chat.txt", position=3, unit="line"),
        ],
    )
    past = gather(transcript.columns)
    assert past.movements["kind"].to_list() == ["join", "leave"]
    assert past.bots == {1}
    assert transcript.skipped == {"a line without a date": 1}


def test_columns_survive_the_way_to_another_process() -> None:
    transcript = Transcript()
    took(transcript, [message(1, "a", 10), message(2, "b", 11, reply_to="1")])
    transcript.columns.programs.add(1)
    assert Columns.unpacked(transcript.columns.packed()) == transcript.columns


def test_recent_texts_are_all_kept_and_older_ones_evenly(monkeypatch: object) -> None:
    kept = Texts()
    rows = texts.CHUNK * 240
    for start in range(0, rows, texts.CHUNK):
        chunk = range(start, start + texts.CHUNK)
        kept.add([row * 400 for row in chunk], [f"text {row}\nsecond line" for row in chunk])
    found = {row for row, _ in kept}
    recent = range(rows - texts.RECENT // 400, rows)
    assert found.issuperset(recent)
    assert texts.EARLIER <= len(found) - len(recent) <= 2 * texts.EARLIER + 2 * texts.CHUNK
    assert kept.find({rows - 1}) == {rows - 1: f"text {rows - 1}\nsecond line"}


def test_lone_surrogates_do_not_stop_reading() -> None:
    kept = Texts()
    kept.add([1, 2], ["broken \ud800 text", "a nul \0 here"])
    assert list(kept) == [(0, "broken ? text"), (1, "a nul   here")]


def test_a_measure_nobody_put_into_words_is_shown_by_its_name() -> None:
    said = evidence(Reason("brand_new_share", 0.25, 0.5), translate("en"))
    assert (said.label, said.value, said.usual) == ("brand new", "25\u00a0%", "usually 50\u00a0%")


def test_amounts_read_like_a_person_would_say_them() -> None:
    _ = translate("en")
    assert [
        amount(value, unit, _) for value, unit in ((1, "days"), (2.5, "days"), (7, "hour"), (float("nan"), "count"))
    ] == [
        "1 day",
        "2.5 days",
        "07:00",
        "–",
    ]
    assert amount(12345.6, "count", _) == "12,346"
    assert names(["Ana", "Ben", "Cai"], _) == "Ana, Ben and Cai"
