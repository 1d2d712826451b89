"""A table of numbers to take along: as CSV that a German Excel opens, and as XLSX."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from booking.papers.workbook import Value, workbook

CSV_TYPE = "text/csv; charset=utf-8"
FIRST, OTHERS = 44, 16
# What a spreadsheet would take for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Table:
    """`name` is that of the file. The first column says what its row is about."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Value]]

    @property
    def shown(self) -> list[tuple[str, list[str]]]:
        """For a page: each row's heading and its other cells, in words."""
        return [(said(first), [said(one) for one in others]) for first, *others in self.rows]


def said(value: Value) -> str:
    if value is None:
        return "–"
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else str(value)


def as_csv(table: Table) -> bytes:
    """With a mark that says UTF-8 and semicolons, without which Excel reads neither."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow(map(_harmless, table.headings))
    writer.writerows(map(_harmless, row) for row in table.rows)
    return written.getvalue().encode("utf-8-sig")


def as_xlsx(table: Table) -> bytes:
    widths = [FIRST, *(OTHERS for _heading in table.headings[1:])]
    return workbook(table.name, table.headings, table.rows, widths)


def _harmless(value: Value) -> str | int:
    """Text is text whatever it begins with; numbers stay numbers."""
    if value is None:
        return ""
    if isinstance(value, int):
        return value
    words = said(value)
    return f"'{words}" if words.startswith(FORMULA) else words
