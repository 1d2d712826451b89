"""Typing errors that people have reported: accepted or declined with one press."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from booking import audit
from booking.agenda.conflicts import misspelt
from booking.models import Attendee, Correction, Look
from booking.models.words import CorrectionQuerySet
from booking.reservations import ReservationError, accept_correction, decline_correction
from booking.views.caseworker.place import DESK, Place, at_office, page
from offices.models import Office

MOST = 50  # on one page
SHOWN = ("name", "born")
DECISIONS: dict[str, Callable[..., None]] = {
    "accept": accept_correction,
    "decline": decline_correction,
}
Words = list[tuple[str, bool]]


@dataclass(frozen=True)
class Spelling:
    """Words of a name and date of birth, each with whether it differs from the other spelling."""

    family: Words
    given: Words
    born: Words

    @classmethod
    def beside(cls, person: Attendee, other: Attendee | None) -> Spelling:
        family, given, born = (
            _compared(getattr(person, part), getattr(other, part, ""))
            for part in ("family_name", "given_names", "born")
        )
        return cls(family, given, born)


def _compared(words: str, others: str) -> Words:
    same = others.split()
    return [(word, word not in same) for word in words.split()]


@dataclass(frozen=True)
class Reported:
    """A report ready for reading. What was corrected has its old spelling in `was` alone."""

    report: Correction
    place: Place

    @property
    def url(self) -> str:
        return self.place.path("correction", self.report.pk)

    @property
    def number(self) -> str:
        return self.report.booking.spoken_number

    @property
    def appointment_url(self) -> str:
        booking = self.report.booking
        has_time = booking.reservation_id and booking.confirmed_at
        return self.place.path("appointment", booking.pk) if has_time else ""

    @property
    def reported(self) -> str:
        return self.place.on_the_wall(self.report.reported_at)

    @property
    def is_open(self) -> bool:
        return self.report.status == Correction.Status.OPEN

    @property
    def _present(self) -> Attendee | None:
        """The person as it is written now."""
        people = self.report.booking.attendees.all()
        return next((one for one in people if one.position == self.report.position), None)

    @property
    def old(self) -> Spelling | None:
        """None for what was corrected: then `was` says how it stood there."""
        present = self._present
        if self.report.was or present is None:
            return None
        return Spelling.beside(present, self.report.person)

    @property
    def new(self) -> Spelling:
        return Spelling.beside(self.report.person, self._present)

    @property
    def state(self) -> str:
        settled = self.report.settled_at and self.place.on_the_wall(self.report.settled_at)
        facts = (self.report.get_status_display(), settled, self.report.settled_by)
        return " · ".join(str(fact) for fact in facts if fact)


def waiting_in_words(office: Office) -> str:
    """How many wait for a decision; empty where there are none."""
    return in_words(misspelt(office).count())


def in_words(count: int) -> str:
    said = ngettext(
        "%(count)d reported typing error waits.",
        "%(count)d reported typing errors wait.",
        count,
    )
    return said % {"count": count} if count else ""


def rows_at(place: Place) -> CorrectionQuerySet:
    near = Correction.objects.filter(booking__office=place.office)
    return near.select_related("booking__office", "settled_by").prefetch_related(
        "booking__attendees"
    )


@require_safe
@at_office(*DESK)
def listed(request: HttpRequest, place: Place) -> HttpResponse:
    """What waits first, the oldest at the top; then what was decided last."""
    shown = Paginator(rows_at(place).open_first(), MOST).get_page(request.GET.get("page"))
    _look(place, shown)
    return page(
        request,
        place,
        "corrections",
        title=_("Typing errors"),
        rows=[Reported(one, place) for one in shown],
        shown=shown,
        query="",
        back_url=place.path("requests"),
    )


def _look(place: Place, rows: Iterable[Correction]) -> None:
    known = [one.booking_id for one in rows]
    if known:
        audit.note_look(place, Look.Page.CONFLICTS, SHOWN, bookings=known)


@require_POST
@at_office(*DESK)
def decide(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Raises Http404 for a report of another office, and for a decision that there is not."""
    act = DECISIONS.get(request.POST.get("decision", ""))
    report = rows_at(place).filter(pk=pk).first()
    if act is None or report is None:
        raise Http404
    try:
        act(report, by=place.user, now=place.now)
        messages.success(request, f"{report}: {_done(report)}")
    except ReservationError as refusal:
        messages.error(request, f"{report}: {refusal}")
    return redirect(place.path("corrections"))


def _done(report: Correction) -> str:
    """What came of it, also where somebody else was faster."""
    report.refresh_from_db()
    if report.status == Correction.Status.DECLINED:
        return _("The name stays as it was.")
    if report.booking.email:
        return _("The name is corrected. We write so to the person.")
    return _("The name is corrected. We know no e-mail address: please tell the person yourself.")
