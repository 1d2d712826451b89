"""Asking somebody to choose again whose appointment cannot stay; a time is kept meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction

from booking import notifications
from booking.availability import Ask, first_free, free_starts
from booking.models import (
    Booking,
    BookingItem,
    Invitation,
    Message,
    Outcome,
    Request,
    Reservation,
)
from booking.models.stage import Stage, is_ordered, stage_of
from booking.outcomes import note_outcome
from booking.reservations.choose import lock_papers, locked_dossier
from booking.reservations.claim import calendar_locked, claim, day_of
from booking.reservations.confirm import book_held, settle
from booking.reservations.move import new_sequence, still_to_come
from booking.reservations.own import ask_of
from booking.reservations.refusals import (
    DuplicateError,
    InvitationOverError,
    KeptOverError,
    OrderedError,
    OverError,
    SlotTakenError,
)
from offices.models import Audience, Change
from offices.moments import day_at

STAFF_TOO = (Audience.PUBLIC, Audience.INTERNAL)
# So long before it a kept time is free for others, if nobody said yes.
BEFORE_KEPT = timedelta(hours=24)
NEARBY = timedelta(days=28)
TRIES = 3


@dataclass(frozen=True)
class Terms:
    """A time is kept until `kept_until` (UTC); any until `latest`, a day of the office, may be
    chosen.
    """

    kept_until: datetime
    latest: date
    change: Change | None = None


def choose_again(booking: Booking, terms: Terms, *, now: datetime) -> datetime | None:
    """Free the appointment, invite the person to choose, and keep the next best time for them.

    Returns the kept time; None where nothing is free, or nothing is to be kept any more. One
    message. Raises OverError when it has begun, was cancelled, or is not as in `booking` any more;
    BusyError.
    """
    for day in _near(booking, terms, now)[:TRIES]:
        try:
            return _again(booking, terms, day, now=now)
        except SlotTakenError:
            continue  # others were faster: nothing is free on that day any more
    return _again(booking, terms, None, now=now)


def _near(booking: Booking, terms: Terms, now: datetime) -> list[date]:
    """Days of the office with free times, those nearest to the old one first. None where it is too
    late to keep any.
    """
    if terms.kept_until <= now:
        return []
    ask, was = _soonest(booking, terms, now), booking.time.starts_at
    around = replace(ask, latest=min(ask.latest, max(was, ask.earliest) + NEARBY))
    found = [one.start for one in free_starts(around, now=now)]
    if not found:
        found = [start for start in first_free([ask], now=now) if start]
    # Another desk at the same time is another decision.
    starts = sorted(found, key=lambda start: _distance(start, was, ask))
    return list(dict.fromkeys(day_of(ask, start) for start in starts if start != was))


def _soonest(booking: Booking, terms: Terms, now: datetime) -> Ask:
    """Not before somebody could say yes to it, and not long before the old time."""
    ask = _wide(booking, terms, now)
    return replace(ask, earliest=max(now + BEFORE_KEPT * 2, booking.time.starts_at - NEARBY))


def _nearest(ask: Ask, day: date, was: datetime, now: datetime) -> datetime:
    """The free time of that day that is the nearest by the clock. Raises SlotTakenError."""
    found = [one.start for one in free_starts(ask.within(day, day), now=now) if one.start != was]
    if not found:
        raise SlotTakenError
    return min(found, key=lambda start: _distance(start, was, ask))


def _distance(start: datetime, was: datetime, ask: Ask) -> tuple[int, timedelta, datetime]:
    here, there = start.astimezone(ask.zone), was.astimezone(ask.zone)
    clocks = abs((here.hour - there.hour) * 60 + here.minute - there.minute)
    return abs((here.date() - there.date()).days), timedelta(minutes=clocks), start


def _wide(booking: Booking, terms: Terms, now: datetime) -> Ask:
    """All that an invitation for these people opens, with what is kept back."""
    ask = ask_of(booking, now=now, at_once=True)
    latest = datetime.combine(terms.latest + timedelta(days=1), datetime.min.time(), ask.zone)
    latest = min(latest, ask.closes or latest)
    return replace(ask, earliest=now, latest=latest, audiences=STAFF_TOO)


def _again(booking: Booking, terms: Terms, day: date | None, *, now: datetime) -> datetime | None:
    was = day_at(booking.time.starts_at, booking.office.zone)
    with calendar_locked(booking.office_id, {was, day or was}):
        taken = _still_there(booking, now)
        before, kept_until = taken.starts_at, None
        if day is None:
            taken.status = Reservation.Status.CANCELLED
        else:
            kept_until = _keep(taken, _soonest(booking, terms, now), day, terms, now)
        taken.save(update_fields=["desk", "during", "status", "expires_at"])
        booking.reservation = taken
        _open_invitation(booking, terms, kept_until, now)
        _tell(booking, terms, before, now)
    return taken.starts_at if day else None


def _still_there(booking: Booking, now: datetime) -> Reservation:
    """Lock papers, then the time, the booking's own row last, as all do; judge what is now."""
    lock_papers(booking)
    taken, seen = still_to_come(booking, now), booking.time
    if (taken.desk_id, taken.during) != (seen.desk_id, seen.during):
        raise OverError
    return taken


def _keep(taken: Reservation, ask: Ask, day: date, terms: Terms, now: datetime) -> datetime:
    """Hold another time in the same reservation; return until when."""
    # Set aside for a moment, so that a time which overlaps one's own is no obstacle.
    Reservation.objects.filter(pk=taken.pk).update(status=Reservation.Status.LAPSED)
    start = _nearest(ask, day, taken.starts_at, now)
    taken.desk_id, taken.during = claim(ask, start, now=now)
    taken.status = Reservation.Status.HELD
    taken.expires_at = min(terms.kept_until, start - BEFORE_KEPT)
    return taken.expires_at


def _open_invitation(
    booking: Booking, terms: Terms, kept_until: datetime | None, now: datetime
) -> None:
    """One that the person has already is opened wider; an order to appear stays one."""
    way = Invitation.Way.EMAIL if booking.email else Invitation.Way.LETTER
    invitation, is_new = Invitation.objects.get_or_create(
        booking=booking,
        defaults={"way": way, "latest": terms.latest, "invited_at": now, "internal_hours": True},
    )
    if not is_new:
        invitation.latest = max(invitation.latest, terms.latest)
        invitation.internal_hours = True
    invitation.kept_until, invitation.withdrawn_at = kept_until, None
    invitation.save()
    booking.invitation = invitation
    booking.confirmed_at = booking.ended_at = None
    booking.save(update_fields=["confirmed_at", "ended_at"])
    Request.objects.filter(booking=booking).update(status=Request.Status.INVITED)
    # Whoever books the matter anew meanwhile may do so; choosing sets the mark again (rule 6).
    BookingItem.objects.filter(booking=booking).update(identity=None)


def _tell(booking: Booking, terms: Terms, before: datetime, now: datetime) -> None:
    new_sequence(booking)
    notifications.drop_reminders(booking)
    notifications.drop_invitations(booking)
    notifications.owe(
        booking, Message.Kind.CHOOSE_AGAIN, now=now, before=before, change=terms.change
    )
    notifications.plan_last_call(booking, now=now)
    note_outcome(booking, Outcome.What.DISPLACED, now=now)


def accept_kept(booking: Booking, *, now: datetime) -> Booking:
    """Book the kept time. No code: it is one's own appointment, as when moving it.

    Pressing twice books once. Raises KeptOverError when it is not kept any more, DuplicateError
    when the person has booked the same matter anew.
    """
    with _clash_noted(booking, now), transaction.atomic():
        fresh = locked_dossier(booking)
        if stage_of(fresh, now) is not Stage.BOOKED:
            _check_is_kept(fresh, now)
            _book(fresh, now)
    return fresh


def take_instead(booking: Booking, start: datetime, *, now: datetime) -> Booking:
    """Book `start` at once, instead of the kept time, which stays theirs if that fails.

    Pressing twice books once. Raises KeptOverError, DuplicateError as above, SlotTakenError,
    BusyError.
    """
    ask = ask_of(booking, now=now)
    days = {day_of(ask, start), day_of(ask, booking.time.starts_at)}
    with _clash_noted(booking, now), calendar_locked(ask.office, days):
        fresh = locked_dossier(booking)
        if stage_of(fresh, now) is not Stage.BOOKED:
            _check_is_kept(fresh, now)
            if start != fresh.time.starts_at:
                _swap(fresh.time, ask, start, now)
            _book(fresh, now)
    return fresh


@contextmanager
def _clash_noted(booking: Booking, now: datetime) -> Iterator[None]:
    """Staff settle it: once all else is taken back, it is written down that two clash."""
    try:
        yield
    except DuplicateError:
        Booking.objects.filter(pk=booking.pk).update(clashed_at=now)
        raise


def _check_is_kept(booking: Booking, now: datetime) -> None:
    if stage_of(booking, now) is not Stage.KEPT:
        raise KeptOverError


def _swap(taken: Reservation, ask: Ask, start: datetime, now: datetime) -> None:
    # Set aside for a moment, so that a time which overlaps the kept one is no obstacle.
    Reservation.objects.filter(pk=taken.pk).update(status=Reservation.Status.LAPSED)
    taken.desk_id, taken.during = claim(ask, start, now=now)
    taken.save(update_fields=["desk", "during", "status"])


def _book(booking: Booking, now: datetime) -> None:
    if not book_held(booking, now):
        raise KeptOverError
    booking.refresh_from_db(fields=["reservation"])
    new_sequence(booking)  # what was taken off calendars comes onto them again
    settle(booking, now, proven=False)
    booking.confirmed_at = now
    booking.save(update_fields=["confirmed_at"])


def give_up_kept(booking: Booking, *, now: datetime) -> None:
    """Let the kept time go: it is not needed. The person may still choose one, but is not called
    to. Pressing twice does it once.

    Raises OrderedError where a written order to appear exists, InvitationOverError.
    """
    if is_ordered(booking):
        raise OrderedError
    with transaction.atomic():
        fresh = locked_dossier(booking)
        stage = stage_of(fresh, now)
        if stage not in (Stage.KEPT, Stage.INVITED):
            raise InvitationOverError
        if stage is Stage.KEPT:
            fresh.time.status = Reservation.Status.CANCELLED
            fresh.time.save(update_fields=["status"])
            fresh.ended_at = now
            fresh.save(update_fields=["ended_at"])
            notifications.drop_invitations(fresh)
