"""Each question to the calendar is one statement, however many desks, times and offerings."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from psycopg2.extras import DateTimeTZRange

from booking.availability import Ask, ask_for, first_free, free_days, free_starts, gaps_at
from booking.models import Reservation
from offices.models import Authority, Desk
from tests import make

NOW = datetime(2026, 9, 13, 12, tzinfo=UTC)  # a Sunday
MONDAY_AT_8 = datetime(2026, 9, 14, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)

QUESTIONS: dict[str, Callable[[list[Ask]], Any]] = {
    "the month": lambda asks: free_starts(asks[0], now=NOW),
    "the days of the month": lambda asks: free_days(asks[0], now=NOW),
    "the first free start of each offering": lambda asks: first_free(asks, now=NOW),
    "the desks free at a start": lambda asks: gaps_at(asks[0], MONDAY_AT_8 + HOUR, now=NOW),
}


def month_of(essen: Authority, number: int) -> list[Ask]:
    """An office with so many desks, reservations and offerings; a question for each of these."""
    office = make.office_open_on_weekdays(of=essen)
    Desk.objects.bulk_create(
        Desk(office=office, label=f"Weiterer {n}", position=n) for n in range(1, number)
    )
    during = DateTimeTZRange(MONDAY_AT_8, MONDAY_AT_8 + HOUR)
    Reservation.objects.bulk_create(
        Reservation(desk=desk, during=during, status="booked") for desk in office.desks.all()
    )
    first = office.desks.all()[:1]
    others = [
        make.offering(at=office, desks=first, minutes=20 + n % 4 * 10) for n in range(1, number)
    ]
    return [ask_for([(one, 1)], now=NOW) for one in (make.offering(at=office), *others)]


@pytest.mark.parametrize("number", [1, 250])
@pytest.mark.parametrize("question", QUESTIONS)
def test_one_statement_answers(essen, question, number, django_assert_num_queries):
    asks = month_of(essen, number)
    with django_assert_num_queries(1):
        assert QUESTIONS[question](asks)
