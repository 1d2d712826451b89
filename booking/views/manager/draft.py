"""What a draft would do, and saving it: nothing acts before somebody has seen this page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from booking import audit, impact
from booking.forms.manager.decisions import DecisionForm, said_for_people
from booking.forms.wishes import number_of
from booking.impact import Foreseen, LookAgainError
from booking.models import Look
from booking.reservations import BusyError
from booking.views.caseworker.place import Place
from booking.views.manager.concerned import ShownGroup, shown_groups
from booking.views.manager.drafts import draft_of
from booking.views.manager.foreseen import shown
from booking.views.manager.place import managed, page
from booking.views.manager.remarked import Remarked, remarked
from offices.changes.rehearsal import as_drafted
from offices.changes.steps import ChangedMeanwhileError, Step, drop_from, steps_of
from offices.changes.words import told
from offices.models import Change


@require_http_methods(["GET", "POST"])
@managed
def draft(request: HttpRequest, place: Place) -> HttpResponse:
    change = draft_of(place)
    if change is None:
        return page(request, place, "no_draft", title=_("No changes planned"), place_is="hours")
    try:
        found = impact.foresee(place.office, steps_of(change), now=place.now)
    except ChangedMeanwhileError as error:
        return _stale(request, place, change, error.step)
    return _answer(request, place, change, found)


def _answer(request: HttpRequest, place: Place, change: Change, found: Foreseen) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    proposed = DecisionForm.proposed(change, place.today)
    form = DecisionForm(data, place.office, today=place.today, initial=proposed)
    if not form.is_valid():
        return _page(request, place, change, found, form, status=422 if form.is_bound else 200)
    if request.POST.get("seen") != seen_of(change, found):
        form.add_error(
            None, _("Something has changed since this page was shown. Please look again.")
        )
        return _page(request, place, change, found, form, status=409)
    return _save(request, place, change, found, form)


def _save(
    request: HttpRequest, place: Place, change: Change, found: Foreseen, form: DecisionForm
) -> HttpResponse:
    form.write_to(change)
    decided = form.decided(said_for_people(request.POST, impact.groups_of(found.hits)))
    try:
        impact.save(change, decided, by=place.user, now=place.now)
    except (LookAgainError, ChangedMeanwhileError):
        form.add_error(None, _("Somebody was faster. Nothing is saved yet: please look again."))
        fresh = impact.foresee(place.office, steps_of(change), now=place.now)
        return _page(request, place, change, fresh, form, status=409)
    except BusyError as refusal:
        form.add_error(None, str(refusal))
        return _page(request, place, change, found, form, status=409)
    messages.success(request, _("The change is saved."))
    return redirect(place.manage("change", change.pk))


def seen_of(change: Change, found: Foreseen) -> str:
    """What the page has shown, in short: the steps, and who is concerned."""
    said = [change.steps, sorted(hit.booking for hit in found.hits)]
    return salted_hmac("booking.views.manager.draft", repr(said)).hexdigest()[:32]


def _page(
    request: HttpRequest,
    place: Place,
    change: Change,
    found: Foreseen,
    form: DecisionForm,
    *,
    status: int,
) -> HttpResponse:
    groups = shown_groups(place, found, request.POST)
    _look(place, groups)
    return page(
        request,
        place,
        "draft",
        status=status,
        title=_("What your changes would do"),
        form=form,
        edits=told(change),
        seen=seen_of(change, found),
        groups=groups,
        remarks=_remarks(place, change),
        place_is="hours",
        **shown(place, found),
    )


def _remarks(place: Place, change: Change) -> list[Remarked]:
    with as_drafted(place.office, change):
        return remarked(place)


def _look(place: Place, groups: list[ShownGroup]) -> None:
    named = [person.hit.booking for group in groups for person in group.people]
    if named:
        audit.note_look(place, Look.Page.CONFLICTS, audit.NAMES, bookings=named)


def _stale(request: HttpRequest, place: Place, change: Change, wrong: Step) -> HttpResponse:
    """Somebody else has changed the same since."""
    return page(
        request,
        place,
        "stale_draft",
        status=409,
        title=_("Somebody else has changed the same"),
        edits=told(change),
        wrong=wrong,
        place_is="hours",
    )


@require_POST
@managed
def drop(request: HttpRequest, place: Place) -> HttpResponse:
    """Take one step out, or throw the whole draft away."""
    change = draft_of(place)
    if change is None:
        return redirect(place.manage("draft"))
    if "step" not in request.POST:
        change.delete()
        messages.success(request, _("The planned changes are thrown away. Nothing was changed."))
        return redirect(place.manage("hours"))
    drop_from(change, int(number_of(request.POST["step"]) or 0) - 1)
    if not steps_of(change):
        change.delete()
    messages.success(request, _("Taken out."))
    return redirect(place.manage("draft"))
