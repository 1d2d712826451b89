"""All services of an office at a glance, and taking up one more from the catalogue."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from offices.models import Offering, Office
from offices.policy.offering import add_season
from tests import make
from tests.booking.views.reading import seen
from tests.signing_in import at_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(erika) -> Client:
    return at_desk(erika)


@pytest.fixture
def card(office: Office) -> Offering:
    return make.offering(
        at=office,
        service=make.service(name_de="Karte abholen", name_en="Collect the card"),
        max_persons=2,
        minutes_per_further_person=10,
    )


def names(client: Client, office: Office, query: str = "") -> list[str]:
    answer = client.get(f"/manage/{office.slug}/services/{query}")
    return [row.name for _group, rows in answer.context["groups"] for row in rows]


def test_each_service_stands_there_with_what_is_set(manager, office, card):
    page = seen(manager.get(f"/manage/{office.slug}/services/"))
    assert "1 service" in page
    assert "Collect the card confirmed by the authority" in page
    assert "Access Anyone may book" in page
    assert "Length 30 minutes, 10 minutes for each further person" in page
    assert "Bookable ahead 56 days" in page
    assert "Desks 1" in page


def test_what_is_odd_stands_at_the_service(manager, office, card):
    card.desks.clear()
    page = seen(manager.get(f"/manage/{office.slug}/services/?show=odd"))
    assert "People get appointments for this, but no desk serves it." in page
    card.desks.set(office.desks.all())
    page = seen(manager.get(f"/manage/{office.slug}/services/?show=odd"))
    assert "Nothing is odd. Everything is as it should be." in page


def test_a_part_of_them_is_shown(manager, office, card):
    day = timezone.localdate() - timedelta(days=1)
    name = {"name_de": "Anderes", "name_en": "Another"}
    make.offering(at=office, access="written", service=make.service(**name), confidence="estimate")
    make.offering(at=office, service=make.service(name_de="Alt"), valid_until=day)
    make.offering(at=make.office(of=office.authority))
    assert names(manager, office) == ["Collect the card", "Another"]
    assert names(manager, office, "?show=nothing") == ["Collect the card", "Another"]
    assert names(manager, office, "?show=bookable") == ["Collect the card"]
    assert names(manager, office, "?show=others") == ["Another"]
    assert names(manager, office, "?show=unsure") == ["Another"]
    assert names(manager, office, "?show=over") == ["Alt"]


@pytest.mark.parametrize("query", ["card", "KARTE abholen", "cöllect card"])
def test_they_are_found_by_words_of_the_page_or_in_german(manager, office, card, query):
    make.offering(at=office)
    assert names(manager, office, f"?q={query}") == ["Collect the card"]


def test_what_is_not_found_says_so(manager, office, card):
    page = seen(manager.get(f"/manage/{office.slug}/services/?q=nothing"))
    assert "No service was found. Try fewer words." in page


def test_the_season_that_runs_counts_and_the_next_one_is_named(manager, office, card):
    today = timezone.localdate()
    add_season(card, today + timedelta(days=2), today + timedelta(days=9), "request")
    said = f"from {today + timedelta(days=2):%d.%m.%Y} on: ask, the office answers"
    assert said in seen(manager.get(f"/manage/{office.slug}/services/"))
    add_season(card, today, today + timedelta(days=1), "written")
    page = seen(manager.get(f"/manage/{office.slug}/services/"))
    assert f"No visit: apply in writing only until {today + timedelta(days=1):%d.%m.%Y}" in page
    assert names(manager, office, "?show=others") == ["Collect the card"]


@pytest.mark.parametrize("services", [1, 3])
def test_the_list_costs_the_same_however_long(
    manager, office, services, django_assert_max_num_queries
):
    for _ in range(services):
        make.offering(at=office)
    manager.get(f"/manage/{office.slug}/services/")
    with django_assert_max_num_queries(10):
        manager.get(f"/manage/{office.slug}/services/")


def test_a_service_of_the_catalogue_is_added_and_nobody_can_book_it_yet(manager, office, card):
    more = make.service(name_de="Pass", minutes=20, max_persons=4, minutes_per_further_person=5)
    page = manager.get(f"/manage/{office.slug}/services/new/")
    assert "Pass" in seen(page)
    assert "Collect the card" not in seen(page)
    answer = manager.post(f"/manage/{office.slug}/services/new/", {"service": more.pk})
    made = Offering.objects.get(service=more)
    assert answer["Location"] == f"/manage/{office.slug}/services/{made.pk}/"
    assert (made.office, made.access, made.desks.count()) == (office, "written", 0)
    assert (made.duration_minutes, made.max_persons, made.minutes_per_further_person) == (20, 4, 5)


@pytest.mark.parametrize("typed", ["", "0", "x"])
def test_what_is_not_in_the_catalogue_is_refused(manager, office, card, typed):
    make.service()
    answer = manager.post(f"/manage/{office.slug}/services/new/", {"service": typed})
    assert answer.status_code == 422
    assert Offering.objects.count() == 1


def test_what_the_office_has_already_is_refused(manager, office, card):
    address = f"/manage/{office.slug}/services/new/"
    assert manager.post(address, {"service": card.service_id}).status_code == 422
    assert "The office offers everything that is in the catalogue." in seen(manager.get(address))


@pytest.mark.parametrize("more", ["", "new/"])
def test_to_managers_of_others_it_does_not_exist(office, mara, essen, more):
    address = f"/manage/{office.slug}/services/{more}"
    service = make.service()
    for stranger in (mara, make.caseworker(of=essen)):
        assert at_desk(stranger).get(address).status_code == 404
        assert at_desk(stranger).post(address, {"service": service.pk}).status_code in (404, 405)
    assert not Offering.objects.exists()
