"""The booked appointment, shown again and again, and the links in mails that lead to it."""

import logging
from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.test import Client

from booking import keys
from booking.models import Booking, Reservation
from booking.reservations import confirm, send_code
from booking.views.citizen import cookie
from offices.models import RequiredDocument
from tests import make
from tests.booking.views.reading import root, seen

URL = "/en/booking/"
LANGUAGES = {"de": "ltr", "en": "ltr", "ar": "rtl", "uk": "ltr"}


def link(booking: Booking, *, language: str = "en") -> str:
    return f"/{language}/l/{booking.number}/{booking.link_token}/"


def test_date_place_and_number_come_first(amal, booked):
    starts = booked.reservation.starts_at.astimezone(booked.office.zone)
    page = seen(amal.get(URL))
    assert page.startswith("Your appointment is booked ")
    assert f"{starts:%Y} {starts:%H:%M} Place {booked.office.name}" in page
    assert f"Number {booked.spoken_number} PIN (keep it to yourself) {booked.pin}" in page


def test_then_what_to_bring_and_what_counts(amal, booked, offering):
    RequiredDocument.objects.create(service=offering.service, key="pass", name_de="Reisepass")
    make.legal_text("cannot_come", "Rufen Sie an.", text_en="Call us.", reviewed=["en"])
    page = seen(amal.get(URL))
    assert "What to bring Reisepass" in page
    assert "Good to know Call us. Rufen Sie an." in page


def test_in_another_language_the_german_stands_with_it(amal, booked):
    starts = booked.reservation.starts_at.astimezone(booked.office.zone)
    response = amal.get("/ar/booking/")
    assert root(response) == ("ar", "rtl")
    assert '<div class="german-block" lang="de" dir="ltr">' in response.content.decode()
    assert f"{starts.day}." in seen(response)


def test_reloading_shows_it_again(amal, booked):
    assert [amal.get(URL).status_code for _ in range(3)] == [200] * 3


def test_after_its_time_it_is_shown_as_past(amal, booked, now):
    begin = now - timedelta(hours=2)
    Reservation.objects.update(during=DateTimeTZRange(begin, begin + timedelta(minutes=30)))
    assert seen(amal.get(URL)).startswith("This appointment is over ")
    assert " Vergangener Termin: " in seen(amal.get(URL))


def test_before_it_is_booked_the_page_leads_to_what_is_missing(amal):
    assert amal.get(URL).url == "/en/booking/person/1/"


def test_the_page_cannot_be_kept_by_a_shared_browser(amal, booked):
    assert "no-store" in amal.get(URL)["Cache-Control"]


def test_a_link_opens_the_appointment_on_another_device(booked):
    other = Client()
    response = other.get(link(booked), follow=True)
    assert response.redirect_chain == [(URL, 302)]
    assert booked.spoken_number in seen(response)


def test_a_link_opens_the_code_page_on_another_device(ready, now):
    send_code(ready, now=now)
    other = Client()
    assert other.get(link(ready), follow=True).redirect_chain == [("/en/booking/code/", 302)]
    code = keys.mail_code(ready.number, ready.email, 1)
    assert other.post("/en/booking/code/", {"code": code}).url == URL


def test_opening_a_link_changes_nothing(client, ready, now):
    send_code(ready, now=now)
    before = [list(model.objects.values()) for model in (Booking, Reservation)]
    for _ in range(2):  # as scanners of mails do
        client.head(link(ready))
        client.get(link(ready))
    assert [list(model.objects.values()) for model in (Booking, Reservation)] == before


@pytest.mark.parametrize("path", ["l/{}/abc/", "l/XXXXXXXX/{}/", "l/{}x/abc/", "l/{0}/{0}/"])
def test_a_wrong_link_ends_at_a_page_that_says_what_to_do(client, booked, path):
    response = client.get(f"/en/{path.format(booked.number)}", follow=True)
    assert response.redirect_chain == [("/en/booking/link/", 302)]
    assert (response.status_code, cookie.NAME in client.cookies) == (404, False)
    assert "This link does not work" in seen(response)


def test_a_link_of_before_it_was_revoked_opens_nothing(client, booked):
    old = link(booked)
    Booking.objects.update(version=2)
    assert client.get(old).url == "/en/booking/link/old/"
    assert cookie.NAME not in client.cookies


def test_links_made_under_the_key_of_before_still_open(client, booked, settings):
    old = link(booked)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new key, long enough for everything that is signed with it"
    assert client.get(old).url == URL


def test_no_log_has_a_link(client, booked, caplog):
    with caplog.at_level(logging.DEBUG):
        for _ in range(31):
            client.get(link(booked))
            client.get(link(booked).replace("/l/", "/l/X"))
    assert booked.link_token not in caplog.text
    assert booked.number not in caplog.text


def test_guessing_links_is_stopped(client, booked):
    for _ in range(30):
        client.get("/en/l/XXXXXXXX/abc/")
    response = client.get(link(booked), follow=True)
    assert "That was very often in a short time." in seen(response)


@pytest.mark.parametrize(("language", "direction"), LANGUAGES.items())
def test_every_page_exists_in_every_language_and_no_address_names_anybody(
    amal, ready, now, language, direction
):
    send_code(ready, now=now)
    for page in ("person/1", "contact", "by-phone", "help", "check", "code"):
        response = amal.get(f"/{language}/booking/{page}/")
        assert response.status_code == 200
        assert root(response) == (language, direction)
        assert addresses_that_name_somebody(response.content.decode()) == []
    confirm(ready, keys.mail_code(ready.number, ready.email, 1), now=now)
    response = amal.get(f"/{language}/booking/")
    assert root(response) == (language, direction)
    assert addresses_that_name_somebody(response.content.decode()) == []


def addresses_that_name_somebody(html: str) -> list[str]:
    found = [part.partition('"')[0] for part in html.split('href="') + html.split('action="')]
    personal = ("hamwi", "amal", "1990", "people.example")
    return [url for url in found[1:] if any(word in url.lower() for word in personal)]


def test_the_page_costs_few_queries(amal, booked, django_assert_num_queries):
    amal.get(URL)
    with django_assert_num_queries(3):
        amal.get(URL)
