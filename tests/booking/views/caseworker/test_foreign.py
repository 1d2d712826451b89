"""Whoever works elsewhere finds nothing: every page, every way of asking, every field (rule 8)."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from booking.models import BookingItem, Reservation
from booking.urls import caseworker
from offices.models import Authority, Membership, Office, User
from tests import make, people
from tests.signing_in import at_desk

pytestmark = pytest.mark.django_db

ROLES = list(Membership.Role)
PATTERNS = [one for one in caseworker.urlpatterns if one.name != "index"]
SAID = {"what": "here", "position": 0, "on": date(2026, 11, 30)}
# Fields that name a row: the page, how it is asked, and what is sent with a foreign number.
FIELDS = [
    ("new", "get", "matter"),
    ("new", "get", "desk"),
    ("new", "get", "of"),
    ("new", "post", "of"),
    ("move", "get", "desk"),
    ("desk", "post", "desk"),
    ("swap", "post", "other"),
    ("matter", "get", "matter"),
    ("block", "get", "desk"),
    ("block", "post", "desk"),
]


@pytest.fixture
def elsewhere(mainz: Authority) -> Office:
    office = make.office(of=mainz, slug="mainz-amt")
    make.desk(at=office)
    return office


@pytest.fixture(params=ROLES)
def stranger(request: pytest.FixtureRequest, mainz: Authority) -> User:
    return make.member(of=mainz, role=request.param, name="Mara Mainz")


def pages(slug: str, rows: dict[str, int]) -> Iterator[str]:
    """The address of every page at the office, about the rows of that number."""
    for pattern in PATTERNS:
        yield reverse(f"desk:{pattern.name}", kwargs=arguments(pattern, slug, rows))


def arguments(pattern: URLPattern, slug: str, rows: dict[str, int]) -> dict[str, object]:
    known = {"slug": slug, "pk": rows.get(str(pattern.name), rows["booking"]), **SAID}
    return {name: known[name] for name in pattern.pattern.converters}


def answers(client: Client, url: str) -> set[int]:
    """How it answers to be read and to be sent to, as far as it can be."""
    return {client.get(url).status_code, client.post(url).status_code} - {405}


@pytest.fixture
def rows(booked, office) -> dict[str, int]:
    block = people.reservation(
        at=office.desks.all()[1],
        starts=booked(60, desk=0).time.starts_at,
        status=Reservation.Status.BOOKED,
        kind=Reservation.Kind.BLOCK,
    )
    booking = Reservation.objects.get(kind=Reservation.Kind.APPOINTMENT).booking
    return {"booking": booking.pk, "blocked": block.pk}


def test_no_page_of_an_office_exists_for_people_of_another_authority(stranger, rows, office):
    client = at_desk(stranger)
    found = {url: answers(client, url) for url in pages(office.slug, rows)}
    assert found == {url: {404} for url in found}


def test_no_row_of_another_authority_is_found_at_ones_own_office(stranger, rows, elsewhere):
    client = at_desk(stranger)
    about_rows = [
        reverse(f"desk:{one.name}", kwargs=arguments(one, elsewhere.slug, rows))
        for one in PATTERNS
        if "pk" in one.pattern.converters
    ]
    found = {url: answers(client, url) for url in about_rows}
    assert found == {url: {404} for url in about_rows}


@pytest.fixture
def own(elsewhere, booked, now) -> int:
    """An appointment at the office in Mainz."""
    starts = booked(240, desk=2).time.starts_at
    return people.booked(starts=starts, now=now, offering=make.offering(at=elsewhere)).pk


@pytest.mark.parametrize(("name", "way", "field"), FIELDS)
def test_no_field_takes_a_row_of_another_authority(way_in, rows, own, name, way, field):
    foreign = {
        "desk": Reservation.objects.get(pk=rows["blocked"]).desk_id,
        "of": rows["booking"],
        "other": rows["booking"],
        "matter": BookingItem.objects.get(booking=rows["booking"]).offering_id,
    }
    about = [own] if name in ("move", "desk", "swap", "matter") else []
    url, sent = reverse(f"desk:{name}", args=["mainz-amt", *about]), {field: foreign[field]}
    answer = way_in.get(url, sent) if way == "get" else way_in.post(_with(url, sent, name), sent)
    assert answer.status_code == 404


@pytest.fixture
def way_in(mainz, elsewhere) -> Client:
    """Somebody who works in Mainz."""
    return at_desk(make.caseworker(of=mainz))


def _with(url: str, sent: dict[str, int], name: str) -> str:
    """Booking reads what was chosen from the address, also when it is sent."""
    return f"{url}?of={sent['of']}" if name == "new" else url


def test_whoever_works_at_one_office_finds_nothing_of_the_other(essen, rows, office):
    other = make.office(of=essen, slug="essen-zwei")
    make.desk(at=other)
    client = at_desk(make.caseworker(of=essen, office=other))
    assert client.get(reverse("desk:today", args=[other.slug])).status_code == 200
    urls = [
        *pages(office.slug, rows),
        reverse("desk:appointment", args=[other.slug, rows["booking"]]),
    ]
    assert {url: answers(client, url) for url in urls} == {url: {404} for url in urls}


def test_whoever_is_not_at_desk_is_led_to_the_sign_in(client, rows, office):
    for url in pages(office.slug, rows):
        answer = client.get(url)
        if answer.status_code != 405:
            assert answer.status_code == 302, url
            assert answer["Location"].startswith("/accounts/login/?next="), url


@pytest.mark.parametrize("role", ["auditor", "door"])
def test_auditors_and_the_door_see_no_page_of_the_desk(role, essen, rows, office):
    client = at_desk(make.member(of=essen, role=role))
    own = {"auditor": {"audit", "audit_changes"}, "door": {"door", "check_paper"}}[role]
    for pattern in PATTERNS:
        url = reverse(f"desk:{pattern.name}", kwargs=arguments(pattern, office.slug, rows))
        may = client.get(url).status_code == 200
        assert may == (pattern.name in own), url
