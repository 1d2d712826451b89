"""How long somebody stays signed in while nothing happens, and how the sign-in page knows why."""

from __future__ import annotations

import time
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from offices.models import SignInEvent, User
from offices.signin import journal

RENEWED = "renewed"  # when, in the session: seconds since 1970
COOKIE = "signed_in"  # the same for the sign-in page, which has no session any more
KEPT = 86_400
NOWHERE = "0.0.0.0"  # noqa: S104 - what stands where allauth would keep the address of a browser
# Seconds; more often would be a write for every page.
OFTEN_ENOUGH = 60


def renew(request: HttpRequest) -> bool:
    """Let the session begin anew; say whether it was time to."""
    now = timezone.now()
    if now.timestamp() - request.session.get(RENEWED, 0) < OFTEN_ENOUGH:
        return False
    request.session[RENEWED] = int(now.timestamp())
    here = UserSession.objects.filter(session_key=request.session.session_key)
    here.update(last_seen_at=now)
    return True


def keep_no_address(instance: UserSession, **_told: object) -> None:
    """Before a session is written down: where somebody sits is nothing we keep."""
    instance.ip = NOWHERE


def remember(request: HttpRequest, response: HttpResponse) -> None:
    """Tell the sign-in page, and no other, that somebody was here. It names nobody."""
    response.set_cookie(
        COOKIE,
        str(request.session[RENEWED]),
        max_age=KEPT,
        path=reverse(settings.LOGIN_URL),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, path=reverse(settings.LOGIN_URL))


def why_signed_out(request: HttpRequest) -> str:
    """ "idle", "ended" (elsewhere, or by a new password), or nothing where nobody was signed in."""
    try:
        renewed = int(request.COOKIES[COOKIE])
    except (KeyError, ValueError):
        return ""
    return "idle" if time.time() - renewed >= settings.SESSION_COOKIE_AGE else "ended"


def end_sessions(now: datetime) -> int:
    """Delete sessions that have run out by `now` (UTC); say how many people's that were."""
    ended = Session.objects.filter(expire_date__lte=now)
    people = [(person, session) for session in ended if (person := _whose(session))]
    for person, session in people:
        journal.write(SignInEvent.Kind.IDLE, person, session.expire_date)
    keys = [session.session_key for session in ended]
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return len(people)


def sign_out_everywhere(user: User) -> None:
    """End all sessions of a person at once, as another person decided it."""
    for session in UserSession.objects.filter(user=user):
        session.end()
        journal.write(SignInEvent.Kind.SESSION_ENDED, user)


def _whose(session: Session) -> User | None:
    """The person signed in there; nobody, when a new password had ended it before."""
    held = session.get_decoded()
    person = User.objects.filter(pk=held.get("_auth_user_id") or 0).first()
    is_theirs = person and person.get_session_auth_hash() == held.get("_auth_user_hash")
    return person if is_theirs else None
