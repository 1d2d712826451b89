"""A real browser in front of the real program. No JavaScript unless a test asks for it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from random import randrange
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request

from tests.journeys import stack as stacks
from willkommen.mailserver import free_port

PHONE = {"width": 360, "height": 740}
CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Playwright runs an event loop, in which Django would refuse to ask the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The journeys come last: what they need to be right is tested before."""
    items.sort(key=lambda item: "journeys" in item.nodeid)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    path = shutil.which("chromium") or CHROMIUM
    return {**browser_type_launch_args, "executable_path": path, "args": QUIET}


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[stacks.Stack]:
    """One program for all journeys, with the ten authorities loaded."""
    port = free_port()
    var: Path = tmp_path_factory.mktemp("journeys")
    process, running = stacks.start(var, port=port, web_workers=2)
    yield running
    stacks.stop(process)


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


@pytest.fixture
def watch(stack: stacks.Stack) -> Iterator[Watch]:
    watching = Watch(stack.url)
    yield watching
    assert watching.complaints == []


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture
def phone(browser: Browser, watch: Watch, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A cheap phone without JavaScript; after a failure it says what it showed."""
    context = new_phone(browser)
    page = context.new_page()
    page.set_default_timeout(5_000)
    watch.over(page)
    yield page
    if request.node.stash.get(FAILED, False):
        print(f"\n{page.url}\n{page.locator('body').inner_text()}")  # noqa: T201
    context.close()


def new_phone(browser: Browser, *, java_script: bool = False) -> BrowserContext:
    return browser.new_context(
        viewport=PHONE,
        java_script_enabled=java_script,
        extra_http_headers={"X-Forwarded-For": some_address()},
    )


def some_address() -> str:
    """An address of its own for every phone, as in real life."""
    return f"10.{randrange(256)}.{randrange(256)}.{randrange(1, 255)}"
