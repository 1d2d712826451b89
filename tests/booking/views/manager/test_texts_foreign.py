"""Texts of other authorities, and whoever is no manager: nothing of it exists (rule 8)."""

from __future__ import annotations

import pytest
from django.test import Client

from offices.models import (
    Authority,
    LegalText,
    MailAddition,
    Offering,
    Office,
    RequiredDocument,
    TextState,
    User,
)
from tests import make
from tests.signing_in import at_desk

pytestmark = pytest.mark.django_db

LIST = "/manage/rathaus/texts/"


@pytest.fixture
def office(essen: Authority) -> Office:
    return make.office(of=essen, slug="rathaus", directions_de="Bahn.")


@pytest.fixture
def manager(erika: User) -> Client:
    return at_desk(erika)


def url(row: object, field: str, at: str = "rathaus") -> str:
    return f"/manage/{at}/texts/{row._meta.model_name}/{row.pk}/{field}/"


@pytest.fixture
def elsewhere(mainz: Authority) -> dict[str, object]:
    office = make.office(of=mainz, slug="mainz-amt", directions_de="Bahn.")
    return {
        "authority": mainz,
        "office": office,
        "offering": make.offering(at=office, note_de="Notiz"),
        "openinghours": make.hours(at=office, weekday=0, opens="08:00", closes="12:00"),
        "legaltext": make.legal_text("schengen", "Visum.", authority=mainz),
        "mailaddition": MailAddition.objects.create(authority=mainz, mails="all", text_de="Hallo"),
    }


FIELDS = {
    "authority": "name",
    "office": "directions",
    "offering": "note",
    "openinghours": "note",
    "legaltext": "text",
    "mailaddition": "text",
}


@pytest.mark.parametrize("kind", FIELDS)
def test_a_text_of_another_authority_does_not_exist(kind, manager, office, elsewhere):
    own, theirs = (url(elsewhere[kind], FIELDS[kind], at) for at in ("rathaus", "mainz-amt"))
    for path in (own, theirs):
        for method in (manager.get, manager.post):
            assert method(path, {"press": "ar:reviewed", "de": "x", "ar": "x"}).status_code == 404
    assert not TextState.objects.exists()


def test_pages_of_another_authority_do_not_exist(manager, office, elsewhere):
    assert manager.get("/manage/mainz-amt/texts/").status_code == 404
    path = url(office, "directions", "mainz-amt")
    assert manager.get(path).status_code == manager.post(path).status_code == 404
    pk = elsewhere["legaltext"].pk
    assert manager.post(f"{LIST}{pk}/own/").status_code == 404  # no default, theirs
    default = make.legal_text("cannot_come", "Absagen.")
    assert manager.post(f"/manage/mainz-amt/texts/{default.pk}/own/").status_code == 404
    assert not LegalText.objects.filter(authority=office.authority).exists()


def test_nobody_but_managers_gets_in(office, essen):
    client = at_desk(make.caseworker(of=essen))
    assert client.get(LIST).status_code == 404
    path = url(office, "directions")
    assert client.get(path).status_code == client.post(path).status_code == 404


def own_document(office: Office, offering: Offering, name: str) -> RequiredDocument:
    return RequiredDocument.objects.create(
        service=offering.service, offering=offering, key=f"own-{offering.pk}", name_de=name
    )


def test_what_another_authority_asks_for_besides_is_its_own(manager, office, mainz):
    """Though both offer the same service, whose documents they share."""
    ours = make.offering(at=office)
    theirs = make.offering(at=make.office(of=mainz), service=ours.service)
    foreign, own = (
        own_document(office, theirs, "Foto aus Mainz"),
        own_document(office, ours, "Foto"),
    )
    shared = RequiredDocument.objects.create(service=ours.service, key="passport", name_de="Pass")
    assert "Foto aus Mainz" not in manager.get(f"{LIST}?whose=shared").text
    assert url(shared, "name") in manager.get(f"{LIST}?whose=shared").text
    assert url(own, "name") in manager.get(LIST).text
    assert manager.get(url(foreign, "name")).status_code == 404
    seen = manager.get(url(own, "name")).context["form"]["seen"].value()
    sent = {"press": "ar:reviewed", "seen": seen, "de": "Foto", "ar": "صورة"}
    assert manager.post(url(own, "name"), sent).status_code == 302
    state = TextState.objects.get()
    assert (state.row, state.state, state.authority) == (own.pk, "reviewed", office.authority)


def test_no_get_changes_anything(manager, office, essen):
    default = make.legal_text("schengen", "Visum.")
    assert manager.get(f"{LIST}{default.pk}/own/").status_code == 405
    path = url(office, "directions")
    seen = manager.get(path).context["form"]["seen"].value()
    manager.get(path, {"press": "ar:reviewed", "seen": seen, "de": "Bahn.", "ar": "x"})
    assert not TextState.objects.exists()
