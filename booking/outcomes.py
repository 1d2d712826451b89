"""Anonymous counts, written with the change that they count (same transaction)."""

from __future__ import annotations

from datetime import datetime

from booking.models import Booking, Outcome


def note_outcome(
    booking: Booking, what: Outcome.What, *, now: datetime, took: int | None = None
) -> None:
    """Write a line for every matter of the booking: what became of it on the office's day.

    `took` are the minutes of the whole visit, where somebody said so.
    """
    today, lead = now.astimezone(booking.office.zone).date(), _lead_days(booking, now)
    Outcome.objects.bulk_create(
        Outcome(
            authority_id=booking.authority_id,
            offering_id=item.offering_id,
            what=what,
            on=today,
            lead_days=lead,
            minutes=item.minutes,
            took_minutes=took,
            persons=item.persons,
            language=booking.language,
        )
        for item in booking.items.all()
    )


def take_back_outcome(
    booking: Booking,
    what: Outcome.What,
    *,
    said_at: datetime | None = None,
    took: int | None = None,
) -> None:
    """Take away a line like the one that was written: lines have no names, so any of them does.

    `said_at` is when it was written, where somebody knows; to be called in a transaction.
    """
    alike = Outcome.objects.filter(what=what, took_minutes=took, language=booking.language)
    if said_at is not None:
        alike = alike.filter(on=said_at.astimezone(booking.office.zone).date())
    for item in booking.items.all():
        lines = alike.filter(offering=item.offering_id, persons=item.persons).order_by("-pk")
        # Of two who take back at once each takes a line: one that is going already does not count.
        newest = lines.select_for_update(skip_locked=True).first()
        if newest is not None:
            newest.delete()


def _lead_days(booking: Booking, now: datetime) -> int | None:
    """Days of the calendar until the appointment; None while no time was taken."""
    if booking.reservation is None:
        return None
    zone = booking.office.zone
    starts_on = booking.reservation.starts_at.astimezone(zone).date()
    return (starts_on - now.astimezone(zone).date()).days
