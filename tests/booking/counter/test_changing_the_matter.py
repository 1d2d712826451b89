"""The appointment is for another matter than was thought: at its own desk, if that fits."""

import pytest

from booking.models import Message
from booking.reservations import (
    HasAnotherError,
    OverError,
    SlotTakenError,
    attend,
    change_matter,
    miss,
)
from offices.models import Offering
from tests import make
from tests.booking.counter.wednesday import (
    BEFORE,
    BOHDAN,
    NINE,
    at,
    comes,
    counted,
    fresh,
    is_marked,
    owed,
    place,
    remind,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def longer(office) -> Offering:
    """An hour, with ten minutes for every further person; reminded of a day before."""
    return make.offering(at=office, minutes=60, minutes_per_further_person=10, max_persons=3)


def matter(booking) -> tuple[int, int, object]:
    item = fresh(booking).items.get()
    during = fresh(booking).time.during
    return item.offering_id, item.persons, (during.upper - during.lower).seconds // 60


def test_it_takes_as_long_as_the_other_matter_at_the_same_desk_and_is_told(amal, longer):
    remind(amal)
    change_matter(amal, longer, 2, start=NINE, now=BEFORE)
    assert matter(amal) == (longer.pk, 2, 70)
    assert place(amal) == ("09:00", "Schalter 1", "booked")
    assert (owed(amal), counted(), is_marked(amal)) == (["confirmation", "reminder"], [], True)


def test_calendars_take_it_as_a_change_and_the_reminder_is_for_the_new_matter(amal, longer):
    remind(amal)
    Offering.objects.filter(pk=longer.pk).update(reminder_days=[2])
    change_matter(amal, longer, 1, start=NINE, now=at("00:00"))
    assert fresh(amal).sequence == 1
    assert owed(amal) == ["confirmation"]
    Offering.objects.filter(pk=longer.pk).update(reminder_days=[0])
    change_matter(fresh(amal), longer, 2, start=NINE, now=at("00:00"))
    reminder = amal.messages.get(kind="reminder", status="owed")
    assert (reminder.due_at, reminder.issue, fresh(amal).sequence) == (NINE, 2, 2)


def test_with_another_time_the_new_time_is_what_is_told(amal, longer):
    change_matter(amal, longer, 1, start=at("10:00"), now=BEFORE)
    assert place(amal) == ("10:00", "Schalter 1", "booked")
    assert owed(amal) == ["moved", "reminder"]
    assert counted() == ["moved"]


def test_pressing_twice_changes_and_tells_it_once(amal, longer):
    change_matter(amal, longer, 2, start=NINE, now=BEFORE)
    change_matter(fresh(amal), longer, 2, start=NINE, now=BEFORE)
    assert (fresh(amal).sequence, Message.objects.filter(kind="confirmation").count()) == (1, 1)


def test_where_its_desk_is_taken_afterwards_it_goes_to_another(amal, offering, longer, desks):
    comes(offering, "09:30", desks[0], person=BOHDAN)
    change_matter(amal, longer, 1, start=NINE, now=BEFORE)
    assert place(amal) == ("09:00", "Schalter 2", "booked")


def test_where_its_desk_does_not_serve_it_it_goes_to_one_that_does(amal, office, desks):
    elsewhere = make.offering(at=office, desks=desks[1:])
    change_matter(amal, elsewhere, 1, start=NINE, now=BEFORE)
    assert place(amal) == ("09:00", "Schalter 2", "booked")


def test_where_it_fits_nowhere_nothing_changes(amal, offering, longer, desks):
    comes(offering, "09:30", desks[0], person=BOHDAN)
    make.closure(at=amal.office, starts=at("09:30"), ends=at("10:00"), desk=desks[1])
    with pytest.raises(SlotTakenError):
        change_matter(amal, longer, 1, start=NINE, now=BEFORE)
    assert matter(amal) == (offering.pk, 1, 30)
    assert (place(amal), is_marked(amal)) == (("09:00", "Schalter 1", "booked"), True)
    assert Message.objects.count() == 0


def test_who_has_an_appointment_for_that_matter_already_is_told_its_number(amal, longer, desks):
    other = comes(longer, "10:30", desks[1])
    with pytest.raises(HasAnotherError, match=other.spoken_number):
        change_matter(amal, longer, 1, start=NINE, now=BEFORE)
    assert is_marked(amal)
    assert matter(amal)[2] == 30


def test_further_matters_are_dropped(amal, offering, longer):
    amal.items.create(offering=longer, position=1, identity=amal.person.fingerprint)
    change_matter(fresh(amal), longer, 1, start=NINE, now=BEFORE)
    assert matter(amal) == (longer.pk, 1, 60)
    assert is_marked(amal)


def test_who_missed_it_gets_the_other_matter_at_another_time(amal, longer):
    miss(amal, now=at("09:20"))
    change_matter(fresh(amal), longer, 1, start=at("10:00"), now=at("09:30"))
    assert (place(amal)[2], is_marked(amal)) == ("booked", True)


def test_what_has_happened_is_not_changed(amal, longer, offering):
    attend(amal, now=NINE)
    with pytest.raises(OverError):
        change_matter(fresh(amal), longer, 1, start=NINE, now=NINE)
    assert matter(amal)[0] == offering.pk


def test_what_has_begun_keeps_its_time(amal, longer):
    change_matter(amal, longer, 1, start=NINE, now=at("09:25"))
    assert matter(amal)[2] == 60
