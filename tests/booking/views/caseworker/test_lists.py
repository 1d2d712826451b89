"""Lists for tomorrow: who is on them, who is not, and what is written down about them."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from booking.models import Attendee, Booking, BookingItem, Look, Reservation
from booking.retention import forget
from offices.models import OpeningHours
from offices.moments import day_in_words
from tests import make, people
from tests.booking.papers.reading import read, words
from tests.booking.views.caseworker.conftest import on_grid
from tests.booking.views.reading import seen
from tests.signing_in import at_desk

pytestmark = pytest.mark.django_db

A_DAY = 24 * 60
HEADS = "Time Name, date of birth, file number Matter Language Number"


@pytest.fixture
def url(office) -> str:
    return reverse("desk:tomorrow", args=[office.slug])


@pytest.fixture
def tomorrow(today):
    return today + timedelta(days=1)


def at(office, name: str, on) -> str:
    return reverse(f"desk:{name}", args=[office.slug, on])


def clock(booking: Booking) -> str:
    return f"{booking.time.starts_at.astimezone(booking.office.zone):%H:%M}"


def row(booking: Booking, name: str = "Hadi, Amal") -> str:
    number = booking.spoken_number
    return f"{clock(booking)} {name} 00.00.1990 Karte abholen English {number}"


def test_everybody_of_the_next_day_desk_by_desk_and_in_order_of_time(desk, url, booked, tomorrow):
    late, early = booked(A_DAY + 90, name="Berg"), booked(A_DAY, name="Zand")
    other = booked(A_DAY + 30, desk=1, name="Adam")
    booked(60, name="Today")
    booked(2 * A_DAY, name="Later")
    page = seen(desk.get(url))
    assert f"List for {day_in_words(tomorrow, 'en')} Tomorrow. 3 appointments." in page
    assert page.endswith(
        f"Schalter 1 {HEADS} {row(early, 'Zand, Amal')} {row(late, 'Berg, Amal')} "
        f"Schalter 2 {HEADS} {row(other, 'Adam, Amal')}"
    )


def test_a_line_says_all_that_is_needed_to_pull_files_and_to_talk(desk, url, booked):
    booking = booked(A_DAY, language="ar", talk="nobody")
    BookingItem.objects.filter(booking=booking).update(persons=2)
    Attendee.objects.filter(booking=booking).update(file_number="AZ-4711/26")
    Attendee.objects.create(
        booking=booking, position=1, family_name="Hadi", given_names="Omar", birth_year=2019
    )
    assert (
        f"{clock(booking)} Hadi, Amal 00.00.1990 · AZ-4711/26 Hadi, Omar 00.00.2019 "
        f"Karte abholen 2 persons Arabic nobody to translate {booking.spoken_number}"
    ) in seen(desk.get(url))


def test_names_lead_to_their_appointment(desk, url, booked, office):
    link = reverse("desk:appointment", args=[office.slug, booked(A_DAY).pk])
    assert f'<a href="{link}"><bdi>Hadi, Amal</bdi></a>' in desk.get(url).content.decode()


def test_who_does_not_come_is_on_no_list(desk, url, booked, offering, office, now):
    for number, status in enumerate(("missed", "cancelled")):
        gone = booked(A_DAY + 30 * number, name="Gone")
        Reservation.objects.filter(pk=gone.reservation_id).update(status=status)
    offering.desks.set(office.desks.all()[:1])
    held = people.held(now=now, offering=offering)
    starts = on_grid(now + timedelta(minutes=A_DAY + 60))
    Reservation.objects.filter(pk=held.reservation_id).update(
        during=people.DateTimeTZRange(starts, starts + timedelta(minutes=30))
    )
    forget(booked(A_DAY + 90, name="Forgotten"), now=now)
    Attendee.objects.filter(booking=booked(A_DAY + 120, name="Erased")).delete()
    people.reservation(
        at=office.desks.all()[1], starts=starts, status="booked", kind=Reservation.Kind.BLOCK
    )
    page = seen(desk.get(url))
    assert "Nobody has an appointment that day." in page
    assert HEADS not in page


def test_the_next_day_is_the_next_one_with_hours_or_appointments(desk, url, office, today, booked):
    OpeningHours.objects.exclude(weekday=(today.weekday() + 3) % 7).delete()
    opens = today + timedelta(days=3)
    assert f"List for {day_in_words(opens, 'en')}" in seen(desk.get(url))
    booked(2 * A_DAY)
    sooner = today + timedelta(days=2)
    assert f"List for {day_in_words(sooner, 'en')}" in seen(desk.get(url))


def test_hours_without_appointment_are_no_day_to_prepare_for(desk, url, today):
    OpeningHours.objects.exclude(weekday=(today.weekday() + 3) % 7).update(audience="walk_in")
    assert f"List for {day_in_words(today + timedelta(days=3), 'en')}" in seen(desk.get(url))


def test_where_the_calendar_knows_of_no_day_it_is_tomorrow(desk, url, tomorrow):
    OpeningHours.objects.all().delete()
    page = seen(desk.get(url))
    assert f"List for {day_in_words(tomorrow, 'en')} Tomorrow." in page
    assert "Choose another day above, or look at the calendar of that day." in page


def test_another_day_and_one_desk_can_be_chosen(desk, url, office, booked, today):
    booked(60, name="First")
    second = booked(60, desk=1, name="Second")
    one = office.desks.all()[1]
    answer = desk.get(url, {"on": str(today), "desk": one.pk}, follow=True)
    assert answer.redirect_chain == [(f"{at(office, 'tomorrow_day', today)}?desk={one.pk}", 302)]
    page = seen(answer)
    assert "Today. Schalter 2. 1 appointment." in page
    assert page.endswith(f"Schalter 2 {HEADS} {row(second, 'Second, Amal')}")
    empty = office.desks.all()[2]
    answer = desk.get(at(office, "tomorrow_day", today), {"desk": empty.pk})
    assert seen(answer).endswith(
        "Nobody has an appointment at Schalter 3 that day. "
        "Choose another day above, or show all desks."
    )


@pytest.mark.parametrize("typed", ["", "tomorrow", "2026-13-01"])
def test_a_day_that_is_none_is_the_next_one(desk, url, typed, tomorrow):
    assert f"List for {day_in_words(tomorrow, 'en')}" in seen(desk.get(url, {"on": typed}))


@pytest.mark.parametrize("name", ["tomorrow_day", "tomorrow_pdf", "tomorrow_xlsx"])
def test_a_desk_of_another_office_does_not_exist(desk, office, mainz, today, name):
    foreign = make.desk(at=make.office(of=mainz))
    assert desk.get(at(office, name, today), {"desk": foreign.pk}).status_code == 404


def test_the_paper_says_the_same_and_until_when_it_was_true(desk, office, booked, tomorrow):
    booked(A_DAY, name="First")
    second = booked(A_DAY, desk=1, name="Second")
    chosen = {"desk": office.desks.all()[1].pk}
    answer = desk.get(at(office, "tomorrow_pdf", tomorrow), chosen)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'inline; filename="list-{tomorrow}.pdf"'
    assert "no-store" in answer["Cache-Control"]
    (page,) = map(words, read(answer.content).pages)
    assert row(second, "Second, Amal") in page
    assert "First" not in page
    assert f"As of {tomorrow - timedelta(days=1):%d.%m.%Y}, 12:" in page


def test_whoever_asks_for_many_papers_has_to_wait(desk, office, tomorrow):
    answers = [desk.get(at(office, "tomorrow_pdf", tomorrow)).status_code for _ in range(7)]
    assert answers == [200] * 6 + [302]
    assert "That was very often in a short time." in seen(
        desk.get(at(office, "tomorrow_day", tomorrow))
    )


def test_the_spreadsheet_says_the_same(desk, office, booked, tomorrow):
    booking = booked(A_DAY, desk=1, name="=1+1", talk="nobody")
    answer = desk.get(at(office, "tomorrow_xlsx", tomorrow))
    assert answer["Content-Disposition"] == f'attachment; filename="list-{tomorrow}.xlsx"'
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert [cell.value for cell in sheet[2]][2:] == [
        *("Schalter 2", "=1+1", "Amal", "00.00.1990", "Karte abholen", 1, "English", "nobody"),
        *(None, booking.spoken_number),
    ]
    assert sheet["A2"].value.date() == tomorrow
    assert f"{sheet['B2'].value:%H:%M}" == clock(booking)
    assert sheet["D2"].data_type == "s"


@pytest.mark.parametrize("name", ["tomorrow_day", "tomorrow_pdf", "tomorrow_xlsx"])
def test_every_list_that_names_somebody_is_written_down(desk, office, booked, kim, name):
    day = booked(24 * 60).time.starts_at.astimezone(office.zone).date()
    for on in (day, day + timedelta(days=1)):  # nobody is on the second
        desk.get(at(office, name, on))
    fields = ["name", "born", "matter", "language", "file_number", "number"]
    assert list(
        Look.objects.values_list("user", "office", "page", "fields", "bookings", "day")
    ) == [(kim.pk, office.pk, "list", fields, [], day)]


@pytest.mark.parametrize("count", [1, 6])
def test_a_list_costs_the_same_statements_however_long_it_is(
    desk, office, booked, tomorrow, count, django_assert_num_queries
):
    for number in range(count):
        booked(A_DAY + 30 * number, desk=number % 3, name=f"Name{number}")
    url = at(office, "tomorrow_day", tomorrow)
    desk.get(url)
    with django_assert_num_queries(8):
        assert desk.get(url).status_code == 200


def test_whoever_works_at_one_office_sees_its_list_alone(essen, office, booked, tomorrow):
    booked(A_DAY)
    other = make.office(of=essen, slug="essen-zwei")
    browser = at_desk(make.caseworker(of=essen, office=other))
    assert browser.get(at(office, "tomorrow_day", tomorrow)).status_code == 404
    assert "Nobody has an appointment" in seen(browser.get(at(other, "tomorrow_day", tomorrow)))
