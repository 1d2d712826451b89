"""The pages of signing in that allauth does not have, and what it leaves out of its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.views import LoginView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.socialaccount.providers.openid_connect import views as openid
from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from offices.models import User
from offices.signin import browsers, factors, idle
from offices.signin.words import LOCKED_MINUTES

View = Callable[..., HttpResponse]
TOO_OFTEN = {"too_many_login_attempts", "rate_limited"}
# All limits on pages count within a minute.
WAIT_MINUTES = 1


def too_often(request: HttpRequest) -> HttpResponse:
    """What allauth answers when a page was asked for too often (handler429)."""
    page = render(request, "account/too_often.html", {"minutes": WAIT_MINUTES}, status=429)
    page["Retry-After"] = str(60 * WAIT_MINUTES)
    return page


def patient(view: View) -> View:
    """Answer 429 too where a form says that a password or code was wrong too often."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        response = view(request, *args, **named)
        form = (getattr(response, "context_data", None) or {}).get("form")
        if form is not None and form.is_bound and TOO_OFTEN & _codes(form):
            response.status_code = 429
            response["Retry-After"] = str(60 * LOCKED_MINUTES)
        return response

    return answer


def _codes(form: Any) -> set[str]:
    return {error.code for errors in form.errors.as_data().values() for error in errors}


class SignInView(LoginView):  # type: ignore[misc]  # allauth is untyped
    def get_context_data(self, **told: Any) -> dict[str, Any]:
        others = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
        return {
            **super().get_context_data(**told),
            "why": "" if self.request.method == "POST" else idle.why_signed_out(self.request),
            "minutes": settings.STAFF_IDLE_MINUTES,
            "others": others,
        }


class SetUpView(ActivateTOTPView):  # type: ignore[misc]
    def get_context_data(self, **told: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**told)
        user = self.request.user
        is_due = factors.grace_ends(user) is None and not factors.is_enough(self.request, user)
        return {**context, "is_due": is_due, "secret": grouped(context["form"].secret)}


def grouped(secret: str) -> str:
    """In fours, as people type it."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


class SessionsView(ListUserSessionsView):  # type: ignore[misc]
    def get_context_data(self, **told: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**told)
        context["sessions"].sort(key=lambda one: (not one.is_current(), -one.pk))
        for session in context["sessions"]:
            session.browser = browsers.in_words(session.user_agent)
        return context


@never_cache
@require_safe
@login_required
def my_sign_in(request: HttpRequest) -> HttpResponse:
    """Everything about one's own sign-in, on one page."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - login_required
    own = {one.type: one for one in Authenticator.objects.filter(user=user)}
    codes = own.get(Authenticator.Type.RECOVERY_CODES)
    return render(
        request,
        "account/my_sign_in.html",
        {
            "app": own.get(Authenticator.Type.TOTP),
            "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
            "is_vouched_for": factors.is_vouched_for(request, user),
            "grace_ends": factors.grace_ends(user),
            "sessions": len(UserSession.objects.purge_and_list(user)),
            "home": settings.LOGIN_REDIRECT_URL,
        },
    )


@require_POST
@login_required
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    end_sessions(request, [session])
    messages.success(request, _("That browser is signed out."))
    return redirect("usersessions_list" if request.user.is_authenticated else "account_login")


@never_cache
@require_POST
def go_to_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to the other service; only to sign in, never to connect accounts."""
    if {*request.GET, *request.POST} & {"process", "scope", "auth_params", "action"}:
        raise Http404
    return _with_provider(openid.login, request, provider_id)


@never_cache
@require_safe
def come_from_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _with_provider(openid.callback, request, provider_id)


def _with_provider(view: View, request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        return view(request, provider_id)
    except RequestException:
        return render(request, "socialaccount/authentication_error.html", status=502)
