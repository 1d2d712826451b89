"""Lists of a day's appointments, to pull files by and to work from when nothing else works."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from booking.papers.pdf import render_pdf
from offices.models import Office
from offices.moments import day_in_words


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whose file is needed; `born` as in a passport, unknown parts as 00."""

    family_name: str
    given_names: str
    born: str
    file_number: str

    @property
    def name(self) -> str:
        """Family name first."""
        return ", ".join(filter(None, (self.family_name, self.given_names)))


@dataclass(frozen=True, slots=True)
class Line:
    """An appointment in the words of whoever reads it; `begins` on the office's wall clock."""

    booking: int
    begins: time
    people: tuple[Person, ...]
    matter: str
    persons: int
    language: str
    is_alone: bool
    number: str


@dataclass(frozen=True, slots=True)
class DeskList:
    desk: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class DayList:
    """A day of the office's calendar, desk by desk; desks where nobody is expected are left out."""

    day: date
    desks: tuple[DeskList, ...]

    @property
    def count(self) -> int:
        return sum(len(one.lines) for one in self.desks)


def lists_pdf(office: Office, lists: Sequence[DayList], *, printed: str, language: str) -> bytes:
    """A4 upright, each day on a page of its own; `printed` says until when it was true."""
    days = [_day(one, language) for one in lists]
    with translation.override(language):
        title = _("Appointments: %(days)s") % {"days": "; ".join(one["day"] for one in days)}
    context = {"title": title, "office": office, "days": days, "printed": printed}
    return render_pdf("lists.html", context, language)


def _day(shown: DayList, language: str) -> dict[str, Any]:
    return {"day": day_in_words(shown.day, language), "list": shown}
