"""Kiel shortens the Thursday, closes a week for a move and opens a Saturday; sixty people are hit,
in four languages, and each is told what is right for them, once.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser

from tests.journeys.phones import Watch, new_phone
from tests.journeys.stack import ROOT, Stack, environment_of, text_of
from tests.journeys.staff.day import SCREEN
from tests.journeys.staff.managing import Manager

pytestmark = pytest.mark.browser
CANCELLED = 8
TOLD = {
    "desk": {"other_desk"},
    "again": {"choose_again"},
    "cancel": {"cancellation"},
}
# Of everybody in Kiel whom the change concerned: what was decided, and what is true afterwards.
AFTER = """
SELECT a.decision, a.status, b.language, c.email, r.status, r.expires_at > now(),
  (SELECT array_agg(kind::text) FROM booking_message m
   WHERE m.booking_id = b.id AND m.due_at <= now() + interval '1 minute'),
  (SELECT count(*) FROM booking_reservation x JOIN booking_booking y ON y.reservation_id = x.id
   JOIN booking_contact z ON z.booking_id = y.id
   WHERE z.email = c.email AND x.status IN ('booked', 'held'))
FROM booking_affected a JOIN booking_booking b ON b.id = a.booking_id
JOIN booking_reservation r ON r.id = b.reservation_id JOIN booking_contact c ON c.booking_id = b.id
ORDER BY c.email
"""


@pytest.fixture(scope="session")
def days(stack: Stack) -> dict[str, str]:
    command = [sys.executable, "-m", "tests.journeys.staff.filling_kiel"]
    said = subprocess.run(
        command, cwd=ROOT, env=environment_of(stack), check=True, stdout=subprocess.PIPE
    )
    return dict(json.loads(said.stdout))


@pytest.fixture
def manager(browser: Browser, stack: Stack, watch: Watch) -> Manager:
    context = new_phone(browser, viewport=SCREEN, locale="en")
    page = context.new_page()
    watch.over(page)
    made = Manager(page, stack, "en", hurries=True)
    made.sign_in()
    return made


def plan(manager: Manager, days: dict[str, str]) -> None:
    """Thursday afternoons end at two desks, the week is closed, a Saturday is open."""
    manager.go("hours/")
    rule = manager.main("table.rules tr").filter(has_text="Thursday 14:00–16:00")
    rule.filter(has_text="Termin 2").locator("a").first.click()
    for label in ("Termin 2", "Termin 6"):
        manager.page.get_by_label(label, exact=True).uncheck(force=True)
    manager.send()
    manager.go("closures/add/")
    manager.page.check("input[name=reason][value=moving]", force=True)
    manager.page.fill("input[name=first]", days["monday"])
    manager.page.fill("input[name=last]", _later(days["monday"], 4))
    manager.send()
    manager.go("one-day/")
    manager.page.fill("form.form input[name=day]", days["saturday"])
    manager.page.fill("input[name=opens]", "09:00")
    manager.page.fill("input[name=closes]", "14:00")
    manager.send()


def _later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def axe_says_of_the_mails(browser: Browser, stack: Stack) -> list[object]:
    page = new_phone(browser, viewport=SCREEN, locale="en", java_script=True).new_page()
    colleague = Manager(page, stack, "en", hurries=True)
    colleague.sign_in()
    found = colleague.remarks_on("draft/mails/?language=ar")
    page.context.close()
    return found


def test_sixty_people_are_hit_and_each_is_told_once_what_is_right(manager, days, stack, browser):
    plan(manager, days)
    assert "60 people" in manager.page.inner_text("main")
    decide(manager)
    manager.page.check("input[name=reason][value=house]", force=True)
    manager.send()
    assert manager.page.title().startswith("The mails before you save")
    assert axe_says_of_the_mails(browser, stack) == []
    manager.send()
    wait_until_done(manager)
    rows = stack.rows(AFTER)
    assert Counter(row[0] for row in rows) == {"desk": 16, "again": 44 - CANCELLED, "cancel": 8}
    assert {row[1] for row in rows} == {"done"}
    assert Counter(row[2] for row in rows) == {"ar": 15, "uk": 15, "en": 15, "de": 15}
    for decision, _done, _language, email, status, _keeps, kinds, live in rows:
        assert set(kinds) == TOLD[decision], (email, decision, kinds)
        assert len(kinds) == 1, email
        assert live == {"desk": 1, "again": 1, "cancel": 0}[decision], (email, status)
    each_mail_arrives_once(stack, rows)


def decide(manager: Manager) -> None:
    """The proposals count, but eight of those who would choose again are cancelled."""
    manager.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    group = manager.main("fieldset.concerned:has([name='group-reached'])")
    for number in range(CANCELLED):
        group.locator("select").nth(number).select_option("cancel")


def wait_until_done(manager: Manager) -> None:
    deadline = time.monotonic() + 60
    while manager.main("progress").count() and time.monotonic() < deadline:
        time.sleep(1)
        manager.page.reload()
    assert manager.main("progress").count() == 0


def each_mail_arrives_once(stack: Stack, rows: list[tuple]) -> None:
    for decision, _done, language, email, *_rest in rows:
        stack.wait_for_mail(email, seconds=60)
        (mail,) = stack.mails_to(email)
        assert ("lang" in mail.as_string()) or language, decision
        assert text_of(mail).strip()
