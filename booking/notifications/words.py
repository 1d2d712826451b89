"""What a mail says first: a headline, a few sentences, and what its link is for."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import prefetch_related_objects
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from booking.models import Booking, Message
from booking.models.stage import is_ordered
from booking.notifications import displaced
from booking.notifications.said import Said, when
from offices.models import LegalText
from offices.moments import day_at, day_in_words
from offices.wording import in_words, legal_texts

NO_APPLICATION = LegalText.Key.NOT_AN_APPLICATION
NO_DECISION = gettext_lazy(
    "This is no decision about your application. You do not understand it, or something has "
    "changed? Ask the office and say your number."
)


def said(message: Message, language: str) -> Said:
    with translation.override(language):
        return SAY[Message.Kind(message.kind)](message, language)


def office_name(message: Message) -> str:
    """What the office is called on the day of the time that was taken, or of the message."""
    office, taken = message.booking.office, message.booking.reservation
    moment = taken.starts_at if taken else message.created_at
    return office.place_on(day_at(moment, office.zone)).name


def _code(message: Message, _language: str) -> Said:
    name = office_name(message)
    if message.kind == Message.Kind.NEW_EMAIL:
        purpose = _("Here is your code. With it we write to this address from now on (%(office)s):")
    else:
        purpose = _("Here is your code. With it you confirm your appointment (%(office)s):")
    return Said(purpose % {"office": name})


def _other_email(_message: Message, _language: str) -> Said:
    return Said(
        _("We write to another e-mail address from now on."),
        [
            _("Somebody with your link, or with your number and PIN, has asked for that."),
            _("Was it you? Then you need not do anything."),
            _("Was it not you? Call or write to the office now, and say your number."),
        ],
    )


def _confirmation(message: Message, _language: str) -> Said:
    return Said(
        _("Your appointment is booked."), _order(message.booking), _changing(message.booking)
    )


def _moved(message: Message, language: str) -> Said:
    before = message.before or message.booking.time.starts_at
    return Said(
        _("Your appointment has a new time."),
        [
            _("Before: %(before)s. Do not come at that time any more.")
            % {"before": when(before, message.booking, language)},
            *_order(message.booking),
        ],
        _changing(message.booking),
    )


def _new_place(message: Message, _language: str) -> Said:
    """Also of a move that is over already, or was put off."""
    booking, place = message.booking, message.booking.place
    headline, where = _("Your appointment has another place."), _("The place is now: %(address)s")
    if place.since and place.since > day_at(message.created_at, booking.office.zone):
        headline, where = _("The office moves."), _("The place is new: %(address)s")
    stays = _("Your appointment stays on the same day and at the same time.")
    address = place.address if place.name == booking.office.name else place.whole
    lines = [stays, where % {"address": address}, *place.ways, *_order(booking)]
    return Said(headline, lines, _changing(booking))


def _changing(booking: Booking) -> str:
    if is_ordered(booking):
        return _("See or move your appointment:")
    return _("See, move or cancel your appointment:")


def _reminder(message: Message, _language: str) -> Said:
    if is_ordered(message.booking):
        ways = _("Please open the link and say: I come, or I need another time.")
    else:
        ways = _("Please open the link and say: I come, I need another time, or I cannot come.")
    return Said(
        _("Will you come to your appointment?"),
        [ways, *_order(message.booking)],
        _("Say whether you come:"),
    )


def _cancellation(message: Message, language: str) -> Said:
    start = when(message.booking.time.starts_at, message.booking, language)
    was = _("It was: %(when)s. Do not come at that time.") % {"when": start}
    if message.change:
        return Said(
            _("Your appointment is cancelled."),
            [was, *displaced.cancelled(message), *_order(message.booking)],
            _("See what you can do now:"),
        )
    return Said(
        _("Your appointment is cancelled."),
        [was, *([_("The office writes:"), *_note(message)] if message.note else [])],
        _("Was it a mistake? You can take it back here, while the time is free:"),
    )


def _corrected(message: Message, _language: str) -> Said:
    return Said(
        _("The office has corrected what was wrong."),
        [_("It is written now: %(people)s") % {"people": _names(message.booking)}],
        _("See your appointment:"),
    )


def _not_corrected(message: Message, _language: str) -> Said:
    return Said(
        _("The office has looked at what you reported. It has changed nothing."),
        [
            _("It is written: %(people)s") % {"people": _names(message.booking)},
            _("Is it wrong all the same? Call or write to the office and say your number."),
        ],
        _("See your appointment:"),
    )


def _names(booking: Booking) -> str:
    return ", ".join(f"{one.full_name} ({one.born})" for one in booking.attendees.all())


def _invitation(message: Message, language: str) -> Said:
    return Said(
        _("The office invites you. Please choose a time."),
        [displaced.until(message.booking, language), *_order(message.booking)],
        _("See what it is about, and choose a time:"),
    )


def _last_call(message: Message, language: str) -> Said:
    booking = message.booking
    is_kept = displaced.time_kept(booking) is not None
    return Said(
        _("Please say yes to the time that we keep for you.")
        if is_kept
        else _("Please choose a time soon."),
        [
            *displaced.kept(booking, language),
            displaced.until(booking, language),
            _("Does no time fit? Call or write to the office and say your number."),
            *_order(booking),
        ],
        _("Say yes or choose another time:") if is_kept else _("Choose a time:"),
        time=when(booking.time.starts_at, booking, language) if is_kept else "",
    )


def _order(booking: Booking) -> list[str]:
    if not is_ordered(booking):
        return []
    return [_("You have a written order to come (Vorladung). The letter counts: you must come.")]


def _withdrawal(_message: Message, _language: str) -> Said:
    return Said(
        _("The office has taken the invitation back."),
        [_("You need not choose a time any more. Is that a surprise? Ask the office.")],
        _("See more:"),
    )


def _receipt(message: Message, language: str) -> Said:
    request, booking = message.booking.request, message.booking
    return Said(
        _("The office has your request."),
        [
            _("It arrived: %(when)s. Keep this e-mail: it shows when you asked.")
            % {"when": when(request.asked_at, booking, language)},
            _("The office wants to answer by: %(when)s.")
            % {"when": day_in_words(day_at(request.answer_by, booking.office.zone), language)},
            _("Asked for: %(people)s") % {"people": _names(booking)},
            *legal_texts([NO_APPLICATION], booking.authority, language).values(),
        ],
        _("See your request:"),
    )


def _offer(message: Message, language: str) -> Said:
    booking, taken = message.booking, message.booking.time
    until = when(taken.expires_at or taken.starts_at, booking, language)
    return Said(
        _("The office offers you a time."),
        [
            booking.place.whole,
            _("We keep it for you until: %(until)s. Please say yes before that.")
            % {"until": until},
        ],
        _("Say yes or no:"),
        time=when(taken.starts_at, booking, language),
    )


def _question(message: Message, _language: str) -> Said:
    return Said(
        _("The office has a question for you."), _note(message), _("Answer here, in any language:")
    )


def _declined(message: Message, _language: str) -> Said:
    way = message.booking.authority.apply_way
    how = _("You can apply in writing: %(way)s") % {"way": way}
    return Said(
        _("The office cannot give you an appointment for this."),
        [*_note(message), str(NO_DECISION), *([how] if way else [])],
        _("See your request:"),
    )


def _note(message: Message) -> list[str]:
    return [message.note.text] if message.note else []


def _missing(message: Message, language: str) -> Said:
    rows = [row for row in message.booking.checked.all() if not row.is_there]
    prefetch_related_objects(rows, "document")
    rows.sort(key=lambda row: (row.document.position, row.document.pk))
    names = [in_words(vars(row.document), "name", language) for row in rows]
    return Said(
        _("Something is missing. Please bring this next time:"),
        [*names, _("You have no new appointment? Ask the office for one, and say your number.")],
    )


SAY: dict[Message.Kind, Callable[[Message, str], Said]] = {
    Message.Kind.CODE: _code,
    Message.Kind.NEW_EMAIL: _code,
    Message.Kind.OTHER_EMAIL: _other_email,
    Message.Kind.CONFIRMATION: _confirmation,
    Message.Kind.MOVED: _moved,
    Message.Kind.CANCELLATION: _cancellation,
    Message.Kind.REMINDER: _reminder,
    Message.Kind.CORRECTED: _corrected,
    Message.Kind.NOT_CORRECTED: _not_corrected,
    Message.Kind.INVITATION: _invitation,
    Message.Kind.LAST_CALL: _last_call,
    Message.Kind.WITHDRAWAL: _withdrawal,
    Message.Kind.RECEIPT: _receipt,
    Message.Kind.OFFER: _offer,
    Message.Kind.QUESTION: _question,
    Message.Kind.DECLINED: _declined,
    Message.Kind.MISSING: _missing,
    Message.Kind.CHOOSE_AGAIN: displaced.choose_again,
    Message.Kind.OTHER_DESK: displaced.other_desk,
    Message.Kind.OFFER_OVER: displaced.offer_over,
    Message.Kind.NEW_PLACE: _new_place,
}
