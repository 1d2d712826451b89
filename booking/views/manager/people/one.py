"""One person of the staff: what they do, their sign-in, and who changed what."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from booking.views.caseworker.place import Place
from booking.views.manager.people.words import Shown, changes_of, when
from booking.views.manager.place import managed, page
from offices import staff
from offices.staff import StaffError

SIGN_INS = 20


def of_person(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view somebody of the authority; people elsewhere do not exist (rule 8).

    What is not done is said on the page of the person.
    """

    @managed
    @wraps(view)
    def found(
        request: HttpRequest, place: Place, pk: int, *args: Any, **named: Any
    ) -> HttpResponse:
        colleague = staff.colleague(place.office.authority, pk)
        if colleague is None:
            raise Http404
        shown = Shown(colleague, place)
        try:
            return view(request, place, shown, *args, **named)
        except StaffError as refusal:
            messages.error(request, str(refusal))
            return redirect(shown.url)

    return found


@require_safe
@of_person
def one(request: HttpRequest, place: Place, shown: Shown) -> HttpResponse:
    authority = place.office.authority
    sign_ins = (
        [] if not shown.colleague.is_known else shown.colleague.sign_ins(authority)[:SIGN_INS]
    )
    return page(
        request,
        place,
        "people/person",
        title=shown.called,
        person=shown,
        closed=why_closed(shown) if shown.colleague.is_known else "",
        sign_ins=[(when(row.at, place), row.get_kind_display()) for row in sign_ins],
        changes=changes_of(shown),
        back_url=place.manage("people"),
        place_is="people",
    )


def why_closed(shown: Shown) -> str:
    """Why nothing can be done with the account as a whole; empty where it can."""
    try:
        staff.check_account(shown.place.user, shown.colleague.user, shown.place.office.authority)
    except StaffError as refusal:
        return str(refusal)
    return ""


@require_POST
@of_person
def send_again(request: HttpRequest, place: Place, shown: Shown) -> HttpResponse:
    if shown.is_invited:
        tell_of_mail(request, place, shown.colleague.user)
    return redirect(shown.url)


def tell_of_mail(request: HttpRequest, place: Place, user: Any) -> None:
    """Send the invitation, and say what became of it."""
    if staff.send_invitation(user, place.office.authority, by=place.user):
        said = _("The invitation is on its way to %(email)s.") % {"email": user.email}
        messages.success(request, said)
    else:
        messages.warning(
            request,
            _(
                "The invitation could not be sent: the mail server does not answer. "
                "Please send it again later."
            ),
        )
