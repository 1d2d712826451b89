"""Trying out more desks: what it would bring, and that nothing stays of it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from offices.models import Desk, OpeningHours
from tests import make, people
from tests.booking.views.reading import seen, typed
from tests.signing_in import at_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(office):
    """Dates of it open for two weeks."""
    service = make.service(name_de="Karte abholen")
    return make.offering(at=office, horizon_days=13, service=service)


@pytest.fixture
def url(office) -> str:
    return reverse("manage:what_if", args=[office.slug])


@pytest.fixture
def asked(offering, today) -> dict[str, Any]:
    """Two more desks, tomorrow in a week and each week from then on, for four hours."""
    tomorrow = today + timedelta(days=1)
    return {
        "desks": "2",
        "weekdays": [tomorrow.weekday()],
        "opens": "08:00",
        "closes": "12:00",
        "first": tomorrow.isoformat(),
        "services": [offering.pk],
    }


def test_the_form_begins_with_all_services_and_next_monday(manager, url, offering, today):
    page = manager.get(url)
    assert page.status_code == 200
    assert "nothing is changed." in seen(page)
    monday = today + timedelta(days=7 - today.weekday())
    assert typed(page) == {
        "desks": "1",
        "opens": "08:00",
        "closes": "12:00",
        "first": monday.isoformat(),
        "services": str(offering.pk),
    }


def test_it_says_how_many_more_times_there_would_be(manager, url, asked, offering):
    page = seen(manager.get(url, asked))
    assert re.search(r"2 more desks: \w+, 08:00–12:00, from [^.]+ on\.", page)
    assert re.search(
        r"Karte abholen 17 more free times a week, 32 more until .*? "
        r"The first free date would stay the same\.",
        page,
    )
    assert "Nothing was changed: this was only tried out." in page


def test_it_says_how_much_sooner_the_first_date_would_be(
    manager, url, asked, office, offering, today
):
    for number in range(10):
        starts = make.local(office, today + timedelta(days=number), "08:00")
        for desk in office.desks.all():
            people.reservation(at=desk, starts=starts, status="booked", minutes=600)
    page = seen(manager.get(url, asked))
    assert "The first free date would come 9 days sooner." in page


def test_it_says_when_something_would_be_free_at_all(manager, url, asked, office, offering):
    office.opening_hours.all().delete()
    assert "Now nothing is free; then people would wait 1 day." in seen(manager.get(url, asked))
    asked |= {"opens": "08:00", "closes": "08:10"}
    page = seen(manager.get(url, asked))
    assert "There would be no additional free times until" in page
    assert "Nothing would be free even then." in page


def test_nothing_stays_of_it(manager, url, asked, office):
    before = Desk.objects.count(), OpeningHours.objects.count()
    manager.get(url, asked)
    assert (Desk.objects.count(), OpeningHours.objects.count()) == before


def test_the_numbers_can_be_saved(manager, office, asked, url):
    links = re.findall(r'href="([^"]+what-if\.(?:csv|xlsx)[^"]+)"', page_of(manager, url, asked))
    assert len(links) == 2
    answer = manager.get(links[0].replace("&amp;", "&"))
    assert answer.status_code == 200
    (line,) = answer.content.decode("utf-8-sig").splitlines()[1:]
    name, now, then, week, first, sooner = line.split(";")
    assert (name, int(then) - int(now), week, first, sooner) == (
        "Karte abholen",
        32,
        "17",
        "0",
        "0",
    )
    assert manager.get(links[1].replace("&amp;", "&")).status_code == 200


def page_of(manager, url, asked) -> str:
    return manager.get(url, asked).content.decode()


def test_what_cannot_be_tried_cannot_be_saved(manager, office, url, asked):
    file = reverse("manage:what_if_file", args=[office.slug, "csv"])
    assert manager.get(file).status_code == 302
    wrong = reverse("manage:what_if_file", args=[office.slug, "pdf"])
    assert manager.get(wrong, asked).status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("desks", "0", "Please write a number from 1 to 20."),
        ("desks", "many", "Please write a number from 1 to 20."),
        ("weekdays", [], "Please choose at least one weekday."),
        ("services", [], "Please choose at least one service."),
        ("closes", "08:00", "The end must come after the beginning."),
        ("first", "2020-01-01", "This day is over."),
        ("first", "2100-12-31", "Please choose an earlier day."),
        ("first", "", "Please choose a day."),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_typed_is_lost(
    manager, url, asked, field, value, words
):
    answer = manager.get(url, asked | {field: value})
    assert answer.status_code == 422
    assert words in seen(answer)
    assert typed(answer)["opens"] == "08:00"


def test_services_of_another_office_cannot_be_chosen(manager, url, asked, mainz):
    foreign = make.offering(at=make.office_open_on_weekdays(of=mainz))
    answer = manager.get(url, asked | {"services": [foreign.pk]})
    assert answer.status_code == 422
    assert str(foreign.service) not in seen(answer)


def test_where_there_are_no_dates_there_is_nothing_to_try(manager, url):
    assert "offers nothing for which there are dates." in seen(manager.get(url))


def test_managers_of_another_authority_find_nothing(mara, url, asked, office):
    browser = at_desk(mara)
    file = reverse("manage:what_if_file", args=[office.slug, "csv"])
    answers = [browser.get(url), browser.get(url, asked), browser.post(url), browser.get(file)]
    assert [one.status_code for one in answers] == [404, 404, 405, 404]
