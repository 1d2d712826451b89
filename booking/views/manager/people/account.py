"""Switching an account off and on, and resetting its second step."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from booking import audit
from booking.agenda.open_work import OpenWork, open_work
from booking.forms.manager.people import ReasonForm
from booking.models import Look
from booking.views.caseworker.asked import Asked
from booking.views.caseworker.invitations import Invited
from booking.views.caseworker.place import Place, status_of
from booking.views.manager.people.one import of_person, why_closed
from booking.views.manager.people.words import Shown, gone, when
from booking.views.manager.place import page
from offices import staff

# Of each kind of work at an office so many are listed; the others are counted.
MOST = 20
OFF, ROLES = "off", "roles"  # what the page said before it was pressed


@require_http_methods(["GET", "POST"])
@of_person
def leave(request: HttpRequest, place: Place, shown: Shown) -> HttpResponse:
    """End somebody's work: by switching off the account, or by taking away the roles here."""
    user, authority = shown.colleague.user, place.office.authority
    staff.check_not_own(place.user, user)
    what = request.POST.get("do")
    if what == OFF and shown.is_active:
        staff.switch_off(user, authority, by=place.user)
        messages.success(request, _("%(name)s cannot sign in any more.") % {"name": shown.called})
        return redirect(shown.url)
    if what == ROLES:
        staff.dismiss_from_all(user, authority, by=place.user)
        messages.success(request, gone(shown))
        return redirect(place.manage("people"))
    # Whoever was only invited is nobody's account yet.
    return _leave_page(request, shown, is_whole=shown.is_active and not why_closed(shown))


def _leave_page(request: HttpRequest, shown: Shown, *, is_whole: bool) -> HttpResponse:
    place, user = shown.place, shown.colleague.user
    works = open_work(user, place.office.authority_id, place.now)
    title = _("Deactivate this account") if is_whole else _("Take away all roles here")
    return page(
        request,
        place,
        "people/leave",
        title=_("Withdraw the invitation") if shown.is_invited else title,
        person=shown,
        is_whole=is_whole,
        works=[_shown(work, place) for work in works],
        back_url=shown.url,
        place_is="people",
    )


def _shown(work: OpenWork, here: Place) -> dict[str, Any]:
    """What waits at an office, and where it is looked after; who is named is written down."""
    place = replace(here, office=work.office)
    requests = Asked.all(work.requests[:MOST], place)
    invitations = Invited.all(work.invitations[:MOST], place)
    named = [one.booking.pk for one in (*requests, *invitations)]
    if named:
        audit.note_look(place, Look.Page.REQUEST, audit.NAMES, bookings=named)
    blocks = [
        (place.path("blocked", one.pk), one, when(one.starts_at, place)) for one in work.blocks
    ]
    return {
        "office": work.office,
        "requests": requests,
        "more_requests": len(work.requests) - len(requests),
        "requests_url": place.path("requests"),
        "invitations": invitations,
        "more_invitations": len(work.invitations) - len(invitations),
        "invitations_url": place.path("invitations"),
        "blocks": blocks[:MOST],
        "more_blocks": max(len(blocks) - MOST, 0),
    }


@require_POST
@of_person
def come_back(request: HttpRequest, place: Place, shown: Shown) -> HttpResponse:
    if not shown.is_off:
        return redirect(shown.url)
    staff.switch_on(shown.colleague.user, place.office.authority, by=place.user)
    said = _("%(name)s can sign in again, with the roles of before.") % {"name": shown.called}
    messages.success(request, said)
    return redirect(shown.url)


@require_http_methods(["GET", "POST"])
@of_person
def second_step(request: HttpRequest, place: Place, shown: Shown) -> HttpResponse:
    user, authority = shown.colleague.user, place.office.authority
    if shown.colleague.is_known:
        staff.check_account(place.user, user, authority)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if not (shown.has_second_step and form.is_valid()):
        return _second_step_page(request, shown, form)
    staff.reset_second_step(user, authority, reason=form.cleaned_data["reason"], by=place.user)
    messages.success(request, _("The second step is reset."))
    if not staff.tell_of_reset(user, authority, by=place.user):
        messages.warning(
            request,
            _("The mail about it could not be sent. Please tell %(name)s yourself.")
            % {"name": shown.called},
        )
    return redirect(shown.url)


def _second_step_page(request: HttpRequest, shown: Shown, form: ReasonForm) -> HttpResponse:
    return page(
        request,
        shown.place,
        "people/second_step",
        status=status_of(form),
        title=_("Reset the second step"),
        person=shown,
        form=form,
        back_url=shown.url,
        place_is="people",
    )
