"""Where to after signing in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from booking.views.caseworker.place import DESK, Role, sign_in_first
from offices.models import Office, User


@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """The one office somebody works at, or a list of them."""
    user = request.user
    if not isinstance(user, User):
        return sign_in_first(request)
    desks = list(Office.objects.of(user, *DESK).select_related("authority"))
    doors = list(Office.objects.of(user, Role.DOOR).select_related("authority"))
    audits = list(Office.objects.of(user, Role.AUDITOR).select_related("authority"))
    pages = [("desk:today", "#now", desks), ("desk:door", "", doors), ("desk:audit", "", audits)]
    places = [
        reverse(name, args=[office.slug]) + part
        for name, part, offices in pages
        for office in offices
    ]
    if len(places) == 1:
        return redirect(places[0])
    context = {"desks": desks, "doors": doors, "audits": audits}
    return render(request, "caseworker/index.html", context)
