"""What an authority says of itself, and how people get into an office."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from offices.models import Authority, Office
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


def test_after_a_move_the_way_in_stands_with_the_new_address(manager, office):
    office.addresses.create(
        since=timezone.localdate(), street="Neuweg 2", postal_code="45127", city="Essen"
    )
    page = manager.get(f"/manage/{office.slug}/office/")
    assert "Neuweg 2, 45127 Essen" in seen(page)
    assert f'href="/manage/{office.slug}/house/"' in page.content.decode()
    assert "change/way/" not in page.content.decode()


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
