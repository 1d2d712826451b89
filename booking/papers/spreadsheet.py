"""The list of a day as a spreadsheet (XLSX).

One sheet with a column for the desk, so that it can be sorted and filtered as a whole. A row for
each person, because each has a file. What people typed is text whatever it begins with: a name like
"=1+1" is no formula.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, time

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from booking.papers.lists import DayList, DeskList, Line, Person

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEXT = "@"
FORMATS = {date: "DD.MM.YYYY", time: "HH:MM", int: "0"}
WIDTHS = (11, 7, 22, 24, 24, 13, 44, 9, 14, 16, 16, 13)
FIRST_YEAR = 1900  # spreadsheets count days from there

Value = str | int | date | time


def list_xlsx(shown: DayList) -> bytes:
    """Write the list in the language that is spoken now."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = f"{shown.day:%Y-%m-%d}"
    _write(sheet, 1, _headings())
    for number, row in enumerate(_rows(shown), start=2):
        _write(sheet, number, row)
    _lay_out(sheet)
    book.properties.creator = "Willkommen"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _headings() -> list[Value]:
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


def _write(sheet: Worksheet, number: int, row: list[Value]) -> None:
    for column, value in enumerate(row, start=1):
        cell = sheet.cell(number, column)
        assert isinstance(cell, Cell)  # noqa: S101 - the others are parts of merged ones
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        if isinstance(value, str):
            _write_text(cell, value)
        else:
            cell.value, cell.number_format = value, FORMATS[type(value)]


def _write_text(cell: Cell, text: str) -> None:
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text) or None
    if cell.value:
        # After the value, in which a formula is looked for; the mark keeps it text when somebody
        # opens the cell and closes it again.
        cell.data_type, cell.number_format = "s", TEXT
        cell.quotePrefix = True


def _lay_out(sheet: Worksheet) -> None:
    for column, width in enumerate(WIDTHS, start=1):
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.sheet_view.rightToLeft = get_language_bidi()
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0  # as many pages as it takes, each as wide as the paper
