"""The pages of managers: no JavaScript, nothing wider than the smallest screen, right for axe."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.journeys.phones import Watch, new_phone
from tests.journeys.stack import Stack
from tests.journeys.staff.day import SCREEN
from tests.journeys.staff.managing import Manager

pytestmark = pytest.mark.browser
PAGES = [
    "",
    "hours/",
    "hours/add/",
    "hours/copy-day/",
    "hours/beside/",
    "one-day/",
    "closures/",
    "closures/add/",
    "closures/2027/",
    "desks/",
    "house/move/",
    "draft/",
    "changes/",
    "services/",
    "texts/",
    "mails/",
    "office/",
    "authority/",
    "people/",
    "to-do/",
    "what-if/",
]


@pytest.mark.parametrize("language", ["de", "ar"])
def test_every_page_of_a_manager_is_right_for_everybody(
    browser: Browser, stack: Stack, watch: Watch, language: str
) -> None:
    context = new_phone(browser, viewport=SCREEN, locale=language)
    page = context.new_page()
    watch.over(page)
    manager = Manager(page, stack, language, hurries=True)
    manager.sign_in()
    for path in PAGES:
        manager.go(path)
        manager.is_right_for_everybody()
    context.close()
