"""What every page of somebody signed in has to do with it."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from offices.models import User
from offices.signin import factors, idle

Answer = Callable[[HttpRequest], HttpResponse]
# Public pages stand below a language, and whoever may come in must be able to set it up.
OPEN = {"", "accounts", "i18n", "health", *(code for code, _name in settings.LANGUAGES)}


def signed_in(request: HttpRequest) -> User | None:
    """Ask for the session only where a browser has one: public pages do without."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    return request.user if isinstance(request.user, User) else None


class IdleMiddleware:
    """Signs people out when nothing happens for STAFF_IDLE_MINUTES."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        before = signed_in(request)
        renewed = bool(before) and not is_asked_by_itself(request) and idle.renew(request)
        response = self.get_response(request)
        if request.session.accessed:
            self._tell_sign_in_page(request, response, before=before, renewed=renewed)
        return lead_whole_page(request, response)

    def _tell_sign_in_page(
        self, request: HttpRequest, response: HttpResponse, *, before: User | None, renewed: bool
    ) -> None:
        is_here = request.user.is_authenticated
        if before and not is_here:
            idle.forget(response)
        elif is_here and (renewed or not before):
            idle.renew(request)
            idle.remember(request, response)


def lead_whole_page(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Where a part of a page was asked for: lead the page to the sign-in, not the part."""
    login = reverse(settings.LOGIN_URL)
    if "HX-Request" not in request.headers or not response.get("Location", "").startswith(login):
        return response
    came_from = urlsplit(request.headers.get("HX-Current-URL", "")).path
    return HttpResponse(headers={"HX-Redirect": f"{login}?{urlencode({'next': came_from})}"})


def is_asked_by_itself(request: HttpRequest) -> bool:
    """A page that looks for news by itself is no sign that somebody sits before it."""
    return "HX-Request" in request.headers and request.path_info.endswith("/changes/")


class SecondFactorMiddleware:
    """Sends people without a second factor to where they set it up, once it is asked of them."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.split("/")[1] in OPEN:
            return self.get_response(request)
        user = signed_in(request)
        if user and not factors.grace_ends(user) and not factors.is_enough(request, user):
            query = urlencode({"next": request.get_full_path()})
            return redirect(f"{reverse('mfa_activate_totp')}?{query}")
        return self.get_response(request)
