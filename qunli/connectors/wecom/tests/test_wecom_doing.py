"""What a program may do on WeCom, and how it is set up."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from qunli.connectors.wecom import PLATFORM
from qunli.connectors.wecom.tests.company import ANN, OLD, ROBOT, SECRET, SETTINGS, STAFF, TEA, Company
from qunli.domains.chat.ports import AskPerson, Chat, Outgoing, TryAgain, Who

pytestmark = pytest.mark.row("P2")
HOOK = f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={ROBOT}"
GET = "externalcontact/groupchat/get"


def with_company(company: Company, deed: Callable[[Any], Awaitable[Any]], **settings: str) -> Any:
    """Do something with a connector that talks to this company."""

    async def run() -> Any:
        async with (
            asyncio.timeout(10),
            company.running() as address,
            PLATFORM.open({**SETTINGS, "address": address, **settings}) as line,
        ):
            return await deed(line)

    return asyncio.run(run())


def test_the_groups_of_all_pages_are_found_with_their_names_and_those_of_robots() -> None:
    async def first(line: Any) -> Any:
        return await anext(line.receive(""))

    batch = with_company(Company(), first, robots=f"{TEA}={HOOK} 内部群={ROBOT}")
    found = [(one.chat.id, one.chat.name) for raw in batch.raws for one in PLATFORM.read(raw.body)]
    assert found == [(TEA, "茶友群"), (OLD, OLD), ("内部群", "内部群")]


def test_the_members_of_a_group_are_staff_and_customers() -> None:
    found = with_company(Company(), lambda line: line.members(TEA))
    assert found == [Who(STAFF, "张三"), Who(ANN, "安安")]


def test_an_access_token_is_kept_and_made_anew_when_it_is_over() -> None:
    company = Company()

    async def deeds(line: Any) -> None:
        await line.members(TEA)
        await line.members(TEA)
        assert company.tokens == 1
        company.tokens = 5  # somebody else made one: ours is over
        await line.members(TEA)
        line._calls.renew()
        await line.members(TEA)

    with_company(company, deeds)
    assert (company.tokens, len(company.asked)) == (7, 4)


def test_a_robot_says_it_where_there_is_one_and_elsewhere_a_person_does() -> None:
    company = Company()

    async def deeds(line: Any) -> str:
        with pytest.raises(AskPerson, match="no robot"):
            await line.send(Outgoing(Chat(OLD), "k", "茶好了"))
        return str(await line.send(Outgoing(Chat(TEA), "say:1:2", "茶好了" * 1000)))

    assert with_company(company, deeds, robots=f"{TEA}={HOOK}") == "say:1:2"
    ((path, body),) = company.asked
    assert (path, body["msgtype"], body["text"]["content"]) == ("webhook/send", "text", ("茶好了" * 1000)[:682])
    assert PLATFORM.pace.in_one == (20, 60.0)


def test_a_welcome_goes_where_its_code_allows() -> None:
    company = Company()
    with_company(company, lambda line: line.send(Outgoing(Chat("CODE", direct=True), "k", "欢迎")))
    assert company.asked == [
        ("externalcontact/send_welcome_msg", {"welcome_code": "CODE", "text": {"content": "欢迎"}})
    ]
    late = Company(answers={"externalcontact/send_welcome_msg": [{"errcode": 41051, "errmsg": "chatting"}]})
    with pytest.raises(AskPerson, match="takes no welcome any more"):
        with_company(late, lambda line: line.send(Outgoing(Chat("CODE", direct=True), "k", "欢迎")))


def test_what_wecom_forbids_is_left_to_a_person_with_steps() -> None:
    async def deeds(line: Any) -> None:
        for deed in (line.remove(TEA, ANN, True), line.restrict(TEA, ANN, None), line.delete(TEA, "1")):
            with pytest.raises(AskPerson, match="lets no program"):
                await deed

    company = Company()
    with_company(company, deeds)
    assert company.asked == []
    assert {"remove", "restrict", "delete"}.isdisjoint(PLATFORM.can)
    assert {kind for kind, steps in PLATFORM.by_hand.items() if len(steps) > 1} >= {
        "remove", "restrict", "delete", "send"
    }  # fmt: skip


def test_good_credentials_open_what_was_filled_in_and_no_groups_are_pointed_out() -> None:
    checked = with_company(Company(), lambda line: line.check())
    assert (checked.can, checked.notes) == ({"members"}, ())
    more = with_company(Company(groups=[]), lambda line: line.check(), welcome="Hi", robots=f"{TEA}={HOOK}")
    assert more.can == {"members", "welcome", "send"}
    assert str(more.notes[0]).startswith("No customer group is found")


@pytest.mark.parametrize(
    ("filled_in", "sentence"),
    [
        ({"secret": "guessed"}, "does not take this secret"),
        ({"corp_id": "ww1"}, "does not know this company id"),
        ({"aes_key": "short"}, "has 43 letters"),
        ({"robots": "https://else.example/"}, "written as group=address"),
    ],
)
def test_wrong_credentials_are_said_in_one_sentence(filled_in: dict[str, str], sentence: str) -> None:
    with pytest.raises(AskPerson, match=sentence):
        with_company(Company(), lambda line: line.check(), **filled_in)


def test_refusals_say_what_to_do_and_limits_wait() -> None:
    untrusted = Company(answers={GET: [{"errcode": 60020, "errmsg": "not allow to access from your ip"}]})
    with pytest.raises(AskPerson, match="trusted IPs"):
        with_company(untrusted, lambda line: line.members(TEA))
    busy = Company(answers={"webhook/send": [{"errcode": 45009, "errmsg": "api freq out of limit"}]})
    with pytest.raises(TryAgain) as error:
        with_company(busy, lambda line: line.send(Outgoing(Chat(TEA), "k", "x")), robots=f"{TEA}={HOOK}")
    assert error.value.after == 60.0


def test_an_error_never_tells_a_secret() -> None:
    with pytest.raises(TryAgain) as error:
        with_company(Company(), lambda line: line.check(), address="http://127.0.0.1:9")
    assert SECRET not in str(error.value)
