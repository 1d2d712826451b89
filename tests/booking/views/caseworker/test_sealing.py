"""The sealed copy: made from what is typed, which is kept nowhere."""

import logging
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from pypdf import PasswordType

from booking.models import Look
from offices.models import OpeningHours
from tests.booking.papers.reading import read, words
from tests.booking.views.database import everything
from tests.booking.views.reading import seen, typed

pytestmark = pytest.mark.django_db

A_DAY = 24 * 60
PASSPHRASE = "Straße Lampe kühl 7 "


@pytest.fixture
def url(office) -> str:
    return reverse("desk:sealed", args=[office.slug])


def sent(*days: object, passphrase: str = PASSPHRASE, again: str | None = None) -> dict:
    again = passphrase if again is None else again
    return {"days": list(map(str, days)), "passphrase": passphrase, "again": again}


def test_the_chosen_days_come_in_one_file_that_opens_with_the_passphrase(desk, url, booked, today):
    days = [today, today + timedelta(days=2)]
    booked(60, name="Today")
    booked(A_DAY, name="Tomorrow")
    booked(2 * A_DAY, name="Later")
    answer = desk.post(url, sent(*days))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="sealed-{today}.pdf"'
    assert "no-store" in answer["Cache-Control"]
    paper = read(answer.content)
    assert paper.decrypt("Straße Lampe kühl 7") is PasswordType.NOT_DECRYPTED
    assert paper.decrypt(PASSPHRASE) is PasswordType.USER_PASSWORD
    first, second = map(words, paper.pages)
    assert ["Today, Amal" in first, "Later, Amal" in second] == [True, True]
    assert "Tomorrow, Amal" not in first + second
    assert list(Look.objects.order_by("day").values_list("page", "day")) == [
        ("list", day) for day in days
    ]


def test_up_to_five_days_at_work_are_there_and_the_next_two_are_ticked(desk, url, office, today):
    OpeningHours.objects.filter(weekday=(today.weekday() + 1) % 7).delete()
    page = desk.get(url).content.decode()
    days = [today + timedelta(days=number) for number in (0, 2, 3, 4, 5)]
    offered = [
        day for number in range(9) if f'value="{(day := today + timedelta(number))}"' in page
    ]
    ticked = [day for day in days if f'value="{day}" id=' in page and f"{day}" in checked(page)]
    assert (offered, ticked) == (days, days[:2])


def checked(page: str) -> str:
    return " ".join(part for part in page.split("<input") if " checked" in part.split(">")[0])


def test_where_no_day_is_known_it_is_tomorrow(desk, url, today):
    OpeningHours.objects.all().delete()
    assert typed(desk.get(url))["days"] == str(today + timedelta(days=1))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"passphrase": ""}, "Please think of a passphrase."),
        ({"passphrase": "eleven char"}, "Please take at least 12 characters."),
        ({"passphrase": "ß" * 64}, "Please take at most 120 characters."),
        ({"again": ""}, "Please type the passphrase a second time."),
        ({"again": PASSPHRASE.strip()}, "The two are not the same. Please type both again."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_not_shown(desk, url, today, fields, said):
    answer = desk.post(url, sent(today, **fields))
    assert answer.status_code == 422
    assert said in seen(answer)
    assert [typed(answer)[name] for name in ("passphrase", "again")] == ["", ""]
    assert not Look.objects.exists()


def test_without_a_day_or_with_one_that_is_not_there_nothing_is_made(desk, url, today):
    assert "Please tick at least one day." in seen(desk.post(url, sent()))
    assert desk.post(url, sent(today - timedelta(days=1))).status_code == 422


def test_the_passphrase_is_kept_nowhere(desk, url, booked, today, caplog):
    booked(60)
    caplog.set_level(logging.DEBUG)
    answer = desk.post(url, sent(today))
    kept = f"{everything()} {caplog.text} {answer.headers} {answer.cookies}"
    assert "Lampe" not in kept + str([one.get_decoded() for one in Session.objects.all()])
    assert answer.wsgi_request.sensitive_post_parameters == ("passphrase", "again")
    assert answer.wsgi_request.META["QUERY_STRING"] == ""


def test_an_address_with_a_passphrase_makes_nothing(desk, url, today):
    answer = desk.get(url, sent(today))
    assert answer["Content-Type"].startswith("text/html")
    assert typed(answer)["passphrase"] == ""


def test_whoever_asks_for_many_has_to_wait(desk, url, today):
    answers = [desk.post(url, sent(today)) for _ in range(7)]
    assert [one.status_code for one in answers] == [200] * 6 + [429]
    assert "That was very often in a short time." in seen(answers[-1])


def test_the_page_says_what_it_is_for_and_where_the_passphrase_belongs(desk, url):
    page = seen(desk.get(url))
    assert "On such a morning open the file with any PDF reader" in page
    assert "Keep it on paper in the safe, never beside the file." in page
