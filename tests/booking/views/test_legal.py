"""Legal sentences say how to reach the office as it is now, whatever a page has read before."""

from __future__ import annotations

import pytest
from django.utils import translation

from booking.views.citizen.expiry import notice
from booking.views.citizen.legal import legal_for
from offices import showcase
from offices.models import Authority, LegalText
from tests import make

KEY = LegalText.Key.CANNOT_COME


@pytest.fixture
def offering(mainz: Authority):
    showcase.forget()
    LegalText.objects.create(authority=mainz, key=KEY, text_de="Rufen Sie an: {contact}.")
    Authority.objects.filter(pk=mainz.pk).update(phone="06131 1", email="")
    yield make.offering(at=make.office(of=mainz))
    showcase.forget()


def sentences(offering) -> list[str]:
    """What a page says that has read its authority before the telephone number was corrected."""
    owner = offering.office.authority
    page, row = showcase.authority(owner.slug, "de"), Authority.objects.get(pk=owner.pk)
    Authority.objects.filter(pk=owner.pk).update(phone="06131 2")
    showcase.forget()  # another page has seen the change
    with translation.override("de"):
        found = [legal_for(offering.pk, row, KEY)[KEY], notice(KEY, page, "de")]
    return [str(one.text) for one in found]


def test_a_sentence_is_not_made_from_what_was_read_before_the_change(offering):
    assert sentences(offering) == ["Rufen Sie an: 06131 2."] * 2
