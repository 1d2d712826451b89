"""When whole offices are closed and why, for people who look there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from offices.closed import MOMENT, Span, span_in_words
from offices.models import Authority, Closure
from offices.moments import day_at
from offices.showcase.words import AS_GERMAN, Words, words
from offices.wording import translation_fields


@dataclass(frozen=True, slots=True)
class ShownClosure:
    """`first` and `last` are days of the office's calendar."""

    first: date
    last: date
    span: Span
    reason: Words


def read_closures(owner: Authority, language: str) -> Mapping[int, Iterable[ShownClosure]]:
    """By office, by date: what is closed from now on. To be read anew every day."""
    found = defaultdict[int, list[ShownClosure]](list)
    rows = Closure.objects.filter(
        office__authority=owner, desk=None, applies=True, ends_at__gt=timezone.now()
    )
    facts = ("office", "office__timezone", "starts_at", "ends_at")
    with translation.override(language):
        for row in rows.order_by("starts_at").values(
            *facts, *translation_fields(language, "reason")
        ):
            found[row["office"]].append(_shown(row, language))
    return found


def _shown(row: Mapping[str, Any], language: str) -> ShownClosure:
    zone, begins, ends = ZoneInfo(row["office__timezone"]), row["starts_at"], row["ends_at"]
    return ShownClosure(
        first=day_at(begins, zone),
        last=day_at(ends - MOMENT, zone),
        span=span_in_words(begins, ends, zone, language),
        reason=_reason(row, language),
    )


def _reason(row: Mapping[str, Any], language: str) -> Words:
    """Own words that are there in German only stand beside plain ones in the reader's language."""
    found = words(row, "reason", language)
    if found and found.attributes is AS_GERMAN:
        return Words(_("closed for another reason"), found.text)
    return found
