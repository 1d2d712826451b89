"""Reading the environment: a bad value ends the start with one sentence that names it."""

import sys
from typing import Any, NoReturn
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()
OIDC = ("OIDC_SERVER_URL", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_NAME")


def refuse(why: str) -> NoReturn:
    sys.exit(f"Willkommen cannot start: {why}")


def required(name: str, read: Any = env.str, **options: Any) -> Any:
    """Read a variable, or end the start; with a `default` it may be missing, but not wrong."""
    try:
        return read(name, **options)
    except (ImproperlyConfigured, ValueError, TypeError) as error:
        refuse(f"{name} is missing or wrong ({error}).")


def at_least(least: int, name: str, *, default: int) -> int:
    """Read a whole number that is not below `least`, or end the start."""
    value: int = required(name, env.int, default=default)
    if value < least:
        refuse(f"{name} must be at least {least}.")
    return value


def other_service() -> list[dict[str, Any]]:
    """The service that signs staff in by OpenID Connect, as allauth wants it; empty without one."""
    given = {name: value for name in OIDC if (value := required(name, default=""))}
    if not given:
        return []
    for name in OIDC:
        if name not in given:
            refuse(f"{name} is missing: {', '.join(OIDC)} belong together.")
    if not given["OIDC_SERVER_URL"].startswith(("https://", "http://")):
        refuse("OIDC_SERVER_URL must begin with https:// or http://.")
    return [
        {
            "provider_id": "oidc",
            "name": given["OIDC_NAME"],
            "client_id": given["OIDC_CLIENT_ID"],
            "secret": given["OIDC_CLIENT_SECRET"],
            "settings": {"server_url": given["OIDC_SERVER_URL"], "oauth_pkce_enabled": True},
        }
    ]


def origin(service: dict[str, Any]) -> str:
    """Where a form may lead to when somebody signs in there: https://login.example.org."""
    server = urlsplit(service["settings"]["server_url"])
    return f"{server.scheme}://{server.netloc}"
