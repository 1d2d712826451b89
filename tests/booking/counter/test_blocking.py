"""A desk is blocked, around appointments that stay or after they were moved; and freed again."""

from datetime import date, datetime, timedelta

import pytest

from booking.availability import ask_for, free_starts
from booking.models import Message, Reservation
from booking.reservations import (
    NothingToUndoError,
    StayingError,
    Stretch,
    attend,
    block,
    cancel,
    hits,
    miss,
    move_away,
    stretches,
    unblock,
)
from offices.moments import clock_at
from tests import make
from tests.booking.counter.wednesday import (
    BEFORE,
    BOHDAN,
    CAM,
    NINE,
    THURSDAY,
    WEDNESDAY,
    at,
    close_the_public_hours,
    comes,
    fresh,
    hold,
    place,
)

pytestmark = pytest.mark.django_db
BREAK = Reservation.Reason.BREAK


def during(begins: str, ends: str, day: date = WEDNESDAY) -> Stretch:
    return Stretch(at(begins, day), at(ends, day))


def blocked(desk, status: str = "booked") -> list[tuple[str, str]]:
    """From when to when."""
    rows = desk.reservations.filter(kind="block", status=status).order_by("during")
    zone = desk.office.zone
    return [(clock_at(one.starts_at, zone), clock_at(one.ends_at, zone)) for one in rows]


def test_a_free_stretch_is_blocked_in_one_piece_for_its_reason(desks):
    (made,) = block(desks[0], [during("10:00", "11:30")], BREAK, now=BEFORE)
    assert (made.kind, made.status, made.reason, made.series) == ("block", "booked", "break", None)
    assert blocked(desks[0]) == [("10:00", "11:30")]
    assert blocked(desks[1]) == []
    assert not Message.objects.exists()


def test_pressed_twice_it_is_blocked_once(desks):
    for _ in range(2):
        made = block(desks[0], [during("10:00", "11:30")], BREAK, now=BEFORE)
    assert made == []
    assert blocked(desks[0]) == [("10:00", "11:30")]


def test_of_two_that_overlap_the_second_gets_the_rest(desks):
    block(desks[0], [during("10:00", "11:00")], BREAK, now=BEFORE)
    block(desks[0], [during("09:30", "11:30")], BREAK, now=BEFORE)
    assert blocked(desks[0]) == [("09:30", "10:00"), ("10:00", "11:00"), ("11:00", "11:30")]


def test_outside_of_all_hours_and_for_a_time_that_has_begun_too(desks):
    block(desks[0], [during("17:00", "18:00")], BREAK, now=at("17:30"))
    assert blocked(desks[0]) == [("17:00", "18:00")]


def test_appointments_of_which_one_was_told_stay_and_the_rest_is_blocked(amal, offering, desks):
    later = comes(offering, "10:00", desks[0], person=BOHDAN)
    block(desks[0], [during("09:00", "11:00")], BREAK, now=BEFORE, known=[amal.pk, later.pk])
    assert blocked(desks[0]) == [("09:30", "10:00"), ("10:30", "11:00")]


def test_an_appointment_that_reaches_into_it_from_before_and_after(amal, offering, desks):
    later = comes(offering, "10:00", desks[0], person=BOHDAN)
    block(desks[0], [during("09:15", "10:15")], BREAK, now=BEFORE, known=[amal.pk, later.pk])
    assert blocked(desks[0]) == [("09:30", "10:00")]


def test_an_appointment_that_touches_it_is_not_in_the_way(amal, desks):
    block(desks[0], [during("09:30", "10:00"), during("08:30", "09:00")], BREAK, now=BEFORE)
    assert blocked(desks[0]) == [("08:30", "09:00"), ("09:30", "10:00")]


def test_one_of_which_nobody_was_told_stops_it_all(amal, offering, desks):
    comes(offering, "10:00", desks[0], person=BOHDAN)
    wanted = [during("08:00", "08:30"), during("09:00", "11:00")]
    with pytest.raises(StayingError, match=r"^1 appointment is in the way now\."):
        block(desks[0], wanted, BREAK, now=BEFORE, known=[amal.pk])
    with pytest.raises(StayingError, match=r"^2 appointments are in the way now\."):
        block(desks[0], wanted, BREAK, now=BEFORE)
    assert blocked(desks[0]) == []


def test_what_is_cancelled_or_was_missed_is_not_in_the_way_and_who_is_here_is(
    amal, offering, desks
):
    gone = comes(offering, "10:00", desks[0], person=BOHDAN)
    here = comes(offering, "11:00", desks[0], person=CAM)
    cancel(gone, now=BEFORE)
    miss(amal, now=NINE)
    attend(here, now=NINE)
    assert [hit.booking for hit in hits(desks[0], [during("09:00", "12:00")], now=NINE)] == [here]
    block(desks[0], [during("09:00", "12:00")], BREAK, now=NINE, known=[here.pk])
    assert blocked(desks[0]) == [("09:00", "11:00"), ("11:30", "12:00")]


def test_a_live_hold_stays_and_one_that_has_run_out_is_none(offering, desks):
    hold(offering, "10:00", desks[0], until=at("08:10"))
    hold(offering, "11:00", desks[0], until=at("08:00"))
    block(desks[0], [during("10:00", "12:00")], BREAK, now=at("08:00"))
    assert blocked(desks[0]) == [("10:30", "12:00")]


# --- week after week ------------------------------------------------------------------------------


def test_a_series_keeps_its_time_on_the_wall_over_a_clock_change(desks, office):
    wall = datetime(2026, 10, 20, 10, tzinfo=office.zone)
    wanted = stretches(wall, wall + timedelta(hours=1), date(2026, 11, 4))
    block(desks[0], wanted, BREAK, now=BEFORE)
    rows = list(Reservation.objects.order_by("during"))
    assert [one.starts_at.strftime("%d.%m. %H") for one in rows] == [
        "20.10. 08",
        "27.10. 09",
        "03.11. 09",
    ]
    assert {one.ends_at - one.starts_at for one in rows} == {timedelta(hours=1)}
    assert blocked(desks[0]) == [("10:00", "11:00")] * 3
    assert len({one.series for one in rows}) == 1
    assert rows[0].series is not None


@pytest.mark.parametrize(
    ("until", "weeks"),
    [
        (None, 1),
        (WEDNESDAY, 1),
        (date(2026, 9, 1), 1),
        (date(2026, 9, 22), 1),
        (date(2026, 9, 23), 2),
        (date(2030, 1, 1), 53),
    ],
)
def test_a_series_ends_on_its_last_day_and_after_a_year(office, until, weeks):
    wall = NINE.astimezone(office.zone)
    assert len(stretches(wall, wall + timedelta(hours=1), until)) == weeks


def test_around_appointments_of_every_week(amal, offering, desks, office):
    wall = NINE.astimezone(office.zone)
    wanted = stretches(wall, wall + timedelta(hours=1), date(2026, 9, 23))
    block(desks[0], wanted, BREAK, now=BEFORE, known=[amal.pk])
    assert blocked(desks[0]) == [("09:30", "10:00"), ("09:00", "10:00")]


@pytest.fixture
def series(desks, office) -> list[Reservation]:
    """Three Wednesdays from nine to ten."""
    wall = NINE.astimezone(office.zone)
    wanted = stretches(wall, wall + timedelta(hours=1), date(2026, 9, 30))
    return block(desks[0], wanted, BREAK, now=BEFORE)


def test_one_of_a_series_is_freed_alone(series):
    assert unblock(series[1], now=BEFORE) == 1
    assert [fresh_status(one) for one in series] == ["booked", "cancelled", "booked"]


def fresh_status(one: Reservation) -> str:
    return Reservation.objects.get(pk=one.pk).status


def test_of_a_series_what_comes_before_the_chosen_one_stays(series):
    assert unblock(series[1], now=BEFORE, whole_series=True) == 2
    assert [fresh_status(one) for one in series] == ["booked", "cancelled", "cancelled"]


def test_of_a_whole_series_what_is_over_stays_as_it_was(series, desks):
    other = block(desks[1], [during("09:00", "10:00")], BREAK, now=BEFORE)
    assert unblock(series[0], now=at("10:00"), whole_series=True) == 2
    assert [fresh_status(one) for one in series] == ["booked", "cancelled", "cancelled"]
    assert fresh_status(other[0]) == "booked"


def test_what_is_going_on_is_freed_with_the_series(series):
    assert unblock(series[0], now=at("09:59"), whole_series=True) == 3


def test_freed_twice_is_told(series):
    unblock(series[0], now=BEFORE)
    with pytest.raises(NothingToUndoError):
        unblock(series[0], now=BEFORE)
    with pytest.raises(NothingToUndoError):
        unblock(series[0], now=at("12:00", date(2026, 9, 30)), whole_series=True)


def test_an_appointment_is_not_freed_like_a_block(amal):
    with pytest.raises(NothingToUndoError):
        unblock(amal.time, now=BEFORE)
    assert place(amal)[2] == "booked"


def test_what_was_freed_can_be_given(series, offering, desks):
    unblock(series[0], now=BEFORE)
    assert place(comes(offering, "09:00", desks[0]))[1] == "Schalter 1"


# --- what is in the way ---------------------------------------------------------------------------


def test_each_in_the_way_is_shown_with_a_desk_that_could_take_it(amal, offering, desks):
    late = comes(offering, "11:00", desks[0], person=CAM)
    make.closure(at=amal.office, starts=at("11:00"), ends=at("12:00"), desk=desks[1])
    found = hits(desks[0], [during("09:00", "12:00")], now=BEFORE)
    assert [(hit.booking, hit.desk) for hit in found] == [(amal, desks[1]), (late, None)]


def test_hours_of_staff_and_what_has_begun_are_no_obstacle(amal, desks):
    close_the_public_hours(amal)
    (hit,) = hits(desks[0], [during("09:00", "10:00")], now=at("09:20"))
    assert hit.desk == desks[1]


def test_other_desks_and_other_offices_are_not_in_the_way(bohdan, desks):
    far = make.offering(at=make.office_open_on_weekdays())
    comes(far, "09:00", far.desks.get(), person=CAM)
    assert hits(desks[0], [during("08:00", "12:00")], now=BEFORE) == []


def test_moved_away_they_are_at_the_other_desk_and_the_stretch_is_blocked(amal, desks):
    wanted = [during("09:00", "10:00")]
    assert move_away(hits(desks[0], wanted, now=BEFORE), now=BEFORE) == []
    block(desks[0], wanted, BREAK, now=BEFORE)
    assert place(amal) == ("09:00", "Schalter 2", "booked")
    assert blocked(desks[0]) == [("09:00", "10:00")]
    assert not Message.objects.exists()


def test_those_that_cannot_move_stay_and_are_named(amal, offering, desks):
    wanted = [during("09:00", "10:00")]
    found = hits(desks[0], wanted, now=BEFORE)
    comes(offering, "09:20", desks[1], person=BOHDAN)  # somebody was faster
    staying = move_away(found, now=BEFORE)
    assert staying == [amal]
    block(desks[0], wanted, BREAK, now=BEFORE, known=[one.pk for one in staying])
    assert place(amal) == ("09:00", "Schalter 1", "booked")
    assert blocked(desks[0]) == [("09:30", "10:00")]


def test_one_without_another_desk_stays(amal, desks, offering):
    offering.desks.remove(desks[1])
    found = hits(desks[0], [during("09:00", "10:00")], now=BEFORE)
    assert [hit.desk for hit in found] == [None]
    assert move_away(found, now=BEFORE) == [fresh(amal)]


def test_a_blocked_desk_gives_no_times(desks, offering):
    for desk in desks:
        block(desk, [during("08:00", "11:30", THURSDAY)], BREAK, now=BEFORE)
    ask = ask_for([(offering, 1)], now=BEFORE).within(THURSDAY, THURSDAY)
    assert [one.start for one in free_starts(ask, now=BEFORE)] == [at("11:30", THURSDAY)]
