"""Whoever does not manage here finds nothing: every page, every way of asking (rule 8)."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from booking.urls import manager
from offices.models import Change, Membership, Office, User
from tests import make
from tests.signing_in import at_desk

pytestmark = pytest.mark.django_db
PATTERNS = [one for one in manager.urlpatterns if one.name != "index"]
SAID = {"what": "stop", "on": date(2026, 11, 30), "year": 2026, "key": "load", "kind": "csv"}
ROLES = [role for role in Membership.Role if role != "manager"]


def pages(office: Office, pk: int) -> Iterator[str]:
    """The address of every page; whatever is a number is that of the row."""
    known = {"slug": office.slug, **SAID}
    for pattern in PATTERNS:
        said = {name: known.get(name, pk) for name in pattern.pattern.converters}
        yield reverse(f"manage:{pattern.name}", kwargs=said)


def answers(client: Client, url: str) -> set[int]:
    return {client.get(url).status_code, client.post(url).status_code}


@pytest.fixture
def draft(office, erika) -> Change:
    return Change.objects.create(office=office, made_by=erika, made_at=timezone.now())


def test_a_manager_of_another_authority_finds_no_page(office, mara, draft):
    client = at_desk(mara)
    found = {url: answers(client, url) for url in pages(office, draft.pk)}
    assert {url: codes - {404, 405} for url, codes in found.items() if codes - {404, 405}} == {}


@pytest.mark.parametrize("role", ROLES)
def test_other_roles_of_the_same_authority_find_no_page(office, essen, role, draft):
    client = at_desk(make.member(of=essen, role=role))
    found = {url: answers(client, url) for url in pages(office, draft.pk)}
    assert {url: codes - {404, 405} for url, codes in found.items() if codes - {404, 405}} == {}


def test_somebody_who_is_not_signed_in_is_led_to_the_sign_in(office, draft):
    for url in pages(office, draft.pk):
        answer = Client().get(url)
        assert answer.status_code in (302, 405), url
        assert answer.status_code == 405 or "/accounts/login/" in answer["Location"]


@pytest.fixture
def elsewhere(mainz) -> Office:
    return make.office_open_on_weekdays(of=mainz)


def test_rows_of_another_office_do_not_exist_at_ones_own(managing, office, elsewhere, erika):
    foreign = elsewhere.opening_hours.first()
    desk, offering = elsewhere.desks.first(), make.offering(at=elsewhere)
    assert managing.get(f"/manage/essen-amt/hours/{foreign.pk}/").status_code == 404
    assert managing.post(f"/manage/essen-amt/hours/{foreign.pk}/end/").status_code == 404
    fields = {"on_days": [1], "opens": "08:00", "closes": "09:00", "audience": "public"}
    for name, pk in (("desks", desk.pk), ("offerings", offering.pk)):
        answer = managing.post("/manage/essen-amt/hours/add/", {**fields, name: [pk]})
        assert answer.status_code == 422
    change = Change.objects.create(
        office=elsewhere, made_by=erika, made_at=timezone.now(), saved_at=timezone.now()
    )
    assert managing.get(f"/manage/essen-amt/changes/{change.pk}/").status_code == 404


def test_managers_choose_among_their_own_offices(managing, office, essen, elsewhere):
    make.office(of=essen, slug="essen-zwei")
    text = managing.get("/manage/").text
    assert "/manage/essen-amt/" in text
    assert elsewhere.slug not in text


def test_who_manages_one_office_is_led_there(managing, office):
    assert managing.get("/manage/")["Location"] == "/manage/essen-amt/"


def test_who_manages_none_is_told_what_to_do(office, essen):
    person: User = make.caseworker(of=essen)
    assert "You manage no office." in at_desk(person).get("/manage/").text
