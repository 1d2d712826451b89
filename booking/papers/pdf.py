"""From a template to a PDF that screen readers understand (tagged, PDF/UA-1).

Fonts and pictures are our own files; nothing is ever fetched from elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

OURS = Path(settings.BASE_DIR) / "willkommen" / "static"


class StrangeFileError(FatalURLFetchingError):  # type: ignore[misc]
    """A paper asked for something that is not among our own files."""


class OwnFiles(URLFetcher):  # type: ignore[misc]
    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """Give files below the static folder, and data: written in the paper itself."""
        parts = urlsplit(url)
        path = Path(unquote(parts.path)).resolve()
        if parts.scheme != "data" and not (parts.scheme == "file" and path.is_relative_to(OURS)):
            raise StrangeFileError(parts.scheme)
        return super().fetch(url, headers)


def render_pdf(template: str, context: Mapping[str, Any], language: str) -> bytes:
    """Render templates/papers/<template>, which extends papers/base.html, in `language`.

    The base template needs `title` in the context; it names the document and its language.
    """
    with translation.override(language):
        direction = "rtl" if translation.get_language_bidi() else "ltr"
        page = render_to_string(
            f"papers/{template}", {**context, "language": language, "dir": direction}
        )
    own, fonts = OwnFiles(), FontConfiguration()
    style = CSS(filename=OURS / "css" / "paper.css", url_fetcher=own, font_config=fonts)
    paper = HTML(string=page, base_url=OURS.as_uri() + "/", url_fetcher=own)
    written: bytes = paper.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")
    return written
