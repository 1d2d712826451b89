"""How tests sign in: a browser at an address of its own, and an app that shows codes."""

from __future__ import annotations

import base64
import hmac
import struct
import time
from itertools import count
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.test import Client

from offices.models import SignInEvent, User
from tests import make

PERIOD = 30
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
_number = count(1)


def code_of(secret: str, *, left: float = 0) -> str:
    """What the app shows now (RFC 6238); one that is good for `left` seconds more."""
    if PERIOD - time.time() % PERIOD < left:
        time.sleep(left)
    key = base64.b32decode(secret.replace(" ", ""))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time() // PERIOD)), "sha1")
    start = digest[-1] & 15
    (number,) = struct.unpack(">I", digest[start : start + 4])
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06}"


def with_app(user: User) -> User:
    """Give the person an app that shows codes."""
    TOTP.activate(user, SECRET)
    return user


def browser(*, language: str = "en", **headers: str) -> Client:
    """One at an address of its own, so that no test is throttled by another."""
    number = next(_number)
    address = f"10.7.{number // 250}.{number % 250 + 1}"
    return Client(headers={"accept-language": language, **headers}, REMOTE_ADDR=address)


def type_password(client: Client, user: User | str, password: str = make.PASSWORD) -> Any:
    email = user.email if isinstance(user, User) else user
    return client.post("/accounts/login/", {"login": email, "password": password})


def signed_in(user: User, **headers: str) -> Client:
    """The person's browser, after password and, where there is an app, its code."""
    client = browser(**headers)
    answer = type_password(client, user)
    if answer["Location"] == "/accounts/2fa/authenticate/":
        client.post(answer["Location"], {"code": code_of(SECRET)})
    assert client.session["_auth_user_id"] == str(user.pk)
    return client


def kinds(user: User | None) -> list[str]:
    """What is written down about the person, oldest first."""
    events = SignInEvent.objects.filter(user=user).order_by("pk")
    return list(events.values_list("kind", flat=True))


def at_desk(user: User, **headers: str) -> Client:
    """The person's browser as it is after the sign-in, without the time that a password takes."""
    client = browser(**headers)
    client.force_login(user)
    session = client.session.session_key
    UserSession.objects.create(user=user, session_key=session, ip="10.0.0.1")
    return client
