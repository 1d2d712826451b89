"""What the person types while a time is held: who it is for, how to reach them, what they need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from booking.models import Attendee, Booking, Contact
from booking.reservations.hold import check_desk, locked
from booking.reservations.refusals import NameGivenError


@dataclass(frozen=True)
class Person:
    """A person as in the passport; unknown parts of the date of birth are None."""

    family_name: str
    given_names: str
    birth_year: int
    birth_month: int | None = None
    birth_day: int | None = None
    file_number: str = ""

    @property
    def full_name(self) -> str:
        return Attendee(**vars(self)).full_name

    @property
    def born(self) -> str:
        return Attendee(**vars(self)).born

    @property
    def fingerprint(self) -> str:
        return Attendee(**vars(self)).fingerprint


def persons_of(booking: Booking) -> int:
    """For how many persons names are asked: the largest number among the items."""
    return max(item.persons for item in booking.items.all())


def name_person(booking: Booking, position: int, person: Person) -> None:
    """Write down the person at `position` (0 is the one whose matter it is).

    Raises AlreadyConfirmedError (rule 6), and OtherDeskError after it was written down: only the
    time has to be chosen again. Raises NameGivenError for the person whom the office has invited.
    """
    if position == 0 and hasattr(booking, "invitation"):
        raise NameGivenError
    with transaction.atomic():
        locked(booking)
        _write_person(booking, position, person)
    if position == 0:
        check_desk(booking, person.family_name)


def _write_person(booking: Booking, position: int, person: Person) -> None:
    facts = vars(person)
    Attendee.objects.bulk_create(
        [Attendee(booking=booking, position=position, **facts)],
        update_conflicts=True,
        unique_fields=["booking", "position"],
        update_fields=list(facts),
    )


def reach(booking: Booking, *, email: str, phone: str) -> None:
    """Write down how to reach the person. Raises AlreadyConfirmedError.

    Links that went to another address before open nothing any more.
    """
    with transaction.atomic():
        locked(booking)
        before = Contact.objects.filter(booking=booking, role=Contact.Role.PERSON).first()
        if before and before.email not in ("", email):
            _revoke_links(booking)
        proven = before is not None and before.proven and before.email == email
        facts = {"email": email, "phone": phone, "proven": proven}
        Contact.objects.bulk_create(
            [Contact(booking=booking, role=Contact.Role.PERSON, **facts)],
            update_conflicts=True,
            unique_fields=["booking", "role"],
            update_fields=list(facts),
        )


def _revoke_links(booking: Booking) -> None:
    Booking.objects.filter(pk=booking.pk).update(version=F("version") + 1)
    booking.refresh_from_db(fields=["version"])


def describe(booking: Booking, *, talk: str, needs: Iterable[str]) -> None:
    """Write down how we will talk and what is needed. Raises AlreadyConfirmedError."""
    with transaction.atomic():
        locked(booking)
        booking.talk, booking.needs = talk, list(needs)
        booking.save(update_fields=["talk", "needs"])
