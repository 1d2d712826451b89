"""From when to when something is closed, as people say it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from offices.moments import clock_at, day_at, day_in_words

MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Days in words of the active language; `clock` where it is closed for a part of one day."""

    days: str
    clock: str = ""


def span_in_words(begins: datetime, ends: datetime, zone: ZoneInfo, language: str) -> Span:
    first, last = day_at(begins, zone), day_at(ends - MOMENT, zone)
    said = [day_in_words(day, language) for day in (first, last)]
    if first == last:
        whole = _is_midnight(begins, zone) and _is_midnight(ends, zone)
        return Span(said[0], "" if whole else f"{clock_at(begins, zone)}–{_end(ends, zone)}")
    if not _is_midnight(begins, zone):
        said[0] = f"{said[0]}, {clock_at(begins, zone)}"
    if not _is_midnight(ends, zone):
        said[1] = f"{said[1]}, {clock_at(ends, zone)}"
    return Span(_("%(first)s to %(last)s") % {"first": said[0], "last": said[1]})


def _is_midnight(moment: datetime, zone: ZoneInfo) -> bool:
    return moment.astimezone(zone).time() == time.min


def _end(moment: datetime, zone: ZoneInfo) -> str:
    return "24:00" if _is_midnight(moment, zone) else clock_at(moment, zone)
