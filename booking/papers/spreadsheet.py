"""The list of a day as a spreadsheet (XLSX).

One sheet with a column for the desk, so that it can be sorted and filtered as a whole. A row for
each person, because each has a file.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from booking.papers.lists import DayList, DeskList, Line, Person
from booking.papers.workbook import Value, workbook

WIDTHS = (11, 7, 22, 24, 24, 13, 44, 9, 14, 16, 16, 13)
FIRST_YEAR = 1900  # spreadsheets count days from there


def list_xlsx(shown: DayList) -> bytes:
    """Write the list in the language that is spoken now."""
    return workbook(f"{shown.day:%Y-%m-%d}", _headings(), _rows(shown), WIDTHS)


def _headings() -> list[str]:
    return [
        _("Day"),
        _("Time"),
        _("Desk"),
        _("Family name"),
        _("Given names"),
        _("Date of birth"),
        _("Matter"),
        _("Persons"),
        _("Language"),
        _("Nobody to translate"),
        _("File number"),
        _("Number"),
    ]


def _rows(shown: DayList) -> Iterator[list[Value]]:
    for desk in shown.desks:
        for line in desk.lines:
            for person in line.people:
                yield _row(shown.day, desk, line, person)


def _row(day: date, desk: DeskList, line: Line, person: Person) -> list[Value]:
    return [
        day,
        line.begins,
        desk.desk,
        person.family_name,
        person.given_names,
        _born(person.born),
        line.matter,
        line.persons,
        line.language,
        _("nobody") if line.is_alone else "",
        person.file_number,
        line.number,
    ]


def _born(written: str) -> Value:
    """A day that can be reckoned with; what is known in part, or too old for that, as text."""
    try:
        day, month, year = map(int, written.split("."))
        born = date(year, month, day)
    except ValueError:
        return written
    return born if year > FIRST_YEAR else written
