"""What is stored about a person, word by word, and erasing it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from booking import retention
from booking.forms.contact import readable
from booking.models import (
    Attendee,
    Booking,
    Contact,
    Correction,
    HeldDocument,
    Message,
    Need,
    Note,
    PartOfDay,
    Request,
    Talk,
    Visit,
)
from booking.models.stage import Stage, is_ordered, stage_of
from booking.papers.paperwork import to_bring
from booking.views.citizen.change import language_name
from booking.views.citizen.cookie import forget
from booking.views.citizen.dossier import at_stages, page, told
from booking.views.citizen.offer import page_language
from booking.views.citizen.paths import path_to
from offices.models import Weekday
from offices.moments import day_in_words
from offices.wording import in_words

SHOWN_AT = tuple(set(Stage) - {Stage.HELD, Stage.LAPSED, Stage.FORGOTTEN})
ENDS = {
    Stage.INVITED: "invitation",
    Stage.KEPT: "invitation",
    Stage.ASKED: "request",
    Stage.QUESTION: "request",
    Stage.OFFERED: "request",
}


@dataclass(frozen=True, slots=True)
class Stored:
    """What is stored, in the words of the page; `lines` may be none, one or several."""

    label: str
    lines: list[str]


@at_stages(*SHOWN_AT)
def data(request: HttpRequest, booking: Booking, *, now: datetime) -> HttpResponse:
    return page(
        request,
        "data",
        booking,
        now=now,
        stored=[row for row in stored(booking) if any(row.lines)],
        days=booking.authority.retention_days,
        back_url=path_to("booked"),
    )


@at_stages(*SHOWN_AT)
def erase(request: HttpRequest, booking: Booking, *, now: datetime) -> HttpResponse:
    """Ask once more, then forget the person; what is to come ends with it."""
    if request.method != "POST":
        return page(
            request,
            "erase",
            booking,
            now=now,
            ends=_what_ends(booking, now),
            is_ordered=is_ordered(booking),
            back_url=path_to("data"),
        )
    retention.forget(booking, now=now)
    response = redirect("citizen:link_erased")
    forget(response)
    return response


def _what_ends(booking: Booking, now: datetime) -> str:
    stage = stage_of(booking, now)
    if stage is Stage.BOOKED and booking.time.starts_at > now:
        return "appointment"
    return ENDS.get(stage, "")


def stored(booking: Booking) -> Iterator[Stored]:
    yield from _appointment(booking)
    yield from _people(booking)
    yield from _papers(booking)
    yield from _words(booking)
    yield from _counter(booking)


def _appointment(booking: Booking) -> Iterator[Stored]:
    matters = to_bring(booking, page_language())
    time = booking.reservation
    yield Stored(_("Number"), [booking.spoken_number])
    yield Stored(_("Matter"), [f"{one.name} × {one.persons}" for one in matters])
    yield Stored(_("Place"), [booking.place.name if time else str(booking.office.name)])
    yield Stored(_("Day and time"), [told(time.starts_at, booking)] if time else [])
    yield Stored(_("First written down at"), [told(booking.created_at, booking)])
    yield Stored(_("Booked at"), _at(booking.confirmed_at, booking))
    yield Stored(_("You said that you come"), _at(booking.coming_at, booking))
    yield Stored(_("Cancelled or ended at"), _at(booking.ended_at, booking))


def _at(moment: datetime | None, booking: Booking) -> list[str]:
    return [told(moment, booking)] if moment else []


def _people(booking: Booking) -> Iterator[Stored]:
    people: list[Attendee] = list(booking.attendees.all())
    yield Stored(
        _("Persons"),
        [_joined(one.full_name, one.born, one.file_number) for one in people],
    )
    contacts: list[Contact] = list(booking.contacts.all())
    yield Stored(
        _("How we reach you"),
        [_joined(one.email, one.new_email, readable(one.phone)) for one in contacts],
    )
    yield Stored(_("Language"), [language_name(booking.language)])
    talk = [str(Talk(booking.talk).label)] if booking.talk else []
    yield Stored(_("Talking and help"), talk + [str(Need(one).label) for one in booking.needs])


def _joined(*facts: str) -> str:
    """What is there of it, with a mark that reads well in either direction."""
    return " · ".join(filter(None, facts))


def _papers(booking: Booking) -> Iterator[Stored]:
    """What belongs to a request or an invitation."""
    asked: Request | None = getattr(booking, "request", None)
    if asked is not None:
        yield Stored(_("Your request"), _request(asked, booking))
    invitation = getattr(booking, "invitation", None)
    if invitation is not None:
        latest = day_in_words(invitation.latest, page_language())
        order = str(invitation._meta.get_field("is_order").verbose_name)
        yield Stored(_("Invitation until"), [latest, *([order] if invitation.is_order else [])])
        yield Stored(_("A time is kept for you until"), _at(invitation.kept_until, booking))
    yield Stored(
        _("Changes of opening hours that concerned you"),
        [
            _joined(
                told(one.starts_at, booking), one.get_decision_display(), one.get_status_display()
            )
            for one in booking.affected.order_by("pk")
        ],
    )


def _request(asked: Request, booking: Booking) -> list[str]:
    ends = day_in_words(asked.ends_on, page_language()) if asked.ends_on else ""
    document = str(HeldDocument(asked.document).label) if asked.document else ""
    wishes = [str(Weekday(one).label) for one in asked.weekdays]
    wishes += [str(PartOfDay(one).label) for one in asked.parts_of_day]
    proof = _("You have a proof at hand") if asked.has_proof else ""
    lines = (told(asked.asked_at, booking), asked.matter, document, ends, proof, _joined(*wishes))
    return [line for line in lines if line]


def _counter(booking: Booking) -> Iterator[Stored]:
    """What somebody noted when the person was there."""
    visit: Visit | None = getattr(booking, "visit", None)
    if visit is not None:
        result = visit.get_result_display() if visit.result else ""
        yield Stored(_("Your visit"), [_joined(told(visit.came_at, booking), result)])
    yield Stored(
        _("Remarks of the office"),
        [_joined(told(one.written_at, booking), one.text) for one in booking.remarks.all()],
    )
    checked = booking.checked.select_related("document").order_by("document")
    marks = {True: _("was there"), False: _("is missing")}
    yield Stored(
        _("Documents that were looked at"),
        [
            _joined(in_words(vars(one.document), "name", page_language()), marks[one.is_there])
            for one in checked
        ],
    )


def _words(booking: Booking) -> Iterator[Stored]:
    notes: list[Note] = list(booking.notes.all())
    for said, label in ((False, _("What you wrote")), (True, _("What the office wrote"))):
        yield Stored(label, [note.text for note in notes if note.from_office is said])
    reports: list[Correction] = list(booking.corrections.all())
    yield Stored(
        _("Typing errors you told us"),
        [_joined(one.given_names, one.family_name, one.get_status_display()) for one in reports],
    )
    sent: list[Message] = list(booking.messages.exclude(to="").order_by("created_at"))
    yield Stored(_("E-mails"), [_mail(one, booking) for one in sent])


def _mail(message: Message, booking: Booking) -> str:
    when = told(message.sent_at or message.due_at, booking)
    return _joined(when, message.to, message.get_kind_display(), message.get_status_display())
