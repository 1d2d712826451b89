"""Writing the mails: in the person's language, with German below."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac

from booking import keys
from booking.models import Booking, Message, Verification
from booking.notifications.additions import additions
from booking.notifications.subjects import subject
from booking.notifications.words import office_name, said
from booking.papers.calendar import Method, calendar_file
from booking.papers.paperwork import legal, to_bring
from offices.moments import clock_at, day_at, day_in_words
from offices.weekly import in_order

GERMAN = "de"
TEMPLATES = {
    Message.Kind.CODE: "code",
    Message.Kind.NEW_EMAIL: "code",
    Message.Kind.CONFIRMATION: "confirmation",
    Message.Kind.MOVED: "confirmation",
    Message.Kind.REMINDER: "confirmation",
    Message.Kind.NEW_PLACE: "confirmation",
}
STRANGE = (Message.Kind.NEW_EMAIL, Message.Kind.OTHER_EMAIL)
CALENDAR = {
    Message.Kind.CONFIRMATION: Method.REQUEST,
    Message.Kind.MOVED: Method.REQUEST,
    Message.Kind.NEW_PLACE: Method.REQUEST,
    Message.Kind.CANCELLATION: Method.CANCEL,
    Message.Kind.CHOOSE_AGAIN: Method.CANCEL,
}


def compose(message: Message) -> EmailMultiAlternatives:
    """Write the mail; every attempt at the same message has the same Message-ID."""
    context = _context(message)
    template = TEMPLATES.get(Message.Kind(message.kind), "word")
    with translation.override(message.language):
        title = subject(message)
        context["title"] = title
        text, page = (
            render_to_string(f"emails/{template}{part}", context) for part in (".txt", ".html")
        )
    letter = EmailMultiAlternatives(
        subject=title,
        body=text.strip() + "\n",
        to=[message.to],
        headers={"Message-ID": message_id(message), "Auto-Submitted": "auto-generated"},
    )
    letter.attach_alternative(page, "text/html")
    method = CALENDAR.get(Message.Kind(message.kind))
    if method and not (message.kind == Message.Kind.CHOOSE_AGAIN and message.before is None):
        _attach_calendar(letter, message, method)
    return letter


def _attach_calendar(letter: EmailMultiAlternatives, message: Message, method: Method) -> None:
    entry = calendar_file(
        message.booking,
        language=message.language,
        method=method,
        now=timezone.now(),
        # What is taken away; the booking may have another time by now.
        starts_at=message.before if method is Method.CANCEL else None,
    )
    kind = f"text/calendar; method={method.value}; charset=utf-8"
    letter.attach("appointment.ics", entry.decode(), kind)


def message_id(message: Message) -> str:
    """Tell nothing and stay the same, also when SECRET_KEY changes between two attempts."""
    mark = salted_hmac(
        "booking.notifications.message_id", str(message.pk), settings.PEPPER, algorithm="sha256"
    )
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(" >")
    return f"<{mark.hexdigest()[:32]}@{host}>"


def _context(message: Message) -> dict[str, Any]:
    """Give facts that are the same in every language, and `versions`, one for each language."""
    write = WRITE.get(TEMPLATES.get(Message.Kind(message.kind), "word"), _word)
    languages = dict.fromkeys((message.language, GERMAN))
    return {
        **_language(message.language),
        "booking": message.booking,
        "code": keys.mail_code(message.booking.number, message.to, message.issue),
        "versions": [
            {
                **_language(one),
                **_everywhere(message, one),
                **write(message.booking, one),
            }
            for one in languages
        ],
    }


def _language(code: str) -> dict[str, str]:
    with translation.override(code):
        return {"language": code, "dir": "rtl" if translation.get_language_bidi() else "ltr"}


def _everywhere(message: Message, language: str) -> dict[str, Any]:
    """An address that is not the person's yet, or no longer, gets no link and no PIN."""
    booking, added = message.booking, additions(message, language)
    is_strange = message.kind in STRANGE
    with translation.override(language):
        return {
            "additions": [one.text for one in added if not one.attributes],
            "more_in_german": any(one.attributes for one in added),
            "office": office_name(message),
            "link": "" if is_strange else link(booking, language),
            "said": said(message, language),
        }


def link(booking: Booking, language: str) -> str:
    """Lead to the booking from a mail; the token opens it, raising its version revokes it."""
    with translation.override(language):
        path = reverse("citizen:link", args=[booking.number, booking.link_token])
    return f"{settings.BASE_URL}{path}"


def _code(booking: Booking, language: str) -> Mapping[str, Any]:  # noqa: ARG001
    ends = booking.verification.issued_at + Verification.LIFETIME
    return {
        "minutes": Verification.LIFETIME.seconds // 60,
        "until": clock_at(ends, booking.office.zone),
    }


def _word(booking: Booking, language: str) -> Mapping[str, Any]:
    authority = booking.office.authority
    with translation.override(language):
        name, contact = authority.name, in_order(authority.contact)
    return {
        "authority": name,
        "matters": [matter.name for matter in to_bring(booking, language)],
        "contact": contact,
    }


def _confirmation(booking: Booking, language: str) -> Mapping[str, Any]:
    office, starts_at = booking.office, booking.time.starts_at
    with translation.override(language):
        place = booking.place
    return {
        "day": day_in_words(day_at(starts_at, office.zone), language),
        "time": clock_at(starts_at, office.zone),
        "place": place,
        "matters": to_bring(booking, language),
        "legal": legal(booking, language),
    }


WRITE: dict[str, Callable[[Booking, str], Mapping[str, Any]]] = {
    "code": _code,
    "confirmation": _confirmation,
}
