"""Who is the same person as whom, and how sure that is."""

from __future__ import annotations

import pytest

from qunli.domains.members.decisions import Known, Pair, pairs, plain_name, search_text, telling_name


def known(person: int, platform: str, name: str, handle: str = "", id: str = "", **rest: bool) -> Known:
    return Known(
        person, platform, id or f"id{person}", name, handle, rest.get("is_bot", False), rest.get("active", True)
    )


def told(*identities: Known) -> list[tuple[int, int, str, bool]]:
    return [(pair.one, pair.other, pair.reason, pair.sure) for pair in pairs(identities)]


def test_the_same_address_on_two_platforms_is_sure() -> None:
    mail = known(1, "zulip", "Ada", id="ada@example.org"), known(2, "qq", "阿达", id="Ada@Example.org")
    phone = known(3, "whatsapp", "+86 138 0013 8000"), known(4, "wechat", "小明", id="+8613800138000")
    assert told(*mail, *phone) == [(1, 2, "same_address", True), (3, 4, "same_address", True)]


def test_the_same_handle_is_sure_when_the_names_agree_and_proposed_when_not() -> None:
    assert told(known(1, "telegram", "Ada L.", "adalove"), known(2, "discord", "ada l", "@AdaLove")) == [
        (1, 2, "same_handle", True)
    ]
    assert told(known(1, "telegram", "Ada", "adalove"), known(2, "discord", "Bob", "adalove")) == [
        (1, 2, "same_handle", False)
    ]


def test_a_long_full_name_borne_once_on_each_side_by_active_people_is_sure() -> None:
    assert told(known(1, "slack", "Marjory Cartwright"), known(2, "telegram", "marjory  CARTWRIGHT 🌸")) == [
        (1, 2, "same_full_name", True)
    ]


def test_a_full_name_is_only_proposed_when_somebody_is_silent_or_it_is_short_or_borne_twice() -> None:
    silent = known(1, "slack", "Marjory Cartwright"), known(2, "telegram", "Marjory Cartwright", active=False)
    short = known(1, "slack", "Ann Lee"), known(2, "telegram", "Ann Lee")
    assert told(*silent) == [(1, 2, "same_full_name", False)]
    assert told(*short) == [(1, 2, "same_full_name", False)]
    twice = known(1, "slack", "John Smithson"), known(2, "slack", "John Smithson"), known(3, "qq", "John Smithson")
    assert told(*twice) == [(1, 3, "same_full_name", False), (2, 3, "same_full_name", False)]


def test_a_chinese_name_is_proposed_and_never_sure() -> None:
    assert told(known(1, "qq", "王小明"), known(2, "wechat", "王小明")) == [(1, 2, "same_name", False)]


def test_somebody_known_only_by_name_is_the_one_account_of_that_name() -> None:
    named = known(1, "telegram", "Bo Yang", id="Bo Yang")
    assert told(named, known(2, "telegram", "Bo Yang", id="user77")) == [(1, 2, "known_by_name", True)]
    assert told(named, known(2, "telegram", "Bo Yang", id="u7"), known(3, "telegram", "Bo Yang", id="u8")) == []


@pytest.mark.parametrize("name", ["Admin", "管理员", "12345", "Bo", "🌸🌸", "", "Deleted Account"])
def test_names_that_many_bear_say_nothing(name: str) -> None:
    assert told(known(1, "qq", name), known(2, "wechat", name)) == []


def test_bots_and_crowds_are_nobody() -> None:
    assert told(known(1, "qq", "Helper Robot", is_bot=True), known(2, "wechat", "Helper Robot")) == []
    assert told(*[known(number, f"p{number}", "Lucky Star Day") for number in range(6)]) == []


def test_of_several_reasons_the_surest_is_stated() -> None:
    one = known(1, "slack", "Marjory Cartwright", "marjory_c", id="m@example.org")
    other = known(2, "zulip", "Marjory Cartwright", "marjory_c", id="M@example.org")
    assert pairs([one, other]) == [Pair(1, 2, "same_address", "m@example.org", 0.98)]


def test_names_are_compared_without_case_width_and_ornament() -> None:
    assert plain_name("ＡＮＮＡ  Müller 🌸!") == "anna müller"
    assert telling_name("小") == ""
    assert search_text(["Ann", "", "ANN", "@ann"]) == "ann\n@ann"
