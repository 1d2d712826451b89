"""One's own data is found at every stage; before it is erased it is said what ends with it."""

from datetime import timedelta

import pytest
from django.test import Client

from booking.models import Booking, CheckedDocument, Invitation, Remark, Visit
from booking.reservations import cancel, decline, withdraw_request
from offices.models import RequiredDocument
from tests import people
from tests.booking.views.conftest import with_cookie
from tests.booking.views.reading import seen

pytestmark = pytest.mark.django_db

QUESTION = "Do you want to erase your data? "
GONE = "Names, addresses and everything you wrote here are gone for good."
APPOINTMENT = "The appointment is cancelled then Your appointment is still to come."
INVITATION = "Your invitation ends then You can no longer choose a time here."
REQUEST = "Your request is taken back then The office then does nothing more about it."
ORDER = "You have a written order to come (Vorladung). The letter counts: you must come."


def asked_before_erasing(client: Client, booking: Booking) -> str:
    return seen(with_cookie(client, booking).get("/en/booking/data/erase/"))


@pytest.fixture
def booked(now) -> Booking:
    return people.booked(starts=now + timedelta(days=3), now=now)


def test_an_appointment_to_come_is_cancelled(client, booked):
    page = asked_before_erasing(client, booked)
    assert QUESTION + APPOINTMENT in page
    assert ORDER not in page


def test_where_a_written_order_exists_the_letter_counts_also_without_the_data(client, booked, now):
    latest = now.date() + timedelta(days=30)
    Invitation.objects.create(booking=booked, latest=latest, is_order=True, invited_at=now)
    page = asked_before_erasing(client, booked)
    assert APPOINTMENT in page
    assert ORDER in page
    assert "a written order to appear (Vorladung" in seen(client.get("/en/booking/data/"))


def test_an_invitation_ends(client, now):
    booking = people.invited(latest=now.date() + timedelta(days=9), now=now)
    assert QUESTION + INVITATION in asked_before_erasing(client, booking)


def test_a_request_is_taken_back(client, now):
    assert QUESTION + REQUEST in asked_before_erasing(client, people.asked(now=now))


def ended_in_every_way(now, by) -> list[Booking]:
    yesterday, tomorrow = (now.date() + timedelta(days=days) for days in (-1, 1))
    declined, taken_back = people.asked(now=now), people.asked(now=now)
    decline(declined.request, "No.", by=by, now=now)
    withdraw_request(taken_back, now=now)
    overdue = people.invited(latest=yesterday, now=now)
    withdrawn = people.invited(
        latest=tomorrow, now=now, invitation={"withdrawn_at": now, "way": "letter"}
    )
    return [declined, taken_back, overdue, withdrawn]


def test_also_after_the_end_the_way_to_ones_data_is_on_the_page(client, now, erika):
    for booking in ended_in_every_way(now, erika):
        page = with_cookie(client, booking).get("/en/booking/")
        assert 'href="/en/booking/data/"' in page.content.decode()


def test_what_is_over_ends_nothing_more(client, booked, now, erika):
    cancel(booked, now=now)
    assert QUESTION + GONE in asked_before_erasing(client, booked)
    declined = people.asked(now=now)
    decline(declined.request, "No.", by=erika, now=now)
    assert QUESTION + GONE in asked_before_erasing(client, declined)
    past = people.booked(starts=now - timedelta(days=1), now=now - timedelta(days=9))
    assert QUESTION + GONE in asked_before_erasing(client, past)


def test_the_person_reads_what_was_noted_at_the_counter(client, booked, now):
    paper = RequiredDocument.objects.create(
        service=booked.items.get().offering.service,
        key="passport",
        name_de="Pass",
        name_en="Passport",
    )
    CheckedDocument.objects.create(booking=booked, document=paper, is_there=False)
    Remark.objects.create(booking=booked, text="Kommt mit Kind", written_at=now)
    Visit.objects.create(
        authority=booked.authority,
        office=booked.office,
        booking=booked,
        came_at=now,
        ended_at=now,
        result="missing",
    )
    page = seen(with_cookie(client, booked).get("/en/booking/data/"))
    for words in ("Kommt mit Kind", "Passport · is missing", "documents are missing"):
        assert words in page, words
