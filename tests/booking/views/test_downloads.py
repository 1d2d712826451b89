"""What Amal takes along from the page of her appointment."""

import pytest
from icalendar import Calendar

from booking.models import Booking, Reservation
from tests.booking.views.reading import seen

FILES = {"ics": "text/calendar; charset=utf-8", "pdf": "application/pdf"}
BEGINNINGS = {"ics": b"BEGIN:VCALENDAR", "pdf": b"%PDF-1.7"}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_comes_with_a_name_that_tells_nothing(amal, booked, kind):
    answer = amal.get(f"/en/booking/appointment.{kind}")
    assert answer["Content-Type"] == FILES[kind]
    assert answer["Content-Disposition"] == f'attachment; filename="appointment.{kind}"'
    assert "no-store" in answer["Cache-Control"]
    assert answer.content.startswith(BEGINNINGS[kind])


def test_the_calendar_file_is_about_this_booking_in_the_language_of_the_page(amal, booked):
    (event,) = Calendar.from_ical(amal.get("/de/booking/appointment.ics").content).events
    assert event["uid"].partition("@")[0] == booked.number
    assert event["summary"] == "Termin"
    assert event.start == booked.time.starts_at


@pytest.mark.parametrize("kind", FILES)
def test_before_it_is_booked_there_is_nothing_to_take_along(amal, kind):
    assert amal.get(f"/en/booking/appointment.{kind}").url == "/en/booking/"


@pytest.mark.parametrize("kind", FILES)
def test_after_it_was_cancelled_there_is_nothing_either(amal, booked, kind):
    Reservation.objects.update(status=Reservation.Status.CANCELLED)
    assert amal.get(f"/en/booking/appointment.{kind}").url == "/en/booking/"


@pytest.mark.parametrize("kind", FILES)
def test_nobody_else_gets_it(client, booked, kind):
    answer = client.get(f"/en/booking/appointment.{kind}")
    assert "Content-Disposition" not in answer
    assert booked.number not in answer.content.decode()


@pytest.mark.parametrize("kind", FILES)
def test_taking_it_along_changes_nothing(amal, booked, kind):
    before = [list(model.objects.values()) for model in (Booking, Reservation)]
    amal.head(f"/en/booking/appointment.{kind}")
    amal.get(f"/en/booking/appointment.{kind}")
    assert amal.post(f"/en/booking/appointment.{kind}").status_code == 405
    assert [list(model.objects.values()) for model in (Booking, Reservation)] == before


def test_after_six_papers_in_a_minute_one_waits_and_is_told_what_to_do(amal, booked):
    answers = [amal.get("/en/booking/appointment.pdf") for _ in range(7)]
    assert [answer.status_code for answer in answers] == [200] * 6 + [429]
    refused = answers[-1]
    assert 0 < int(refused["Retry-After"]) <= 60
    assert "no-store" in refused["Cache-Control"]
    assert "Content-Disposition" not in refused
    said = seen(refused)
    assert "Please wait a moment That was very often in a short time. Please wait 1 minute" in said
    assert "the page itself shows the same. You can print it" in said
    page = refused.content.decode()
    assert 'href="/en/booking/"' in page
    assert 'href="/en/booking/appointment.pdf"' in page


def test_a_paper_asked_for_by_head_counts_too(amal, booked):
    for _ in range(6):
        amal.head("/en/booking/appointment.pdf")
    assert amal.head("/en/booking/appointment.pdf").status_code == 429


def test_who_waits_for_papers_still_has_the_page_and_the_calendar(amal, booked):
    for _ in range(7):
        amal.get("/en/booking/appointment.pdf")
    assert amal.get("/en/booking/").status_code == 200
    assert amal.get("/en/booking/appointment.ics").status_code == 200


def test_the_refusal_is_in_the_language_of_the_page(amal, booked):
    for _ in range(6):
        amal.get("/en/booking/appointment.pdf")
    page = seen(amal.get("/de/booking/appointment.pdf"))
    assert "Sie müssen nicht warten: Die Seite selbst zeigt dasselbe." in page


def test_the_page_leads_to_both(amal, booked):
    page = amal.get("/en/booking/").content.decode()
    assert 'href="/en/booking/appointment.pdf"' in page
    assert 'href="/en/booking/appointment.ics"' in page
