"""Whoever has a date keeps it: opens it anywhere, moves it, gives it back, takes it along."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.phones import Watch, new_phone
from tests.journeys.stack import Stack, text_of
from tests.journeys.test_every_authority import (
    LANGUAGES,
    kinds_of_access,
    offering_of,
    opens_the_season,
    start_of,
    status_of,
)
from tests.journeys.walker import Walker

pytestmark = pytest.mark.browser

OPEN = [slug for slug, kind in kinds_of_access() if kind == "open"]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """In turn one language for each authority; with --long every language for each.

    Number and PIN are the same everywhere: two authorities are enough.
    """
    if metafunc.config.getoption("--long"):
        pairs = [(slug, language) for slug in OPEN for language in LANGUAGES]
    else:
        pairs = [(slug, LANGUAGES[n % 4]) for n, slug in enumerate(OPEN)]
        pairs = pairs[:2] if "number_and_pin" in metafunc.function.__name__ else pairs
    metafunc.parametrize(("slug", "language"), pairs)


@pytest.fixture
def walker(phone: Page, stack: Stack, slug: str, language: str) -> Walker:
    """Somebody with an appointment in the browser."""
    walker = Walker(phone, stack, language)
    offering = offering_of(stack, slug, "open")
    walker.go(f"offer/{offering}/")
    walker.find_a_time()
    if not walker.main("input[name=start]").count():
        opens_the_season(walker, offering)
    walker.book()
    return walker


@pytest.fixture
def other_phone(browser: Browser, watch: Watch) -> Iterator[Page]:
    context = new_phone(browser)
    page = context.new_page()
    page.set_default_timeout(5_000)
    watch.over(page)
    yield page
    context.close()


def test_an_appointment_is_moved_given_back_and_taken_back(
    walker: Walker, stack: Stack, other_phone: Page
) -> None:
    number = walker.booked_number()
    link = stack.link_in(stack.wait_for_mail(walker.email, 2))
    a_mail_scanner_looks_first(link)
    assert status_of(stack, number) == "booked"
    walker.page = other_phone
    opens(walker, link, number)
    moved = moves(walker, number)
    opens(walker, link, number)  # the old mail leads to what is so now
    gives_back(walker, number)
    takes_back(walker, number)
    assert start_of(stack, number) == moved


def a_mail_scanner_looks_first(link: str) -> None:
    """Without cookies it is shown no appointment, and it changes none."""
    with pytest.raises(HTTPError, match="404"), urlopen(link):  # noqa: S310 - our own address
        pass


def opens(walker: Walker, link: str, number: str) -> None:
    walker.page.goto(link)
    walker.is_a_kind_page()
    assert walker.booked_number() == number


def moves(walker: Walker, number: str) -> str:
    before = start_of(walker.stack, number)
    walker.main("a[href$='/booking/move/']").first.click()
    walker.is_a_kind_page()
    walker.take(1)
    after = start_of(walker.stack, number)
    assert after != before
    assert number in text_of(walker.stack.wait_for_mail(walker.email, 3))
    return after


def gives_back(walker: Walker, number: str) -> None:
    walker.main("a[href$='/booking/cancel/']").first.click()
    walker.press()
    assert status_of(walker.stack, number) == "cancelled"
    assert number in text_of(walker.stack.wait_for_mail(walker.email, 4))


def takes_back(walker: Walker, number: str) -> None:
    walker.main("form[action$='/booking/restore/'] button").first.click()
    walker.is_a_kind_page()
    assert status_of(walker.stack, number) == "booked"
    assert number in text_of(walker.stack.wait_for_mail(walker.email, 5))


def test_number_and_pin_open_it_on_another_phone_and_it_can_be_taken_along(
    walker: Walker, stack: Stack, other_phone: Page
) -> None:
    number = walker.booked_number()
    pin = walker.main(".booking-number").nth(1).inner_text().strip()
    walker.page = other_phone
    walker.go("mine/")
    walker.page.fill("input[name=number]", number.lower())
    walker.page.fill("input[name=pin]", pin)
    walker.press()
    assert walker.booked_number() == number
    for name, beginning in (("pdf", b"%PDF-1.7"), ("ics", b"BEGIN:VCALENDAR")):
        address = f"{stack.url}/{walker.language}/booking/appointment.{name}"
        answer = other_phone.context.request.get(address)
        assert answer.status == 200
        assert answer.body().startswith(beginning)
