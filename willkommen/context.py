"""What every page needs to know."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info, override

LANGUAGES = [
    (code, name, "rtl" if get_language_info(code)["bidi"] else "ltr")
    for code, name in settings.LANGUAGES
]
CODES = {code for code, _name, _direction in LANGUAGES}
REST = "\ue000"


def page(request: HttpRequest) -> dict[str, object]:
    """Links to the same page, with all it was asked, in every language."""
    query = request.META.get("QUERY_STRING", "")
    rest = escape(f"{_without_language(request.path)}{f'?{query}' if query else ''}")
    names = {"languages": "includes/languages.html", "alternates": "includes/alternates.html"}
    return {
        name: SafeString(_written(template, get_language()).replace(REST, rest))
        for name, template in names.items()
    }


@cache
def _written(template: str, language: str) -> str:
    """With a gap where the address goes on, for that alone differs from page to page."""
    links = [(code, name, direction, f"/{code}{REST}") for code, name, direction in LANGUAGES]
    with override(language):
        return render_to_string(template, {"language_links": links})


def _without_language(path: str) -> str:
    """The path below the language; pages that have none lead to the first page."""
    code, slash, rest = path[1:].partition("/")
    return f"/{rest}" if slash and code in CODES else "/"
