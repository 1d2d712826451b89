"""Who looked at whose data. Who changed what is kept by triggers (booking.models.history)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from booking.models import Look
from offices.models import Office, User

NAMES = ("name", "matter")
WHOLE = ("name", "born", "contact", "matter", "language", "needs", "conversation", "remarks")


@dataclass(frozen=True)
class Reader:
    """Somebody of the staff at an office, and the moment (UTC) at which they look."""

    office: Office
    user: User
    now: datetime


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
