"""A cheap phone with a real browser, and every byte that reaches it."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import CDPSession, Page, ViewportSize, sync_playwright

CHROMIUM = "/usr/bin/chromium"
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
SCREEN: ViewportSize = {"width": 360, "height": 740}
# As the proxy in front of the program does with pages; files are compressed beforehand.
PROXY_LEVEL = 5


@dataclass(frozen=True)
class Loaded:
    """One answer over the wire; `size` counts headers, and is nought from the browser's cache."""

    url: str
    kind: str
    size: float


@dataclass
class Wire:
    """Notes every answer until it is asked; pages count as small as the proxy makes them."""

    session: CDPSession
    _open: dict[str, dict[str, Any]] = field(default_factory=dict)
    _done: list[Loaded] = field(default_factory=list)

    def watch(self) -> None:
        self.session.send("Network.enable")
        self.session.on("Network.responseReceived", self._received)
        self.session.on("Network.loadingFinished", self._finished)

    def take(self) -> list[Loaded]:
        """What has arrived since the last time."""
        done, self._done = self._done, []
        return done

    def _received(self, event: dict[str, Any]) -> None:
        self._open[event["requestId"]] = event

    def _finished(self, event: dict[str, Any]) -> None:
        begun = self._open.pop(event["requestId"], None)
        if begun is None or begun["response"]["url"].startswith("data:"):
            return
        size, kind = event["encodedDataLength"], begun["type"]
        if kind == "Document" and size and not _is_compressed(begun["response"]["headers"]):
            size -= self._saved(event["requestId"])
        self._done.append(Loaded(begun["response"]["url"], kind, size))

    def _saved(self, request: str) -> int:
        """How many bytes the proxy would have spared of a page."""
        body = self.session.send("Network.getResponseBody", {"requestId": request})["body"].encode()
        return len(body) - len(gzip.compress(body, PROXY_LEVEL))


def _is_compressed(headers: dict[str, str]) -> bool:
    return any(name.lower() == "content-encoding" for name in headers)


@contextmanager
def phone() -> Iterator[tuple[Page, Wire]]:
    """A new one: nothing in its cache."""
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or CHROMIUM
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        context = browser.new_context(viewport=SCREEN, java_script_enabled=False)
        page = context.new_page()
        wire = Wire(context.new_cdp_session(page))
        wire.watch()
        yield page, wire
        browser.close()


@dataclass(frozen=True)
class Walk:
    """A booking in this browser, from the first page on."""

    page: Page
    url: str
    language: str
    slug: str
    place: str
    offering: int
    name: str
    email: str
    code: Callable[[str], str]

    def steps(self) -> Iterator[str]:
        """Do one step after the other; yields the name of the page that has been reached."""
        page = self.page
        page.goto(f"{self.url}/{self.language}/")
        yield "first page"
        self._click(f"main a[href^='/{self.language}/where/']")
        yield "where"
        page.fill("input[name=place]", self.place)
        yield self._press("document")
        self._click(f"main a[href*='/at/{self.slug}/services/']")
        yield "services"
        page.goto(page.evaluate(HREF, f"a[href*='/offer/{self.offering}/']"))
        yield "offering"
        self._click("main a.kern-btn--primary")
        if "/persons/" in page.url:
            self._press("persons")
        yield "times"
        page.locator("main input[name=start]").first.check()
        yield self._press("person")
        yield from self._introduce()

    def _introduce(self) -> Iterator[str]:
        page = self.page
        page.fill("input[name=family_name]", f"Beispiel{self.language}")
        page.fill("input[name=given_names]", self.name)
        page.fill("input[name=birth_year]", "1990")
        yield self._press("contact")
        page.fill("input[name=email]", self.email)
        yield self._press("help")
        page.locator("main label[for^=id_talk]").first.click()
        yield self._press("check")
        yield self._press("code")
        page.fill("input[name=code]", self.code(self.email))
        yield self._press("booked")

    def _click(self, selector: str) -> None:
        self.page.locator(selector).first.click()

    def _press(self, leads_to: str) -> str:
        self._click("main form button.kern-btn--primary")
        return leads_to


HREF = "selector => document.querySelector(selector).href"
