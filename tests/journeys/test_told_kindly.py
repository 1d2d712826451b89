"""More come than can be served: nobody loses a word, pages come back by themselves, staff work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.inspector import SMALLEST, Inspector
from tests.journeys.phones import Watch, new_phone
from tests.journeys.rushing import WebProcess, one_web_process, rush
from tests.journeys.stack import Stack
from tests.journeys.test_every_authority import LANGUAGES, offering_of
from tests.journeys.walker import GIVEN_NAMES, in_words_of
from willkommen import gate

pytestmark = pytest.mark.browser

HERE = "Very many people are on this site right now"
# Who finds a place in the line waits there first, and is told after five seconds.
PATIENCE = 20_000


@pytest.fixture(scope="module")
def web(stack: Stack) -> Iterator[WebProcess]:
    with one_web_process(stack) as process:
        yield process


@pytest.fixture
def buy(browser: Browser, web: WebProcess) -> Iterator[Callable[..., Page]]:
    """Phones of their own, watched over like all others."""
    watch, contexts = Watch(web.stack.url), []

    def phone(**options: Any) -> Page:
        contexts.append(new_phone(browser, **options))
        page = contexts[-1].new_page()
        page.set_default_timeout(PATIENCE)
        watch.over(page)
        return page

    yield phone
    for context in contexts:
        context.close()
    assert watch.complaints == []


@pytest.fixture
def amal(buy: Callable[..., Page], web: WebProcess) -> Inspector:
    """Has taken a time and is about to type her name, in Arabic, on the smallest phone."""
    walker = Inspector(buy(java_script=True, viewport=SMALLEST), web.stack, "ar")
    walker.go(f"offer/{offering_of(web.stack, 'essen', 'open')}/")
    walker.find_a_time()
    walker.take()
    walker.page.wait_for_selector("input[name=family_name]")
    return walker


def test_in_a_rush_a_page_says_so_in_every_language_and_comes_back_by_itself(
    web: WebProcess, buy: Callable[..., Page]
) -> None:
    phone = buy()
    # A page that comes back by itself would do so while the next language is opened in its place.
    readers = {language: buy(java_script=True, viewport=SMALLEST) for language in LANGUAGES}
    with rush(web, times_path(web)):
        for language, reader in readers.items():
            Inspector(reader, web.stack, language).go("")
            assert heading(reader) == in_words_of(language, HERE)
        response = phone.goto(f"{web.stack.url}/de/")
        assert response is not None
        assert response.status == 503
        assert heading(phone) == in_words_of("de", HERE)
    for page in (phone, *readers.values()):
        page.wait_for_selector("main .choice", timeout=3 * PATIENCE)


def test_in_a_rush_what_was_typed_is_sent_again_with_one_press(
    web: WebProcess, amal: Inspector
) -> None:
    with rush(web, times_path(web)):
        amal.name()
        assert heading(amal.page) == in_words_of("ar", HERE)
        amal.press()
        assert heading(amal.page) == in_words_of("ar", HERE)
    amal.press()
    assert amal.page.url.endswith("/ar/booking/contact/")
    query = "SELECT given_names FROM booking_attendee WHERE family_name = %s"
    assert web.stack.rows(query, amal.family_name) == [(GIVEN_NAMES,)]


def test_in_a_rush_staff_sign_in_and_the_database_is_left_in_peace(web: WebProcess) -> None:
    with rush(web, times_path(web)):
        answers = [web.ask(path).status for path in ("/accounts/login/", "/health/") * 5]
        assert answers == [200] * 10
        assert web.connections <= gate.SEATS + gate.STAFF_SEATS


def times_path(web: WebProcess) -> str:
    return f"/de/offer/{offering_of(web.stack, 'essen', 'open')}/times/?persons=1"


def heading(page: Page) -> str:
    return page.locator("main h1").inner_text()
