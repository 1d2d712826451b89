"""What an office offers: more of the catalogue, another access for a season, other documents."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Max

from offices.locks import lock_office
from offices.models import (
    Access,
    DocumentLeftOut,
    Offering,
    Office,
    RequiredDocument,
    Season,
    ServiceType,
)
from offices.policy.saving import write

OWN = "own"  # how the kind of a document begins that only one office asks for


@transaction.atomic
def offer(office: Office, service: ServiceType) -> Offering:
    """Offer a service of the catalogue, with the catalogue's minutes.

    Nobody can book it yet: it begins as applied for in writing, and no desk serves it. Raises
    ValidationError when the office has it already.
    """
    lock_office(office.pk)
    made = Offering(
        office=office,
        service=service,
        access=Access.WRITTEN,
        duration_minutes=service.duration_minutes,
        minutes_per_further_person=service.minutes_per_further_person,
        max_persons=service.max_persons,
    )
    made.validate_constraints()
    made.save()
    return made


@transaction.atomic
def add_season(offering: Offering, first_day: date, last_day: date, access: str) -> Season:
    """Give other access on these days. Raises ValidationError, as when another season has some."""
    lock_office(offering.office_id)
    made = Season(offering=offering, first_day=first_day, last_day=last_day, access=access)
    made.clean()
    made.validate_constraints()
    made.save()
    return made


@transaction.atomic
def end_season(season: Season) -> None:
    """From now on the offering's own access counts on these days."""
    lock_office(season.offering.office_id)
    season.delete()


@transaction.atomic
def leave_out(offering: Offering, document: RequiredDocument) -> None:
    """Ask for it no more. What the counter has looked at before stays written down."""
    lock_office(offering.office_id)
    DocumentLeftOut.objects.get_or_create(offering=offering, document=document)


@transaction.atomic
def ask_again(offering: Offering, document: RequiredDocument) -> None:
    lock_office(offering.office_id)
    offering.left_out.filter(document=document).delete()


@transaction.atomic
def write_document(
    offering: Offering,
    *,
    name: str,
    condition: str,
    position: int,
    document: RequiredDocument | None = None,
) -> RequiredDocument:
    """Ask for something that only this office asks for, or word anew what it asks for already."""
    lock_office(offering.office_id)
    written = document or RequiredDocument(
        service_id=offering.service_id, offering=offering, key=_free_key(offering)
    )
    written.name_de, written.condition_de = name, condition  # type: ignore[attr-defined]
    written.position = position
    write(written)
    return written


def _free_key(offering: Offering) -> str:
    """Never used before: a document's kind stands once per service."""
    last = RequiredDocument.objects.filter(offering=offering).aggregate(last=Max("pk"))["last"]
    return f"{OWN}-{offering.pk}-{(last or 0) + 1}"
