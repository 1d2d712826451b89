"""Reminding people: rows owed in the future, by the office's wall clock and never at night."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from booking import prepared
from booking.models import Booking, Message
from booking.models.stage import is_kept
from offices.models import Office

DAY_BEGINS, DAY_ENDS = time(7), time(21)  # of the office's clock; people sleep in between
ENDS_SOON = timedelta(days=7)  # before the latest day of an invitation
KEPT_ONLY_UNTIL = timedelta(days=1)  # before the end of a kept time; no sooner after it was told
DAYS = "SELECT DISTINCT unnest(reminder_days) FROM offices_offering WHERE id = ANY ($1)"


def plan_reminders(booking: Booking, *, now: datetime) -> None:
    """Owe the reminders of a booked time, instead of those owed for another one.

    Offering.reminder_days before it; none for a moment already past. To be called within the
    transaction that books or moves.
    """
    drop_reminders(booking)
    office, starts_at = booking.office, booking.time.starts_at
    due = (_before(starts_at, days, office) for days in _days(booking))
    _owe_later(booking, Message.Kind.REMINDER, (at for at in due if at > now))


def plan_last_call(booking: Booking, *, now: datetime) -> None:
    """Owe a word to somebody invited who has chosen nothing a week before the latest day, or has
    said nothing a day before a time is kept no longer.
    """
    latest = datetime.combine(booking.invitation.latest, DAY_BEGINS, tzinfo=booking.office.zone)
    due = [by_day(latest - ENDS_SOON, booking.office)]
    ends = booking.invitation.kept_until if is_kept(booking) else None
    if ends and ends - KEPT_ONLY_UNTIL > now + KEPT_ONLY_UNTIL:
        due.append(by_day(ends - KEPT_ONLY_UNTIL, booking.office))
    _owe_later(booking, Message.Kind.LAST_CALL, (moment for moment in due if moment > now))


def drop_reminders(booking: Booking) -> None:
    owed = booking.messages.filter(kind=Message.Kind.REMINDER, status=Message.Status.OWED)
    owed.update(status=Message.Status.DROPPED)


def drop_invitations(booking: Booking) -> None:
    """What was owed about choosing a time says what is not so any more, or would be said twice."""
    kinds = (
        Message.Kind.INVITATION,
        Message.Kind.LAST_CALL,
        Message.Kind.CHOOSE_AGAIN,
        Message.Kind.OFFER_OVER,
    )
    owed = booking.messages.filter(kind__in=kinds, status=Message.Status.OWED)
    owed.update(status=Message.Status.DROPPED)


def _days(booking: Booking) -> set[int]:
    """As the office wants it now, whatever pages have kept of the offering."""
    offerings = [item.offering_id for item in booking.items.all()]
    return {day for (day,) in prepared.rows("reminder_days", DAYS, offerings)}


def _before(starts_at: datetime, days: int, office: Office) -> datetime:
    """The same time of day, so many days of the calendar earlier; at night the morning after."""
    wall = starts_at.astimezone(office.zone)
    return by_day(datetime.combine(wall.date() - timedelta(days), wall.time(), office.zone), office)


def by_day(moment: datetime, office: Office) -> datetime:
    """The first moment from `moment` on at which people are awake, by the office's wall clock."""
    wall = moment.astimezone(office.zone)
    if DAY_BEGINS <= wall.time() < DAY_ENDS:
        return moment
    day = wall.date() + timedelta(days=wall.time() >= DAY_ENDS)
    return datetime.combine(day, DAY_BEGINS, tzinfo=office.zone)


def _owe_later(booking: Booking, kind: Message.Kind, moments: Iterable[datetime]) -> None:
    if booking.email:
        Message.objects.bulk_create(
            Message(
                authority_id=booking.authority_id,
                booking=booking,
                kind=kind,
                language=booking.language,
                to=booking.email,
                issue=booking.sequence,
                due_at=due,
            )
            for due in sorted(set(moments))
        )
