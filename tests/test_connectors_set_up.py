"""Each connector as an operator sets it up."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client
from django.utils import translation

from qunli.config.registry import CONNECTORS
from qunli.connectors.telegram.tests import bot_api as telegram
from qunli.core.actor import Actor
from qunli.core.models import User
from qunli.domains.chat.models import Connection
from qunli.domains.chat.operations.connect import connect
from qunli.domains.chat.tests.talking import tend
from qunli.domains.members.tests.conftest import host
from tests.test_connectors import _the_real_platforms, beside

__all__ = ["_the_real_platforms", "host"]
pytestmark = [pytest.mark.row("P2"), pytest.mark.django_db(transaction=True)]


def test_a_token_that_is_wrong_is_said_to_the_operator_and_nothing_is_tried_again(host: Actor) -> None:
    api = telegram.BotApi()
    with beside(api.running()) as address:
        connection = connect(actor=host, platform="telegram", settings={"token": "1:wrong", "address": address})
        row = tend(host, connection, lambda: Connection.objects.filter(state="person").exists())
    assert (row.wanted, row.error) == (
        False,
        "Telegram does not know this token: copy it again from @BotFather.",
    )
    assert api.asked == []


@pytest.mark.parametrize("platform", [one.key for one in CONNECTORS])
def test_the_page_that_sets_one_up_is_chinese_for_who_reads_chinese(host: Actor, platform: str) -> None:
    browser = Client(headers={"accept-language": "zh-hans"})
    browser.force_login(User.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    page = browser.get(f"/c/tea/gather/chats/new/{platform}/")
    assert page.status_code == 200
    (kind,) = [one for one in CONNECTORS if one.key == platform]
    written = unescape(page.content.decode())
    with translation.override("zh-hans"):
        chinese = [str(text) for one in kind.settings for text in (one.label, one.help) if text]
        chinese += [str(sentence) for sentence in kind.cannot]
    assert [text for text in chinese if text not in written] == []
    assert [text for text in chinese if text.isascii()] == []
