"""What somebody reads on a page: links, the form with the main button, times that are free.

By regular expressions, because the pages are ours and whoever asks a thousand times must not
take the processor away from whoever answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TypeVar

Found = TypeVar("Found")

MAIN = re.compile(r"<main\b.*</main>", re.DOTALL)
LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]+)"')
PRIMARY_LINK = re.compile(r'<a\b(?=[^>]*kern-btn--primary)[^>]*?\bhref="([^"]+)"')
FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
FIELD = re.compile(r"<(?:input|button)\b([^>]*)>")
ATTRIBUTE = re.compile(r'([\w-]+)(?:="([^"]*)")?')
TITLE = re.compile(r"<title>\s*(.*?)\s*</title>", re.DOTALL)


class ReadError(Exception):
    """The page does not show what somebody looks for."""


@dataclass(frozen=True)
class Form:
    """The fields a browser would send as they are, and where to."""

    method: str
    action: str
    fields: dict[str, str]
    starts: list[str]


@dataclass(frozen=True)
class Page:
    path: str
    status: int
    text: str

    @property
    def main(self) -> str:
        found = MAIN.search(self.text)
        if found is None:
            raise ReadError(f"{self.path} answered {self.status}: {self.text[:200]}")
        return found.group()

    @property
    def title(self) -> str:
        found = TITLE.search(self.text)
        return unescape(found.group(1)) if found else ""

    def link(self, *parts: str) -> str:
        """The first link in whose address all of this stands."""
        links = map(unescape, LINK.findall(self.main))
        return self._one(next((x for x in links if all(part in x for part in parts)), None), parts)

    def primary_link(self) -> str:
        found = PRIMARY_LINK.search(self.main)
        return self._one(found and unescape(found.group(1)), "main button")

    def form(self) -> Form:
        """The form with the main button."""
        forms = FORM.findall(self.main)
        found = next(((a, inner) for a, inner in forms if "kern-btn--primary" in inner), None)
        attributes, inner = self._one(found, "form")
        told = dict(ATTRIBUTE.findall(attributes))
        inputs = [dict(ATTRIBUTE.findall(one)) for one in FIELD.findall(inner)]
        return Form(
            method=told.get("method", "get").upper(),
            action=unescape(told.get("action", "")) or self.path,
            fields=_as_sent(inputs),
            starts=[one["value"] for one in inputs if one.get("name") == "start"],
        )

    def _one(self, found: Found | None, wanted: object) -> Found:
        if found is None:
            raise ReadError(f"no {wanted} on {self.path} ({self.status}, {self.title})")
        return found


def _as_sent(inputs: list[dict[str, str]]) -> dict[str, str]:
    """What is hidden, typed or chosen already; our main buttons have no name."""
    sent: dict[str, str] = {}
    for one in inputs:
        kind, name = one.get("type", "text"), one.get("name")
        if name and kind != "submit" and (kind not in ("radio", "checkbox") or "checked" in one):
            sent[name] = unescape(one.get("value", ""))
    return sent
