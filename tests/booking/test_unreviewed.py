"""A control: no Arabic wording that nobody has reviewed is ever shown, wherever legal texts are."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from pypdf import PdfReader

from booking.forms.wishes import Wish
from booking.models import Booking, HeldDocument, Message, Request
from booking.notifications.letters import compose
from booking.papers.appointment import appointment_pdf
from booking.papers.receipt import receipt_pdf
from booking.views.citizen.expiry import notice, notice_for
from booking.views.citizen.legal import legal_for
from offices import showcase
from offices.models import LegalText, RequiredDocument
from tests import make, people

pytestmark = pytest.mark.django_db

STARTS = datetime(2026, 11, 30, 11, 5, tzinfo=UTC)
MARK = "XYZZY"  # of the Arabic nobody has reviewed; Latin, so that a PDF can be searched for it
GERMAN = "Wortlaut"


@pytest.fixture
def booking(essen) -> Booking:
    showcase.forget()
    office = make.office(of=essen)
    make.desk(at=office)
    made = people.booked(
        starts=STARTS, now=STARTS, offering=make.offering(at=office), language="ar"
    )
    Request.objects.create(booking=made, asked_at=STARTS, matter="Hilfe")
    # With it to bring, somebody could think that the visit is the application.
    service = made.items.get().offering.service
    RequiredDocument.objects.create(service=service, key="application_form", name_de="Antrag")
    for key in LegalText.Key:
        make.legal_text(key, f"{GERMAN} {key}.", text_ar=f"{MARK} {key}")
    yield made
    showcase.forget()


def everywhere(booking: Booking) -> dict[str, str]:
    """Whatever shows legal texts to somebody who reads Arabic."""
    found = {
        f"mail {kind}": mail(booking, kind)
        for kind in ("confirmation", "moved", "reminder", "receipt")
    }
    papers = {
        "appointment": appointment_pdf(booking, "ar"),
        "receipt": receipt_pdf(booking, "ar", now=STARTS),
    }
    for name, paper in papers.items():
        pages = PdfReader(BytesIO(paper)).pages
        found[f"paper {name}"] = " ".join(one.extract_text() for one in pages)
    return found | sentences(booking)


def mail(booking: Booking, kind: str) -> str:
    made = compose(people.message(booking, Message.Kind(kind), due=STARTS))
    return made.body + str(made.alternatives[0][0])


def sentences(booking: Booking) -> dict[str, str]:
    owner = showcase.authority("essen", "ar")
    matter = booking.items.get().offering_id
    with translation.override("ar"):
        pages = legal_for(matter, booking.authority, *LegalText.Key)
        ended = Wish(doc=HeldDocument.TITLE, until=date(2026, 1, 1))
        told = {
            "expired": notice_for(ended, owner, "ar", date(2026, 11, 1)),
            **{f"notice {key}": notice(key, owner, "ar") for key in LegalText.Key},
            **{f"page {key}": one for key, one in pages.items()},
        }
    return {name: f"{one.text} / {one.german}" for name, one in told.items()}


def pages(client, booking: Booking) -> dict[str, str]:
    """Pages as a browser gets them, before there is a booking and with one."""
    offering = booking.items.get().offering_id
    yesterday = timezone.localdate() - timedelta(days=1)
    with translation.override("ar"):
        addresses = [
            reverse("citizen:privacy", args=["essen"]),
            reverse("citizen:offering", args=[offering]),
            f"{reverse('citizen:services', args=['essen'])}?doc=title&until={yesterday}",
        ]
        link = reverse("citizen:link", args=[booking.number, booking.link_token])
    found = {one: client.get(one).content.decode() for one in addresses}
    return found | {"booked": client.get(link, follow=True).content.decode()}


def test_an_unreviewed_arabic_wording_never_appears(client, booking):
    shown = everywhere(booking) | pages(client, booking)
    assert [where for where, words in shown.items() if MARK in words] == []
    assert [where for where, words in shown.items() if GERMAN not in words] == []


def test_the_german_is_marked_as_german_on_every_page(client, booking):
    for where, body in pages(client, booking).items():
        for part in body.split(GERMAN)[:-1]:
            opened = part[part.rindex("<p") :]
            assert 'lang="de" dir="ltr"' in opened, where


def test_a_reviewed_one_appears_everywhere(client, booking):
    for text in LegalText.objects.all():
        make.judged(text, "text", "ar")
    shown = everywhere(booking) | pages(client, booking)
    assert [where for where, words in shown.items() if MARK not in words] == []


def test_the_one_that_became_outdated_disappears_again(client, booking):
    for text in LegalText.objects.all():
        make.judged(text, "text", "ar")
    for text in LegalText.objects.all():
        LegalText.objects.filter(pk=text.pk).update(text_de=f"{GERMAN} neu.")
    showcase.forget()
    shown = everywhere(booking) | pages(client, booking)
    assert [where for where, words in shown.items() if MARK in words] == []
