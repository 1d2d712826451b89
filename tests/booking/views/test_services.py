"""The list of services: found in one's own words, each with its next free day."""

import pytest
from django.test import Client
from django.utils import timezone

from offices.models import Offering, Office
from tests import make
from tests.booking.views.reading import days_from_now


@pytest.fixture
def emergency(office: Office) -> Offering:
    urgent = make.group(slug="urgent", name_de="Es eilt", position=10)
    service = make.service(group=urgent, name_de="Notfall")
    return make.offering(at=office, service=service, access="request")


def test_each_service_says_its_next_free_day_or_its_way(client: Client, passport, emergency):
    chapters = client.get("/de/at/essen/services/").context["chapters"]
    rows = [
        (row.name.text, bool(row.free), row.short) for chapter in chapters for row in chapter.rows
    ]
    assert rows == [
        ("Neuer Pass: Aufenthaltstitel übertragen", True, ""),
        ("Notfall", False, "Fragen Sie das Amt, es gibt Ihnen einen Termin"),
    ]


def test_the_next_free_day_is_the_calendars(client: Client, passport: Offering, office: Office):
    monday = days_from_now(14 - timezone.localdate().weekday())
    starts, ends = (
        make.local(office, days_from_now(-1), "00:00"),
        make.local(office, monday, "00:00"),
    )
    make.closure(at=office, starts=starts, ends=ends)
    page = client.get("/en/at/essen/services/").context["chapters"]
    assert page[0].rows[0].free == f"Monday, {monday.strftime('%B')} {monday.day}, {monday.year}"


@pytest.mark.parametrize("asked", ["?need=urgent", f"?until={days_from_now(10)}"])
def test_urgent_matters_come_first_when_it_is_urgent(asked, client: Client, passport, emergency):
    chapters = client.get(f"/de/at/essen/services/{asked}").context["chapters"]
    assert [(one.group.slug, one.is_open) for one in chapters] == [
        ("urgent", True),
        ("change", True),  # a lost card or passport
    ]


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("de", "pass"),
        ("de", "ubertragen"),
        ("de", "UEBERTRAGEN neuer"),
        ("en", "transfer"),
        ("en", "neuer pass"),
        ("ar", "جواز"),
        ("uk", "паспорт"),
    ],
)
def test_services_are_found_in_ones_own_words_and_in_german(
    language, typed, client: Client, passport, emergency
):
    found = client.get(f"/{language}/at/essen/services/", {"q": typed}).context["found"]
    assert [row.url for row in found] == [f"/{language}/offer/{passport.pk}/"]


def test_a_word_nobody_knows_shows_everything_and_what_to_do(client: Client, passport):
    page = client.get("/en/at/essen/services/", {"q": "xyzzy"}).content.decode()
    assert "We did not find this word." in page
    assert "New passport" in page


def test_walk_in_hours_of_today_stand_on_the_list(client: Client, office: Office, emergency):
    Offering.objects.update(access="walk_in", walk_in=True)
    make.hours(
        at=office,
        weekday=timezone.localdate().weekday(),
        opens="00:00",
        closes="23:59:59",
        audience="walk_in",
    )
    row = client.get("/en/at/essen/services/").context["chapters"][0].rows[0]
    assert row.short == "Come without an appointment: today 00:00–23:59"


@pytest.mark.parametrize("services", [1, 3])
def test_the_list_costs_one_statement_however_many_services(
    services, client: Client, office: Office, django_assert_num_queries
):
    for _ in range(services):
        make.offering(at=office)
    client.get("/de/at/essen/services/")
    with django_assert_num_queries(1):
        client.get("/de/at/essen/services/")
