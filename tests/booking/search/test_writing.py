"""Every verb that writes a name writes how it sounds; so does whoever saves or makes a row."""

from datetime import date

import pytest
from django.db import connection

from booking import tasks
from booking.models import Attendee, Booking, Invitation
from booking.reservations import (
    Guest,
    Person,
    Right,
    accept_correction,
    hold,
    invite,
    invite_all,
    name_person,
    report_error,
)
from booking.retention import forget
from booking.spelling import sounds
from offices.models import Offering
from tests import people
from tests.booking.reservations.asking import ask as ask_for_appointment
from tests.booking.search.asking import HOUR, NOW, booked, found

pytestmark = pytest.mark.django_db

AMAL, BOHDAN = Person("Al-Hamwi", "Amal", 1990), Person("Коваленко", "Богдан", 1985)
RIGHT = Right(Invitation.Way.LETTER, date(2026, 12, 24))


def stored() -> list[str]:
    return list(Attendee.objects.order_by("pk").values_list("sounds", flat=True))


def heard(*persons: Person) -> list[str]:
    return [sounds(person.family_name, person.given_names) for person in persons]


def held(offering: Offering) -> Booking:
    return hold(items=[(offering, 1)], start=NOW + HOUR, now=NOW, language="en")


def test_whoever_is_named_while_a_time_is_held(offering):
    name_person(held(offering), 0, AMAL)
    assert stored() == heard(AMAL)


def test_whoever_is_named_anew(offering):
    booking = held(offering)
    name_person(booking, 0, AMAL)
    name_person(booking, 0, BOHDAN)
    assert stored() == heard(BOHDAN)
    assert found("amal", offering) == []
    assert found("Bogdan Kowalenko", offering) == ["Богдан Коваленко"]


def test_whoever_asks_for_an_appointment(offering):
    ask_for_appointment(offering, person=AMAL)
    assert stored() == heard(AMAL)


def test_whoever_is_invited(offering):
    guests = [Guest([(offering, 1)], person, "uk") for person in (AMAL, BOHDAN)]
    invite(guests[0], RIGHT, by=None, now=NOW)
    invite_all(guests[1:], RIGHT, by=None, now=NOW)
    assert stored() == heard(AMAL, BOHDAN)


def test_whose_name_is_corrected_is_found_by_the_new_one_alone(offering, erika):
    booking = booked(offering, "Achmadsai, Zubaida")
    report = report_error(booking, 0, Person("Rahimi", "Nour", 1990), now=NOW)
    assert found("rahimi nour", offering) == []
    accept_correction(report, by=erika, now=NOW)
    assert found("rahimi nour", offering) == ["Nour Rahimi"]
    assert found("achmadsai", offering) == []
    assert stored() == ["rahimi +rhm nur +nr"]


@pytest.mark.parametrize("fields", [None, ["family_name"], ["given_names", "birth_year"]])
def test_whoever_saves_a_row(offering, fields):
    person = booked(offering, "Hadi, Amal").attendees.get()
    person.family_name, person.given_names = "Коваленко", "Богдан"
    person.save(update_fields=fields)
    assert stored() == heard(BOHDAN)


def test_whoever_saves_something_else_leaves_it_as_it_is(offering, django_assert_num_queries):
    person = booked(offering, "Hadi, Amal").attendees.get()
    Attendee.objects.update(sounds="as it is")
    person.save(update_fields=["file_number"])
    assert stored() == ["as it is"]


def test_whoever_makes_many_rows_at_once(offering):
    booking = people.held(now=NOW, offering=offering)
    rows = [Attendee(booking=booking, position=n, **vars(AMAL)) for n in (1, 2)]
    Attendee.objects.bulk_create(rows)
    assert stored()[1:] == heard(AMAL, AMAL)


def test_what_the_version_before_has_written_is_found_within_an_hour(offering):
    for number in range(3):
        booked(offering, f"Hadi, Amal {number}")
    Attendee.objects.update(sounds="")
    booked(offering, "Hadi, Bohdan")
    assert len(found("hadi", offering)) == 1
    assert tasks.write_missing_sounds() == 3
    assert len(found("hadi", offering)) == 4
    assert tasks.write_missing_sounds() == 0


def test_of_a_forgotten_person_no_sound_remains(offering):
    booking = booked(offering, "Hadi, Amal")
    forget(booking, now=NOW)
    assert stored() == []


def test_the_control_without_it_nobody_is_found_but_as_written(offering):
    """With the names as they stand instead, the table of test_names would be empty."""
    booked(offering, "Шевченко, Олександр")
    booked(offering, "Müller, Jörg")
    Attendee.objects.filter(family_name="Müller").update(sounds="müller jörg")
    Attendee.objects.filter(family_name="Шевченко").update(sounds="шевченко олександр")
    assert [found(words, offering) for words in ("Schewtschenko", "Mueller", "muler")] == [[]] * 3


def test_the_control_without_keys_of_letters_left_out_errors_find_nobody(offering):
    booked(offering, "Shevchenko, Oleksandr")
    assert [len(found(words, offering)) for words in ("Oleksanrd", "Shevcenka")] == [1, 1]
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX booking_people_by_sound")
        cursor.execute(
            "CREATE OR REPLACE FUNCTION booking_name_keys(sounds text) RETURNS text[] "
            "LANGUAGE sql IMMUTABLE AS "
            "$$ SELECT array_agg('.' || word) FROM unnest(string_to_array(sounds, ' ')) word $$"
        )
    assert [len(found(words, offering)) for words in ("Oleksanrd", "Shevcenka")] == [0, 0]
    assert len(found("Schewtschenko", offering)) == 1
