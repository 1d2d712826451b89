"""What was changed here: by whom, when, what it was before, and what came of it for people."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Count, Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from booking import audit, impact
from booking.models import Affected, Look, Message
from booking.views.caseworker.place import Place
from booking.views.caseworker.wording import language_name
from booking.views.manager.drafts import draft_of
from booking.views.manager.place import managed, page
from offices.changes.undo import draft_back
from offices.changes.words import told
from offices.models import Change
from offices.moments import on_the_wall

MOST = 100
AT_ONCE = 2.0  # seconds that a page may take for what a worker has not done yet
KINDS = {
    Affected.Decision.AGAIN: Message.Kind.CHOOSE_AGAIN,
    Affected.Decision.CANCEL: Message.Kind.CANCELLATION,
    Affected.Decision.DESK: Message.Kind.OTHER_DESK,
    Affected.Decision.GIVEN_BACK: Message.Kind.OFFER_OVER,
    Affected.Decision.PLACE: Message.Kind.NEW_PLACE,
}
NO_EMAIL = gettext_lazy("no e-mail address")


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
        place_is="hours",
    )


def _at(place: Place, change: Change) -> str:
    return on_the_wall(change.saved_at, place.office.zone) if change.saved_at else ""


@require_safe
@managed
def change(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    found = _saved(place, pk)
    people = _people(place, found)
    counts = Counter(one.affected.status for one in people)
    waiting = counts[Affected.Status.WAITING]
    if people:
        named = [one.affected.booking_id for one in people]
        audit.note_look(place, Look.Page.CONFLICTS, audit.NAMES, bookings=named)
    return page(
        request,
        place,
        "change",
        title=_("Saved change"),
        change=found,
        saved_at=_at(place, found),
        edits=told(found),
        people=people,
        waiting=waiting,
        done=len(people) - waiting,
        explanation=[line for line in found.explanation() if line],
        back_url=place.manage("changes"),
        place_is="hours",
    )


def _saved(place: Place, pk: int) -> Change:
    found: Change | None = Change.objects.saved().filter(office=place.office, pk=pk).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Person:
    affected: Affected
    name: str
    number: str
    language: str
    before: str
    after: str
    told: str | Promise
    phone: str
    url: str


def _people(place: Place, change: Change) -> list[Person]:
    rows = (
        Affected.objects.filter(change=change)
        .select_related("booking__reservation__desk", "desk", "new_desk")
        .prefetch_related(
            "booking__attendees",
            "booking__contacts",
            Prefetch(
                "booking__messages", Message.objects.filter(change=change), to_attr="about_it"
            ),
        )
    )
    return [_person(place, one) for one in rows.order_by("starts_at", "pk")]


def _person(place: Place, one: Affected) -> Person:
    booking, zone = one.booking, place.office.zone
    person = booking.person
    phones = [contact.phone for contact in booking.contacts.all() if contact.phone]
    return Person(
        affected=one,
        name=", ".join(filter(None, (person.family_name, person.given_names))) if person else "",
        number=booking.spoken_number,
        language=language_name(booking.language),
        before=f"{on_the_wall(one.starts_at, zone)}, {one.desk}",
        after=_after(one, zone),
        told=_told(one),
        phone=phones[0] if phones else "",
        url=place.path("appointment", booking.pk),
    )


def _after(one: Affected, zone: Any) -> str:
    if one.new_desk:
        return str(one.new_desk)
    return on_the_wall(one.kept_at, zone) if one.kept_at else ""


def _told(one: Affected) -> str | Promise:
    """What became of the message that says it."""
    if one.decision not in KINDS or one.status != Affected.Status.DONE:
        return ""
    mails: list[Message] = one.booking.about_it  # type: ignore[attr-defined]  # see the prefetch
    about = [row for row in mails if row.kind == KINDS[Affected.Decision(one.decision)]]
    return str(about[-1].get_status_display()) if about else NO_EMAIL


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


def _undo(request: HttpRequest, place: Place, found: Change) -> HttpResponse:
    if draft_of(place) is not None:
        messages.error(
            request, _("You have planned other changes. Save them first, or throw them away.")
        )
        return redirect(place.manage("draft"))
    draft_back(found, by=place.user, now=place.now)
    return redirect(place.manage("draft"))
