"""Whether a paper is good here and now: read by a hand scanner, or its number typed. No name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from booking import audit
from booking.forms.mine import letters_and_digits
from booking.keys import NUMBER_LENGTH
from booking.models import Look
from booking.papers.checked import Answer, Checked, check_number, check_paper, read_paper
from booking.views.caseworker.place import DOOR, Place, at_office, page
from offices.models import Office
from offices.moments import clock_at, day_in_words

LONGEST = 500  # characters; the address of a paper is far shorter
SHOWN = ("number",)
# How an answer looks; what is not here is somewhere between good and bad.
KINDS = {Answer.HERE: "good", Answer.UNKNOWN: "bad", Answer.FALSE: "bad"}


@dataclass(frozen=True, slots=True)
class Told:
    """An answer in words: the first in big letters, then what else helps."""

    kind: str
    said: str
    more: str = ""
    number: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@at_office(*DOOR)
def check(request: HttpRequest, place: Place) -> HttpResponse:
    """The field is empty again at once: a scanner would type the next code behind the last."""
    typed = request.POST.get("paper", "")[:LONGEST]
    checked = _checked(place, typed) if typed else None
    if checked and checked.booking:
        audit.note_look(place, Look.Page.DOOR, SHOWN, bookings=[checked.booking])
    return page(
        request,
        place,
        "check_paper",
        status=422 if typed and not checked else 200,
        title=_("Check a paper"),
        told=_told(place, checked) if checked else _unreadable() if typed else None,
        back_url=place.path("door"),
        place_is="door",
    )


def _checked(place: Place, typed: str) -> Checked | None:
    """None for what is neither the code of a paper nor a number."""
    paper = read_paper(typed)
    if paper:
        return check_paper(*paper, at=place.office, now=place.now)
    number = letters_and_digits(typed)
    if len(number) != NUMBER_LENGTH:
        return None
    return check_number(number, at=place.office, now=place.now)


def _unreadable() -> Told:
    return Told(
        "bad",
        _("This is neither the code of a paper nor a number."),
        _("A number has eight letters and digits, for example K7QM-42XD."),
    )


def _told(place: Place, checked: Checked) -> Told:
    said, more = SENTENCES[checked.answer](place, checked)
    return Told(KINDS.get(checked.answer, "unsure"), said, more, checked.spoken_number)


def _here(place: Place, checked: Checked) -> tuple[str, str]:
    said = _("Valid: today at %(clock)s.") % {"clock": _clock(place, checked)}
    if checked.is_old:
        return said, _("The paper is old. What stands here is right.")
    if checked.has_come:
        return said, _("Somebody has already come with this number today.")
    return said, ""


def _over(place: Place, checked: Checked) -> tuple[str, str]:
    said = _("It was today at %(clock)s. The time is over.") % {"clock": _clock(place, checked)}
    return said, _("Please ask at the counter what to do.")


def _other_day(place: Place, checked: Checked) -> tuple[str, str]:
    return _("Not today: it is for %(day)s.") % {"day": _day(place, checked.day)}, ""


def _other_office(place: Place, checked: Checked) -> tuple[str, str]:
    known = Office.objects.select_related("authority")
    office = known.filter(pk=checked.office or 0).first()
    name = f"{office.authority.name}, {office.name}" if office else "–"
    return (
        _("Not here: it is for another office, %(office)s.") % {"office": name},
        _("Day: %(day)s") % {"day": _day(place, checked.day)},
    )


def _changed(place: Place, checked: Checked) -> tuple[str, str]:  # noqa: ARG001
    return (
        _("Not valid: the appointment was moved or cancelled."),
        _("Please ask at the counter whether there is another one."),
    )


def _again(place: Place, checked: Checked) -> tuple[str, str]:  # noqa: ARG001
    return (
        _("Not valid: the person was asked to choose the appointment again."),
        _("Please ask at the counter whether there is another one."),
    )


def _erased(place: Place, checked: Checked) -> tuple[str, str]:  # noqa: ARG001
    return (
        _("The paper is genuine, but the data has been erased."),
        _("Nothing more is known here. Please ask at the counter."),
    )


def _unknown(place: Place, checked: Checked) -> tuple[str, str]:  # noqa: ARG001
    return _("No appointment has this number."), _("Please look at the number once more.")


def _false(place: Place, checked: Checked) -> tuple[str, str]:  # noqa: ARG001
    return _("Not genuine: this paper does not come from us."), _("Please tell the counter.")


SENTENCES = {
    Answer.HERE: _here,
    Answer.OVER: _over,
    Answer.OTHER_DAY: _other_day,
    Answer.OTHER_OFFICE: _other_office,
    Answer.CHANGED: _changed,
    Answer.AGAIN: _again,
    Answer.ERASED: _erased,
    Answer.UNKNOWN: _unknown,
    Answer.FALSE: _false,
}


def _clock(place: Place, checked: Checked) -> str:
    assert checked.starts_at is not None  # noqa: S101
    return clock_at(checked.starts_at, place.office.zone)


def _day(place: Place, day: date | None) -> str:
    assert day is not None  # noqa: S101
    return day_in_words(day, place.language)
