"""Invitations: who was invited, who has chosen, and for whom no time is free before the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from booking import audit
from booking.models import Invitation, Look
from booking.models.invitation import InvitationQuerySet
from booking.models.stage import Stage, has_given_up
from booking.views.caseworker.asked import Dossier
from booking.views.caseworker.next_times import MAY_CHOOSE, next_times
from booking.views.caseworker.place import DESK, Place, at_office, page
from offices.moments import day_in_words

MOST = 50  # on one page
SHOWN = ("name", "born", "matter", "language")
NAMED = ("attendees", "items", "contacts")
NAMES = {
    Stage.INVITED: gettext_lazy("open"),
    Stage.KEPT: gettext_lazy("has to choose again"),
    Stage.HELD: gettext_lazy("is choosing right now"),
    Stage.BOOKED: gettext_lazy("chosen"),
    Stage.PAST: gettext_lazy("was here"),
    Stage.OVERDUE: gettext_lazy("past"),
    Stage.WITHDRAWN: gettext_lazy("withdrawn"),
    Stage.FORGOTTEN: gettext_lazy("erased"),
}
OPEN, BATCH = "open", "invited"
STATES = {
    OPEN: gettext_lazy("open"),
    "nothing": gettext_lazy("open, and nothing is free"),
    "again": gettext_lazy("has to choose again"),
    "chosen": gettext_lazy("chosen"),
    "past": gettext_lazy("past"),
    "withdrawn": gettext_lazy("withdrawn"),
    "all": gettext_lazy("all"),
}


@dataclass(frozen=True)
class Invited(Dossier):
    """Somebody who was invited; `next_time` (UTC) is None also where there is nothing to choose."""

    invitation: Invitation
    next_time: datetime | None

    @classmethod
    def all(cls, rows: Iterable[Invitation], place: Place) -> list[Invited]:
        rows = list(rows)
        times = next_times(rows, place.now)
        prefetch_related_objects([row.booking for row in rows], *NAMED)
        return [cls(row.booking, place, row, times.get(row.pk)) for row in rows]

    @property
    def url(self) -> str:
        return self.place.path("invitation", self.invitation.pk)

    @property
    def state(self) -> str:
        if self.stage is Stage.INVITED and has_given_up(self.booking):
            return _("does not need the appointment any more")
        return str(NAMES.get(self.stage, "–"))

    @property
    def may_choose(self) -> bool:
        return self.stage in MAY_CHOOSE

    @property
    def next_free(self) -> str:
        return self.place.on_the_wall(self.next_time) if self.next_time else ""

    @property
    def latest(self) -> str:
        return day_in_words(self.invitation.latest, self.place.language)

    @property
    def time(self) -> str:
        """What was chosen, or is kept; empty where there is none."""
        return self.taken if self.is_chosen or self.stage is Stage.KEPT else ""

    @property
    def is_chosen(self) -> bool:
        return self.stage in (Stage.BOOKED, Stage.PAST)


def rows_at(place: Place) -> InvitationQuerySet:
    return Invitation.objects.filter(booking__office=place.office).select_related(
        "booking__office__authority",
        "booking__reservation",
        "booking__invitation",
        "booking__request",
        "invited_by",
    )


@require_safe
@at_office(*DESK)
def listed(request: HttpRequest, place: Place) -> HttpResponse:
    """Those of one state, or those who were invited at one moment."""
    batch = moment_of(request.GET.get(BATCH, ""))
    if batch:
        rows = rows_at(place).filter(invited_at=batch)
        query = urlencode({BATCH: batch.isoformat()})
        return show(request, place, rows, state="", query=query)
    state = request.GET.get("state", OPEN)
    state = state if state in STATES else OPEN
    return show(request, place, _of_state(place, state), state=state, query=f"state={state}")


def show(
    request: HttpRequest, place: Place, rows: InvitationQuerySet, *, state: str, query: str
) -> HttpResponse:
    """`state` is empty for what was picked otherwise; `query` leads to the next page."""
    shown = Paginator(rows, MOST).get_page(request.GET.get("page"))
    found = Invited.all(shown, place)
    if found:
        known = [one.booking.pk for one in found]
        audit.note_look(place, Look.Page.APPOINTMENT, SHOWN, bookings=known)
    return page(
        request,
        place,
        "invitations",
        title=capfirst(_("invitations")),
        rows=found,
        shown=shown,
        states=STATES.items(),
        state=state,
        query=query,
        is_batch=query.startswith(BATCH),
        place_is="invitations",
    )


def _of_state(place: Place, state: str) -> InvitationQuerySet:
    rows, today = rows_at(place), place.today
    chosen: dict[str, Callable[[], InvitationQuerySet]] = {
        OPEN: lambda: rows.to_choose(today),
        "nothing": lambda: without_a_time(rows.to_choose(today), place.now),
        "again": lambda: rows.to_choose(today).displaced(),
        "chosen": rows.chosen,
        "past": lambda: rows.past(today),
        "withdrawn": rows.withdrawn,
    }
    return chosen.get(state, rows.all)()


def without_a_time(waiting: InvitationQuerySet, now: datetime) -> InvitationQuerySet:
    times = next_times(waiting, now)
    return waiting.filter(pk__in=[pk for pk, time in times.items() if time is None])


def moment_of(value: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
