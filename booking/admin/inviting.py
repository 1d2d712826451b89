"""Inviting one person or a list of them, and what can be done with one invitation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from booking.availability import first_free
from booking.forms.invitation_office import GuestForm, LatestForm, PeopleForm
from booking.models import Booking, Invitation
from booking.models.stage import Stage
from booking.papers.letters import letters_pdf
from booking.reservations import (
    ReservationError,
    asks_of,
    invite_again,
    invite_all,
    withdraw_invitation,
)
from offices.admin.scope import mine, user_of
from offices.models import Access, Offering

NOT_HERE = (Access.ELSEWHERE, Access.WALK_IN)
CONFIRMED = "confirmed"
View = Callable[..., HttpResponse]


def bound(view: View, shown_by: Any) -> View:
    """Give the view its admin class, and the invitation where the address names one, or 404."""

    @wraps(view)
    def wrapped(request: HttpRequest, object_id: str = "") -> HttpResponse:
        if not shown_by.has_view_permission(request):
            raise PermissionDenied
        if not object_id:
            return view(request, shown_by)
        return view(request, shown_by, shown_by.get_object(request, object_id))

    return wrapped


def _offerings(request: HttpRequest) -> QuerySet[Offering]:
    """What the person signed in may invite for: their own, at desks that exist."""
    rows = mine(Offering.objects.all(), request).exclude(access__in=NOT_HERE)
    return rows.filter(desks__isnull=False).select_related("office", "service__group").distinct()


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, shown_by: Any) -> HttpResponse:
    form = GuestForm(_sent(request), today=timezone.localdate(), offerings=_offerings(request))
    if form.is_valid():
        made = _invite(request, form, [form.guest], form.cleaned_data["way"])
        if made:
            _tell(request, made)
            return redirect("admin:booking_invitation_change", made[0].pk)
    return _page(request, shown_by, "invite", _("Invite somebody"), form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def many(request: HttpRequest, shown_by: Any) -> HttpResponse:
    """Read the list, show what was understood, and invite all of them at the second press."""
    form = PeopleForm(
        _sent(request),
        request.FILES or None,
        today=timezone.localdate(),
        offerings=_offerings(request),
    )
    title = _("Invite from a list")
    if not form.is_valid():
        return _page(request, shown_by, "list", title, form=form)
    guests = list(form.guests)
    made = CONFIRMED in request.POST and _invite(request, form, guests, Invitation.Way.EMAIL)
    if made:
        _tell(request, made)
        batch = urlencode({"invited_at": made[0].invited_at.isoformat()})
        return redirect(f"{reverse('admin:booking_invitation_changelist')}?{batch}")
    understood = [] if form.errors else guests
    by_email = sum(bool(guest.email) for guest in guests)
    return _page(request, shown_by, "list", title, form=form, guests=understood, by_email=by_email)


def _invite(request: HttpRequest, form: Any, guests: Any, way: str) -> list[Invitation]:
    try:
        return invite_all(guests, form.right(way), by=user_of(request), now=timezone.now())
    except ReservationError as refusal:
        form.add_error(None, str(refusal))
        return []


def _tell(request: HttpRequest, made: list[Invitation]) -> None:
    letters = sum(invitation.way == Invitation.Way.LETTER for invitation in made)
    said = ngettext(
        "%(count)d person is invited: %(mails)d by e-mail, %(letters)d by letter.",
        "%(count)d people are invited: %(mails)d by e-mail, %(letters)d by letter.",
        len(made),
    )
    numbers = {"count": len(made), "mails": len(made) - letters, "letters": letters}
    messages.success(request, said % numbers)
    warn_of_nothing_free(request, [invitation.booking for invitation in made])


def warn_of_nothing_free(request: HttpRequest, bookings: Sequence[Booking]) -> None:
    """Say at once for how many of those invited there is no time to choose."""
    now = timezone.now()
    missing = first_free(asks_of(bookings, now=now), now=now).count(None)
    if missing:
        warning = ngettext(
            "For %(count)d of them no time is free before the latest day. "
            "Open more hours, or choose a later day.",
            "For %(count)d of them no time is free before the latest day. "
            "Open more hours, or choose a later day.",
            missing,
        )
        messages.warning(request, warning % {"count": missing})


@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: HttpRequest, shown_by: Any, invitation: Invitation) -> HttpResponse:
    """Choose another latest day; also opens what was withdrawn or has passed."""
    today = timezone.localdate(timezone=invitation.booking.office.zone)
    initial = {"latest": invitation.latest, "internal_hours": invitation.internal_hours}
    form = LatestForm(_sent(request), today=today, initial=initial)
    form.fields["internal_hours"].help_text = ""
    if form.is_valid():
        latest, internal = form.cleaned_data["latest"], bool(form.cleaned_data["internal_hours"])
        return _do(
            request,
            invitation,
            lambda now: invite_again(invitation, latest=latest, internal_hours=internal, now=now),
        )
    title = _("Another latest day")
    return _page(request, shown_by, "act", title, form=form, invitation=invitation)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, shown_by: Any, invitation: Invitation) -> HttpResponse:
    if request.method == "POST":
        return _do(request, invitation, lambda now: withdraw_invitation(invitation, now=now))
    title = _("Withdraw the invitation")
    return _page(request, shown_by, "act", title, form=Form(), invitation=invitation)


@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest, shown_by: Any, invitation: Invitation) -> HttpResponse:
    if request.method == "POST":
        latest = invitation.latest
        return _do(
            request, invitation, lambda now: invite_again(invitation, latest=latest, now=now)
        )
    title = _("Send the invitation again")
    return _page(request, shown_by, "act", title, form=Form(), invitation=invitation)


def _do(request: HttpRequest, invitation: Invitation, verb: Callable[[Any], Any]) -> HttpResponse:
    try:
        verb(timezone.now())
        messages.success(request, _("Done."))
    except ReservationError as refusal:
        messages.error(request, str(refusal))
    return redirect("admin:booking_invitation_change", invitation.pk)


@require_safe
def letter(request: HttpRequest, shown_by: Any, invitation: Invitation) -> HttpResponse:  # noqa: ARG001
    return as_file(letters_pdf([invitation.booking]))


def as_file(pdf: bytes) -> HttpResponse:
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={
            "Content-Disposition": 'attachment; filename="einladungen.pdf"',
            "Cache-Control": "no-store",
        },
    )


PAGES: dict[str, View] = {
    "letter": letter,
    "again": again,
    "extend": extend,
    "withdraw": withdraw,
}
TITLES = {
    "letter": gettext_lazy("Letter (PDF)"),
    "again": gettext_lazy("Send again by e-mail"),
    "extend": gettext_lazy("Another latest day"),
    "withdraw": gettext_lazy("Withdraw"),
}


def pages_for(invitation: Any) -> list[tuple[str, Any]]:
    """What can be done with it as it stands."""
    may_choose = invitation.stage in (Stage.INVITED, Stage.HELD)
    can_be = {
        "letter": may_choose,
        "again": may_choose and invitation.way == Invitation.Way.EMAIL,
        "extend": invitation.stage not in (Stage.PAST, Stage.FORGOTTEN),
        "withdraw": may_choose or invitation.stage is Stage.OVERDUE,
    }
    return [(name, TITLES[name]) for name in PAGES if can_be[name]]


def _page(
    request: HttpRequest, shown_by: Any, name: str, title: str, **context: Any
) -> HttpResponse:
    everywhere = {
        **shown_by.admin_site.each_context(request),
        "title": title,
        "subtitle": None,
        "opts": shown_by.opts,
        "media": shown_by.media,
        "CONFIRMED": CONFIRMED,
    }
    return render(request, f"admin/booking/invitation/{name}.html", {**everywhere, **context})
