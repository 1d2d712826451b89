"""Values of a record as people say them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

NOTHING, GERMAN = "–", "de"
HOUR, DAY = 60, 24 * 60
IN_MINUTES = ("notice_minutes", "grid_minutes")


def column(model: type[models.Model], field: str) -> str:
    """The column that holds the German wording of a text; of anything else its own."""
    return f"{field}_{GERMAN}" if is_translated(model, field) else field


def is_translated(model: type[models.Model], field: str) -> bool:
    return f"{field}_{GERMAN}" in {one.name for one in model._meta.fields}


def translations_of(record: models.Model, field: str) -> list[str]:
    """The languages besides German in which a text of a record is written."""
    others = [code for code, _name in settings.LANGUAGES if code != GERMAN]
    return [code for code in others if getattr(record, f"{field}_{code}", "")]


def label(model: type[models.Model], field: str) -> str:
    named: Any = model._meta.get_field(field)
    return capfirst(str(named.verbose_name))


def said(model: type[models.Model], field: str, value: Any) -> str:
    """One value of a record in words; what is not known or empty is a dash."""
    if field in IN_MINUTES:
        return span(value)
    kind = model._meta.get_field(field)
    chosen = dict(getattr(kind, "flatchoices", ()))
    if not isinstance(value, list) and value in chosen and value != "":
        return str(chosen[value])
    if field == "release_at":
        return clock(value) if value else _("at midnight")
    return _plain(value)


def _plain(value: Any) -> str:
    if value is None or value in ("", []):
        return NOTHING
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return day(value)
    return listed(map(str, value)) if isinstance(value, list) else str(value)


def listed(parts: Iterable[str]) -> str:
    return ", ".join(parts)


def day(value: date) -> str:
    return date_format(value, "d.m.Y")


def clock(value: time) -> str:
    return f"{value:%H:%M}"


def span(minutes: int) -> str:
    """Minutes as the largest unit that leaves nothing over: 2 days, 3 hours, 90 minutes."""
    if minutes and minutes % DAY == 0:
        return ngettext("%(count)d day", "%(count)d days", minutes // DAY) % {
            "count": minutes // DAY
        }
    if minutes and minutes % HOUR == 0:
        return ngettext("%(count)d hour", "%(count)d hours", minutes // HOUR) % {
            "count": minutes // HOUR
        }
    return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
