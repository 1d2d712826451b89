"""The draft of a manager at an office: every form adds steps to it, and nothing acts until saved.

A page that is told `as_planned` sees the office as it will be with the draft.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from booking.views.caseworker.place import Place
from offices.changes.steps import Step, add_to, joined, steps_of
from offices.models import Change


def draft_of(place: Place, *, locked: bool = False) -> Change | None:
    """What this person has begun here and not yet saved; `locked` until the transaction ends, so
    that of two windows none writes over what the other has planned or saved.
    """
    mine = Change.objects.drafts().filter(office=place.office, made_by=place.user)
    found: Change | None = (mine.select_for_update() if locked else mine).first()
    return found


def planned(
    request: HttpRequest, place: Place, steps: Iterable[Step], *, back: str = "hours"
) -> HttpResponse:
    """Add the steps to the draft, and lead to what it would do; `back` where nothing is planned."""
    found = joined(steps)
    if not found:
        messages.info(request, _("Nothing would change: it is so already."))
        return redirect(place.manage(back))
    if _added(place, found):
        return redirect(place.manage("draft"))
    messages.info(request, _("This takes the change back: nothing is left to save."))
    return redirect(place.manage(back))


@transaction.atomic
def _added(place: Place, steps: Iterable[Step]) -> bool:
    """Whether anything is planned then."""
    mine = Change.objects.drafts().select_for_update()
    draft, _is_new = mine.get_or_create(
        office=place.office, made_by=place.user, defaults={"made_at": place.now}
    )
    add_to(draft, steps)
    if not steps_of(draft):
        draft.delete()
        return False
    return True
