"""One sheet of rows as a spreadsheet (XLSX).

Text is text whatever it begins with: a name like "=1+1" is no formula.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, time

from django.utils.translation import get_language_bidi
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEXT = "@"
FORMATS = {date: "DD.MM.YYYY", time: "HH:MM", int: "0"}

Value = str | int | date | time | None


def workbook(
    title: str, headings: Sequence[str], rows: Iterable[Sequence[Value]], widths: Sequence[int]
) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    _write(sheet, 1, headings)
    for number, row in enumerate(rows, start=2):
        _write(sheet, number, row)
    _lay_out(sheet, widths)
    book.properties.creator = "Willkommen"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _write(sheet: Worksheet, number: int, row: Sequence[Value]) -> None:
    for column, value in enumerate(row, start=1):
        cell = sheet.cell(number, column)
        assert isinstance(cell, Cell)  # noqa: S101 - the others are parts of merged ones
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        if isinstance(value, str):
            _write_text(cell, value)
        elif value is not None:
            cell.value, cell.number_format = value, FORMATS[type(value)]


def _write_text(cell: Cell, text: str) -> None:
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text) or None
    if cell.value:
        # After the value, in which a formula is looked for; the mark keeps it text when somebody
        # opens the cell and closes it again.
        cell.data_type, cell.number_format = "s", TEXT
        cell.quotePrefix = True


def _lay_out(sheet: Worksheet, widths: Sequence[int]) -> None:
    for column, width in enumerate(widths, start=1):
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
