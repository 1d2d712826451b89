"""What people are told whose time a change of hours has touched."""

from __future__ import annotations

from django.utils.translation import gettext as _

from booking.models import Message, Reservation
from booking.models.stage import is_kept, is_ordered
from booking.notifications.said import Said, when
from offices.moments import day_in_words


def explained(message: Message) -> list[str]:
    """Why: the prepared sentence, and the office's own words where it wrote them in the language
    that is active. German ones stand in the German part of each mail.
    """
    change = message.change
    return [line for line in change.explanation() if line] if change else []


def choose_again(message: Message, language: str) -> Said:
    booking = message.booking
    before = when(message.before or booking.time.starts_at, booking, language)
    latest = day_in_words(booking.invitation.latest, language)
    return Said(
        _("Your appointment cannot take place at this time. Please choose again."),
        [
            _("It was: %(when)s. Do not come at that time.") % {"when": before},
            *explained(message),
            *_kept(message, language),
            _("The last day you can choose is: %(latest)s.") % {"latest": latest},
            *_order(message),
        ],
        _("Say yes or choose another time:") if is_kept(booking) else _("Choose a time:"),
    )


def _kept(message: Message, language: str) -> list[str]:
    booking = message.booking
    if not is_kept(booking) or booking.time.expires_at is None:
        return []
    facts = {
        "when": when(booking.time.starts_at, booking, language),
        "until": when(booking.time.expires_at, booking, language),
    }
    return [
        _("We keep another time for you: %(when)s") % facts,
        _("We keep it until: %(until)s. Please say yes before that, or choose another time.")
        % facts,
    ]


def _order(message: Message) -> list[str]:
    if not is_ordered(message.booking):
        return []
    return [_("You have a written order to come (Vorladung). Please choose a time: you must come.")]


def other_desk(message: Message, language: str) -> Said:
    booking = message.booking
    return Said(
        _("Your appointment stays on the same day, at the same time."),
        [
            when(booking.time.starts_at, booking, language),
            _("Only the desk inside the office (Schalter) is another one."),
            _("You need not do anything."),
        ],
        _("See your appointment:"),
    )


def offer_over(message: Message, language: str) -> Said:
    taken: Reservation = message.booking.time
    was = when(message.before or taken.starts_at, message.booking, language)
    return Said(
        _("The time that we kept for you is not possible any more."),
        [
            _("It was: %(when)s. Do not come at that time.") % {"when": was},
            *explained(message),
            _what_next(message),
        ],
        _("See more:"),
    )


def _what_next(message: Message) -> str:
    if hasattr(message.booking, "invitation"):
        return _("Please choose another time.")
    return _("The office looks for another time and writes to you.")
