"""What stands in the calendar of a day, and nothing of whoever is still typing."""

from datetime import timedelta

import pytest

from booking.agenda import Entry, State, entries_between
from booking.models import Booking, Visit
from booking.reservations import Stretch, attend, block, cancel, finish, give_back, miss
from tests import make, people
from tests.booking.counter.wednesday import (
    AMAL,
    BEFORE,
    BOHDAN,
    CAM,
    MINUTE,
    NINE,
    THURSDAY,
    TUESDAY,
    at,
    comes,
    fresh,
    hold,
)

pytestmark = pytest.mark.django_db


def day(office, now=BEFORE) -> list[Entry]:
    return entries_between(office.pk, at("00:00"), at("00:00", THURSDAY), now=now)


def test_an_appointment_with_all_that_is_said_of_it_at_a_glance(amal, office, offering):
    Booking.objects.update(talk="nobody", needs=["step_free"])
    amal.items.update(persons=3)
    (one,) = day(office)
    assert (one.begins, one.ends, one.desk) == (NINE, at("09:30"), amal.time.desk_id)
    assert one.name == "Al-Hamwi, Amal Nour"
    assert (one.number, one.spoken_number) == (amal.number, amal.spoken_number)
    assert (one.language, one.needs, one.needs_translation) == ("en", ["step_free"], True)
    assert (one.offerings, one.persons, one.is_clashed) == ([offering.pk], 3, False)
    assert one.booking == amal.pk


def test_entries_come_by_time_then_by_the_order_of_desks(bohdan, amal, offering, desks, office):
    early = comes(offering, "08:00", desks[1], person=CAM)
    assert [one.booking for one in day(office)] == [early.pk, amal.pk, bohdan.pk]


def test_each_is_there_once_however_many_matters_and_people_it_has(amal, office):
    more = make.offering(at=office)
    amal.items.create(offering=more, persons=2, position=1)
    amal.attendees.create(position=1, family_name="Al-Hamwi", given_names="Nour", birth_year=2015)
    (one,) = day(office)
    assert (one.offerings, one.persons) == ([amal.items.first().offering_id, more.pk], 2)
    assert one.given_names == "Amal Nour"


def test_where_each_of_them_stands(amal, bohdan, offering, desks, office):
    cam = comes(offering, "10:00", desks[0], person=CAM)
    attend(bohdan, now=NINE)
    block(desks[1], [Stretch(at("11:00"), at("12:00"))], "break", now=BEFORE)
    hold(offering, "11:00", desks[0], until=at("12:00"))

    def states(now) -> list[State]:
        return [one.state(now) for one in day(office, now)]

    late, not_yet = at("09:15"), at("09:15") - MINUTE
    rest = [State.BOOKED, State.HELD, State.BLOCKED]
    assert states(not_yet) == [State.BOOKED, State.HERE, *rest]
    assert states(late) == [State.LATE, State.HERE, *rest]
    miss(amal, now=late)
    finish(fresh(bohdan), Visit.Result.DONE, now=late)
    assert states(late) == [State.MISSED, State.OVER, *rest]
    assert cam.pk in [one.booking for one in day(office)]


def test_nothing_is_known_of_somebody_who_is_still_typing(office, desks):
    offering = make.offering(at=office, desks=desks[:1])
    made = people.held(now=NINE - timedelta(days=7), offering=offering)
    (one,) = day(office, now=made.held_since)
    assert (one.name, one.family_name, one.given_names) == ("", None, None)
    assert one.state(made.held_since) is State.HELD


def test_a_hold_is_there_until_it_runs_out(offering, desks, office):
    hold(offering, "10:00", desks[0], until=at("08:00"))
    assert len(day(office, at("08:00") - MINUTE)) == 1
    assert day(office, at("08:00")) == []


def test_what_was_given_back_or_cancelled_is_not_there(amal, office, desks):
    cancel(amal, now=BEFORE)
    offering = make.offering(at=office, desks=desks[:1])
    made = people.held(now=NINE - timedelta(days=7), offering=offering)
    give_back(made)
    assert day(office, made.held_since) == []


def test_a_person_who_was_forgotten_has_no_name_and_the_time_is_there(amal, office):
    amal.attendees.all().delete()
    (one,) = day(office)
    assert (one.name, one.booking) == ("", amal.pk)


def test_a_block_tells_its_reason_and_belongs_to_nobody(desks, office):
    block(desks[0], [Stretch(NINE, at("10:00"))], "sick", now=BEFORE)
    (one,) = day(office)
    assert (one.reason, one.booking, one.name, one.spoken_number) == ("sick", None, "", "")


def test_only_what_touches_the_day_and_only_of_the_office(amal, offering, desks, office):
    comes(offering, "23:45", desks[0], day=TUESDAY, person=BOHDAN)
    comes(offering, "23:30", desks[1], day=TUESDAY, person=CAM)
    far = make.offering(at=make.office_open_on_weekdays(of=office.authority))
    comes(far, "09:00", far.desks.get(), person=AMAL)
    assert [one.begins for one in day(office)] == [at("23:45", TUESDAY), NINE]


@pytest.mark.parametrize("number", [1, 30])
def test_a_whole_day_is_one_statement(office, desks, number, django_assert_num_queries):
    offering = make.offering(at=office, minutes=10)
    for one in range(number):
        comes(offering, "08:00", desks[0], day=(at("00:00") + timedelta(days=one)).date())
        offering.items.update(identity=None)
    with django_assert_num_queries(1):
        entries_between(office.pk, at("00:00"), at("00:00") + timedelta(days=60), now=BEFORE)
