"""What somebody brings to an appointment, matter by matter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from booking.models import Booking, BookingItem
from offices.models import Offering, RequiredDocument
from offices.showcase.keeping import fresh
from offices.wording import Row, in_words, translation_fields

LENGTH = ("duration_minutes", "minutes_per_further_person")


@dataclass(frozen=True)
class Document:
    name: str
    condition: str  # empty where it is always needed


@dataclass(frozen=True)
class Matter:
    name: str
    persons: int
    minutes: int
    documents: list[Document]


class Wanted(NamedTuple):
    """What one offering wants brought, in one language."""

    offering: Offering
    name: str
    documents: list[Document]


def to_bring(booking: Booking, language: str) -> list[Matter]:
    return [_matter(item, language) for item in booking.items.all()]


def _matter(item: BookingItem, language: str) -> Matter:
    wanted: Wanted = fresh(
        ("to bring", item.offering_id, language),
        lambda: _read(item.offering_id, language),
    )
    return Matter(
        name=wanted.name,
        persons=item.persons,
        minutes=wanted.offering.minutes(item.persons),
        documents=wanted.documents,
    )


def _read(offering: int, language: str) -> Wanted:
    names = translation_fields(language, "service__name")
    row = Offering.objects.values("service", "office__authority__slug", *LENGTH, *names).get(
        pk=offering
    )
    authority = row["office__authority__slug"]
    return Wanted(
        offering=Offering(**{field: row[field] for field in LENGTH}),
        name=in_words(row, "service__name", language),
        documents=[_document(one, authority, language) for one in _rows(row["service"], language)],
    )


def _rows(service: int, language: str) -> list[Row]:
    written = translation_fields(language, "name", "condition")
    documents = RequiredDocument.objects.filter(service=service).order_by("position")
    return list(documents.values("required_at", *written))


def _document(row: Row, authority: str, language: str) -> Document:
    always = authority in row["required_at"]
    return Document(
        name=in_words(row, "name", language),
        condition="" if always else in_words(row, "condition", language),
    )
