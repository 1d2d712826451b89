"""A manager signs in, changes opening hours, and the next person sees it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.manager import Manager
from tests.journeys.stack import Stack
from tests.journeys.test_every_authority import offering_of

pytestmark = pytest.mark.browser

LISTS = [
    "",
    "offices/authority/",
    "offices/office/",
    "offices/desk/",
    "offices/offering/",
    "offices/openinghours/",
    "offices/closure/",
    "offices/office/add/",
    "offices/servicetype/",
    "offices/legaltext/",
    "offices/membership/",
    "offices/signinevent/",
    "booking/booking/",
    "booking/message/",
]
# What Django's own pages and modeltranslation's tabs report; see docs/accessibility.md.
REPORTED_BY_STOCK_PAGES = {"aria-input-field-name", "label", "nested-interactive", "select-name"}


@pytest.fixture
def manager(manager_of: Callable[[str], Manager]) -> Page:
    """The browser of Mainz' manager."""
    return manager_of("mainz").page


def test_a_manager_closes_earlier_and_nobody_is_offered_the_time_any_more(
    manager: Page, stack: Stack
) -> None:
    offering = offering_of(stack, "mainz", "open")
    latest = last_start(manager, stack, offering)
    ((hours,),) = stack.rows(
        """
        SELECT h.id FROM offices_openinghours h JOIN offices_office f ON f.id = h.office_id
        WHERE f.slug = 'mainz-stadthaus' AND h.audience = 'public'
          AND h.weekday = extract(isodow FROM %s::timestamptz AT TIME ZONE 'Europe/Berlin') - 1
        ORDER BY h.opens DESC LIMIT 1
        """,
        latest,
    )
    close_at_nine(manager, stack, hours)

    assert last_start(manager, stack, offering) < latest


def close_at_nine(page: Page, stack: Stack, hours: int) -> None:
    """From the administration to the page of hours, and by the preview to what is saved."""
    page.goto(f"{stack.url}/admin/offices/openinghours/{hours}/change/")
    page.click("a[href$='/manage/mainz-stadthaus/hours/']")
    page.wait_for_url("**/hours/")
    page.goto(f"{stack.url}/manage/mainz-stadthaus/hours/{hours}/")
    page.fill("input[name=opens]", "08:00")
    page.fill("input[name=closes]", "09:00")
    page.click("main form[method=post] button[type=submit]")
    page.wait_for_url("**/draft/")
    page.click("main form:has(input[name=seen]) button[type=submit]")
    page.wait_for_url("**/changes/*/")


def last_start(page: Page, stack: Stack, offering: int) -> str:
    """The last free start of the first free day."""
    page.goto(f"{stack.url}/de/offer/{offering}/times/?persons=1")
    values = page.locator("fieldset").first.locator("input[name=start]")
    return values.last.get_attribute("value") or ""


def test_stock_pages_report_nothing_that_is_not_written_down(manager: Page, stack: Stack) -> None:
    reported: dict[str, set[str]] = {}
    for path in LISTS:
        manager.goto(f"{stack.url}/admin/{path}")
        for entry in Axe().run(manager, options={}).response["violations"]:
            reported.setdefault(entry["id"], set()).add(path)
    assert set(reported) <= REPORTED_BY_STOCK_PAGES
