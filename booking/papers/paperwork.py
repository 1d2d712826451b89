"""What somebody brings to an appointment, matter by matter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from booking.models import Booking
from offices.models import Offering, RequiredDocument
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


def to_bring(booking: Booking, language: str) -> list[Matter]:
    return list(_matters(booking, language))


def _matters(booking: Booking, language: str) -> Iterator[Matter]:
    names = translation_fields(language, "offering__service__name")
    lengths = [f"offering__{field}" for field in LENGTH]
    rows = booking.items.order_by("position").values(
        "persons", "offering__service", *lengths, *names
    )
    documents = _documents({row["offering__service"] for row in rows}, language)
    for row in rows:
        offering = Offering(**{field: row[f"offering__{field}"] for field in LENGTH})
        yield Matter(
            name=in_words(row, "offering__service__name", language),
            persons=row["persons"],
            minutes=offering.minutes(row["persons"]),
            documents=[
                _document(one, booking.authority.slug, language)
                for one in documents
                if one["service"] == row["offering__service"]
            ],
        )


def _documents(services: set[int], language: str) -> list[Row]:
    written = translation_fields(language, "name", "condition")
    rows = RequiredDocument.objects.filter(service__in=services).order_by("service", "position")
    return list(rows.values("service", "required_at", *written))


def _document(row: Row, authority: str, language: str) -> Document:
    always = authority in row["required_at"]
    return Document(
        name=in_words(row, "name", language),
        condition="" if always else in_words(row, "condition", language),
    )
