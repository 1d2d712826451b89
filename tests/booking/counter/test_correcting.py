"""A name corrected at the counter, with the reason kept as a remark."""

import pytest

from booking.models import Booking, Correction, Message, Remark
from booking.reservations import HasAnotherError, OverError, Person, correct, report_error
from booking.retention import forget
from tests.booking.counter.wednesday import (
    AMAL,
    BEFORE,
    BOHDAN,
    at,
    comes,
    fresh,
    is_marked,
    owed,
)

pytestmark = pytest.mark.django_db
RIGHT = Person("Al-Hamwi", "Amal Nur", 1990, 5, 3)


def fix(booking: Booking, person: Person, by, reason: str = "Pass lag vor") -> None:
    correct(fresh(booking), 0, person, reason=reason, by=by, now=at("09:00"))


def test_the_name_is_written_anew_the_person_told_and_the_reason_kept(amal, erika):
    fix(amal, RIGHT, erika)
    assert fresh(amal).attendees.get().filed == "Al-Hamwi, Amal Nur (03.05.1990)"
    report = Correction.objects.get()
    assert (report.status, report.was, report.settled_by) == (
        "accepted",
        "Al-Hamwi, Amal Nour (05.03.1990)",
        erika,
    )
    remark = Remark.objects.get()
    assert (remark.text, remark.written_by) == ("Name corrected: Pass lag vor", erika)
    assert owed(amal) == ["corrected"]
    assert is_marked(amal)


def test_pressed_twice_it_is_corrected_told_and_remarked_once(amal, erika):
    fix(amal, RIGHT, erika)
    fix(amal, RIGHT, erika)
    assert (Correction.objects.count(), Remark.objects.count()) == (1, 1)
    assert owed(amal) == ["corrected"]


def test_what_the_person_had_reported_is_settled_with_it(amal, erika):
    report_error(amal, 0, BOHDAN, now=BEFORE)
    fix(amal, RIGHT, erika)
    assert list(Correction.objects.values_list("status", "given_names")) == [
        ("accepted", "Amal Nur")
    ]


def test_so_spelt_somebody_has_an_appointment_already_and_nothing_is_changed(
    amal, offering, desks, erika
):
    other = comes(offering, "10:00", desks[1], person=RIGHT)
    with pytest.raises(HasAnotherError, match=other.spoken_number):
        fix(amal, RIGHT, erika)
    assert fresh(amal).attendees.get().given_names == AMAL.given_names
    assert [m.objects.count() for m in (Correction, Remark, Message)] == [0, 0, 0]
    assert is_marked(amal)


def test_of_somebody_erased_nothing_is_corrected(amal, erika):
    forget(amal, now=BEFORE)
    with pytest.raises(OverError):
        fix(amal, RIGHT, erika)
    assert not Remark.objects.exists()
