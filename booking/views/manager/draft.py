"""What a draft would do, and saving it: nothing acts before somebody has seen this page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db import transaction
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
from booking.views.manager.deciding import shares_of, told_by_mail
from booking.views.manager.drafts import draft_of
from booking.views.manager.foreseen import shown
from booking.views.manager.later import in_short, shown_later
from booking.views.manager.place import managed, page
from booking.views.manager.remarked import Remarked, remarked
from booking.views.manager.told import still_choosing
from offices.changes import words
from offices.changes.rehearsal import as_drafted
from offices.changes.steps import ChangedMeanwhileError, Step, drop_from, steps_of
from offices.models import Change

# Pages to which one goes to plan something else; what is decided for people is kept.
PLANNED_AT = ("hours", "one_day", "closures", "desks", "house")


@require_http_methods(["GET", "POST"])
@managed
def draft(request: HttpRequest, place: Place) -> HttpResponse:
    change = draft_of(place)
    if change is None:
        return page(request, place, "no_draft", title=_("No changes planned"), place_is="draft")
    try:
        found = impact.foresee(place.office, steps_of(change), now=place.now)
    except ChangedMeanwhileError as error:
        return _stale(request, place, change, error.step)
    return _answer(request, place, change, found)


def _answer(request: HttpRequest, place: Place, change: Change, found: Foreseen) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    proposed = DecisionForm.proposed(change, place.today)
    form = DecisionForm(data, place.office, today=place.today, initial=proposed)
    form.fields["reason"].required = bool(found.hits or found.kept)
    is_valid = form.is_valid()
    if request.POST.get("then") in PLANNED_AT:
        form.write_to(change, request.POST)
        return redirect(place.manage(request.POST["then"]))
    if form.is_bound and request.POST.get("seen") != seen_of(change, found):
        form.add_error(
            None, _("Something has changed since this page was shown. Please look again.")
        )
        return _page(request, place, change, found, form, status=409)
    if not is_valid:
        return _page(request, place, change, found, form, status=422 if form.is_bound else 200)
    if "look" in request.POST:
        form.write_to(change, request.POST)
        return redirect(place.manage("draft_mails"))
    return _save(request, place, change, found, form)


def _save(
    request: HttpRequest, place: Place, change: Change, found: Foreseen, form: DecisionForm
) -> HttpResponse:
    form.write_to(change, request.POST)
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
    """What the page has shown, in short: the steps, who is concerned, and in which group."""
    groups = impact.groups_of(found.hits)
    people = sorted((hit.booking, one.kind.value) for one in groups for hit in one.hits)
    said = [change.steps, people]
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
    said = request.POST if form.is_bound else change.decisions.get("said", {})
    return page(
        request,
        place,
        "draft",
        status=status,
        title=_("What your changes would do"),
        draft=change,
        form=form,
        edits=words.told(change),
        seen=seen_of(change, found),
        remarks=_remarks(place, change),
        place_is="draft",
        **shown(place, found),
        **_decided(place, change, found, said),
    )


def _decided(
    place: Place, change: Change, found: Foreseen, said: Mapping[str, str]
) -> dict[str, Any]:
    groups, shares = shown_groups(place, found, said), shares_of(found, said)
    _look(place, groups)
    return {
        "groups": groups,
        "shares": shares,
        "told": told_by_mail(shares),
        "still_choosing": still_choosing(place, change.undoes) if change.undoes else 0,
    }


def _remarks(place: Place, change: Change) -> list[Remarked]:
    with as_drafted(place.office, change):
        return remarked(place)


def _look(place: Place, groups: list[ShownGroup]) -> None:
    named = [person.hit.booking for group in groups for person in group.people]
    if named:
        audit.note_look(place, Look.Page.CONFLICTS, audit.NAMES, bookings=named)


def _stale(request: HttpRequest, place: Place, change: Change, wrong: Step) -> HttpResponse:
    """The same was changed since, perhaps by the same manager."""
    return page(
        request,
        place,
        "stale_draft",
        status=409,
        title=_("The same was changed since"),
        change=change,
        later=shown_later(place, change, wrong),
        edits=words.told(change),
        wrong=wrong,
        place_is="draft",
    )


@require_POST
@managed
@transaction.atomic
def drop(request: HttpRequest, place: Place) -> HttpResponse:
    """Take one step out, or throw the whole draft away."""
    change = draft_of(place, locked=True)
    if change is None:
        return redirect(place.manage("draft"))
    if "step" not in request.POST:
        change.delete()
        messages.success(request, _("The planned changes are thrown away. Nothing was changed."))
        return redirect(place.manage("hours"))
    if "seen" in request.POST:
        _keep(request, place, change)
    number, edits = int(number_of(request.POST["step"]) or 0), words.told(change)
    if 1 <= number <= len(edits):
        _take_out(request, change, number, in_short(edits[number - 1]))
    return redirect(place.manage("draft"))


def _keep(request: HttpRequest, place: Place, change: Change) -> None:
    """What was chosen for people on the page where a step is taken out."""
    form = DecisionForm(request.POST, place.office, today=place.today)
    form.is_valid()
    form.write_to(change, request.POST)


def _take_out(request: HttpRequest, change: Change, number: int, name: str) -> None:
    drop_from(change, number - 1)
    if not steps_of(change):
        change.delete()
    said = _("This is not planned any more: %(what)s. Nothing was changed.")
    messages.success(request, said % {"what": name})
