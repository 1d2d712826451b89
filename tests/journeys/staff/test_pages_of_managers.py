"""The pages of managers: right for axe, no wider than the smallest screen, and all of it without
JavaScript.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.inspector import SMALLEST
from tests.journeys.phones import Watch, new_phone
from tests.journeys.stack import Stack
from tests.journeys.staff.day import SCREEN
from tests.journeys.staff.managing import OFFICE, Manager

pytestmark = pytest.mark.browser
FAR_DAY, ANOTHER_DAY = "2028-03-06", "2028-03-13"  # nobody else walks there
PAGES = (
    "",
    "hours/",
    "hours/?week=2027-01-04",
    "hours/add/",
    "hours/copy-day/",
    "hours/copy-week/",
    "hours/beside/",
    "hours/{hours}/",
    "one-day/",
    "closures/",
    "closures/add/",
    "closures/2027/",
    "closures/{closure}/change/",
    "desks/",
    "desks/add/",
    "desks/{desk}/",
    "house/",
    "house/move/",
    "draft/",
    "changes/",
    "changes/{change}/",
    "services/",
    "services/new/",
    "services/{service}/",
    "services/{service}/change/booking/",
    "services/{service}/seasons/new/",
    "services/{service}/documents/",
    "services/{service}/documents/new/",
    "texts/",
    "texts/office/{office}/directions/",
    "mails/",
    "mails/additions/all/",
    "mails/confirmation/uk/",
    "office/",
    "office/change/way/",
    "office/change/dates/",
    "office/change/end/",
    "authority/",
    "authority/change/rules/",
    "people/",
    "people/invite/",
    "people/{person}/",
    "people/{person}/leave/",
    "to-do/",
    "what-if/",
)
ROWS = {
    "hours": "SELECT min(id) FROM offices_openinghours WHERE office_id = %(office)s",
    "closure": "SELECT max(id) FROM offices_closure WHERE office_id = %(office)s"
    " AND holiday IS NULL",
    "desk": "SELECT min(id) FROM offices_desk WHERE office_id = %(office)s",
    "change": "SELECT max(id) FROM offices_change WHERE office_id = %(office)s"
    " AND saved_at IS NOT NULL",
    "service": "SELECT min(id) FROM offices_offering WHERE office_id = %(office)s"
    " AND access = 'open'",
    "person": "SELECT min(m.user_id) FROM offices_membership m JOIN offices_office f"
    " ON f.authority_id = m.authority_id WHERE f.id = %(office)s AND m.role = 'caseworker'",
}


def managing(browser: Browser, stack: Stack, watch: Watch, language: str, **phone: bool) -> Manager:
    page = new_phone(browser, viewport=SCREEN, locale=language, **phone).new_page()
    watch.over(page)
    manager = Manager(page, stack, language, hurries=True)
    manager.sign_in()
    return manager


def plan_a_closure(manager: Manager, day: str) -> None:
    manager.go("closures/add/")
    manager.page.check("input[name=reason][value=training]", force=True)
    manager.page.fill("input[name=first]", day)
    manager.send()


@pytest.fixture(scope="module")
def pages(browser: Browser, stack: Stack) -> Iterator[list[str]]:
    """Every page of an office in which one change is saved and another one planned."""
    watch = Watch(stack.url)
    manager = managing(browser, stack, watch, "de")
    plan_a_closure(manager, FAR_DAY)
    manager.send()
    plan_a_closure(manager, ANOTHER_DAY)
    ((office,),) = stack.rows("SELECT id FROM offices_office WHERE slug = %s", OFFICE)
    known = {"office": office}
    for name, query in ROWS.items():
        ((known[name],),) = stack.rows(query.replace("%(office)s", "%s"), office)
    yield [path.format(**known) for path in PAGES]
    manager.go("draft/")
    manager.main("form[action$='/draft/drop/'] button:not([name])").click()
    manager.page.context.close()
    assert watch.complaints == []


@pytest.mark.parametrize("language", ["de", "ar"])
def test_every_page_of_a_manager_is_right_for_everybody(
    browser: Browser, stack: Stack, watch: Watch, pages: list[str], language: str
) -> None:
    manager = managing(browser, stack, watch, language, java_script=True)  # axe needs it
    found = {path: manager.remarks_on(path) for path in pages}
    assert {path: remarks for path, remarks in found.items() if remarks} == {}
    manager.page.context.close()


def test_every_page_fits_the_smallest_phone_in_english_and_without_javascript(
    browser: Browser, stack: Stack, watch: Watch, pages: list[str]
) -> None:
    manager = managing(browser, stack, watch, "en")
    manager.page.set_viewport_size(SMALLEST)
    for path in pages:
        manager.go(path)
    manager.page.context.close()
