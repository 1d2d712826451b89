"""Asking for an appointment: one page, nothing typed is lost, and a receipt with date and time."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from booking import floods
from booking.models import Booking, Message, Request
from booking.views.citizen import asking
from offices.models import Offering
from offices.moments import day_in_words
from tests import make
from tests.booking.views.reading import days_from_now, legal, seen, typed

pytestmark = pytest.mark.django_db

FILLED = {
    "matter": "My mother is ill.\nI have to travel.",
    "doc": "title",
    "until_day": "1",
    "until_month": "12",
    "until_year": "2030",
    "proof": "yes",
    "persons": "2",
    "weekdays": ["0", "4"],
    "parts_of_day": ["morning"],
    "family_name": "Al-Hamwi",
    "given_names": "Amal Nour",
    "birth_day": "5",
    "birth_month": "3",
    "birth_year": "1990",
    "email": "amal@people.example",
    "phone": "0201 123456",
    "talk": "german",
}


@pytest.fixture
def emergency(essen) -> Offering:
    office = make.office_open_on_weekdays(of=essen)
    service = make.service(name_de="Notfall", name_en="Emergency")
    return make.offering(at=office, service=service, access="request", max_persons=3)


def address(offering: Offering, query: str = "") -> str:
    return f"/en/offer/{offering.pk}/ask/{query}"


def send(client: Client, offering: Offering, **changes: Any) -> Any:
    return client.post(address(offering), FILLED | changes)


def test_the_offering_leads_to_the_form_with_what_was_said_before(client, emergency):
    page = client.get(f"/en/offer/{emergency.pk}/?doc=visa&until=2030-12-01")
    link = f'href="/en/offer/{emergency.pk}/ask/?doc=visa&amp;until=2030-12-01"'
    assert link in page.content.decode()
    form = client.get(address(emergency, "?doc=visa&until=2030-12-01"))
    shown = typed(form)
    assert (shown["doc"], shown["until_day"], shown["until_year"]) == ("visa", "1", "2030")


@pytest.mark.parametrize("access", ["open", "invitation", "written", "walk_in", "elsewhere"])
def test_only_where_the_office_answers_requests(client, emergency, access):
    Offering.objects.update(access=access)
    answer = client.get(address(emergency, "?doc=visa"))
    assert (answer.status_code, answer.url) == (302, f"/en/offer/{emergency.pk}/?doc=visa")
    assert send(client, emergency).status_code == 302
    assert not Request.objects.exists()


def test_an_office_that_has_closed_is_not_found(client, emergency):
    emergency.office.valid_until = timezone.localdate() - timedelta(days=1)
    emergency.office.save()
    assert client.get(address(emergency)).status_code == 404


def test_everything_that_was_typed_is_written_down(client, emergency):
    answer = send(client, emergency)
    assert (answer.status_code, answer.url) == (302, "/en/booking/")
    booking, request = Booking.objects.get(), Request.objects.get()
    assert request.matter == "My mother is ill.\nI have to travel."
    assert (request.document, request.ends_on) == ("title", date(2030, 12, 1))
    assert (request.has_proof, request.weekdays, request.parts_of_day) == (
        True,
        [0, 4],
        ["morning"],
    )
    assert (booking.language, booking.talk, booking.items.get().persons) == ("en", "german", 2)
    assert (booking.email, booking.contacts.get().phone) == ("amal@people.example", "+49201123456")
    assert booking.attendees.get().born == "05.03.1990"
    assert Message.objects.get().kind == "receipt"


def test_the_receipt_says_when_it_came_in_both_languages(client, emergency):
    send(client, emergency)
    request = Request.objects.get()
    shown = seen(client.get("/en/booking/"))
    today = timezone.localtime(request.asked_at, emergency.office.zone)
    assert f"{day_in_words(today.date(), 'en')} · {today:%H:%M}" in shown
    assert f"Eingegangen am {day_in_words(today.date(), 'de')}, {today:%H:%M} Uhr" in shown
    answer_by = day_in_words((today + timedelta(days=3)).date(), "en")
    assert f"The office wants to answer by {answer_by}." in shown
    assert request.booking.spoken_number in shown
    assert request.booking.pin in shown
    assert "My mother is ill. I have to travel." in shown
    assert "Emergency Notfall" in shown
    assert "Monday · Friday · in the morning, until 10:00" in shown


def test_who_waits_longer_than_promised_is_not_told_to_do_nothing(client, emergency):
    send(client, emergency)
    assert "You need not do anything now." in seen(client.get("/en/booking/"))
    Request.objects.update(asked_at=timezone.now() - timedelta(days=4))
    shown = seen(client.get("/en/booking/"))
    assert "Please call and say your number." in shown
    assert "You need not do anything now." not in shown


def test_what_is_missing_is_listed_in_the_order_of_the_page(client, emergency):
    page = seen(client.post(address(emergency), {"once": ""}))
    missing = (
        "There is a problem Please write what it is about. Please choose yes or no. "
        "Please choose for how many persons. Please write the family name. "
        "Please write the date of birth. The year is enough. Please choose how we will talk."
    )
    assert missing in page


def test_what_is_missing_is_said_and_what_was_typed_stays(client, emergency):
    answer = send(client, emergency, matter="", proof="", birth_year="")
    assert answer.status_code == 200
    said = seen(answer)
    assert "Please write what it is about." in said
    assert "Please choose yes or no." in said
    stays = typed(answer)
    assert stays["family_name"] == "Al-Hamwi"
    assert (stays["until_day"], stays["until_month"], stays["until_year"]) == ("1", "12", "2030")
    assert (stays["doc"], stays["parts_of_day"], stays["phone"]) == (
        "title",
        "morning",
        "0201 123456",
    )
    assert "My mother is ill." in send(client, emergency, proof="").content.decode()
    assert not Request.objects.exists()


def test_neither_mail_nor_phone_is_asked_about_once(client, emergency):
    answer = send(client, emergency, email="", phone="")
    assert "no e-mail address and no phone number" in seen(answer)
    send(client, emergency, email="", phone="", hint_seen="1")
    assert Request.objects.count() == 1
    assert not Message.objects.exists()
    assert "write down the number and the PIN" in seen(client.get("/en/booking/"))


def test_a_domain_that_is_almost_known_is_asked_about_once(client, emergency):
    answer = send(client, emergency, email="amal@gmial.com")
    assert "did you mean @gmail.com?" in seen(answer)
    assert typed(answer)["email"] == "amal@gmial.com"


def test_pressing_twice_asks_once(client, emergency):
    once = typed(client.get(address(emergency)))["once"]
    for _ in range(2):
        assert send(client, emergency, once=once).status_code == 302
    assert Request.objects.count() == 1


def test_a_form_that_was_corrected_later_is_a_request_of_its_own(client, emergency):
    once = typed(client.get(address(emergency)))["once"]
    send(client, emergency, once=once)
    Booking.objects.update(created_at=timezone.now() - asking.TWICE - timedelta(seconds=1))
    send(client, emergency, once=once, matter="Something else")
    assert Request.objects.count() == 2


def test_nobody_chooses_the_number_of_somebody_else(client, emergency):
    send(client, emergency)
    theirs = Booking.objects.get()
    stranger = Client()
    send(stranger, emergency, once=theirs.number)
    assert Booking.objects.count() == 2


def test_too_often_is_refused_and_what_was_typed_stays(client, emergency):
    for _ in range(floods.REQUESTS_PER_MAIL.amount):
        assert send(client, emergency).status_code == 302
    refused = send(client, emergency)
    assert refused.status_code == 429
    assert "That was very often in a short time." in seen(refused)
    assert typed(refused)["family_name"] == "Al-Hamwi"
    assert send(client, emergency, email="other@people.example").status_code == 302


def test_what_has_ended_already_is_said_on_the_form_and_on_the_receipt(
    client, emergency, sentences
):
    legal("privacy_short", "Daten: {privacy_link}")
    gone = days_from_now(-3)
    ended = {
        "until_day": str(gone.day),
        "until_month": str(gone.month),
        "until_year": str(gone.year),
    }
    query = f"?doc=title&until={gone.isoformat()}"
    with translation.override("en"):
        form = seen(client.get(address(emergency, query)))
        send(client, emergency, **ended)
        receipt = seen(client.get("/en/booking/"))
    assert "Abgelaufen:" in form
    assert "Ersetzt den Antrag nicht:" in form
    assert "Daten:" in form
    assert "Abgelaufen:" in receipt
    assert "Ersetzt den Antrag nicht:" in receipt
