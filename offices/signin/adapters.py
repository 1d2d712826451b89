"""What allauth asks of us: who may come in, in which words, and what a second factor looks like."""

from __future__ import annotations

import io
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from offices.models import SignInEvent, User
from offices.signin import factors, journal, mail, sealing, words


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    error_messages = {**DefaultAccountAdapter.error_messages, **words.ACCOUNT_ERRORS}

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def get_login_stages(self) -> list[str]:
        """Ask for the second factor only where the other service has not."""
        stock, ours = "allauth.mfa.stages.AuthenticateStage", "offices.signin.stages.CodeStage"
        return [ours if stage == stock else stage for stage in super().get_login_stages()]

    def is_reauthentication_required(self, *, app: str, **options: Any) -> bool:
        """Whoever has just typed a password need not type it again."""
        asked: bool = super().is_reauthentication_required(app=app, **options)
        return asked and not factors.has_just_signed_in(self.request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return reverse("my_sign_in")

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Below BASE_URL, whatever host the browser has asked for."""
        user, _, token = key.partition("-")
        path = reverse("account_reset_password_from_key", args=[user, token])
        return f"{settings.BASE_URL}{path}"

    def post_login(self, request: HttpRequest, user: User, **told: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **told)
        until = factors.grace_ends(user)
        if until and not factors.is_enough(request, user):
            messages.warning(request, words.set_up_until(until))
        return response

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *_more: Any,
        message: str | None = None,
        **_told: Any,
    ) -> None:
        """Say our own sentence; about what needs none, nothing."""
        said = message or words.MESSAGES.get(message_template or "")
        if said:
            messages.add_message(request, level, said)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        mail.send(template_prefix, email, link=context.get("password_reset_url", ""))


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is untyped
    error_messages = {**DefaultMFAAdapter.error_messages, **words.CODE_ERRORS}

    def build_totp_svg(self, url: str) -> str:
        drawn = io.BytesIO()
        segno.make(url, error="m").save(drawn, kind="svg", border=2, scale=4)
        return drawn.getvalue().decode()

    def encrypt(self, text: str) -> str:
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.open_sealed(encrypted_text)


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Know a person by the verified address alone; nothing of the other account is kept."""
        if sociallogin.state.get("process") != "login":
            raise Http404
        addresses = [one.email for one in sociallogin.email_addresses if one.verified]
        known = _known(addresses)
        if known is None:
            journal.write(SignInEvent.Kind.FAILED)
            page = render(request, "account/no_account.html", {"addresses": addresses}, status=403)
            raise ImmediateHttpResponse(page)
        sociallogin.user = known


def _known(addresses: list[str]) -> User | None:
    found = (User.objects.filter(email__iexact=address).first() for address in addresses)
    return next(filter(None, found), None)


class SessionAdapter(DefaultUserSessionsAdapter):  # type: ignore[misc]  # allauth is untyped
    def end_sessions(self, sessions: list[UserSession]) -> None:
        for session in sessions:
            session.end()
            journal.write(SignInEvent.Kind.SESSION_ENDED, session.user)
