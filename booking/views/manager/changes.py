"""What was changed here: by whom, when, what it was before, and what came of it for people."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from booking import audit, impact
from booking.models import Affected, Look
from booking.views.caseworker.place import Place
from booking.views.manager.drafts import draft_of
from booking.views.manager.later import shown_later
from booking.views.manager.place import managed, page
from booking.views.manager.told import Person, counted, people_of
from offices.changes.rehearsal import as_drafted
from offices.changes.steps import ChangedMeanwhileError
from offices.changes.undo import draft_back
from offices.changes.words import told
from offices.models import Change
from offices.moments import on_the_wall

MOST = 100
AT_ONCE = 2.0  # seconds that a page may take for what a worker has not done yet


@require_safe
@managed
def changes(request: HttpRequest, place: Place) -> HttpResponse:
    waiting = Count("affected", filter=Q(affected__status=Affected.Status.WAITING))
    rows = Change.objects.saved().filter(office=place.office)
    rows = rows.select_related("saved_by", "undoes").annotate(
        concerned=Count("affected"), waiting=waiting
    )
    found = list(rows[: MOST + 1])
    return page(
        request,
        place,
        "changes",
        title=_("What was changed"),
        rows=[(one, _at(place, one), told(one)) for one in found[:MOST]],
        has_more=len(found) > MOST,
        draft=draft_of(place),
        place_is="changes",
    )


def _at(place: Place, change: Change) -> str:
    return on_the_wall(change.saved_at, place.office.zone) if change.saved_at else ""


@require_safe
@managed
def change(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    return _page(request, place, _saved(place, pk))


def _page(
    request: HttpRequest, place: Place, found: Change, *, status: int = 200, **refused: object
) -> HttpResponse:
    people = _people(place, found)
    waiting = sum(one.affected.status == Affected.Status.WAITING for one in people)
    return page(
        request,
        place,
        "change",
        status=status,
        title=_("Saved change"),
        change=found,
        saved_at=_at(place, found),
        edits=told(found),
        people=people,
        waiting=waiting,
        done=len(people) - waiting,
        untold=sum(one.is_untold for one in people),
        counted=counted(people),
        taken_back=found.taken_back_by,
        explanation=[line for line in found.explanation() if line],
        back_url=place.manage("changes"),
        place_is="changes",
        **refused,
    )


def _people(place: Place, found: Change) -> list[Person]:
    people = people_of(place, found)
    if people:
        named = [one.affected.booking_id for one in people]
        audit.note_look(place, Look.Page.CONFLICTS, audit.NAMES, bookings=named)
    return people


def _saved(place: Place, pk: int) -> Change:
    found: Change | None = Change.objects.saved().filter(office=place.office, pk=pk).first()
    if found is None:
        raise Http404
    return found


@require_POST
@managed
def press(request: HttpRequest, place: Place, pk: int, what: str) -> HttpResponse:
    """Stop what follows for people, go on with it, or plan to undo the change."""
    found = _saved(place, pk)
    if what == "undo":
        return _undo(request, place, found)
    if what not in ("stop", "go-on"):
        raise Http404
    found.stopped_at = place.now if what == "stop" else None
    found.save(update_fields=["stopped_at"])
    if what == "go-on":
        impact.carry_out(found, now=timezone.now, seconds=AT_ONCE)
    else:
        messages.info(request, _("Stopped. Nobody else is told until somebody goes on."))
    return redirect(place.manage("change", pk))


@transaction.atomic
def _undo(request: HttpRequest, place: Place, found: Change) -> HttpResponse:
    """Of two presses the second finds what the first has drafted."""
    Change.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if draft_of(place) is not None:
        messages.error(
            request, _("You have planned other changes. Save them first, or throw them away.")
        )
        return redirect(place.manage("draft"))
    if found.taken_back_by:
        messages.info(request, _("This change was taken back."))
        return redirect(place.manage("change", found.pk))
    try:
        with transaction.atomic():
            undo = draft_back(found, by=place.user, now=place.now)
            with as_drafted(place.office, undo):
                pass  # whether it still fits
    except ChangedMeanwhileError as error:
        later = shown_later(place, found, error.step)
        return _page(request, place, found, status=409, is_refused=True, later=later)
    return redirect(place.manage("draft"))
