"""Reading a page as a person does: what stands between header and footer."""

from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any

from django.test import Client
from django.utils import timezone

from offices.models import LegalText

SILENT = {"title", "text"}  # inside the picture
FIELDS = {"input", "textarea"}


class _Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.typed: dict[str, str] = {}
        self.root: dict[str, str | None] = {}
        self._inside, self._silent = False, 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "html":
            self.root = found
        if tag == "main":
            self._inside = True
        self._silent += tag in SILENT
        if tag in FIELDS and self._inside and _is_filled(found):
            self.typed[str(found["name"])] = str(found.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT
        if tag == "main":
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside and not self._silent:
            self.words += data.split()


def _is_filled(field: dict[str, Any]) -> bool:
    ticked = field.get("type") not in ("radio", "checkbox") or "checked" in field
    return bool(ticked and field.get("name") and field["name"] != "csrfmiddlewaretoken")


def seen(response: Any) -> str:
    """All that can be read, as one line."""
    return " ".join(_Page(response.content.decode()).words).replace(" .", ".").replace(" ,", ",")


def typed(response: Any) -> dict[str, str]:
    """What stands in the fields."""
    return _Page(response.content.decode()).typed


def root(response: Any) -> tuple[str | None, str | None]:
    """Language and direction of the page."""
    page = _Page(response.content.decode()).root
    return page["lang"], page["dir"]


def days_from_now(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def legal(key: str, text: str) -> None:
    LegalText.objects.create(key=key, text_de=text)


def free(browser: Client) -> list[str]:
    """The times that somebody who has to choose finds on their page."""
    page = browser.get("/en/booking/choose/").content.decode()
    return [part.split('"')[0] for part in page.split('name="start" value="')[1:]]
