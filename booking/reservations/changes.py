"""What a person may change by themselves once they have a number: how we write to them, what
they need, and their word that they come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from booking import notifications
from booking.models import Booking, Contact, Message, Verification
from booking.models.stage import Stage, stage_of
from booking.reservations.codes import check_code
from booking.reservations.move import still_to_come
from booking.reservations.refusals import CodeSpentError, OverError, TooSoonError
from booking.reservations.saying import LETTER_OF, say_everything


def still_known(booking: Booking) -> None:
    """Lock the booking's row; erasing waits for it. Raises OverError for somebody erased."""
    current = Booking.objects.select_for_update().get(pk=booking.pk)
    if current.forgotten_at is not None:
        raise OverError


def speak_to(booking: Booking, language: str) -> None:
    """From now on write to the person in `language`; what is owed already too."""
    with transaction.atomic():
        Booking.objects.filter(pk=booking.pk).update(language=language)
        owed = booking.messages.filter(status=Message.Status.OWED)
        owed.update(language=language)
    booking.language = language


def call_at(booking: Booking, phone: str) -> None:
    """`phone` as E.164, or empty. Raises OverError."""
    with transaction.atomic():
        still_known(booking)
        Contact.objects.update_or_create(
            booking=booking, role=Contact.Role.PERSON, defaults={"phone": phone}
        )


def describe_again(booking: Booking, *, talk: str, needs: Iterable[str]) -> None:
    """Change how we will talk and what is needed, also after it was booked. Raises OverError."""
    with transaction.atomic():
        still_known(booking)
        booking.talk, booking.needs = talk, list(needs)
        booking.save(update_fields=["talk", "needs"])


def say_coming(booking: Booking, *, now: datetime) -> None:
    """Note that the person said they will come. Raises OverError."""
    with transaction.atomic():
        still_to_come(booking, now)
        booking.coming_at = now
        booking.save(update_fields=["coming_at"])


def send_again(booking: Booking, *, now: datetime) -> None:
    """Send once more what says everything. Raises OverError where there is nothing to say."""
    with transaction.atomic():
        still_known(booking)
        say_everything(booking, now=now)


def ask_new_email(booking: Booking, email: str, *, now: datetime) -> Verification:
    """Mail a code to a new address, which counts once the code was typed.

    Raises TooSoonError within a minute of the last code to the same address, and OverError.
    """
    with transaction.atomic():
        still_known(booking)
        contact, _new = Contact.objects.get_or_create(booking=booking, role=Contact.Role.PERSON)
        verification = _next_code(booking, now, is_same=contact.new_email == email)
        contact.new_email = email
        contact.save(update_fields=["new_email"])
        notifications.owe_new_address(booking, email, now=now, issue=verification.issue)
    return verification


def _next_code(booking: Booking, now: datetime, *, is_same: bool) -> Verification:
    verification, is_new = Verification.objects.get_or_create(
        booking=booking, defaults={"issued_at": now}
    )
    if is_new:
        return verification
    if is_same and now < verification.issued_at + Verification.RESEND_AFTER:
        raise TooSoonError
    verification.issue, verification.issued_at, verification.tries = verification.issue + 1, now, 0
    verification.save(update_fields=["issue", "issued_at", "tries"])
    return verification


def prove_new_email(booking: Booking, code: str, *, now: datetime) -> Booking:
    """Write to the new address from now on.

    Links in mails to the old one open nothing any more, and the PIN is a new one; the new address
    gets everything anew, the old one a word that it is so. Raises WrongCodeError, CodeSpentError
    (five tries or 20 minutes; also when another address was given meanwhile, or none waits any
    more), and OverError.
    """
    email = _waiting(booking).new_email
    check_code(booking, code, email, now)
    with transaction.atomic():
        still_known(booking)
        contact = _waiting(booking)
        if contact.new_email != email:
            raise CodeSpentError
        return _write_to_new_email(booking, contact, now)


def _write_to_new_email(booking: Booking, contact: Contact, now: datetime) -> Booking:
    before, contact.email = contact.email, contact.new_email
    contact.new_email, contact.proven = "", True
    contact.save(update_fields=["email", "new_email", "proven"])
    Booking.objects.filter(pk=booking.pk).update(version=F("version") + 1)
    owed = booking.messages.filter(status=Message.Status.OWED)
    owed.exclude(kind=Message.Kind.OTHER_EMAIL).update(status=Message.Status.DROPPED)
    fresh = Booking.objects.select_related("office", "reservation").get(pk=booking.pk)
    if before:
        notifications.owe_address_of_before(fresh, before, now=now)
    _write_anew(fresh, now)
    return fresh


def _waiting(booking: Booking) -> Contact:
    """The contact whose new address waits for its code. Raises CodeSpentError."""
    waiting = Contact.objects.filter(booking=booking, role=Contact.Role.PERSON)
    contact = waiting.exclude(new_email="").first()
    if contact is None:
        raise CodeSpentError
    return contact


def _write_anew(booking: Booking, now: datetime) -> None:
    stage = stage_of(booking, now)
    if stage in LETTER_OF:
        say_everything(booking, now=now)
    if stage is Stage.BOOKED:
        notifications.plan_reminders(booking, now=now)
    if stage in (Stage.INVITED, Stage.KEPT):
        notifications.plan_last_call(booking, now=now)
