"""Texts as a reader gets them: in their language, with the German beside or instead of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

GERMAN = "de"
AS_GERMAN = mark_safe(' lang="de" dir="ltr"')
AS_PAGE = SafeString("")


@dataclass(frozen=True, slots=True)
class Words:
    """A text in the reader's language; `german` only where that says something else.

    `attributes` mark the element that holds the text when it is German for want of a translation.
    """

    text: str = ""
    german: str = ""
    attributes: SafeString = AS_PAGE

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


def words(row: Mapping[str, Any], field: str, language: str) -> Words:
    german = row[f"{field}_{GERMAN}"] or ""
    wanted = row.get(f"{field}_{language}") or ""
    if language == GERMAN or wanted == german:
        return Words(german)
    if german and f"({german})" in wanted:  # it stands there in brackets already
        return Words(wanted)
    return Words(wanted, german) if wanted else Words(german, attributes=AS_GERMAN)
