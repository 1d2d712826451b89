"""Numbers to take along: what a German Excel opens, and nothing in it is a formula."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from booking.papers.tables import Table, as_csv, as_xlsx

TABLE = Table(
    "load",
    ["Leistung", "Tag", "Tage"],
    [
        ["Karte; für „Öztürk“", date(2026, 9, 4), 12],
        ["=1+1", None, -3],
        ["@home", date(2026, 9, 5), "+"],
    ],
)


def test_a_csv_says_that_it_is_utf_8_and_is_cut_by_semicolons():
    assert as_csv(TABLE).decode("utf-8") == (
        "\ufeffLeistung;Tag;Tage\r\n"
        '"Karte; für „Öztürk“";04.09.2026;12\r\n'
        "'=1+1;;-3\r\n"
        "'@home;05.09.2026;'+\r\n"
    )


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_of_a_csv_is_a_formula(first):
    table = Table("t", [f"{first}head"], [[f"{first}cmd|' /C calc'!A0"]])
    lines = as_csv(table).decode("utf-8-sig")
    assert lines.strip('"').startswith(f"'{first}head")
    assert f"'{first}cmd" in lines


def test_a_spreadsheet_has_days_numbers_and_words():
    sheet = load_workbook(io.BytesIO(as_xlsx(TABLE))).active
    assert sheet.title == "load"
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)] == [
        ["=1+1", None, -3],
        ["@home", sheet["B4"].value, "+"],
    ]
    assert (sheet["A3"].data_type, sheet["C2"].value) == ("s", 12)
    assert sheet["B2"].value.date() == date(2026, 9, 4)


def test_a_page_shows_days_in_digits_and_a_dash_for_nothing():
    assert TABLE.shown[1] == ("=1+1", ["–", "-3"])
    assert TABLE.shown[0] == ("Karte; für „Öztürk“", ["04.09.2026", "12"])
