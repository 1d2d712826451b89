"""Somebody of the staff at their desk: a session as the sign-in makes it."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlsplit

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from offices.models import User

HEADERS = {
    "X-Forwarded-Proto": "https",
    "X-Forwarded-For": "192.0.2.1",
    "Accept-Encoding": "gzip",
    "Accept-Language": "de",
}


def cookie_of(user: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    UserSession.objects.create(user=user, session_key=session.session_key, ip="192.0.2.1")
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def visit(url: str, path: str, cookie: str, times: int) -> Iterator[tuple[int, bytes]]:
    """Ask for the same page again and again; yield status and body of each answer."""
    headers = {**HEADERS, "Cookie": cookie, "HX-Request": "true"}
    with closing(http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)) as connection:
        for _ in range(times):
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            yield answer.status, answer.read()
