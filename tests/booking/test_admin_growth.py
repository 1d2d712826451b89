"""Lists of the administration ask as often for 250 entries as for one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from booking.models import Message
from offices.models import Offering
from tests import make, people
from tests.booking.inviting import invited
from tests.signing_in import at_desk

MANY = 250
LISTS = ["booking", "reservation", "message"]


@pytest.fixture
def offering(essen) -> Offering:
    return make.offering(at=make.office_open_on_weekdays(of=essen))


def test_lists_cost_the_same_with_one_and_with_250_of_everything(erika, offering):
    browser = at_desk(erika)

    def costs() -> dict[str, int]:
        return {what: cost_of(browser, what) for what in LISTS}

    add_one_of_each(offering, 1)
    costs()
    of_one = costs()
    for number in range(2, MANY + 1):
        add_one_of_each(offering, number)
    assert costs() == of_one


def cost_of(browser: Client, what: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(reverse(f"admin:booking_{what}_changelist")).status_code == 200
    return len(asked)


def add_one_of_each(offering: Offering, number: int) -> None:
    """An appointment with a mail, an invitation, and a request."""
    now = timezone.now()
    booking = people.booked(starts=now + timedelta(days=number), now=now, offering=offering)
    people.message(booking, Message.Kind.CONFIRMATION, due=now)
    invited(offering)
    people.asked(now=now, offering=offering)
