"""What every page needs to know."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language_info

SITE_NAME = "Willkommen"
LANGUAGES = [
    (code, name, "rtl" if get_language_info(code)["bidi"] else "ltr")
    for code, name in settings.LANGUAGES
]
CODES = {code for code, _name, _direction in LANGUAGES}


def page(request: HttpRequest) -> dict[str, object]:
    """Links to the same page, with all it was asked, in every language."""
    rest = _without_language(request.path)
    query = request.META.get("QUERY_STRING", "")
    asked = f"?{query}" if query else ""
    return {
        "site_name": SITE_NAME,
        "language_links": [
            (code, name, direction, f"/{code}{rest}{asked}") for code, name, direction in LANGUAGES
        ],
    }


def _without_language(path: str) -> str:
    """The path below the language; pages that have none lead to the first page."""
    code, slash, rest = path[1:].partition("/")
    return f"/{rest}" if slash and code in CODES else "/"
