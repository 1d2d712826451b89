"""What somebody has and until when, and which sentence is right for it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from offices.models import Office
from tests import make
from tests.booking.views.reading import days_from_now


@pytest.mark.parametrize(
    ("day", "month", "year", "until"),
    [
        ("5", "3", "2027", "2027-03-05"),
        ("05", "03", "27", "2027-03-05"),
        ("5.", "März", "2027", "2027-03-05"),
        ("5", "march", "2027", "2027-03-05"),
        ("٥", "٣", "٢٠٢٧", "2027-03-05"),  # noqa: RUF001
        ("5.3.2027", "", "", "2027-03-05"),
        ("2027-03-05", "", "", "2027-03-05"),
    ],
)
def test_a_day_is_read_as_people_write_it(day, month, year, until, client: Client, essen):
    typed = {"doc": "title", "until_day": day, "until_month": month, "until_year": year}
    response = client.get("/en/at/essen/", typed)
    assert response.headers["Location"] == f"/en/at/essen/services/?doc=title&until={until}"


@pytest.mark.parametrize(
    ("day", "month", "year", "says"),
    [
        ("31", "2", "2027", "This day does not exist: 31.2.2027."),
        ("x", "2", "2027", "This day does not exist: x.2.2027."),
        ("1", "ma", "2027", "This day does not exist: 1.ma.2027."),
        ("1", "", "2027", "Please fill in day, month and year."),
        ("1", "2", "9999", "Please check the year: 9999."),
        ("²", "2", "2027", "This day does not exist: ².2.2027."),
        ("1", "2", "999999999999", "This day does not exist: 1.2.999999999999."),
    ],
)
def test_a_day_that_cannot_be_is_said_in_a_sentence(day, month, year, says, client: Client, essen):
    typed = {"until_day": day, "until_month": month, "until_year": year}
    response = client.get("/en/at/essen/", typed)
    assert response.status_code == 200
    assert says in response.content.decode()


def test_the_document_may_be_skipped_and_the_door_is_kept(client: Client, essen):
    response = client.get("/en/at/essen/?need=urgent&doc=title&until=2027-03-05")
    assert response.context["skip_url"] == "/en/at/essen/services/?need=urgent"
    sent = client.get("/en/at/essen/", {"until_day": "", "need": "urgent"})
    assert sent.headers["Location"] == "/en/at/essen/services/?need=urgent"


@pytest.mark.parametrize(
    ("doc", "days", "says"),
    [
        ("title", -1, "Abgelaufen: +49 201 88-0, amt@essen.example"),
        ("title", 300, ""),
        ("schengen", 300, "Schengen: +49 201 88-0, amt@essen.example"),
        ("duldung", 10, "Duldung: +49 201 88-0, amt@essen.example"),
        ("duldung", 300, ""),
        ("gestattung", -5, "Duldung: +49 201 88-0, amt@essen.example"),
        ("section24", 10, "Paragraf 24: +49 201 88-0, amt@essen.example"),
        ("eu", -1, ""),
        ("none", -1, ""),
        ("", -1, "Abgelaufen: +49 201 88-0, amt@essen.example"),
    ],
)
def test_each_document_gets_its_own_sentence(doc, days, says, client: Client, passport, sentences):
    query = {"doc": doc, "until": days_from_now(days).isoformat()}
    notice = client.get("/de/at/essen/services/", query).context["notice"]
    assert (notice.text if notice else "") == says


def test_a_document_that_ends_before_the_first_free_day_is_said_with_the_times(
    client: Client, passport, office: Office, sentences
):
    now, until = timezone.now(), days_from_now(1).isoformat()
    make.closure(at=office, starts=now, ends=now + timedelta(days=3))
    notice = client.get(f"/de/offer/{passport.pk}/times/?until={until}").context["notice"]
    assert notice.text.startswith("Läuft vorher ab: ")
