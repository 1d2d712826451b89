"""The page on which somebody is found."""

import pytest
from django.urls import reverse

from booking.models import Look
from tests import make, people
from tests.signing_in import at_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(office) -> str:
    return reverse("desk:search", args=[office.slug])


def test_a_name_typed_otherwise_leads_to_the_appointment(desk, url, booked):
    booking = booked(60, name="Shevchenko")
    page = desk.post(url, {"words": "Schewtschenko"}).content.decode()
    assert f'href="/desk/essen-amt/appointment/{booking.pk}/"' in page
    assert "Shevchenko, Amal (00.00.1990)" in page
    assert booking.spoken_number in page


def test_who_has_no_time_yet_is_found_with_the_invitation_or_the_request(desk, url, offering, now):
    invited = people.invited(latest=now.date(), now=now, offering=offering)
    asked = people.asked(now=now, offering=offering)
    page = desk.post(url, {"words": "Hadi"}).content.decode()
    assert f'href="/desk/essen-amt/invitations/{invited.invitation.pk}/"' in page
    assert f'href="/desk/essen-amt/requests/{asked.request.pk}/"' in page


def test_what_was_typed_stands_in_no_address_and_stays_in_the_field(desk, url, booked):
    booked(60)
    answer = desk.post(url, {"words": "Hadi"})
    assert answer.status_code == 200
    assert 'value="Hadi"' in answer.content.decode()
    assert "matches" not in desk.get(url, {"words": "Hadi"}).context


def test_whom_the_page_shows_is_a_look_at_them(desk, url, booked, kim):
    found = booked(60)
    desk.post(url, {"words": "Hadi"})
    (look,) = Look.objects.values("page", "bookings", "user")
    assert look == {"page": "search", "bookings": [found.pk], "user": kim.pk}


def test_nobody_found_says_what_to_try_and_is_no_look(desk, url):
    page = desk.post(url, {"words": "Unbekannt"}).content.decode()
    assert "Nobody was found. Try fewer words, only the family name, or the number." in page
    assert not Look.objects.exists()


def test_nothing_typed_is_said_in_words(desk, url):
    answer = desk.post(url, {"words": " "})
    assert answer.status_code == 422
    assert "Please type something to look for." in answer.content.decode()


def test_the_other_office_of_the_authority_is_found_and_another_authority_never(
    desk, url, essen, mainz, now
):
    for of in (essen, mainz):
        office = make.office_open_on_weekdays(of=of)
        people.booked(starts=now, now=now, offering=make.offering(at=office))
    page = desk.post(url, {"words": "Öztürk"}).content.decode()
    assert page.count("O&#x27;Hadi-Öztürk, Amal") == 1
    limited = at_desk(make.caseworker(of=essen, office=essen.offices.get(slug="essen-amt")))
    assert "Öztürk, Amal" not in limited.post(url, {"words": "Öztürk"}).content.decode()
