"""Who comes: counted from anonymous lines, by service."""

import pytest

from booking.running import Turnout, counted, services, turnout_of
from tests import make
from tests.booking.running.wednesday import WEDNESDAY, ago, outcomes

pytestmark = pytest.mark.django_db


def read(office) -> dict[str, tuple[Turnout, Turnout]]:
    rows = services(office).annotate(counted=counted(WEDNESDAY))
    return {str(one.service): turnout_of(one.counted) for one in rows}


def test_of_each_service_the_last_ninety_days_and_the_ninety_before(office, offering):
    outcomes(offering, "attended", 3)
    outcomes(offering, "missed", 2, on=ago(89))
    outcomes(offering, "missed", 1, on=ago(90))
    outcomes(offering, "attended", 4, on=ago(179))
    outcomes(offering, "attended", 5, on=ago(180))
    other = make.offering(at=office, service=make.service(name_de="Visum"), access="written")
    outcomes(other, "missed", 1)
    assert read(office) == {
        "Karte abholen": (Turnout(came=3, missed=2), Turnout(came=4, missed=1)),
        "Visum": (Turnout(missed=1), Turnout()),
    }


def test_late_is_who_cancels_on_the_last_two_days(office, offering):
    for lead in (0, 1, 2, 3, 30, -1, None):
        outcomes(offering, "cancelled", 1, lead=lead)
    for what in ("booked", "moved", "asked", "declined", "done", "missing", "wrong", "follow_up"):
        outcomes(offering, what, 1)
    assert read(office) == {"Karte abholen": (Turnout(late=3), Turnout())}


def test_where_nothing_happened_nothing_is_counted(office, offering, mainz):
    elsewhere = make.offering(at=make.office(of=mainz))
    outcomes(elsewhere, "missed", 20)
    assert read(office) == {"Karte abholen": (Turnout(), Turnout())}


def test_a_rate_is_given_from_ten_appointments_on():
    assert Turnout(came=7, late=1, missed=1).missed_percent is None
    ten = Turnout(came=7, late=1, missed=2)
    assert (ten.missed_percent, ten.late_percent) == (20, 10)


def test_services_add_up():
    assert Turnout(1, 2, 3) + Turnout(10, 20, 30) == Turnout(11, 22, 33)
