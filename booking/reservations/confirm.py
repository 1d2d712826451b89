"""From a held time to a booked one: the code by mail, and typing it."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from booking import notifications, prepared
from booking.models import (
    Attendee,
    Booking,
    BookingItem,
    Contact,
    Invitation,
    Message,
    Outcome,
    Reservation,
    Verification,
)
from booking.models.dossier import read_booking
from booking.outcomes import note_outcome
from booking.reservations.choose import take_again
from booking.reservations.codes import check_code
from booking.reservations.details import persons_of
from booking.reservations.hold import LONGEST, check_desk, keep_until, locked
from booking.reservations.refusals import (
    CodeNeededError,
    CodeSpentError,
    DuplicateError,
    IncompleteError,
    LapsedError,
    TooSoonError,
)
from booking.reservations.told import note_place

# However often a code is sent again, a time is kept no longer than this.
LONGEST_WITH_CODES = LONGEST + Verification.LIFETIME

SENT = f"""
SELECT {prepared.columns(Verification, "code")} FROM booking_verification code
WHERE code.booking_id = $1 AND EXISTS (
  SELECT FROM booking_message message WHERE message.booking_id = code.booking_id
  AND message.kind = '{Message.Kind.CODE}' AND message.issue = code.issue AND message.to = $2)
"""


def is_complete(booking: Booking) -> bool:
    """Whether everything is typed; whom the office has invited it can reach without an e-mail."""
    persons = persons_of(booking)
    named = sum(one.position < persons for one in booking.attendees.all())
    is_reached = bool(booking.email) or hasattr(booking, "invitation")
    return named == persons and is_reached and bool(booking.talk)


def send_code(booking: Booking, *, now: datetime, language: str = "") -> Verification:
    """Mail a new code, and hold the time for as long as the code lives (20 minutes).

    Up to 80 minutes in all. A hold that has run out is taken again first. From now on we write in
    `language`. Raises IncompleteError, OtherDeskError, TooSoonError within a minute of the last
    code to the same address, SlotTakenError, BusyError, AlreadyConfirmedError.
    """
    if not is_complete(booking):
        raise IncompleteError
    check_desk(booking, _person(booking).family_name)
    take_again(booking, now=now)
    with transaction.atomic():
        longest = booking.held_since + LONGEST_WITH_CODES
        keep_until(locked(booking), min(now + Verification.LIFETIME, longest))
        _speak(booking, language)
        verification = _next_issue(booking, now)
        notifications.owe(booking, Message.Kind.CODE, now=now, issue=verification.issue)
    return verification


def _person(booking: Booking) -> Attendee:
    """The person whose matter it is; for those who know that everything is typed."""
    assert booking.person is not None  # noqa: S101
    return booking.person


def _speak(booking: Booking, language: str) -> None:
    if language and language != booking.language:
        booking.language = language
        booking.save(update_fields=["language"])


def code_sent(booking: Booking) -> Verification | None:
    """The newest code, if it was sent to the address that is given now."""
    found = prepared.objects(Verification, "code_sent", SENT, booking.pk, booking.email)
    return found[0] if found else None


def _next_issue(booking: Booking, now: datetime) -> Verification:
    """Count up; the reservation's row lock makes pressing twice one code."""
    verification = Verification.objects.filter(booking=booking).first()
    if verification is None:
        return Verification.objects.create(booking=booking, issued_at=now)
    recent = now < verification.issued_at + Verification.RESEND_AFTER
    if recent and code_sent(booking):
        raise TooSoonError
    verification.issue, verification.issued_at, verification.tries = verification.issue + 1, now, 0
    verification.save(update_fields=["issue", "issued_at", "tries"])
    return verification


def confirm(booking: Booking, code: str, *, now: datetime) -> Booking:
    """Book the held time with the mailed code. Pressing twice books once.

    Raises WrongCodeError, CodeSpentError (five tries or 20 minutes), LapsedError, DuplicateError;
    IncompleteError and OtherDeskError when something else was chosen or typed after the code.
    """
    if booking.confirmed_at is not None:
        return booking
    check_code(booking, code, booking.email, now)
    return _book_or_note_clash(booking, now, proven=True)


def needs_code(booking: Booking) -> bool:
    """Whether nobody has shown yet that mail to the given address reaches them."""
    if not hasattr(booking, "invitation"):
        return True
    unproven = [one for one in booking.contacts.all() if one.email and not one.proven]
    return bool(unproven) and not _came_by_mail(booking)


def _came_by_mail(booking: Booking) -> bool:
    """Whoever was invited by e-mail got number, link and PIN from nowhere but that mail."""
    if booking.invitation.way != Invitation.Way.EMAIL or hasattr(booking, "request"):
        return False
    kinds = Message.Kind.INVITATION, Message.Kind.CHOOSE_AGAIN
    sent = booking.messages.filter(kind__in=kinds, status=Message.Status.SENT)
    return sent.filter(to=booking.email).exists()


def confirm_invited(booking: Booking, *, now: datetime, language: str = "") -> Booking:
    """Book the held time of somebody invited, without a code. Pressing twice books once.

    A hold that has run out is taken again first. Raises CodeNeededError for an address that is
    not proven, InvitationOverError, IncompleteError, OtherDeskError, SlotTakenError, BusyError,
    DuplicateError.
    """
    if booking.confirmed_at is not None:
        return booking
    if needs_code(booking):
        raise CodeNeededError
    take_again(booking, now=now)
    _speak(booking, language)
    return _book_or_note_clash(booking, now, proven=_came_by_mail(booking))


def _book_or_note_clash(booking: Booking, now: datetime, *, proven: bool) -> Booking:
    try:
        with transaction.atomic():
            was_first = _book(booking, now)
            if was_first:
                settle(_look_again(booking), now, proven=proven)
    except DuplicateError:
        Booking.objects.filter(pk=booking.pk).update(clashed_at=now)
        raise
    if was_first:
        booking.confirmed_at = now
        booking.time.status, booking.time.expires_at = Reservation.Status.BOOKED, None
    else:
        booking.refresh_from_db()
    return booking


def settle(booking: Booking, now: datetime, *, proven: bool) -> None:
    """Do what follows a booked time, in the transaction that books it. Raises DuplicateError."""
    mark_person(booking)
    note_place(booking)
    if proven:
        Contact.objects.filter(booking=booking, email=booking.email).update(proven=True)
    if hasattr(booking, "invitation"):
        notifications.drop_invitations(booking)
    notifications.owe(booking, Message.Kind.CONFIRMATION, now=now)
    notifications.plan_reminders(booking, now=now)
    note_outcome(booking, Outcome.What.BOOKED, now=now)


def _book(booking: Booking, now: datetime) -> bool:
    """Turn the hold into an appointment; False when a second press finds it done."""
    if book_held(booking, now):
        Booking.objects.filter(pk=booking.pk).update(confirmed_at=now)
        return True
    if Booking.objects.filter(pk=booking.pk, confirmed_at__isnull=False).exists():
        return False
    raise LapsedError


def book_held(booking: Booking, now: datetime) -> bool:
    """Book the time if it is held; False otherwise, also when a rival was first.

    By its own key: found by a join, a row that somebody has changed meanwhile would be judged by
    what it was before.
    """
    if booking.reservation_id is None:
        return False
    held = Reservation.objects.filter(
        pk=booking.reservation_id, status=Reservation.Status.HELD, expires_at__gt=now
    )
    return bool(held.update(status=Reservation.Status.BOOKED, expires_at=None))


def _look_again(booking: Booking) -> Booking:
    """Judge what is written down now, under the lock: another tab may have changed it.

    Returns it as it is now.
    """
    now_written = read_booking(booking.pk, booking.version)
    if now_written is None or now_written.email != booking.email:
        raise CodeSpentError
    if not is_complete(now_written):
        raise IncompleteError
    check_desk(now_written, _person(now_written).family_name)
    if len(now_written.attendees.all()) > persons_of(now_written):
        now_written.attendees.filter(position__gte=persons_of(now_written)).delete()
    return now_written


def mark_person(booking: Booking) -> None:
    """Rule 6: one live appointment per person and offering; the constraint decides.

    Raises DuplicateError, which must end the transaction.
    """
    person = _person(booking)
    try:
        BookingItem.objects.filter(booking=booking).update(identity=person.fingerprint)
    except IntegrityError as error:
        raise DuplicateError from error
