"""A stranger founds a community; a second one comes in through the poster on a phone. They talk, something is held, an
appeal is answered by somebody else, and a post is filled by a secret election. Real server, real sockets, two and a
third browser; nothing is prepared behind the pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.story.founding import does_what_comes_next, founds, joins, prints_the_poster
from tests.story.governing import a_colleague_answers, advertises_and_appeals, elects, reports
from tests.story.house import DESK, PHONE, House, opened
from tests.story.talking import goes_through_a_tunnel, they_take_part, they_talk
from tests.test_pages_in_a_browser import browser

__all__ = ["browser"]
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.row("P1")]


@pytest.fixture
def house(browser: Browser, tmp_path: Path) -> Iterator[House]:
    with opened(browser, tmp_path / "data") as here:
        yield here


def test_a_stranger_founds_a_community_and_its_members_elect(house: House, tmp_path: Path) -> None:
    desk, phone = house.visit(DESK), house.visit(PHONE)
    founds(desk)
    does_what_comes_next(desk)
    link = prints_the_poster(desk)
    assert link == f"{house.address}/m/hillside-tea/door/"
    joins(phone, link)
    they_talk(desk, phone, tmp_path)
    they_take_part(desk, phone)
    goes_through_a_tunnel(desk, phone)
    advertises_and_appeals(desk, phone)
    a_colleague_answers(house, desk, phone)
    reports(desk, phone)
    elects(desk, phone)
    for page in (desk, phone):
        page.context.close()
