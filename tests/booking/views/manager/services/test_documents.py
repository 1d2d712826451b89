"""What an office asks for: the catalogue's documents but some, and its own."""

from typing import Any

import pytest
from django.test import Client

from booking.models import Booking, CheckedDocument
from booking.papers.paperwork import to_bring
from offices import showcase
from offices.models import DocumentLeftOut, Offering, RequiredDocument
from offices.policy.offering import leave_out, write_document
from tests import make
from tests.booking.views.reading import seen, typed
from tests.signing_in import at_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(erika) -> Client:
    return at_desk(erika)


@pytest.fixture
def papers(offering: Offering) -> list[RequiredDocument]:
    named = [("pass", "Reisepass", ""), ("photo", "Foto", "wenn alt")]
    return [
        RequiredDocument.objects.create(
            service=offering.service, key=key, name_de=name, condition_de=condition, position=n
        )
        for n, (key, name, condition) in enumerate(named)
    ]


def address(offering: Offering, more: str = "") -> str:
    return f"/manage/{offering.office.slug}/services/{offering.pk}/documents/{more}"


def asked(offering: Offering) -> list[str]:
    showcase.forget()
    return [str(one.name) for one in showcase.documents(offering.pk, "en")]


def write(client: Client, offering: Offering, more: str = "new/", **fields: Any) -> Any:
    return client.post(
        address(offering, more), {"name": "Mietvertrag", "condition": "", "place": "2"} | fields
    )


def test_a_document_is_left_out_and_asked_for_again(manager, offering, papers):
    there = make.offering(at=make.office(of=offering.office.authority), service=offering.service)
    sent = manager.post(address(offering, "leave-out/"), {"document": papers[0].pk}, follow=True)
    assert "Left out. Nobody is asked to bring it any more." in seen(sent)
    assert "Reisepass left out" in seen(sent)
    assert asked(offering) == ["Foto"]
    assert asked(there) == ["Reisepass", "Foto"]
    manager.post(address(offering, "leave-out/"), {"document": papers[0].pk})
    assert DocumentLeftOut.objects.count() == 1

    manager.post(address(offering, "ask-again/"), {"document": papers[0].pk})
    assert asked(offering) == ["Reisepass", "Foto"]


def test_an_own_document_stands_in_its_place_at_this_office_alone(manager, offering, papers):
    there = make.offering(at=make.office(of=offering.office.authority), service=offering.service)
    assert write(manager, offering, condition="wenn neu").status_code == 302
    assert asked(offering) == ["Reisepass", "Mietvertrag", "Foto"]
    assert asked(there) == ["Reisepass", "Foto"]
    page = seen(manager.get(address(offering)))
    assert "Mietvertrag ( wenn neu ) only at this office · Change" in page


def test_an_own_document_is_worded_anew(manager, offering, papers):
    write(manager, offering)
    own = RequiredDocument.objects.get(offering=offering)
    page = manager.get(address(offering, f"{own.pk}/"))
    assert typed(page)["place"] == "2"
    write(manager, offering, f"{own.pk}/", name="Mietvertrag, alle Seiten", place="1")
    assert asked(offering) == ["Mietvertrag, alle Seiten", "Reisepass", "Foto"]
    assert RequiredDocument.objects.filter(offering=offering).count() == 1


def test_a_new_one_is_offered_the_last_place(manager, offering, papers):
    assert typed(manager.get(address(offering, "new/")))["place"] == "3"


def test_two_own_ones_are_two(manager, offering, papers):
    write(manager, offering)
    write(manager, offering, name="Kontoauszug", place="9")
    assert asked(offering) == ["Reisepass", "Mietvertrag", "Foto", "Kontoauszug"]


@pytest.mark.parametrize(
    "fields", [{"name": " "}, {"place": "0"}, {"place": ""}, {"name": "x" * 501}]
)
def test_what_makes_no_sense_is_refused(manager, offering, fields):
    assert write(manager, offering, **fields).status_code == 422
    assert not RequiredDocument.objects.exists()


def test_documents_of_the_catalogue_cannot_be_worded_here(manager, offering, papers):
    assert write(manager, offering, f"{papers[0].pk}/").status_code == 404
    assert manager.get(address(offering, f"{papers[0].pk}/")).status_code == 404


def test_people_read_it_before_they_book_and_on_their_papers(client, offering, papers, booked):
    write_document(offering, name="Mietvertrag", condition="", position=9)
    leave_out(offering, papers[0])
    showcase.forget()
    page = seen(client.get(f"/en/offer/{offering.pk}/"))
    assert "Mietvertrag" in page
    assert "Reisepass" not in page
    (matter,) = to_bring(Booking.objects.get(pk=booked.pk), "en")
    assert [str(one.name) for one in matter.documents] == ["Foto", "Mietvertrag"]


def test_the_counter_ticks_own_documents_and_keeps_what_it_ticked(offering, essen, booked):
    own = write_document(offering, name="Mietvertrag", condition="", position=0)
    desk, where = at_desk(make.caseworker(of=essen)), f"/desk/{offering.office.slug}/appointment"
    showcase.forget()
    assert "Mietvertrag" in seen(desk.get(f"{where}/{booked.pk}/"))
    CheckedDocument.objects.create(booking=booked, document=own, is_there=False)
    leave_out(offering, own)
    showcase.forget()
    assert "Mietvertrag" not in seen(desk.get(f"{where}/{booked.pk}/"))
    assert CheckedDocument.objects.get().document == own


def test_the_shared_catalogue_in_the_administration_shows_no_offices_own(offering, erika, papers):
    write_document(offering, name="Mietvertrag", condition="", position=0)
    page = f"/admin/offices/servicetype/{offering.service_id}/change/"
    shown = at_desk(make.superuser()).get(page).content.decode()
    assert "Reisepass" in shown
    assert "Mietvertrag" not in shown


def test_to_managers_of_others_it_does_not_exist(offering, mara, mainz, papers):
    own = write_document(offering, name="Mietvertrag", condition="", position=0)
    other = make.offering(at=make.office(of=mainz), service=offering.service)
    stranger = at_desk(mara)
    for more in ("", "new/", f"{own.pk}/"):
        assert stranger.get(address(offering, more)).status_code == 404
    for more in ("new/", f"{own.pk}/", "leave-out/", "ask-again/"):
        sent = stranger.post(address(offering, more), {"document": own.pk, "name": "x", "place": 1})
        assert sent.status_code == 404
    for more in ("leave-out/", "ask-again/"):
        sent = stranger.post(address(other, more), {"document": own.pk})
        assert sent.status_code == 404
    assert write(stranger, other, f"{own.pk}/").status_code == 404
    assert not DocumentLeftOut.objects.exists()
