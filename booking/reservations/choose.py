"""Choosing a time by somebody who was invited, and taking a time again that was not confirmed."""

from __future__ import annotations

from datetime import date, datetime

from booking.availability import Ask
from booking.models import Booking, Invitation, Request, Reservation
from booking.models.stage import Stage, stage_of
from booking.reservations.claim import calendar_locked, claim, day_of
from booking.reservations.hold import HOLD, hold, how_long, items_of
from booking.reservations.own import ask_of
from booking.reservations.refusals import AlreadyConfirmedError, InvitationOverError


def choose(booking: Booking, start: datetime, *, now: datetime, language: str) -> Booking:
    """Hold `start` for 15 minutes for somebody invited, instead of what they held before.

    Returns the booking as it is now. From now on we write in `language`. Raises SlotTakenError,
    BusyError, AlreadyConfirmedError when another browser has booked meanwhile, and
    InvitationOverError when it was withdrawn, or its latest day has passed.
    """
    ask = ask_of(booking, now=now)
    with calendar_locked(ask.office, _days(booking, ask, start)):
        fresh = locked_dossier(booking)
        _check_may_choose(fresh, now)
        before = fresh.reservation
        since, until = how_long(fresh, before, ask, start, now) if before else (now, now + HOLD)
        set_aside(fresh)
        desk, during = claim(ask, start, now=now)
        fresh.held_since, fresh.language = since, language
        # Whatever was told to calendars of an earlier time: this is a newer word to them.
        fresh.sequence += before is not None and not before.is_held(now)
        _write(fresh, desk_id=desk, during=during, expires_at=until)
    return fresh


def _days(booking: Booking, ask: Ask, start: datetime) -> set[date]:
    taken = booking.reservation
    return {day_of(ask, start)} | ({day_of(ask, taken.starts_at)} if taken else set())


def locked_dossier(booking: Booking) -> Booking:
    """Read it anew with its invitation and its time locked: of two that act, one is second.

    In this order everywhere; the booking's own row comes last.
    """
    lock_papers(booking)
    list(Reservation.objects.select_for_update(of=("self",)).filter(booking=booking))
    everything = Booking.objects.select_related("office", "reservation", "invitation", "request")
    return everything.get(pk=booking.pk)


def lock_papers(booking: Booking) -> None:
    for papers in (Request.objects, Invitation.objects):
        list(papers.select_for_update(of=("self",)).filter(booking=booking))


def _check_may_choose(booking: Booking, now: datetime) -> None:
    stage = stage_of(booking, now)
    if stage is Stage.BOOKED:
        raise AlreadyConfirmedError
    if stage not in (Stage.INVITED, Stage.HELD):
        raise InvitationOverError


def set_aside(booking: Booking) -> None:
    """Free the time that is held, if any."""
    held = Reservation.objects.filter(booking=booking, status=Reservation.Status.HELD)
    held.update(status=Reservation.Status.LAPSED)


def _write(booking: Booking, **taken: object) -> None:
    reservation = booking.reservation or Reservation()
    for field, value in taken.items():
        setattr(reservation, field, value)
    reservation.status = Reservation.Status.HELD
    reservation.save()
    booking.reservation = reservation
    booking.confirmed_at = booking.ended_at = booking.coming_at = None
    booking.save(
        update_fields=[
            "reservation",
            "sequence",
            "held_since",
            "language",
            "confirmed_at",
            "ended_at",
            "coming_at",
        ]
    )


def take_again(booking: Booking, *, now: datetime) -> Booking:
    """Take the same time once more after the hold ran out, if it is still free.

    Raises SlotTakenError, BusyError, InvitationOverError, AlreadyConfirmedError when it was booked
    since; does nothing while the hold still runs.
    """
    booking.time.refresh_from_db()  # another tab may have given it back
    if booking.time.is_held(now):
        return booking
    start = booking.time.starts_at
    if hasattr(booking, "invitation"):
        fresh = choose(booking, start, now=now, language=booking.language)
        booking.refresh_from_db()
        return fresh
    if booking.confirmed_at is not None:  # hold() would open a second booking
        raise AlreadyConfirmedError
    return hold(
        items=items_of(booking),
        start=start,
        now=now,
        language=booking.language,
        booking=booking,
        desks=booking.routed_desks,
    )
