"""The first page of an office's managers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from booking.views.caseworker.place import Place
from booking.views.manager.place import managed, page


@require_safe
@managed
def overview(request: HttpRequest, place: Place) -> HttpResponse:
    return page(request, place, "overview", title=_("Overview"), place_is="overview")
