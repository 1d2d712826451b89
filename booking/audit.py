"""Who looked at whose data. Who changed what is kept by triggers (booking.models.history)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.apps import apps
from django.conf import settings
from pghistory.models import Event
from pgtrigger import ignore

from booking.models import Look
from offices.models import Office, User

NAMES, FILED = ("name", "matter"), ("name", "born", "matter")
WHOLE = ("name", "born", "contact", "matter", "language", "needs", "conversation", "remarks")


@dataclass(frozen=True)
class Reader:
    """Somebody of the staff at an office, and the moment (UTC) at which they look."""

    office: Office
    user: User
    now: datetime


def forget(now: datetime) -> int:
    """Erase looks and histories older than AUDIT_DAYS; say how many rows."""
    before, erased = now - timedelta(days=settings.AUDIT_DAYS), 0
    histories = [model for model in apps.get_models() if issubclass(model, Event)]
    with ignore("booking.Look:booking_look_stays"):
        erased += Look.objects.filter(at__lt=before).delete()[0]
    for history in histories:
        with ignore(f"{history._meta.label}:append_only"):
            rows = history._default_manager.filter(pgh_created_at__lt=before)  # noqa: SLF001
            erased += rows.delete()[0]
    return erased


def note_look(
    reader: Reader,
    page: Look.Page,
    fields: Iterable[str],
    *,
    bookings: Iterable[int] = (),
    day: date | None = None,
) -> None:
    """Write down that this answer shows people's data: which fields, of whom or of which day.

    `day` is a day of the office's calendar.
    """
    Look.objects.create(
        authority_id=reader.office.authority_id,
        office=reader.office,
        user=reader.user,
        at=reader.now,
        page=page,
        fields=list(fields),
        bookings=list(bookings),
        day=day,
    )
