"""Somebody with an appointment is reminded, by day, and says that they come."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page

from tests.journeys.stack import Stack, text_of
from tests.journeys.test_every_authority import LANGUAGES, kinds_of_access, offering_of
from tests.journeys.walker import Walker, in_words_of

pytestmark = pytest.mark.browser

# Magdeburg's dates are open in a season only: then nobody is asked whether they come next week.
OPEN = [slug for slug, kind in kinds_of_access() if kind == "open" and slug != "magdeburg"]
A_DAY_AND_MORE = timedelta(hours=25)
STAND_IN = """
    UPDATE offices_office SET timezone = %s
    WHERE authority_id = (SELECT id FROM offices_authority WHERE slug = %s)
"""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each language once, each at another authority; with --long every language at each."""
    if metafunc.config.getoption("--long"):
        walks = [(slug, language) for language in LANGUAGES for slug in OPEN]
    else:
        walks = list(zip(OPEN, LANGUAGES, strict=False))
    metafunc.parametrize(("slug", "language"), walks)


def test_whoever_is_reminded_says_that_they_come(
    phone: Page, stack: Stack, slug: str, language: str
) -> None:
    person = Walker(phone, stack, language)
    number = books_for_next_week(person, slug)
    phone.context.clear_cookies()  # as on any other phone
    with noon_at(stack, slug):
        the_day_of_the_reminder_comes(stack, number)
        reminder = stack.wait_for_mail(person.email, 3)
        person.reads(reminder, "Will you come to your appointment?")
        assert number in text_of(reminder)
        person.open(stack.link_in(reminder))
        says_yes(person)
    query = "SELECT coming_at IS NOT NULL FROM booking_booking WHERE number = %s"
    assert stack.rows(query, number.replace("-", "")) == [(True,)]


def books_for_next_week(person: Walker, slug: str) -> str:
    """Not for the day that has begun: of that nobody is reminded any more."""
    person.go(f"offer/{offering_of(person.stack, slug, 'open')}/")
    person.find_a_time()
    starts = [one.get_attribute("value") or "" for one in person.main("input[name=start]").all()]
    early = datetime.now(UTC) + A_DAY_AND_MORE
    number = person.book(
        next(n for n, at in enumerate(starts) if datetime.fromisoformat(at) > early)
    )
    person.stack.wait_for_mail(person.email, 2)
    return number


@contextmanager
def noon_at(stack: Stack, slug: str) -> Iterator[None]:
    """Nobody is reminded at night: meanwhile these offices stand where it is noon right now.

    So the walk needs no clock of its own, and ends well at whatever hour somebody runs it.
    """
    ahead = 12 - datetime.now(UTC).hour  # Etc/GMT-2 is two hours ahead of Greenwich
    stack.do(STAND_IN, f"Etc/GMT{-ahead:+}", slug)
    try:
        yield
    finally:
        stack.do(STAND_IN, "Europe/Berlin", slug)


def the_day_of_the_reminder_comes(stack: Stack, number: str) -> None:
    stack.do(
        """
        UPDATE booking_message SET due_at = now() WHERE id = (
            SELECT m.id FROM booking_message m JOIN booking_booking b ON b.id = m.booking_id
            WHERE b.number = %s AND m.kind = 'reminder' AND m.status = 'owed'
            ORDER BY m.due_at LIMIT 1
        )
        """,
        number.replace("-", ""),
    )


def says_yes(person: Walker) -> None:
    """“Will you come?”: yes, another time, or no."""
    yes = person.page.locator("form[action$='/booking/coming/']")
    asked = person.page.locator("section", has=yes)
    assert asked.locator("h2").inner_text() == in_words_of(person.language, "Will you come?")
    for way in ("move", "cancel"):
        assert asked.locator(f"a[href$='/booking/{way}/']").is_visible()
    yes.locator("button").click()
    person.is_a_kind_page()
    said = person.page.locator("main").inner_text()
    for words in (
        "Thank you. The office expects you.",
        "You have told us that you come. Thank you.",
    ):
        assert in_words_of(person.language, words) in said
