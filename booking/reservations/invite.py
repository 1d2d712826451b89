"""Inviting somebody to choose a time, inviting again, and taking the invitation back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from booking import notifications
from booking.models import Attendee, Booking, Contact, Invitation, Message, Reservation
from booking.models.stage import Stage, stage_of
from booking.reservations.choose import locked_dossier, set_aside
from booking.reservations.details import Person
from booking.reservations.hold import Items, items_of, write_items
from booking.reservations.refusals import ChosenError, InvitationOverError, InvitedAlreadyError
from booking.reservations.saying import letter_of
from offices.models import Offering, User

OVER = (Reservation.Status.BOOKED, Reservation.Status.ATTENDED, Reservation.Status.MISSED)


@dataclass(frozen=True)
class Guest:
    """Who is invited, and for what: offerings of one office; `email` may be empty."""

    items: Items
    person: Person
    language: str
    email: str = ""


@dataclass(frozen=True)
class Right:
    """What the office grants: to choose a time until `latest`, a day of the office's calendar.

    `internal_hours` is as the offerings say where it is None.
    """

    way: Invitation.Way
    latest: date
    is_order: bool = False
    internal_hours: bool | None = None


def invite(guest: Guest, right: Right, *, by: User | None, now: datetime) -> Invitation:
    """Make the dossier and, for somebody invited by e-mail, owe the invitation."""
    office = guest.items[0][0].office
    with transaction.atomic():
        booking = Booking.objects.create(
            authority_id=office.authority_id,
            office=office,
            language=guest.language,
            held_since=now,
        )
        write_items(booking, guest.items)
        Attendee.objects.create(booking=booking, position=0, **vars(guest.person))
        if guest.email:
            Contact.objects.create(booking=booking, email=guest.email)
        return grant(booking, right, by=by, now=now)


def invite_all(
    guests: Sequence[Guest], right: Right, *, by: User | None, now: datetime
) -> list[Invitation]:
    """Invite everybody or nobody; without an e-mail address, by letter.

    Raises InvitedAlreadyError when somebody may choose a time for the same matter already.
    """
    offerings = {offering.pk for guest in guests for offering, _persons in guest.items}
    with transaction.atomic():
        # Pressing twice: the second waits here, and then finds everybody invited.
        rows = Offering.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
        list(rows.filter(pk__in=offerings))
        known = already_invited(offerings, now)
        again = [guest.person.full_name for guest in guests if guest.person.fingerprint in known]
        if again:
            raise InvitedAlreadyError(again)
        return [
            invite(guest, _by_letter_without_email(guest, right), by=by, now=now)
            for guest in guests
        ]


def _by_letter_without_email(guest: Guest, right: Right) -> Right:
    return right if guest.email else replace(right, way=Invitation.Way.LETTER)


def already_invited(offerings: Iterable[int], now: datetime) -> set[str]:
    """The fingerprints of everybody invited for one of these offerings who was not there yet."""
    running = Invitation.objects.filter(
        booking__items__offering__in=set(offerings), withdrawn_at=None, latest__gte=now.date()
    )
    was_there = Q(
        booking__reservation__status__in=OVER, booking__reservation__during__endswith__lte=now
    )
    open_yet = running.exclude(was_there)
    people = Attendee.objects.filter(booking__invitation__in=open_yet, position=0)
    return {person.fingerprint for person in people}


def grant(booking: Booking, right: Right, *, by: User | None, now: datetime) -> Invitation:
    """Let somebody who has a number already choose; within the caller's transaction."""
    internal = right.internal_hours
    if internal is None:
        internal = all(offering.invited_internal for offering, _persons in items_of(booking))
    booking.invitation = Invitation.objects.create(
        booking=booking,
        way=right.way,
        latest=right.latest,
        is_order=right.is_order,
        internal_hours=internal,
        invited_at=now,
        invited_by=by,
    )
    _tell(booking, Message.Kind.INVITATION, now)
    return booking.invitation


def _tell(booking: Booking, kind: Message.Kind, now: datetime, **facts: Any) -> None:
    notifications.drop_invitations(booking)
    if booking.invitation.way == Invitation.Way.EMAIL:
        notifications.owe(booking, kind, now=now, **facts)
    notifications.plan_last_call(booking, now=now)


def invite_again(
    invitation: Invitation, *, latest: date, now: datetime, internal_hours: bool | None = None
) -> Invitation:
    """Open it until `latest`, also after it was withdrawn or has ended, and tell the person.

    `internal_hours` stays as it is where it is None.

    Somebody who has an appointment is told nothing: they may now move it further. Raises
    InvitationOverError when `latest` has passed, or the person was there or is forgotten.
    """
    with transaction.atomic():
        booking = locked_dossier(invitation.booking)
        stage, today = stage_of(booking, now), now.astimezone(booking.office.zone).date()
        if latest < today or stage in (Stage.PAST, Stage.FORGOTTEN):
            raise InvitationOverError
        _open(booking.invitation, latest, internal_hours=internal_hours)
        if stage is not Stage.BOOKED:
            _end(booking, None)
            kind, facts = letter_of(booking, now=now)
            _tell(booking, kind or Message.Kind.INVITATION, now, **facts)
    return booking.invitation


def _open(invitation: Invitation, latest: date, *, internal_hours: bool | None) -> None:
    invitation.latest, invitation.withdrawn_at = latest, None
    if internal_hours is not None:
        invitation.internal_hours = internal_hours
    invitation.save(update_fields=["latest", "withdrawn_at", "internal_hours"])


def withdraw_invitation(invitation: Invitation, *, now: datetime) -> Invitation:
    """Take the right back; a time that is held is free at once. Pressing twice does it once.

    Raises ChosenError when an appointment is booked: that has to be cancelled first.
    """
    with transaction.atomic():
        booking = locked_dossier(invitation.booking)
        if booking.invitation.withdrawn_at is not None:
            return booking.invitation
        if stage_of(booking, now) in (Stage.BOOKED, Stage.PAST):
            raise ChosenError
        _withdraw(booking, now)
    return booking.invitation


def _withdraw(booking: Booking, now: datetime) -> None:
    set_aside(booking)
    booking.invitation.withdrawn_at = now
    booking.invitation.save(update_fields=["withdrawn_at"])
    _end(booking, now)
    notifications.drop_invitations(booking)
    if booking.invitation.way == Invitation.Way.EMAIL:
        notifications.owe(booking, Message.Kind.WITHDRAWAL, now=now)


def _end(booking: Booking, moment: datetime | None) -> None:
    booking.ended_at = moment
    booking.save(update_fields=["ended_at"])
