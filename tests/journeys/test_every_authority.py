"""At every authority a person walks each kind of access its data has, to its right end."""

from __future__ import annotations

import json
import time
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page

from offices.showcase.keeping import FRESH_SECONDS
from tests.journeys.stack import Stack, text_of
from tests.journeys.walker import Walker

pytestmark = pytest.mark.browser

DATA = Path(__file__).resolve().parents[2] / "offices" / "data" / "authorities.json"
LANGUAGES = ["de", "en", "ar", "uk"]
AUTHORITIES = json.loads(DATA.read_text(encoding="utf-8"))["authorities"]
PLACES = {authority["slug"]: authority["covers"][0] for authority in AUTHORITIES}


def kinds_of_access() -> list[tuple[str, str]]:
    """Every authority with each kind of access that occurs there."""
    return [
        (authority["slug"], kind)
        for authority in AUTHORITIES
        for kind in sorted(
            {
                entry["mode"]
                for part in (authority, *authority["offices"])
                for entry in part["access"].values()
            }
        )
    ]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """In turn one language for each way; with --long every language for every way."""
    pairs = kinds_of_access()
    if metafunc.config.getoption("--long"):
        ways = [(slug, kind, language) for slug, kind in pairs for language in LANGUAGES]
    else:
        ways = [(slug, kind, LANGUAGES[n % 4]) for n, (slug, kind) in enumerate(pairs)]
    metafunc.parametrize(("slug", "kind", "language"), ways)


def offering_of(stack: Stack, slug: str, kind: str) -> int:
    """The offering to walk: one with desks that are open soonest."""
    rows = stack.rows(
        """
        SELECT o.id FROM offices_offering o
        JOIN offices_office f ON f.id = o.office_id
        JOIN offices_authority a ON a.id = f.authority_id
        WHERE a.slug = %s AND o.access = %s
        ORDER BY (SELECT min(h.valid_from) FROM offices_openinghours h WHERE h.office_id = f.id)
                   NULLS FIRST, o.max_persons DESC, o.id
        LIMIT 1
        """,
        slug,
        kind,
    )
    return rows[0][0]


def test_a_person_reaches_the_right_end(
    phone: Page, stack: Stack, slug: str, kind: str, language: str
) -> None:
    walker = Walker(phone, stack, language)
    offering = offering_of(stack, slug, kind)
    walker.find_office(PLACES[slug], slug)
    walker.choose_service(offering)
    ENDS[kind](walker, slug, offering)


def books(walker: Walker, slug: str, offering: int) -> None:
    walker.find_a_time()
    if not walker.main("input[name=start]").count():
        opens_the_season(walker, offering)
    number = walker.book()
    assert status_of(walker.stack, number) == "booked"
    confirmation = walker.stack.wait_for_mail(walker.email, 2)
    assert number in text_of(confirmation)
    walker.page.reload()
    assert walker.booked_number() == number


def opens_the_season(walker: Walker, offering: int) -> None:
    """Where dates are only open in a season, the page says so; then a manager lets people book
    further ahead."""
    assert walker.main("a[href*='/receipt/']").count() >= 1
    walker.stack.do("UPDATE offices_offering SET horizon_days = 700 WHERE id = %s", offering)
    deadline = time.monotonic() + 2 * FRESH_SECONDS
    while not walker.main("input[name=start]").count():
        assert time.monotonic() < deadline, "the manager's change does not arrive"
        walker.page.reload()


def status_of(stack: Stack, number: str) -> str:
    query = """
        SELECT r.status FROM booking_booking b
        JOIN booking_reservation r ON r.id = b.reservation_id WHERE b.number = %s
    """
    return stack.rows(query, number.replace("-", ""))[0][0]


def start_of(stack: Stack, number: str) -> datetime:
    query = """
        SELECT lower(r.during) FROM booking_booking b
        JOIN booking_reservation r ON r.id = b.reservation_id WHERE b.number = %s
    """
    return stack.rows(query, number.replace("-", ""))[0][0]


def is_told_how_to_apply(walker: Walker, slug: str, offering: int) -> None:
    """No way to book, and the way to apply in writing in the person's language."""
    cannot_book(walker)
    query = """
        SELECT apply_way_de, apply_way_en, apply_way_ar, apply_way_uk
        FROM offices_authority WHERE slug = %s
    """
    way = walker.stack.rows(query, slug)[0][LANGUAGES.index(walker.language)]
    assert way in walker.page.locator("main").inner_text()


def is_told_the_hours(walker: Walker, slug: str, offering: int) -> None:
    cannot_book(walker)
    query = """
        SELECT to_char(min(h.opens), 'HH24:MI') FROM offices_openinghours h
        JOIN offices_office f ON f.id = h.office_id
        JOIN offices_authority a ON a.id = f.authority_id
        WHERE a.slug = %s AND h.audience = 'walk_in'
    """
    ((opens,),) = walker.stack.rows(query, slug)
    assert opens in walker.page.locator("main").inner_text()


def is_told_who_does_it(walker: Walker, slug: str, offering: int) -> None:
    cannot_book(walker)
    query = """
        SELECT access_note_de, access_note_en, access_note_ar, access_note_uk
        FROM offices_offering WHERE id = %s
    """
    note = walker.stack.rows(query, offering)[0][LANGUAGES.index(walker.language)]
    assert note in walker.page.locator("main").inner_text()


def cannot_book(walker: Walker) -> None:
    assert (
        walker.main("a[href*='/times/'], a[href*='/persons/'], a[href*='/letters/']").count() == 0
    )


ENDS = {
    "open": books,
    "written": is_told_how_to_apply,
    "invitation": is_told_how_to_apply,
    "request": is_told_how_to_apply,
    "walk_in": is_told_the_hours,
    "elsewhere": is_told_who_does_it,
}
