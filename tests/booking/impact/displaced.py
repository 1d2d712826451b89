"""People whose appointment could not stay, as a change of hours leaves them behind."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from booking.impact import carry_out
from booking.models import Affected, Booking, Invitation, Reservation, Stage, stage_of
from booking.models.dossier import read_booking
from offices.changes.edits import change_hours, end_hours
from offices.models import Change, OpeningHours, User
from tests.booking.impact.deciding import drafted, saved

Decision = Affected.Decision
SECOND = timedelta(seconds=1)


def displaced(
    booking: Booking,
    by: User,
    *,
    decision: Decision = Decision.AGAIN,
    nothing_free: bool = False,
    **words: str,
) -> Booking:
    """Let its weekday end when the appointment begins, decide so for it, and give it as it is."""
    office, starts = booking.office, booking.time.starts_at
    wall = starts.astimezone(office.zone)
    change = Change.objects.create(
        office=office, made_by=by, made_at=timezone.now(), reason=Change.Reason.FEWER, **words
    )
    rules = OpeningHours.objects.filter(office=office)
    if nothing_free:
        steps = [step for rule in rules for step in end_hours(rule, None)]
    else:
        steps = change_hours(
            rules.get(weekday=wall.weekday()), {"closes": f"{wall:%H:%M:%S}"}, None
        )
    saved(drafted(change, steps), decision, timezone.now())
    return fresh(booking)


def fresh(booking: Booking) -> Booking:
    """As pages read it."""
    found = read_booking(booking.pk)
    assert found is not None
    return found


def stage(booking: Booking, now: datetime | None = None) -> Stage:
    return stage_of(fresh(booking), now or timezone.now())


def lapsed(booking: Booking) -> Booking:
    """The time is not kept any more, since a moment ago."""
    ended = timezone.now() - SECOND
    Reservation.objects.filter(booking=booking).update(expires_at=ended)
    Invitation.objects.filter(booking=booking).update(kept_until=ended)
    return fresh(booking)


def carried_out(change: Change) -> int:
    return carry_out(change, now=timezone.now, seconds=60)
