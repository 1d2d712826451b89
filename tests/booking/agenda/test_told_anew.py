"""The calendar tells that it has changed, with everything staff see of it, and nothing else."""

from __future__ import annotations

import pytest

from booking.models import Booking, Calendar, Note, Remark, Visit
from booking.reservations import (
    Person,
    attend,
    change_matter,
    correct,
    describe,
    describe_again,
    finish,
    hold,
    leave,
    name_person,
    reach,
    reopen,
    say_coming,
    speak_to,
)
from tests import make
from tests.booking.counter.wednesday import AMAL, BEFORE, NINE, comes, fresh

pytestmark = pytest.mark.django_db(transaction=True)


def mark(office: int) -> int | None:
    return Calendar.objects.filter(office=office).values_list("changed_by", flat=True).first()


def told(office: int, changes: dict) -> dict[str, bool]:
    """Of which of the changes, one after the other, the calendar tells."""
    found = {}
    for name, change in changes.items():
        before = mark(office)
        change()
        found[name] = mark(office) != before
    return found


def test_everything_that_staff_see_of_an_appointment_is_told(amal, office, erika):
    other, right = make.offering(at=office, minutes=60), Person("Al-Hamwi", "Amal", 1990)
    changes = {
        "language": lambda: speak_to(fresh(amal), "ar"),
        "talk": lambda: describe_again(fresh(amal), talk="nobody", needs=[]),
        "needs": lambda: describe_again(fresh(amal), talk="nobody", needs=["step_free"]),
        "a clash": lambda: Booking.objects.filter(pk=amal.pk).update(clashed_at=BEFORE),
        "name": lambda: correct(fresh(amal), 0, right, reason="", by=erika, now=BEFORE),
        "matter": lambda: change_matter(fresh(amal), other, 1, start=NINE, now=BEFORE),
        "persons": lambda: amal.items.update(persons=2),
        "here": lambda: attend(fresh(amal), now=NINE),
        "result": lambda: finish(fresh(amal), Visit.Result.DONE, now=NINE),
        "no result": lambda: reopen(fresh(amal)),
        "not here": lambda: leave(fresh(amal), now=NINE),
    }
    assert told(office.pk, changes) == dict.fromkeys(changes, True)


def test_what_staff_do_not_see_there_is_not_told_and_no_other_office_hears(amal, office, erika):
    far = make.offering(at=make.office_open_on_weekdays(of=office.authority))
    comes(far, "09:00", far.desks.get(), person=Person("Cam", "Thi", 1971))
    changes = {
        "a yes": lambda: say_coming(fresh(amal), now=BEFORE),
        "a remark": lambda: Remark.objects.create(booking=amal, text="x", written_at=BEFORE),
        "a note": lambda: Note.objects.create(
            booking=amal, text="x", written_at=BEFORE, from_office=True
        ),
        "a phone": lambda: amal.contacts.update(phone="+49201880"),
        "the same name": lambda: amal.attendees.update(family_name="Al-Hamwi"),
    }
    assert told(office.pk, changes) == dict.fromkeys(changes, False)
    elsewhere = mark(far.office_id)
    attend(fresh(amal), now=NINE)
    assert mark(far.office_id) == elsewhere


def test_while_somebody_is_only_typing_nothing_is_told(offering, office):
    before = mark(office.pk)
    made = hold(items=[(offering, 1)], start=NINE, now=BEFORE, language="en")
    assert mark(office.pk) != before  # the time is taken
    changes = {
        "name": lambda: name_person(made, 0, AMAL),
        "another name": lambda: name_person(made, 0, Person("Ali", "Amal", 1990)),
        "contact": lambda: reach(made, email="amal@people.example", phone=""),
        "talk": lambda: describe(made, talk="nobody", needs=["step_free"]),
        "language": lambda: speak_to(made, "ar"),
        "persons": lambda: made.items.update(persons=2),
    }
    assert told(office.pk, changes) == dict.fromkeys(changes, False)
