"""What somebody brings to an appointment, matter by matter, and the sentences that go with it."""

from __future__ import annotations

from dataclasses import dataclass

from booking.models import Booking, BookingItem
from offices import showcase
from offices.models import Authority, LegalText
from offices.showcase import ShownDocument
from offices.showcase.keeping import fresh
from offices.wording import in_words, legal_texts

LEGAL = [
    LegalText.Key.NOT_AN_APPLICATION,
    LegalText.Key.CANNOT_COME,
    LegalText.Key.NAME_FIXED,
    LegalText.Key.FREE_OF_CHARGE,
]


@dataclass(frozen=True)
class Matter:
    name: str
    persons: int
    minutes: int
    documents: tuple[ShownDocument, ...]


def to_bring(booking: Booking, language: str) -> list[Matter]:
    return [_matter(item, language) for item in booking.items.all()]


def _matter(item: BookingItem, language: str) -> Matter:
    offering = showcase.offering_row(item.offering_id)
    return Matter(
        name=in_words(vars(offering.service), "name", language),
        persons=item.persons,
        minutes=offering.minutes(item.persons),
        documents=showcase.documents(offering.pk, language),
    )


def legal(booking: Booking, language: str) -> list[str]:
    """The sentences that every confirmation says, by mail and on paper."""
    owner = booking.authority_id
    texts: dict[str, str] = fresh(
        ("legal on papers", owner, language),
        lambda: legal_texts(LEGAL, Authority.objects.get(pk=owner), language),
    )
    return [texts[key] for key in LEGAL if key in texts]
