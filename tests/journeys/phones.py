"""What people hold in their hands, and who looks over their shoulder."""

from __future__ import annotations

from random import randrange
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Request

PHONE = {"width": 360, "height": 740}


class Watch:
    """Notes what no page may ever do: ask another host, break the policy, fail."""

    def __init__(self, home: str) -> None:
        self.home = urlsplit(home).netloc
        self.complaints: list[str] = []

    def over(self, page: Page) -> None:
        page.on("request", self.on_request)
        page.on("console", lambda message: self._console(message.text))
        page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))

    def on_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https") and address.netloc != self.home:
            self.complaints.append(f"foreign request: {request.url}")

    def _console(self, text: str) -> None:
        if "Content Security Policy" in text:
            self.complaints.append(text)


def new_phone(browser: Browser, *, java_script: bool = False, **options: Any) -> BrowserContext:
    """A cheap phone; `options` as the browser knows them make something else of it.

    Without moving pictures, as its owner may have chosen: every press waits until a page that
    scrolls smoothly stands still.
    """
    address = {"X-Forwarded-For": some_address()}
    usual = {"viewport": PHONE, "extra_http_headers": address, "reduced_motion": "reduce"}
    here = {**usual, **options}
    return browser.new_context(java_script_enabled=java_script, **here)


class Lent:
    """A phone that many people use, one after another, as in families and advice centres.

    It forgets who had it and keeps only styles and fonts: a new one for everybody would cost more
    than all they do with it.
    """

    def __init__(self, page: Page, home: str) -> None:
        self.page, self.watch = page, Watch(home)
        page.set_default_timeout(15_000)
        self.watch.over(page)

    def hand_over(self) -> Page:
        self.watch.complaints.clear()
        self.page.context.clear_cookies()
        self.page.context.set_extra_http_headers({"X-Forwarded-For": some_address()})
        return self.page


def some_address() -> str:
    """An address of its own for every phone, as in real life."""
    return f"10.{randrange(256)}.{randrange(256)}.{randrange(1, 255)}"
