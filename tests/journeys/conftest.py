"""A real browser in front of the real program. No JavaScript unless a test asks for it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys import stack as stacks
from tests.journeys.inspector import SMALLEST
from tests.journeys.manager import Desks, Manager
from tests.journeys.phones import Watch, new_phone
from willkommen.mailserver import free_port

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


@pytest.fixture
def reader(browser: Browser, watch: Watch) -> Iterator[Page]:
    """The smallest phone, with the JavaScript that axe itself needs."""
    context = new_phone(browser, java_script=True, viewport=SMALLEST)
    page = context.new_page()
    page.set_default_timeout(5_000)
    watch.over(page)
    yield page
    context.close()


@pytest.fixture(scope="session")
def desks(browser: Browser, stack: stacks.Stack) -> Desks:
    return Desks(browser, stack)


@pytest.fixture
def manager_of(desks: Desks, stack: stacks.Stack) -> Iterator[Callable[[str], Manager]]:
    """The manager of an authority, signed in at a desk."""
    watch, contexts = Watch(stack.url), []

    def sit_down(slug: str) -> Manager:
        contexts.append(desks.open(slug))
        page = contexts[-1].new_page()
        page.set_default_timeout(5_000)
        # Stock pages may complain about styles, but ask nobody else.
        page.on("request", watch.on_request)
        return Manager(page, stack)

    yield sit_down
    for context in contexts:
        context.close()
    assert watch.complaints == []
