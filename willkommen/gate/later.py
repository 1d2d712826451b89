"""The page for whoever comes when the line is too long: what to do, and nothing typed is lost.

Rendered when the server starts, so that it costs next to nothing in a rush.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.module_loading import import_string
from django.utils.translation import (
    get_language_from_path,
    get_supported_language_variant,
    override,
)
from django.utils.translation.trans_real import parse_accept_lang_header

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

# The page says "in about … seconds": the next of these, and the browser knows it exactly.
ABOUT = (5, 10, 15)
FORM = "application/x-www-form-urlencoded"
# Where the fields will stand in the page that was rendered without any.
FIELDS = "<!-- fields -->"
# Those that put safety headers on every page, and look at nothing else.
HEADERS_FROM = (
    "django.middleware.security.SecurityMiddleware",
    "willkommen.middleware.ContentPolicyMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
)


class Later:
    """Answers in the place of Django, without asking it anything."""

    def __init__(self) -> None:
        self._headers = list(_headers_of_every_page())
        codes = [code for code, _name in settings.LANGUAGES]
        self._again = {(code, n): _page("again", code, n) for code in codes for n in ABOUT}
        self._send = {code: _page("send", code).split(FIELDS) for code in codes}
        self._back = {code: _page("back", code) for code in codes}

    def answer(
        self,
        environ: WSGIEnvironment,
        start_response: StartResponse,
        *,
        body: bytes | None,
        seconds: int,
    ) -> list[bytes]:
        """Ask to come again in so many seconds; what was posted stands in the page."""
        language = language_of(environ)
        headers = [*self._headers, ("Content-Language", language), ("Retry-After", str(seconds))]
        if environ["REQUEST_METHOD"] == "POST":
            page = self._with_what_was_typed(environ, language, body)
        else:
            page = self._again[language, next(n for n in ABOUT if n >= seconds)]
            headers.append(("Refresh", str(seconds)))
        content = page.encode()
        start_response("503 Service Unavailable", [*headers, ("Content-Length", str(len(content)))])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [content]

    def _with_what_was_typed(
        self, environ: WSGIEnvironment, language: str, body: bytes | None
    ) -> str:
        fields = _fields(environ, body)
        return self._back[language] if fields is None else fields.join(self._send[language])


def language_of(environ: WSGIEnvironment) -> str:
    """The language of the address, else the first that the browser asks for and we speak."""
    of_address = get_language_from_path(environ["PATH_INFO"])
    return of_address or _asked_for(environ.get("HTTP_ACCEPT_LANGUAGE", ""))


def _asked_for(accepted: str) -> str:
    for code, _weight in parse_accept_lang_header(accepted):
        with suppress(LookupError):
            return get_supported_language_variant(code)
    return settings.LANGUAGE_CODE


def _fields(environ: WSGIEnvironment, body: bytes | None) -> str | None:
    """What was posted, as hidden fields; None where it cannot be repeated so."""
    kind = environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower()
    if body is None or kind != FORM or len(body) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return None
    most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=most)
    except ValueError:
        return None
    return "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in pairs
    )


def _page(kind: str, language: str, seconds: int = 0) -> str:
    with override(language):
        context = {"kind": kind, "seconds": seconds, "fields": FIELDS}
        return render_to_string("later.html", context)


def _headers_of_every_page() -> Iterator[tuple[str, str]]:
    """Let the same middleware write them that writes those of Django's pages."""

    def bare(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
        return HttpResponse(headers={"Cache-Control": "no-store"})

    answer = bare
    for name in reversed(HEADERS_FROM):
        answer = import_string(name)(answer)
    scheme = "https" if settings.SECURE else "http"
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "wsgi.input": BytesIO()}
    request = WSGIRequest({**environ, "wsgi.url_scheme": scheme, "HTTP_X_FORWARDED_PROTO": scheme})
    yield from answer(request).items()
