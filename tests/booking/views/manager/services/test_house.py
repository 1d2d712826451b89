"""What an authority says of itself, and how people get into an office."""

from datetime import time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from booking.availability.release import Release
from offices.models import Authority, Offering, Office
from offices.policy import saving
from tests import make
from tests.booking.views.reading import seen, typed
from tests.signing_in import at_desk

pytestmark = pytest.mark.django_db

APPLY = {"apply_way": "online", "deadline_letterbox": "yes", "apply_email": "antrag@essen.example"}
RULES = {"answer_days": "5", "apply_at_least_days": "60", "apply_at_most_days": "90"}


@pytest.fixture
def manager(erika) -> Client:
    return at_desk(erika)


def send(client: Client, office: Office, where: str, subject: str, **fields: Any) -> Any:
    record = office if where == "office" else office.authority
    fields = {"seen": saving.version_of(record)} | fields
    return client.post(f"/manage/{office.slug}/{where}/change/{subject}/", fields)


def test_contacts_are_changed_for_all_offices(manager, office, essen):
    page = seen(manager.get(f"/manage/{office.slug}/authority/"))
    assert "This counts for all offices of the authority." in page
    assert "Phone +49 201 88-0" in page
    sent = send(manager, office, "authority", "contact", phone="0201 1", email="neu@essen.example")
    assert sent["Location"] == f"/manage/{office.slug}/authority/"
    essen.refresh_from_db()
    assert (essen.phone, essen.email) == ("0201 1", "neu@essen.example")
    page = seen(manager.get(f"/manage/{office.slug}/authority/"))
    assert "Phone: +49 201 88-0 → 0201 1" in page


def test_how_to_apply_with_a_letterbox_or_without_or_not_known(manager, office, essen):
    send(manager, office, "authority", "apply", **APPLY)
    essen.refresh_from_db()
    assert (essen.apply_way_de, essen.deadline_letterbox) == ("online", True)
    page = manager.get(f"/manage/{office.slug}/authority/change/apply/")
    assert typed(page)["deadline_letterbox"] == "yes"
    for said, kept in (("no", False), ("", None)):
        send(manager, office, "authority", "apply", **APPLY | {"deadline_letterbox": said})
        essen.refresh_from_db()
        assert essen.deadline_letterbox is kept


def test_paying_rules_and_data_protection(manager, office, essen):
    send(manager, office, "authority", "paying", payment_note="Nur Karte", photo_terminal="yes")
    send(manager, office, "authority", "rules", **RULES)
    send(manager, office, "authority", "data", retention_days="30")
    essen.refresh_from_db()
    assert (essen.payment_note_de, essen.photo_terminal) == ("Nur Karte", True)
    assert (essen.answer_days, essen.apply_at_least_days, essen.apply_at_most_days) == (5, 60, 90)
    assert essen.retention_days == 30


@pytest.mark.parametrize(
    ("subject", "fields"),
    [
        ("contact", {"email": "no address"}),
        ("contact", {"website": "nowhere at all"}),
        ("rules", RULES | {"answer_days": "0"}),
        ("rules", RULES | {"apply_at_most_days": "59"}),
        ("data", {"retention_days": "366"}),
        ("data", {"retention_days": ""}),
    ],
)
def test_what_makes_no_sense_is_refused_and_stays_typed(manager, office, essen, subject, fields):
    sent = send(manager, office, "authority", subject, **fields)
    assert sent.status_code == 422
    name, value = list(fields.items())[-1]
    assert typed(sent)[name] == value
    before = Authority.objects.get(pk=essen.pk)
    assert (before.email, before.retention_days, before.answer_days) == (essen.email, 7, 3)


def test_how_to_get_in_and_there(manager, office):
    sent = send(manager, office, "office", "way", access_notes="Tür B", directions="Bus 5")
    assert sent["Location"] == f"/manage/{office.slug}/office/"
    office.refresh_from_db()
    assert (office.access_notes_de, office.directions_de) == ("Tür B", "Bus 5")
    page = manager.get(f"/manage/{office.slug}/office/")
    assert "How to get in Tür B How to get there Bus 5" in seen(page)
    manager.post(f"/manage/{office.slug}/office/take-back/", {"seen": page.context["version"]})
    office.refresh_from_db()
    assert office.access_notes_de == ""


def test_new_dates_open_at_an_hour_or_at_midnight(manager, office):
    services = f"/manage/{office.slug}/services/"
    assert "New dates open every day at midnight." in seen(manager.get(services))
    assert "New dates open at at midnight" in seen(manager.get(f"/manage/{office.slug}/office/"))
    where = f"/manage/{office.slug}/office/change/dates/"
    assert f'href="{where}"' in manager.get(services).content.decode()
    sent = send(manager, office, "office", "dates", release_at="07:00", grid_minutes="10")
    assert sent["Location"] == f"/manage/{office.slug}/office/"
    office.refresh_from_db()
    assert office.release_at == time(7)
    assert "New dates open every day at 07:00." in seen(manager.get(services))
    assert 'value="07:00"' in manager.get(where).content.decode()
    page = seen(manager.get(f"/manage/{office.slug}/office/"))
    assert "New dates open at: at midnight → 07:00" in page
    send(manager, office, "office", "dates", release_at="", grid_minutes="10")
    office.refresh_from_db()
    assert office.release_at is None


def test_an_hour_that_is_none_stays_typed(manager, office):
    sent = send(manager, office, "office", "dates", release_at="25:00", grid_minutes="10")
    assert (sent.status_code, typed(sent)["release_at"]) == (422, "25:00")


def test_the_hour_acts_at_once(manager, offering, now):
    """People are told when the next day opens."""
    office = offering.office
    send(manager, office, "office", "dates", release_at="07:15", grid_minutes="10")
    assert Release.of([Offering.objects.get(pk=offering.pk)], now).hour == time(7, 15)


def test_a_name_in_german_and_its_translations_are_told_of(manager, office):
    Office.objects.filter(pk=office.pk).update(name_ar="بلدية")
    told = send(manager, office, "office", "name", name="Neues Haus")
    assert told.status_code == 200
    assert "1 translation of this text stays as it is." in seen(told)
    known = told.context["digest"]
    send(manager, office, "office", "name", name="Neues Haus", known=known)
    office.refresh_from_db()
    assert (office.name_de, office.name_ar) == ("Neues Haus", "بلدية")
    assert send(manager, office, "office", "name", name=" ").status_code == 422


def test_an_office_ends_only_when_nobody_comes_after_that(manager, booked):
    office = booked.office
    last = timezone.localdate(booked.time.starts_at, office.zone)
    before = last - timedelta(days=1)
    sent = send(manager, office, "office", "end", valid_until=f"{before}")
    assert sent.status_code == 422
    assert "1 appointment lies after this day. First plan a closure" in seen(sent)
    assert typed(sent)["valid_until"] == f"{before}"
    office.refresh_from_db()
    assert office.valid_until is None
    send(manager, office, "office", "end", valid_until=f"{last}")
    office.refresh_from_db()
    assert office.valid_until == last


def test_nor_is_an_end_brought_back_by_undoing(manager, booked):
    office = booked.office
    for day in (timezone.localdate(), None):
        Office.objects.filter(pk=office.pk).update(valid_until=day)
    page = manager.get(f"/manage/{office.slug}/office/")
    where = f"/manage/{office.slug}/office/take-back/"
    sent = manager.post(where, {"seen": page.context["version"]}, follow=True)
    assert "1 appointment lies after this day." in seen(sent)
    office.refresh_from_db()
    assert office.valid_until is None


def test_an_address_is_not_brought_back_by_undoing(manager, office):
    """It changes on a page of its own, where people who come there are told."""
    Office.objects.filter(pk=office.pk).update(street="Neuweg 2")
    page = manager.get(f"/manage/{office.slug}/office/")
    where = f"/manage/{office.slug}/office/take-back/"
    sent = manager.post(where, {"seen": page.context["version"]}, follow=True)
    assert "The address and the time zone are not changed here" in seen(sent)
    office.refresh_from_db()
    assert office.street == "Neuweg 2"


def test_after_a_move_the_way_in_stands_with_the_new_address(manager, office):
    office.addresses.create(
        since=timezone.localdate(), street="Neuweg 2", postal_code="45127", city="Essen"
    )
    page = manager.get(f"/manage/{office.slug}/office/")
    assert "Neuweg 2, 45127 Essen" in seen(page)
    assert f'href="/manage/{office.slug}/house/"' in page.content.decode()
    assert "change/way/" not in page.content.decode()
    assert manager.get(f"/manage/{office.slug}/office/change/way/").status_code == 404
    assert f'href="/manage/{office.slug}/texts/?kind=officeaddress"' in page.content.decode()


def test_the_change_of_an_authority_is_taken_back(manager, office, essen):
    send(manager, office, "authority", "data", retention_days="30")
    page = manager.get(f"/manage/{office.slug}/authority/")
    where = f"/manage/{office.slug}/authority/take-back/"
    manager.post(where, {"seen": page.context["version"]})
    essen.refresh_from_db()
    assert essen.retention_days == 7


@pytest.mark.parametrize("where", ["office", "authority"])
def test_to_managers_of_others_it_does_not_exist(office, mara, essen, where):
    for stranger in (at_desk(mara), at_desk(make.caseworker(of=essen))):
        for more in ("", "change/way/", "change/contact/"):
            assert stranger.get(f"/manage/{office.slug}/{where}/{more}").status_code == 404
        for more in ("change/way/", "change/contact/", "take-back/"):
            address = f"/manage/{office.slug}/{where}/{more}"
            assert stranger.post(address, {"phone": "1", "seen": 0}).status_code == 404


def test_how_often_appointments_begin_is_said_in_the_language_of_the_page(manager, office):
    manager.cookies["django_language"] = "de"
    for where in ("office/", "office/change/dates/"):
        page = seen(manager.get(f"/manage/{office.slug}/{where}"))
        assert "10 Minuten" in page
        assert "10 min " not in page
