"""A server with an empty data folder, and how somebody uses its pages."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Browser, Locator, Page, expect

from tests.test_many_processes import free_port, until

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
AT = "/c/hillside-tea"


@dataclass(frozen=True)
class House:
    """A server with a fresh data folder, and browsers that visit it."""

    address: str
    browser: Browser

    def visit(self, device: dict[str, Any], language: str = "en") -> Page:
        context = self.browser.new_context(base_url=self.address, locale=language, **device)
        context.set_default_timeout(20_000)
        return context.new_page()


@contextmanager
def opened(browser: Browser, folder: Path) -> Iterator[House]:
    """`qunli up`, as the handbook says, in a folder that was empty."""
    expect.set_options(timeout=20_000)
    port = free_port()
    command = [sys.executable, "-c", "from qunli.config.cli import main; main()", "up", "--port", str(port)]
    place = {**os.environ, "QUNLI_DATA": str(folder)}
    server = subprocess.Popen(command, env=place)
    address = f"http://localhost:{port}"
    try:
        until(lambda: _answers(f"{address}/accounts/login/"))
        yield House(address, browser)
    finally:
        server.terminate()
        server.wait(timeout=30)
        expect.set_options(timeout=5_000)


def _answers(address: str) -> bool:
    try:
        return httpx.get(address).status_code in (200, 302)
    except httpx.TransportError:
        return False


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def signs_up(page: Page, *, address: str, name: str) -> None:
    page.fill("[name=email]", address)
    page.fill("[name=name]", name)
    page.fill("[name=password1]", "a-quiet-kettle-7")
    press(page, "Begin")


def says(page: Page, text: str) -> None:
    page.fill("#text", text)
    press(page, "Send")


def line(page: Page, text: str) -> Locator:
    return page.locator("#talk .line").filter(has_text=text).last


def opens_menu(page: Page, text: str, deed: str) -> None:
    line(page, text).locator(".more").click()
    page.locator("#sheet").get_by_role("button", name=deed, exact=True).click()
