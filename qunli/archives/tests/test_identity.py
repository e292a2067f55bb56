from __future__ import annotations

from qunli.archives.identity import MessageIds, person_by_name

CHAT = [("Ann", 60, "hi"), ("Bob", 60, "hi"), ("Ann", 60, "hi"), ("Ann", 120, "bye")]


def ids(chat: list[tuple[str, int, str]]) -> list[str]:
    made = MessageIds("irc")
    return [made.of("#bakers", author, at, text) for author, at, text in chat]


def test_equal_messages_get_different_ids() -> None:
    assert len(set(ids(CHAT))) == 4
    assert ids(CHAT)[2] == ids(CHAT)[0] + "-2"


def test_two_exports_that_overlap_agree_on_what_they_share() -> None:
    assert ids(CHAT[:3]) == ids(CHAT)[:3]
    assert ids(CHAT[3:]) == ids(CHAT)[3:]


def test_platform_and_group_make_a_difference() -> None:
    assert MessageIds("irc").of("a", "b", 1, "c") != MessageIds("qq").of("a", "b", 1, "c")
    assert MessageIds("irc").of("a", "b", 1, "c") != MessageIds("irc").of("x", "b", 1, "c")


def test_a_name_is_one_person_however_it_is_typed() -> None:
    assert person_by_name(" Zoe\u0308  Miller ") == person_by_name("Zo\u00eb Miller") == "Zoë Miller"
