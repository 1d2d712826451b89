"""Pages that say who is responsible, what happens with data, and how to get through."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from booking.forms.wishes import Wish
from booking.views.citizen.expiry import notice
from booking.views.citizen.offer import authority_at, page_language
from booking.views.citizen.paths import path_to
from booking.views.citizen.start import places_with_urls
from offices.models import LegalText


@require_safe
def privacy(request: HttpRequest, slug: str) -> HttpResponse:
    authority = authority_at(slug)
    short = notice(
        LegalText.Key.PRIVACY_SHORT,
        authority,
        page_language(),
        special_law="§ 86 AufenthG",
        privacy_link=request.build_absolute_uri(path_to("privacy", slug)),
    )
    return render(request, "citizen/privacy.html", {"authority": authority, "short": short})


@require_safe
def imprint(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "citizen/imprint.html", {"authority": authority_at(slug)})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "citizen/accessibility.html", {"places": places_with_urls(Wish())})


@require_safe
def easy(request: HttpRequest) -> HttpResponse:
    return render(request, "citizen/easy.html")
