"""Answers are kept while nothing has changed, and asked anew after every change, by whomever."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta
from threading import Barrier

import pytest
from django.db import OperationalError, connection, transaction
from psycopg2.extras import DateTimeTZRange

from booking.availability import ask_for, first_free, while_unchanged
from booking.models import Calendar, Reservation
from booking.reservations import give_back, hold
from offices.models import Desk, Offering, Office, OpeningHours
from tests import make, people

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)  # a Sunday
EIGHT = datetime(2026, 11, 23, 7, tzinfo=UTC)  # Monday, 08:00 in Germany
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def offering() -> Offering:
    return make.offering(at=make.office_open_on_weekdays(desks=2), minutes=20, notice_minutes=0)


class Reader:
    """Asks for the first free start, and counts how often the calendar had to answer."""

    def __init__(self, offering: Offering) -> None:
        self.offering, self.asked = offering, 0

    def first(self, now: datetime = NOW) -> datetime | None:
        ask = ask_for([(self.offering, 1)], now=now)

        def answer() -> list[datetime | None]:
            self.asked += 1
            return first_free([ask], now=now)

        return while_unchanged("first", [ask], answer, now=now)[0]


def take_all(offering: Offering, now: datetime = NOW) -> list:
    """Hold eight o'clock at both desks."""
    items = [(offering, 1)]
    return [hold(items=items, start=EIGHT, now=now, language="de") for _ in range(2)]


def test_what_nobody_changed_is_asked_once_and_known_by_one_statement(
    offering, django_assert_num_queries
):
    reader = Reader(offering)
    assert [reader.first(NOW + SECOND), reader.asked] == [EIGHT, 1]
    with django_assert_num_queries(1):
        assert reader.first(NOW + MINUTE) == EIGHT
    assert reader.asked == 1


def test_a_time_taken_is_gone_at_once_and_one_given_back_is_there(offering):
    reader = Reader(offering)
    assert reader.first() == EIGHT
    bookings = take_all(offering)
    assert reader.first() == EIGHT + timedelta(minutes=20)
    give_back(bookings[0])
    assert reader.first() == EIGHT


def test_a_hold_that_runs_out_is_free_at_that_second_without_any_change(offering):
    reader = Reader(offering)
    take_all(offering)
    ends = NOW + timedelta(minutes=15)
    changed = list(Calendar.objects.values_list())
    assert reader.first(ends - SECOND) == EIGHT + timedelta(minutes=20)
    assert reader.first(ends) == EIGHT
    assert list(Calendar.objects.values_list()) == changed


def test_a_start_is_too_early_at_that_second(offering):
    reader = Reader(offering)
    assert reader.first(EIGHT) == EIGHT
    assert reader.first(EIGHT + SECOND) == EIGHT + timedelta(minutes=10)


@pytest.mark.parametrize("hour", [None, time(8)])
def test_an_answer_does_not_survive_the_release_of_a_day(offering, hour):
    """Nothing changes in the calendar; only the hour comes."""
    offering.horizon_days, offering.office.release_at = 1, hour
    offering.office.opening_hours.exclude(weekday=0).delete()
    opens = datetime.combine(NOW.date(), hour or time.min, tzinfo=offering.office.zone)
    reader, changed = Reader(offering), list(Calendar.objects.values_list())
    assert [reader.first(opens - SECOND), reader.first(opens - SECOND)] == [None, None]
    assert reader.first(opens) == EIGHT
    assert (reader.asked, list(Calendar.objects.values_list())) == (2, changed)


def test_an_answer_does_not_survive_the_release_of_what_is_kept_back(offering):
    offering.office.release_at = time(14)
    offering.office.opening_hours.update(opens_to_public_before=1)
    reader, opens = Reader(offering), NOW + timedelta(hours=1)
    assert [reader.first(opens - SECOND), reader.first(opens - SECOND)] == [None, None]
    assert reader.first(opens) == EIGHT
    assert reader.asked == 2


# --- every change leaves its mark, whoever makes it -----------------------------------------


@pytest.fixture
def desk(offering) -> Desk:
    return offering.desks.first()


def a_reservation(desk: Desk) -> Reservation:
    booked = Reservation.Status.BOOKED
    return people.reservation(at=desk, starts=EIGHT, status=booked, minutes=20)


def an_hour(desk: Desk) -> OpeningHours:
    return make.hours(at=desk.office, weekday=6, opens="10:00", closes="11:00")


CHANGES: dict[str, Callable[[Desk], object]] = {
    "taken": a_reservation,
    "moved": lambda desk: _later(a_reservation(desk)),
    "deleted": lambda desk: a_reservation(desk).delete(),
    "hours made": an_hour,
    "hours of a desk": lambda desk: an_hour(desk).desks.add(desk),
    "hours of an offering": lambda desk: an_hour(desk).offerings.add(desk.offerings.get()),
    "hours changed": lambda desk: desk.office.opening_hours.update(audience="internal"),
    "closed": lambda desk: make.closure(at=desk.office, starts=EIGHT, ends=EIGHT + 60 * MINUTE),
    "kept back": lambda desk: desk.office.opening_hours.update(opens_to_public_before=3),
    "opens at": lambda desk: Office.objects.filter(pk=desk.office_id).update(release_at="08:00"),
    "a desk ends": lambda desk: Desk.objects.filter(pk=desk.pk).update(valid_until=NOW.date()),
    "a desk serves": lambda desk: desk.offerings.clear(),
}


def _later(reservation: Reservation) -> None:
    reservation.during = DateTimeTZRange(EIGHT + 20 * MINUTE, EIGHT + 40 * MINUTE)
    reservation.save(update_fields=["during"])


@pytest.mark.parametrize("change", CHANGES)
def test_whoever_changes_what_decides_about_times_leaves_a_mark(change, desk):
    other = make.office_open_on_weekdays()
    before = marks()
    CHANGES[change](desk)
    after = marks()
    assert after[desk.office_id] > before[desk.office_id]
    assert after[other.pk] == before[other.pk]


def marks() -> dict[int, int]:
    return dict(Calendar.objects.values_list("office", "changed_by"))


def test_what_is_rolled_back_or_decides_nothing_leaves_none(desk):
    before = marks()
    with transaction.atomic():
        a_reservation(desk)
        transaction.set_rollback(True)
    Desk.objects.filter(pk=desk.pk).update(label="Schalter A")
    Office.objects.filter(pk=desk.office_id).update(city="Essen", release_at=None)
    assert marks() == before


def test_within_a_transaction_nothing_is_kept(offering, desk):
    reader = Reader(offering)
    assert reader.first() == EIGHT
    with transaction.atomic():
        for one in offering.desks.all():
            a_reservation(one)
        assert reader.first() == EIGHT + 20 * MINUTE
        transaction.set_rollback(True)
    assert reader.first() == EIGHT


# --- two transactions that change two offices in opposite order -----------------------------


def test_two_that_change_the_same_offices_in_opposite_order_both_end_well(desk):
    assert cross(desk, make.desk(at=make.office())) == ["changed", "changed"]


def test_control_without_the_order_of_offices_one_of_them_is_thrown_out(desk):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('booking_calendar_change'::regproc)")
        (right,) = cursor.fetchone()
        slow = "PERFORM pg_sleep(0.3); END LOOP"
        cursor.execute(right.replace("ORDER BY 1 LOOP", "LOOP").replace("END LOOP", slow))
        try:
            assert sorted(cross(desk, make.desk(at=make.office()))) == [
                "OperationalError",
                "changed",
            ]
        finally:
            cursor.execute(right)


def cross(one: Desk, other: Desk) -> list[str]:
    """Two people take a time at both desks in one transaction each, the second in reverse."""
    together = Barrier(2)
    plans = [(one, other, EIGHT), (other, one, EIGHT + timedelta(hours=1))]
    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(lambda plan: _take_both(together, *plan), plans))


def _take_both(together: Barrier, first: Desk, second: Desk, start: datetime) -> str:
    try:
        with transaction.atomic():
            for desk in (first, second):
                people.reservation(at=desk, starts=start, status=Reservation.Status.BOOKED)
            together.wait(10)
    except OperationalError as error:
        return type(error).__name__
    finally:
        connection.close()
    return "changed"
