"""Amal is invited, by mail or by letter, to choose a time until Friday."""

from datetime import date

from booking.models import Booking, Invitation
from booking.models.stage import Stage, stage_of
from booking.reservations import (
    Guest,
    Right,
    choose,
    confirm_invited,
    describe,
    invite,
)
from tests.booking.reservations.taking import (
    AMAL,
    EIGHT,
    SUNDAY_NOON,
    fresh,
)

FRIDAY = date(2026, 11, 27)
EMAIL = "amal@people.example"
BY_MAIL = Right(Invitation.Way.EMAIL, FRIDAY)
BY_LETTER = Right(Invitation.Way.LETTER, FRIDAY)


def invited(offering, right: Right = BY_MAIL, *, email: str = EMAIL, now=SUNDAY_NOON) -> Booking:
    guest = Guest([(offering, 1)], AMAL, "uk", email)
    return fresh(invite(guest, right, by=None, now=now).booking)


def by_letter(offering) -> Booking:
    return invited(offering, BY_LETTER, email="")


def take_one(booking: Booking, start=EIGHT, *, now=SUNDAY_NOON) -> Booking:
    return choose(fresh(booking), start, now=now, language="uk")


def all_said(booking: Booking) -> Booking:
    describe(fresh(booking), talk="german", needs=[])
    return fresh(booking)


def come_by_mail(booking: Booking) -> None:
    booking.messages.filter(kind="invitation").update(status="sent")


def appointment(booking: Booking, start=EIGHT) -> Booking:
    take_one(booking, start)
    return confirm_invited(all_said(booking), now=SUNDAY_NOON)


def owed(booking: Booking) -> list[str]:
    waiting = booking.messages.filter(status="owed").order_by("pk")
    return list(waiting.values_list("kind", flat=True))


def stage(booking: Booking, now=SUNDAY_NOON) -> Stage:
    return stage_of(fresh(booking), now)
