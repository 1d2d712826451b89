"""Checking a paper at the door: what a scanner types, and what is answered."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from booking import reservations
from booking.models import Booking, Look, Reservation
from booking.papers.proof import proof_url
from booking.retention import forget
from offices.moments import day_in_words
from tests import make, people
from tests.booking.views.reading import seen, typed
from tests.signing_in import at_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(office) -> str:
    return reverse("desk:check_paper", args=[office.slug])


@pytest.fixture
def door(essen) -> Client:
    return at_desk(make.member(of=essen, role="door"))


def clock(booking: Booking) -> str:
    return f"{booking.time.starts_at.astimezone(booking.office.zone):%H:%M}"


def scan(door: Client, url: str, paper: str) -> str:
    return seen(door.post(url, {"paper": paper}))


def fresh(booking: Booking) -> Booking:
    return Booking.objects.get(pk=booking.pk)


def test_a_good_paper_is_valid_today_and_its_number_too(door, url, booked):
    booking = booked(60)
    for typed_in in (proof_url(booking), booking.number.lower(), booking.spoken_number):
        page = scan(door, url, typed_in)
        assert f"✓ Valid: today at {clock(booking)}. Number {booking.spoken_number}" in page
        assert "Next paper" in page


def test_nobody_is_named(door, url, booked):
    page = door.post(url, {"paper": proof_url(booked(60))}).content.decode()
    assert [word in page for word in ("Hadi", "Amal", "Karte abholen")] == [False] * 3


def test_the_field_is_empty_and_ready_for_the_next_person(door, url, booked):
    answer = door.post(url, {"paper": proof_url(booked(60))})
    page = answer.content.decode()
    assert typed(answer)["paper"] == ""
    assert 'required autofocus aria-describedby="answer paper_hint"' in page
    assert answer.wsgi_request.get_full_path() == url


def test_another_day_is_told(door, url, booked, office):
    booking = booked(24 * 60)
    day = day_in_words(booking.time.starts_at.astimezone(office.zone).date(), "en")
    assert f"! Not today: it is for {day}." in scan(door, url, proof_url(booking))


def test_another_office_is_told_of_this_authority_by_number_too(door, url, essen, now):
    other = make.office(of=essen, name_de="Standort Nord")
    make.desk(at=other)
    booking = people.booked(
        starts=now + timedelta(days=1), now=now, offering=make.offering(at=other)
    )
    for typed_in in (proof_url(booking), booking.number):
        assert "! Not here: it is for another office, Stadt essen, Standort Nord. Day: " in scan(
            door, url, typed_in
        )


def test_of_another_authority_a_paper_is_told_and_a_number_is_not(door, url, mainz, now):
    other = make.office(of=mainz, name_de="Bürgeramt")
    make.desk(at=other)
    booking = people.booked(
        starts=now + timedelta(days=1), now=now, offering=make.offering(at=other)
    )
    assert "another office, Stadt mainz, Bürgeramt." in scan(door, url, proof_url(booking))
    assert "✕ No appointment has this number." in scan(door, url, booking.number)


def test_moved_or_cancelled_since(door, url, booked, now):
    booking = booked(60)
    old = proof_url(booking)
    reservations.give_time(booking, booking.time.starts_at + timedelta(days=1), now=now)
    assert "! Not valid: the appointment was moved or cancelled." in scan(door, url, old)
    reservations.cancel(fresh(booking), now=now)
    for typed_in in (proof_url(fresh(booking)), booking.number):
        assert "! Not valid: the appointment was moved or cancelled." in scan(door, url, typed_in)


def test_an_old_paper_of_somebody_who_is_expected_later_today(door, url, booked, now):
    booking = booked(60)
    old = proof_url(booking)
    reservations.give_time(booking, booking.time.starts_at + timedelta(hours=1), now=now)
    page = scan(door, url, old)
    assert (
        f"✓ Valid: today at {clock(fresh(booking))}. The paper is old. What stands here is right."
    ) in page


def test_whoever_has_come_and_whoever_is_too_late(door, url, booked):
    booking = booked(-90)
    late = scan(door, url, proof_url(booking))
    assert f"! It was today at {clock(booking)}. The time is over. Please ask" in late
    Reservation.objects.filter(pk=booking.reservation_id).update(status="attended")
    come = scan(door, url, proof_url(booking))
    assert (
        f"✓ Valid: today at {clock(booking)}. Somebody has already come with this number today."
    ) in come


def test_erased(door, url, booked, now):
    booking = booked(-90)
    forget(booking, now=now)
    page = scan(door, url, proof_url(booking))
    assert "! The paper is genuine, but the data has been erased." in page


def test_not_genuine(door, url, booked):
    false = proof_url(booked(60))[:-4] + "abc/"
    assert "✕ Not genuine: this paper does not come from us." in scan(door, url, false)


@pytest.mark.parametrize("rubbish", ["K7QM", "https://example.org/", "x" * 600])
def test_what_is_neither_says_so(door, url, rubbish):
    answer = door.post(url, {"paper": rubbish})
    assert answer.status_code == 422
    assert "✕ This is neither the code of a paper nor a number." in seen(answer)


def test_nothing_typed_is_nothing_answered(door, url):
    answer = door.post(url, {})
    assert (answer.status_code, "answer" in answer.content.decode()) == (200, False)
    assert "Scan the code on the paper, or type the number" in seen(answer)


def test_a_number_or_code_in_the_address_is_not_read(door, url, booked):
    assert "Valid" not in seen(door.get(url, {"paper": booked(60).number}))


def test_what_is_told_of_an_appointment_is_written_down(door, url, booked):
    booking = booked(60)
    scan(door, url, proof_url(booking))
    scan(door, url, "K7QM42XD")
    scan(door, url, proof_url(booked(24 * 60)))
    assert list(Look.objects.values_list("page", "fields", "bookings", "day")) == [
        ("door", ["number"], [booking.pk], None)
    ]
