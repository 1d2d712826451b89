"""Inviting somebody, and giving, changing and taking away roles."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from booking.forms.manager.people import InviteForm, JobForm, NewJobForm
from booking.views.caseworker.place import Place, status_of
from booking.views.manager.people.one import of_person, tell_of_mail
from booking.views.manager.people.words import Shown, gone
from booking.views.manager.place import managed, page
from offices import staff
from offices.models import Membership
from offices.staff import StaffError


@require_http_methods(["GET", "POST"])
@managed
def invite(request: HttpRequest, place: Place) -> HttpResponse:
    form = InviteForm(_sent(request), authority=place.office.authority)
    if form.is_valid():
        made = _invited(form, place)
        if made:
            _tell(request, place, made)
            return redirect(place.manage("person", made.user_id))
    return page(
        request,
        place,
        "people/invite",
        status=status_of(form),
        title=_("Invite somebody"),
        form=form,
        back_url=place.manage("people"),
        place_is="people",
    )


def _sent(request: HttpRequest) -> object:
    return request.POST if request.method == "POST" else None


def _invited(form: InviteForm, place: Place) -> Membership | None:
    """The new role; None where it was refused, and why stands in the form then."""
    said = form.cleaned_data
    try:
        return staff.invite(email=said["email"], name=said["name"], job=form.job, by=place.user)
    except StaffError as refusal:
        form.add_error(None, str(refusal))
        return None


def _tell(request: HttpRequest, place: Place, made: Membership) -> None:
    """Whoever works here already needs no invitation."""
    if made.is_known:
        messages.success(request, _("This person works here already. The role is given."))
    else:
        tell_of_mail(request, place, made.user)


@require_http_methods(["GET", "POST"])
@of_person
def add(request: HttpRequest, place: Place, shown: Shown) -> HttpResponse:
    user = shown.colleague.user
    staff.check_not_own(place.user, user)
    form = NewJobForm(_sent(request), authority=place.office.authority)
    if form.is_valid():
        try:
            staff.invite(email=user.email, name="", job=form.job, by=place.user)
        except StaffError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The role is given."))
            return redirect(shown.url)
    return _page(request, shown, form)


@require_http_methods(["GET", "POST"])
@of_person
def role(request: HttpRequest, place: Place, shown: Shown, role: int) -> HttpResponse:
    """Change one role, or take it away."""
    theirs = next((one for one in shown.colleague.roles if one.pk == role), None)
    if theirs is None:
        raise Http404
    staff.check_not_own(place.user, shown.colleague.user)
    if "take_away" in request.POST:
        return _take_away(request, place, shown, theirs)
    is_at = str(theirs.office_id or "")
    form = JobForm(
        _sent(request),
        authority=place.office.authority,
        initial={"role": theirs.role, "where": is_at},
    )
    if form.is_valid():
        try:
            staff.change(theirs, form.job, by=place.user)
        except StaffError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The role is changed."))
            return redirect(shown.url)
    return _page(request, shown, form, theirs)


def _take_away(
    request: HttpRequest, place: Place, shown: Shown, theirs: Membership
) -> HttpResponse:
    staff.dismiss(theirs, by=place.user)
    if len(shown.colleague.roles) > 1:
        messages.success(request, _("The role is taken away."))
        return redirect(shown.url)
    messages.success(request, gone(shown))
    return redirect(place.manage("people"))


def _page(
    request: HttpRequest, shown: Shown, form: JobForm, theirs: Membership | None = None
) -> HttpResponse:
    return page(
        request,
        shown.place,
        "people/role",
        status=status_of(form),
        title=_("Change the role") if theirs else _("Give another role"),
        person=shown,
        form=form,
        is_there=theirs is not None,
        is_last=len(shown.colleague.roles) == 1,
        back_url=shown.url,
        place_is="people",
    )
