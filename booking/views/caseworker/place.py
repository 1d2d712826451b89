"""Where somebody of the staff works, and whether they may: every page of theirs begins here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db.models import Exists, OuterRef
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from booking.audit import Reader
from booking.forms.wishes import number_of
from offices.models import Desk, Membership, Office, User
from offices.moments import day_at, on_the_wall

Role = Membership.Role
# Who manages an authority may do what its caseworkers do.
DESK = (Role.CASEWORKER, Role.MANAGER)
DOOR = (Role.DOOR, *DESK)


@dataclass(frozen=True)
class Place(Reader):
    """An office, somebody who works there, and the moment at which they asked for a page."""

    # Whether the pages of desks are there for them, not only those of the door or of auditors.
    is_desk: bool = True

    @cached_property
    def today(self) -> date:
        return day_at(self.now, self.office.zone)

    @cached_property
    def language(self) -> str:
        return get_language() or "de"

    def path(self, name: str, *args: object) -> str:
        return reverse(f"desk:{name}", args=[self.office.slug, *args])

    def manage(self, name: str, *args: object) -> str:
        """Lead to a page of the office's managers."""
        return reverse(f"manage:{name}", args=[self.office.slug, *args])

    def on_the_wall(self, moment: datetime) -> str:
        return on_the_wall(moment, self.office.zone)

    def desk(self, value: str | None) -> Desk | None:
        """The desk whose number stands in an address or a form; None where none was named.

        Raises Http404 for a desk of another office.
        """
        if not value:
            return None
        found = self.office.desks.filter(pk=number_of(value) or 0).first()
        if found is None:
            raise Http404
        return found


View = Callable[..., HttpResponse]


def at_office(*roles: str) -> Callable[[View], View]:
    """Let in who has one of the roles there; to all others the page does not exist (rule 8).

    The view gets the Place, and the office's clock is the clock of its page.
    """

    def decorate(view: View) -> View:
        @never_cache
        @wraps(view)
        def guarded(request: HttpRequest, slug: str, *args: Any, **named: Any) -> HttpResponse:
            if not isinstance(request.user, User):
                return sign_in_first(request)
            office = office_of(request.user, slug, *roles)
            is_desk = getattr(office, "is_desk", True)
            place = Place(office, request.user, timezone.now(), is_desk)
            with timezone.override(place.office.zone):
                return view(request, place, *args, **named)

        return guarded

    return decorate


def office_of(user: User, slug: str, *roles: str) -> Office:
    """Raises Http404 when there is no such office, or `user` has none of the roles there.

    Where other roles than those of desks lead in, the office says whether one of these does too.
    """
    mine = Office.objects.of(user, *roles).select_related("authority")
    if not set(roles) <= set(DESK):
        at_desk = Office.objects.of(user, *DESK).filter(pk=OuterRef("pk"))
        mine = mine.annotate(is_desk=Exists(at_desk))
    office: Office | None = mine.filter(slug=slug).first()
    if office is None:
        raise Http404
    return office


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """Lead to the sign-in and back; what a page asked by itself leads the whole page there."""
    if request.headers.get("HX-Request"):
        back = request.headers.get("HX-Current-URL", "")
        redirect = redirect_to_login(back if back.startswith("/") else "/desk/")
        return HttpResponse(status=204, headers={"HX-Redirect": redirect["Location"]})
    return redirect_to_login(request.get_full_path())


def status_of(form: BaseForm) -> int:
    """Of a page with this form: 422 where something typed makes no sense."""
    return 422 if form.errors else 200


def page(
    request: HttpRequest, place: Place, name: str, *, status: int = 200, **context: object
) -> HttpResponse:
    """Answer with templates/caseworker/<name>.html."""
    everywhere = {"place": place, "office": place.office, "authority": place.office.authority}
    return render(request, f"caseworker/{name}.html", {**everywhere, **context}, status=status)
