"""Several invitations at once: those that were ticked, or made at one moment."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from booking.forms.wishes import number_of
from booking.models import Invitation
from booking.reservations import ReservationError, invite_again, withdraw_invitation
from booking.views.caseworker.invitation import AGAIN, WITHDRAW, letters_of
from booking.views.caseworker.invitations import (
    BATCH,
    Invited,
    moment_of,
    rows_at,
)
from booking.views.caseworker.place import DESK, Place, at_office

LETTERS = "letters"


@require_POST
@at_office(*DESK)
def press(request: HttpRequest, place: Place) -> HttpResponse:
    """Do with all that are ticked what was pressed. Raises Http404 for one of another office."""
    what, rows = request.POST.get("do"), _ticked(request, place)
    if what not in (LETTERS, AGAIN, WITHDRAW):
        raise Http404
    if not rows:
        messages.error(request, _("Please tick at least one invitation."))
    elif what == LETTERS:
        return _letters(request, place, rows)
    elif what == AGAIN:
        _send_again(request, place, rows)
    else:
        _withdraw(request, place, rows)
    return _back(request, place)


def _back(request: HttpRequest, place: Place) -> HttpResponse:
    query = request.POST.get("query", "")
    return redirect(f"{place.path('invitations')}{f'?{query}' if query else ''}")


def _ticked(request: HttpRequest, place: Place) -> list[Invitation]:
    wanted = {number_of(pk) or 0 for pk in request.POST.getlist("who")}
    found = list(rows_at(place).filter(pk__in=wanted))
    if len(found) != len(wanted):
        raise Http404
    return found


def _letters(request: HttpRequest, place: Place, rows: list[Invitation]) -> HttpResponse:
    can_be_used = [one for one in Invited.all(rows, place) if one.may_choose]
    if can_be_used:
        return letters_of(can_be_used)
    messages.warning(request, _("None of these can be chosen with any more."))
    return _back(request, place)


@require_safe
@at_office(*DESK)
def letters(request: HttpRequest, place: Place) -> HttpResponse:
    """The letters of all who were invited together and have no e-mail address."""
    batch = moment_of(request.GET.get(BATCH, ""))
    if batch is None:
        raise Http404
    by_letter = rows_at(place).filter(invited_at=batch, way=Invitation.Way.LETTER)
    return _letters(request, place, list(by_letter))


def _send_again(request: HttpRequest, place: Place, rows: list[Invitation]) -> None:
    by_mail = [one for one in rows if one.way == Invitation.Way.EMAIL and one.withdrawn_at is None]
    count = _each(request, by_mail, lambda one: invite_again(one, latest=one.latest, now=place.now))
    said = ngettext(
        "%(count)d invitation is sent again.", "%(count)d invitations are sent again.", count
    )
    messages.success(request, said % {"count": count})


def _withdraw(request: HttpRequest, place: Place, rows: list[Invitation]) -> None:
    count = _each(request, rows, lambda one: withdraw_invitation(one, now=place.now))
    said = ngettext(
        "%(count)d invitation is withdrawn.", "%(count)d invitations are withdrawn.", count
    )
    messages.success(request, said % {"count": count})


def _each(
    request: HttpRequest, rows: list[Invitation], verb: Callable[[Invitation], object]
) -> int:
    """Do it with each, say of which it was refused and why, and count the others."""
    done = 0
    for invitation in rows:
        try:
            verb(invitation)
            done += 1
        except ReservationError as refusal:
            messages.error(request, f"{invitation}: {refusal}")
    return done
