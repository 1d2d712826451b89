"""Weekly hours in a few words, where they stand in a sentence or a narrow cell."""

from __future__ import annotations

from datetime import date, time

from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

ISOLATED = "\u2066{}\u2069"  # read from left to right, whatever stands around it


def clocks(opens: time, closes: time) -> str:
    """From when to when: 08:00–12:00, which must not turn round between Arabic words."""
    return in_order(f"{opens:%H:%M}–{closes:%H:%M}")


def in_order(digits: str) -> str:
    return ISOLATED.format(digits) if digits and get_language_bidi() else digits


def validity(since: date | None, until: date | None, weeks: int, today: date) -> list[str]:
    """From when, until when, and how often; nothing of hours that count now and every week."""
    begins = since if since and since > today else None
    return [*_span(begins, until), *([often(weeks)] if weeks > 1 else [])]


def often(weeks: int) -> str:
    said = ngettext("every %(count)d week", "every %(count)d weeks", weeks)
    return said % {"count": weeks}


def _span(since: date | None, until: date | None) -> list[str]:
    if since and since == until:
        return [_("only on %(day)s") % {"day": _day(since)}]
    said = [_("from %(day)s") % {"day": _day(since)}] if since else []
    return said + ([_("until %(day)s") % {"day": _day(until)}] if until else [])


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"
