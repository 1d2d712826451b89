"""What people are told whose time a change of hours has touched."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from booking.models import Booking, Message
from booking.models.stage import Stage, is_kept, is_ordered, stage_of
from booking.notifications.said import Said, when
from offices.moments import day_in_words


def explained(message: Message) -> list[str]:
    """Why: the prepared sentence, and the office's own words where it wrote them in the language
    that is active. German ones stand in the German part of each mail.
    """
    change = message.change
    return [line for line in change.explanation() if line] if change else []


def choose_again(message: Message, language: str) -> Said:
    if time_kept(message.booking):
        return _say_yes(message, language)
    return Said(
        _("Your appointment cannot take place. Please choose another time."),
        [
            *_before(message, language),
            *explained(message),
            *_free_again(message.booking),
            until(message.booking, language),
            *_order(message.booking),
        ],
        _("Choose a time:"),
    )


def _say_yes(message: Message, language: str) -> Said:
    booking = message.booking
    return Said(
        _("Your appointment cannot take place. We keep another time for you:"),
        [
            *kept(booking, language),
            *_before(message, language),
            *explained(message),
            until(booking, language),
            *_order(booking),
        ],
        _("Say yes or choose another time:"),
        time=when(booking.time.starts_at, booking, language),
    )


def _before(message: Message, language: str) -> list[str]:
    if message.before is None:
        return []
    before = when(message.before, message.booking, language)
    return [_("Before: %(before)s. Do not come at that time any more.") % {"before": before}]


def time_kept(booking: Booking) -> datetime | None:
    """Until when the office keeps the time of the booking for the person; None if it does not."""
    is_now = stage_of(booking, timezone.now()) is Stage.KEPT
    return booking.time.expires_at if is_now else None


def kept(booking: Booking, language: str) -> list[str]:
    ends = time_kept(booking)
    if ends is None:
        return []
    said = _("We keep it until: %(until)s. Please say yes before that, or choose another time.")
    return [said % {"until": when(ends, booking, language)}]


def _free_again(booking: Booking) -> list[str]:
    if not is_kept(booking):
        return []
    return [_("We do not keep a time for you any more. It is free for others again.")]


def until(booking: Booking, language: str) -> str:
    latest = day_in_words(booking.invitation.latest, language)
    return _("The last day you can choose is: %(latest)s.") % {"latest": latest}


def _order(booking: Booking) -> list[str]:
    if not is_ordered(booking):
        return []
    return [_("You have a written order to come (Vorladung). Please choose a time: you must come.")]


def cancelled(message: Message) -> list[str]:
    """Why, and how to go on."""
    booking = message.booking
    if stage_of(booking, timezone.now()) is Stage.INVITED:
        way = _("We are sorry. Please choose another time: your invitation is still good.")
    elif hasattr(booking, "request") or not booking.is_for_everybody:
        way = _("We are sorry. Please ask the office for another appointment.")
    else:
        way = _("We are sorry. Please book another appointment.")
    return _said_once(explained(message), way)


def _said_once(reasons: list[str], way: str) -> list[str]:
    """The office may have written in its own words how to go on."""
    sorry = _("We are sorry.")
    how = way.removeprefix(sorry).strip()
    return [*reasons, sorry if any(how in line for line in reasons) else way]


def other_desk(message: Message, language: str) -> Said:
    booking = message.booking
    return Said(
        _("Your appointment stays on the same day, at the same time."),
        [
            _("Only the desk inside the office (Schalter) is another one."),
            _("You need not do anything."),
        ],
        _("See your appointment:"),
        time=when(booking.time.starts_at, booking, language),
    )


def offer_over(message: Message, language: str) -> Said:
    booking = message.booking
    if hasattr(booking, "invitation"):
        return Said(
            _("The time that we kept for you is not possible any more."),
            [
                *_was(message, language),
                *explained(message),
                _("Please choose another time."),
                until(booking, language),
                *_order(booking),
            ],
            _("Choose a time:"),
        )
    return Said(
        _("The time that we offered you is not possible any more."),
        [
            *_was(message, language),
            *explained(message),
            _("The office looks for another time and writes to you."),
        ],
        _("See your request:"),
    )


def _was(message: Message, language: str) -> list[str]:
    if message.before is None:
        return []
    was = when(message.before, message.booking, language)
    return [_("It was: %(when)s. Do not come at that time.") % {"when": was}]
