"""WeCom's callbacks: only genuine ones count, once, and what they mean."""

from __future__ import annotations

from typing import Any

import pytest

from qunli.connectors.wecom import PLATFORM
from qunli.connectors.wecom.hearing import hear
from qunli.connectors.wecom.sealing import unsealed
from qunli.connectors.wecom.tests.company import (
    ANN,
    CONTACT,
    CORP,
    KEY,
    SETTINGS,
    STAFF,
    TEA,
    chat_event,
    event,
    pushed,
    sealed,
)
from qunli.core.refusals import Forbidden, Invalid
from qunli.domains.chat.ports import Arrived, Chat, Joined, Left, Met, Pushed, Removed, Who

pytestmark = pytest.mark.row("P2")
HOUSE, AT = Chat(TEA), 1403610513_000
ECHO = "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=="
SEALED = (
    "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3"
    "TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gs"
    "ijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUa"
    "x5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIG"
    "HBZZIs2pDBS8R07+qN+E7Q=="
)


def trial(**changed: str) -> Pushed:
    """The documentation's example of trying an address."""
    query = {
        "msg_signature": "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3",
        "timestamp": "1409659589",
        "nonce": "263014780",
        "echostr": ECHO,
        **changed,
    }
    return Pushed("GET", {}, query, b"", 1409659600.0)


def came(xml: str, **settings: str) -> Any:
    (raw,) = hear({**SETTINGS, **settings}, pushed(xml)).raws
    return PLATFORM.read(raw.body)


def test_the_documented_trial_of_an_address_is_answered_with_what_it_holds() -> None:
    assert hear(SETTINGS, trial()).answer == "1616140317555161061"


def test_the_documented_message_is_opened() -> None:
    text, receiver = unsealed(KEY, SEALED)
    assert receiver == CORP
    assert "<FromUserName><![CDATA[mycreate]]></FromUserName>" in text
    assert "<Content><![CDATA[hello]]></Content>" in text
    query = {
        "msg_signature": "477715d11cdb4164915debcba66cb864d751f3e6",
        "timestamp": "1409659813",
        "nonce": "1372623149",
    }
    body = f"<xml><ToUserName><![CDATA[{CORP}]]></ToUserName><Encrypt><![CDATA[{SEALED}]]></Encrypt></xml>"
    heard = hear(SETTINGS, Pushed("POST", {}, query, body.encode(), 1409659813.0))
    assert (heard.status, heard.answer, list(heard.raws)) == (200, "success", [])


@pytest.mark.parametrize(
    "forged",
    [
        trial(nonce="263014781"),
        trial(timestamp="1409659588"),
        trial(msg_signature="中"),
        trial(timestamp="1409650000"),
        pushed(chat_event("create"), token="guessed"),
        pushed(chat_event("create"), receiver="wx0000000000000000"),
        pushed(chat_event("create"), heard=4_000_000_000),
        Pushed("POST", {}, {}, b"<xml><Encrypt>x</Encrypt></xml>", 0.0),
    ],
)
def test_what_is_forged_old_or_for_others_is_refused(forged: Pushed) -> None:
    with pytest.raises(Forbidden):
        hear(SETTINGS, forged)


@pytest.mark.parametrize("garbage", ["", "AAAA", "not base64!", sealed("x")[:-24]])
def test_what_cannot_be_opened_is_refused(garbage: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        unsealed(KEY, garbage)


@pytest.mark.parametrize(
    "body",
    [
        b"no xml",
        b"\xff",
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><xml><Encrypt>&b;</Encrypt></xml>',
        b'<!DOCTYPE x SYSTEM "http://127.0.0.1/x"><xml></xml>',
    ],
)
def test_no_xml_that_could_harm_is_read(body: bytes) -> None:
    with pytest.raises(Invalid):
        hear(SETTINGS, Pushed("POST", {}, {}, body, 0.0))


def test_told_again_it_has_the_same_id_and_counts_once() -> None:
    first, second = (hear(SETTINGS, pushed(chat_event("create"), now=now)) for now in (1_700_000_000, 1_700_000_005))
    assert first.raws[0].id == second.raws[0].id
    assert first.answer == "success"


def test_comings_and_goings_are_understood() -> None:
    assert came(chat_event("create")) == [Met(HOUSE)]
    joined = came(chat_event("update", "add_member", ANN, STAFF))
    assert joined == [Joined(HOUSE, Who(ANN), AT), Joined(HOUSE, Who(STAFF), AT)]
    assert came(chat_event("update", "del_member", ANN, scene=0)) == [Left(HOUSE, Who(ANN), AT)]
    assert came(chat_event("update", "del_member", ANN, scene=1)) == [Removed(HOUSE, Who(ANN), AT)]


def test_older_callbacks_have_commas_between_their_people() -> None:
    fields = {"Event": "change_external_chat", "ChangeType": "update", "UpdateDetail": "add_member", "ChatId": TEA}
    update = {"event": {**fields, "CreateTime": "1403610513", "MemChangeList": f"{ANN},{STAFF}"}}
    assert [one.who.id for one in PLATFORM.read(update) if isinstance(one, Joined)] == [ANN, STAFF]


def test_a_customer_who_adds_somebody_is_greeted_if_that_is_wished() -> None:
    place = Chat("WELCOMECODE", direct=True)
    assert came(CONTACT, welcome="欢迎") == [Arrived(place, Who(ANN), "欢迎")]
    assert list(hear(SETTINGS, pushed(CONTACT)).raws) == []


def test_other_callbacks_mean_nothing() -> None:
    ended = chat_event("dismiss")
    other = event("subscribe", "<AgentID>1</AgentID>")
    assert [list(hear(SETTINGS, pushed(one)).raws) for one in (ended, other)] == [[], []]
