"""The office closes on a day: whoever had an appointment says yes to another time, or chooses."""

from __future__ import annotations

import subprocess
import sys

import pytest
from playwright.sync_api import Page

from tests.journeys.stack import ROOT, Stack, environment_of, text_of
from tests.journeys.test_every_authority import offering_of, opens_the_season, status_of
from tests.journeys.walker import Walker, in_words_of

pytestmark = pytest.mark.browser

HEADLINE = "Your appointment cannot take place at that time"
KEPT = "Your appointment cannot take place. We keep another time for you:"
WORDS = "يجري إصلاح المصعد."
# As a manager decides it; the program that runs carries it out.
CLOSES = """
import sys
from datetime import timedelta
from django.utils import timezone
from booking.impact import Decided, foresee, save
from booking.models import Affected, Booking
from offices.changes.days import one_day
from offices.changes.steps import add_to, steps_of
from offices.models import Change, User
booking, now = Booking.objects.get(number="{number}"), timezone.now()
office, by = booking.office, User.objects.filter(is_staff=True).first()
change = Change.objects.create(
    office=office, made_by=by, made_at=now, reason="closed", words_ar="{words}"
)
day = booking.time.starts_at.astimezone(office.zone).date()
add_to(change, one_day(office, list(office.opening_hours.all()), day, None))
seen = foresee(office, steps_of(change), now=now)
decisions = {{hit.booking: Affected.Decision.LEAVE for hit in seen.hits}}
decisions[booking.pk] = Affected.Decision.AGAIN
kept_until, latest = now + timedelta(days=5), timezone.localdate() + timedelta(days=90)
save(change, Decided(decisions, kept_until, latest), by=by, now=now)
"""


@pytest.fixture
def amal(phone: Page, stack: Stack) -> Walker:
    """She reads Arabic, and has an appointment on a day on which the office closes then."""
    walker = Walker(phone, stack, "ar")
    offering = offering_of(stack, "essen", "open")
    walker.go(f"offer/{offering}/")
    walker.find_a_time()
    if not walker.main("input[name=start]").count():
        opens_the_season(walker, offering)
    closes_the_day_of(stack, walker.book().replace("-", ""))
    return walker


def closes_the_day_of(stack: Stack, number: str) -> None:
    script = CLOSES.format(number=number, words=WORDS)
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", script]
    subprocess.run(command, cwd=ROOT, env=environment_of(stack), check=True)


def reads_what_happened(amal: Walker) -> str:
    """By the link in the mail; return the number of the booking."""
    mail = amal.stack.wait_for_mail(amal.email, 3)
    amal.reads(mail, KEPT)
    own, german = text_of(mail).split("* * *")
    assert (WORDS in own, WORDS in german) == (True, False)
    amal.open(amal.stack.link_in(mail))
    assert amal.main("h1").inner_text() == in_words_of("ar", HEADLINE)
    assert amal.main("s").count() == 2
    assert WORDS in amal.page.locator("main").inner_text()
    return amal.booked_number()


def test_one_yes_with_the_keyboard_books_the_kept_time(amal: Walker) -> None:
    number = reads_what_happened(amal)
    kept = amal.main(".appointment__when").inner_text()
    amal.main("form[action$='/booking/yes/'] button").press("Enter")
    amal.is_a_kind_page()
    assert status_of(amal.stack, number) == "booked"
    assert amal.main(".appointment__when").inner_text() == kept
    amal.reads(amal.stack.wait_for_mail(amal.email, 4), "Your appointment is booked.")


def test_another_time_is_booked_with_one_press(amal: Walker) -> None:
    number = reads_what_happened(amal)
    amal.main("a[href$='/booking/choose/']").first.click()
    amal.is_a_kind_page()
    amal.take(1)
    assert amal.booked_number() == number
    assert status_of(amal.stack, number) == "booked"
