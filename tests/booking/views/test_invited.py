"""Amal was invited: by a code in a letter or a link in a mail she comes, chooses and books."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from booking import floods
from booking.models import Booking, Invitation, Reservation
from booking.reservations import Guest, Person, Right, cancel, invite, withdraw_invitation
from offices.models import Offering, RequiredDocument
from offices.moments import day_at, day_in_words
from tests.booking.views.conftest import hold, with_cookie
from tests.booking.views.reading import seen

URL = "/en/invitation/"
WRONG = "This code does not open anything. Please look at it again."
AMAL = Person("Al-Hamwi", "Amal Nour", 1990, 3, 5)


@pytest.fixture
def offering(offering: Offering) -> Offering:
    offering.access = "invitation"
    offering.save()
    return offering


@pytest.fixture
def right(now) -> Right:
    return Right(Invitation.Way.LETTER, (now + timedelta(days=20)).date())


@pytest.fixture
def booking(offering, right, now) -> Booking:
    """By letter; nothing is known of an address."""
    return dossier(offering, right, now)


def dossier(offering, right: Right, now, *, email: str = "", persons: int = 1) -> Booking:
    guest = Guest([(offering, persons)], AMAL, "en", email)
    return Booking.objects.get(pk=invite(guest, right, by=None, now=now).booking_id)


def send(code: str, browser: Client | None = None):
    return (browser or Client()).post(URL, {"code": code})


def free(browser: Client) -> list[str]:
    page = browser.get("/en/booking/choose/").content.decode()
    return [part.split('"')[0] for part in page.split('name="start" value="')[1:]]


def choose(browser: Client):
    return browser.post("/en/booking/choose/", {"start": free(browser)[0]})


def fresh(booking: Booking) -> Booking:
    return Booking.objects.get(pk=booking.pk)


@pytest.mark.parametrize("typed", ["{}", " {} ", "lower", "spaces", "plain"])
def test_the_code_opens_the_invitation_however_it_is_typed(typed, booking):
    code = booking.invitation.code
    ways = {"lower": code.lower(), "spaces": code.replace("-", " "), "plain": code.replace("-", "")}
    browser = Client()
    response = send(ways.get(typed, typed.format(code)), browser)
    assert (response.status_code, response.url) == (302, "/en/booking/")
    assert seen(browser.get(response.url)).startswith("You are invited to choose a time ")


def test_wrong_and_unknown_codes_are_answered_in_the_same_words(booking, settings):
    wrong = (
        f"{booking.spoken_number}-{'2222' if booking.invitation.code[-4:] != '2222' else '3333'}"
    )
    answers = [send(code) for code in (wrong, "2222-2222-2222")]
    assert [answer.status_code for answer in answers] == [409, 409]
    assert seen(answers[0]) == seen(answers[1])
    assert WRONG in seen(answers[0])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Please write the code from the letter."),
        ("K7QM-42XD-9F3", "A code has twelve letters and digits. Please look again."),
        ("K7QM-42XD", "This is a number without the last four letters."),
        ("x" * 61, "Please write only the code, twelve letters and digits."),
    ],
)
def test_what_is_no_code_is_said_to_be_none(typed, said, booking):
    assert said in seen(Client().post(URL, {"code": typed, "page": "1"}))


def test_after_many_tries_even_the_right_code_has_to_wait(booking, monkeypatch):
    monkeypatch.setattr("booking.views.citizen.keyhole.WRONG_TAKES", 0.0)
    for _ in range(floods.PINS_PER_NUMBER.amount):
        assert send(f"{booking.number}0000").status_code == 409
    response = send(booking.invitation.code)
    assert response.status_code == 429
    assert "That was very often in a short time." in seen(response)


def test_a_revoked_code_opens_nothing(booking):
    Booking.objects.filter(pk=booking.pk).update(version=2)
    assert send(booking.invitation.code).status_code == 409


def test_the_first_page_has_a_field_for_the_code(booking):
    page = Client().get("/en/").content.decode()
    assert '<form class="inline-form" method="post" action="/en/invitation/">' in page


def test_the_page_says_what_for_until_when_and_what_to_bring(booking, offering, right):
    RequiredDocument.objects.create(service=offering.service, key="pass", name_de="Reisepass")
    page = seen(with_cookie(Client(), booking).get("/en/booking/"))
    latest = day_in_words(right.latest, "en")
    assert f"Choose a time on this day or before {latest}" in page
    assert f"Matter {offering.service} For Amal Nour Al-Hamwi" in page
    assert "What to bring Reisepass" in page
    assert "Choose a time" in page


def test_a_written_order_says_that_the_letter_counts(offering, right, now):
    booking = dossier(offering, replace(right, is_order=True), now)
    page = seen(with_cookie(Client(), booking).get("/en/booking/"))
    assert "You must come. Here you only choose the time." in page


def test_only_times_until_the_latest_day_are_shown(booking, right):
    browser = with_cookie(Client(), booking)
    assert free(browser)
    assert max(free(browser))[:10] <= right.latest.isoformat()


def test_without_an_address_four_presses_book_it(booking):
    browser = with_cookie(Client(), booking)
    assert choose(browser).url == "/en/booking/contact/"
    assert browser.post("/en/booking/contact/", {"email": "", "phone": ""}).url == (
        "/en/booking/help/"
    )
    assert browser.post("/en/booking/help/", {"talk": "german"}).url == "/en/booking/check/"
    assert "Book the appointment" in seen(browser.get("/en/booking/check/"))
    response = browser.post("/en/booking/check/", follow=True)
    assert response.redirect_chain == [("/en/booking/", 302)]
    assert seen(response).startswith("Your appointment is booked ")
    assert Reservation.objects.get().status == "booked"


def test_who_came_by_the_mail_types_no_code(offering, right, now):
    by_mail = replace(right, way=Invitation.Way.EMAIL)
    booking = dossier(offering, by_mail, now, email="amal@people.example")
    booking.messages.update(status="sent")
    browser = Client()
    browser.get(f"/en/l/{booking.number}/{booking.link_token}/")
    assert choose(browser).url == "/en/booking/help/"
    browser.post("/en/booking/help/", {"talk": "german"})
    assert seen(browser.post("/en/booking/check/", follow=True)).startswith(
        "Your appointment is booked "
    )


def test_an_address_typed_now_gets_a_code(booking):
    browser = with_cookie(Client(), booking)
    choose(browser)
    browser.post("/en/booking/contact/", {"email": "amal@people.example"})
    browser.post("/en/booking/help/", {"talk": "german"})
    assert "We now send a code of six digits" in seen(browser.get("/en/booking/check/"))
    assert browser.post("/en/booking/check/").url == "/en/booking/code/"
    assert Reservation.objects.get().status == "held"


def test_the_name_given_by_the_office_cannot_be_changed(booking):
    browser = with_cookie(Client(), booking)
    choose(browser)
    other = {"family_name": "Other", "given_names": "Name", "birth_year": "1990"}
    assert browser.get("/en/booking/person/1/").status_code == 302
    assert browser.post("/en/booking/person/1/", other).status_code == 302
    assert booking.attendees.get().full_name == "Amal Nour Al-Hamwi"


def test_who_comes_along_is_asked_for(offering, right, now):
    booking = dossier(offering, right, now, persons=2)
    assert choose(with_cookie(Client(), booking)).url == "/en/booking/person/2/"


def test_after_cancelling_the_page_says_so_and_offers_another_time(booking, now):
    browser = with_cookie(Client(), booking)
    choose(browser)
    browser.post("/en/booking/contact/", {"email": ""})
    browser.post("/en/booking/help/", {"talk": "german"})
    browser.post("/en/booking/check/")
    cancel(fresh(booking), now=now)
    page = seen(browser.get("/en/booking/"))
    assert page.startswith("Your appointment is cancelled Do not come on ")
    assert "You can choose another time: your invitation is still good." in page
    assert choose(browser).url == "/en/booking/check/"


def test_a_time_somebody_took_leads_to_the_nearest(booking, offering, right, now):
    browser = with_cookie(Client(), booking)
    start = free(browser)[0]
    faster = with_cookie(Client(), dossier(offering, right, now))
    assert faster.post("/en/booking/choose/", {"start": start}).status_code == 302
    response = browser.post("/en/booking/choose/", {"start": start})
    assert response.status_code == 409
    assert "The nearest free times" in seen(response)


@pytest.mark.parametrize("path", ["", "choose/"])
def test_when_nothing_is_free_the_page_says_what_to_do(path, booking, offering, now):
    offering.office.opening_hours.all().delete()
    page = seen(with_cookie(Client(), booking).get(f"/en/booking/{path}"))
    assert "No time is free for you right now" in page
    assert "This is not your fault, and the office sees it too. Look again tomorrow" in page
    assert offering.office.authority.phone in page


def test_on_the_last_two_days_nobody_is_told_to_wait_for_tomorrow(booking, offering, now):
    offering.office.opening_hours.all().delete()
    today = day_at(now, offering.office.zone)
    browser = with_cookie(Client(), booking)
    waits = []
    for days in (0, 1, 2):
        Invitation.objects.update(latest=today + timedelta(days=days))
        waits.append("Look again tomorrow" in seen(browser.get("/en/booking/")))
    assert waits == [False, False, True]


def test_looking_changes_nothing(booking):
    browser = with_cookie(Client(), booking)
    for path in ("", "choose/"):
        browser.get(f"/en/booking/{path}")
    assert fresh(booking).reservation is None


def test_a_withdrawn_invitation_says_so_and_holds_nothing(booking, now):
    browser = with_cookie(Client(), booking)
    start = free(browser)[0]
    withdraw_invitation(booking.invitation, now=now)
    assert browser.post("/en/booking/choose/", {"start": start}).url == "/en/booking/"
    assert seen(browser.get("/en/booking/")).startswith("The office has taken the invitation back ")
    assert fresh(booking).reservation is None


def test_withdrawn_while_typing_the_next_press_says_so(booking, now):
    browser = with_cookie(Client(), booking)
    choose(browser)
    withdraw_invitation(booking.invitation, now=now)
    response = browser.post("/en/booking/contact/", {"email": ""}, follow=True)
    assert seen(response).startswith("The office has taken the invitation back ")


def test_after_the_latest_day_the_page_says_so(booking, right, now):
    Invitation.objects.update(latest=day_at(now - timedelta(days=1), booking.office.zone))
    page = seen(with_cookie(Client(), booking).get("/en/booking/"))
    assert page.startswith(
        "The last day to choose a time has passed You could choose a time until "
    )


def test_a_held_time_that_ran_out_leaves_the_invitation_open(booking):
    browser = with_cookie(Client(), booking)
    choose(browser)
    Reservation.objects.update(status="lapsed", expires_at=booking.created_at - timedelta(days=1))
    page = seen(browser.get("/en/booking/"))
    assert "Your time was not booked and is free for others again." in page
    assert choose(browser).url == "/en/booking/contact/"


def test_who_was_not_invited_has_nothing_to_choose(offering, now):
    Offering.objects.update(access="open")
    browser = with_cookie(Client(), hold(offering, now))
    assert browser.get("/en/booking/choose/").url == "/en/booking/"


@pytest.mark.parametrize("language", ["de", "en", "ar", "uk"])
@pytest.mark.parametrize("path", ["", "choose/"])
def test_the_pages_speak_every_language(language, path, booking):
    response = with_cookie(Client(), booking).get(f"/{language}/booking/{path}")
    assert response.status_code == 200
