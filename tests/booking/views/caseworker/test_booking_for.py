"""Booking for somebody at the counter or on the phone."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from booking.models import Booking, Look, Message
from booking.views.free_times import start_value
from tests import make
from tests.booking.views.caseworker.conftest import on_grid

pytestmark = pytest.mark.django_db

AMAL = {
    "p0-family_name": "Hadi",
    "p0-given_names": "Amal",
    "p0-birth_year": "1990",
    "language": "ar",
}


@pytest.fixture
def url(office) -> str:
    return reverse("desk:new", args=[office.slug])


@pytest.fixture
def start(now) -> str:
    return start_value(on_grid(now + timedelta(hours=2)))


def query(offering, **more: object) -> str:
    return f"?{urlencode({'matter': offering.pk, **more})}"


def test_the_matter_is_chosen_first(desk, url, offering):
    page = desk.get(url).content.decode()
    assert f'<option value="{offering.pk}">Karte abholen</option>' in page


def test_somebody_without_email_is_booked_at_once_and_gets_a_slip(desk, url, offering, start):
    answer = desk.post(url + query(offering), {**AMAL, "start": start}, follow=True)
    booking = Booking.objects.get()
    assert [str(one) for one in answer.context["messages"]] == ["The appointment is booked."]
    assert (booking.language, booking.time.status, booking.email) == ("ar", "booked", "")
    assert booking.confirmed_at is not None
    assert str(booking.person) == "Amal Hadi"
    assert not Message.objects.exists()
    page = answer.content.decode()
    assert "No e-mail address and no phone number are known. Please print the slip." in page


def test_with_an_address_the_confirmation_is_owed(desk, url, offering, start):
    desk.post(url + query(offering), {**AMAL, "start": start, "email": "amal@people.example"})
    owed = Message.objects.filter(kind="confirmation").values_list("to", "language")
    assert list(owed) == [("amal@people.example", "ar")]


def test_nothing_typed_is_lost_when_something_is_missing(desk, url, offering, start):
    typed = {**AMAL, "p0-family_name": "", "start": start, "email": "amal@"}
    answer = desk.post(url + query(offering), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Please write the family name." in page
    assert "This e-mail address is not complete." in page
    assert 'value="amal@"' in page
    assert f'value="{start}" checked' in page
    assert not Booking.objects.exists()


def test_without_a_time_the_page_says_so(desk, url, offering):
    answer = desk.post(url + query(offering), AMAL)
    assert answer.status_code == 422
    assert "Please choose a time." in answer.content.decode()


def test_somebody_was_faster_and_everything_typed_stays(desk, url, offering, start, booked):
    for number in range(3):
        booked(120, desk=number)
    answer = desk.post(url + query(offering), {**AMAL, "start": start})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Someone was faster: this time has just been taken." in page
    assert "The nearest free times" in page
    assert 'value="Hadi"' in page


def test_a_person_who_has_this_appointment_already_is_named_by_its_number(
    desk, url, offering, start, booked
):
    first = {**AMAL, "start": start}
    desk.post(url + query(offering), first)
    known = Booking.objects.get()
    later = start_value(known.time.starts_at + timedelta(hours=1))
    answer = desk.post(url + query(offering), {**AMAL, "start": later})
    assert answer.status_code == 409
    assert known.spoken_number in answer.content.decode()


def test_hours_of_staff_can_be_given_and_the_public_sees_none(desk, url, office, offering, start):
    office.opening_hours.all().update(audience="internal")
    assert start in desk.get(url + query(offering)).content.decode()
    desk.post(url + query(offering), {**AMAL, "start": start})
    assert Booking.objects.count() == 1


def test_a_cell_of_the_calendar_comes_with_its_desk_and_time(desk, url, office, offering, now):
    wall = on_grid(now + timedelta(hours=2)).astimezone(office.zone)
    second = office.desks.all()[1]
    cell = {"desk": second.pk, "day": f"{wall:%Y-%m-%d}", "at": f"{wall:%H:%M}"}
    page = desk.get(url + query(offering, **cell)).content.decode()
    assert f'value="{start_value(wall)}" checked' in page
    assert "Schalter 2" in page
    desk.post(url + query(offering, **cell), {**AMAL, "start": start_value(wall)})
    assert Booking.objects.get().time.desk == second


def test_for_several_persons_each_is_named(desk, url, offering, start):
    more = {"p1-family_name": "Hadi", "p1-given_names": "Noor", "p1-birth_year": "2019"}
    sent = {**AMAL, "start": start}
    missing = desk.post(url + query(offering, persons=2), sent)
    assert "Please write the family name." in missing.content.decode()
    desk.post(url + query(offering, persons=2), {**sent, **more})
    people = Booking.objects.get().attendees.values_list("given_names", "position")
    assert list(people) == [("Amal", 0), ("Noor", 1)]


def test_the_next_appointment_of_the_same_person_takes_two_steps(desk, url, booked, office):
    card = make.offering(at=office, service=make.service(name_de="Beratung"))
    booking = booked(-60)
    page = desk.get(url + query(card, of=booking.pk)).content.decode()
    assert 'value="Hadi"' in page
    assert 'value="amal@people.example"' in page
    assert Look.objects.filter(bookings=[booking.pk]).exists()
