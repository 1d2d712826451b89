"""The draft of a manager at an office: every form adds steps to it, and nothing acts until saved.

A page that is told `as_planned` sees the office as it will be with the draft.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from booking.views.caseworker.place import Place
from offices.changes.steps import Step, add_to, joined, steps_of
from offices.models import Change


def draft_of(place: Place) -> Change | None:
    """What this person has begun here and not yet saved."""
    mine = Change.objects.drafts().filter(office=place.office, made_by=place.user)
    found: Change | None = mine.first()
    return found


def planned(
    request: HttpRequest, place: Place, steps: Iterable[Step], *, back: str = "hours"
) -> HttpResponse:
    """Add the steps to the draft, and lead to what it would do; `back` where nothing is planned."""
    found = joined(steps)
    if not found:
        messages.info(request, _("Nothing would change: it is so already."))
        return redirect(place.manage(back))
    draft = draft_of(place) or Change.objects.create(
        office=place.office, made_by=place.user, made_at=place.now
    )
    add_to(draft, found)
    if not steps_of(draft):
        draft.delete()
        messages.info(request, _("This takes the change back: nothing is left to save."))
        return redirect(place.manage(back))
    return redirect(place.manage("draft"))
