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
from tests.journeys.phones import Lent, Watch, new_phone
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


@pytest.fixture(scope="session")
def cheap_phone(browser: Browser, stack: stacks.Stack) -> Iterator[Lent]:
    context = new_phone(browser)
    yield Lent(context.new_page(), stack.url)
    context.close()


@pytest.fixture
def phone(cheap_phone: Lent, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A cheap phone without JavaScript; after a failure it says what it showed."""
    page = cheap_phone.hand_over()
    yield page
    if request.node.stash.get(FAILED, False):
        print(f"\n{page.url}\n{page.locator('body').inner_text()}")  # noqa: T201
    assert cheap_phone.watch.complaints == []


@pytest.fixture(scope="session")
def smallest_phone(browser: Browser, stack: stacks.Stack) -> Iterator[Lent]:
    context = new_phone(browser, java_script=True, viewport=SMALLEST)
    yield Lent(context.new_page(), stack.url)
    context.close()


@pytest.fixture
def reader(smallest_phone: Lent) -> Iterator[Page]:
    """The smallest phone, with the JavaScript that axe itself needs."""
    yield smallest_phone.hand_over()
    assert smallest_phone.watch.complaints == []


@pytest.fixture(scope="session")
def desks(browser: Browser, stack: stacks.Stack) -> Iterator[Desks]:
    desks = Desks(browser, stack)
    yield desks
    desks.close()


@pytest.fixture
def manager_of(desks: Desks) -> Iterator[Callable[[str], Manager]]:
    """The manager of an authority, signed in at a desk."""
    yield desks.manager_of
    assert desks.watch.complaints == []
