"""Lists of a day on paper, as a spreadsheet, and sealed."""

import io
from datetime import date, time
from zipfile import ZipFile

import pytest
from django.utils import translation
from openpyxl import load_workbook
from pypdf import PasswordType
from pypdf.errors import FileNotDecryptedError

from booking.papers.lists import DayList, DeskList, Line, Person, lists_pdf
from booking.papers.sealing import sealed
from booking.papers.spreadsheet import list_xlsx
from tests import make
from tests.booking.papers.reading import read, words

pytestmark = pytest.mark.django_db

MONDAY, TUESDAY = date(2026, 11, 30), date(2026, 12, 1)
PASSPHRASE = "Straße Lampe kühl 7"
FORMULAS = ("=1+1", "+49", "-1", "@SUM(A1)", "#N/A", '=HYPERLINK("http://x")')


def line(clock: str, *people: Person, **fields: object) -> Line:
    facts = {
        "booking": 1,
        "begins": time.fromisoformat(clock),
        "people": people or (Person("Hadi", "Amal", "04.03.1990", "AZ-4711/26"),),
        "matter": "Karte abholen",
        "persons": max(len(people), 1),
        "language": "Arabic",
        "is_alone": False,
        "number": "K7QM-42XD",
    }
    return Line(**facts | fields)


def day_list(day: date, **desks: list[Line]) -> DayList:
    return DayList(day, tuple(DeskList(name, tuple(lines)) for name, lines in desks.items()))


@pytest.fixture
def office(essen):
    return make.office(of=essen, name_de="Ausländeramt")


def pages(office, *lists: DayList) -> list[str]:
    paper = lists_pdf(office, lists, printed="As of 28.11.2026, 09:00", language="en")
    return [words(page) for page in read(paper).pages]


def test_a_line_has_all_that_is_needed_to_pull_files_and_to_talk(office):
    family = (
        Person("Hadi", "Amal", "04.03.1990", "AZ-4711/26"),
        Person("Hadi", "Omar", "00.00.2019", ""),
    )
    alone = line("08:00", *family, is_alone=True)
    (page,) = pages(office, day_list(MONDAY, Desk1=[alone], Desk2=[line("09:30")]))
    assert page.startswith(
        "Monday, November 30, 2026 Stadt essen, Ausländeramt · As of 28.11.2026, 09:00 "
        "Desk1 Time Name, date of birth, file number Matter Language Number "
        "08:00 Hadi, Amal 04.03.1990 · AZ-4711/26 Hadi, Omar 00.00.2019 "
        "Karte abholen 2 persons Arabic nobody to translate K7QM-42XD "
        "Desk2 Time Name, date of birth, file number Matter Language Number "
        "09:30 Hadi, Amal 04.03.1990 · AZ-4711/26 Karte abholen Arabic K7QM-42XD "
    )


def test_every_page_says_its_day_and_that_it_is_to_be_destroyed_and_repeats_the_heads(office):
    long = day_list(MONDAY, Desk1=[line("08:00")] * 40)
    found = pages(office, long, day_list(TUESDAY, Desk1=[line("09:30")]))
    days = ["Monday, November 30, 2026"] * (len(found) - 1) + ["Tuesday, December 1, 2026"]
    assert len(found) > 2
    for page, day in zip(found, days, strict=True):
        assert day in page
        assert "Contains personal data. Destroy it when the day is over." in page
        assert page.count("Time Name, date of birth, file number Matter") == 1


def test_a_list_is_tagged_and_names_its_days_and_language(office):
    paper = read(lists_pdf(office, [day_list(MONDAY)], printed="", language="en"))
    root = paper.trailer["/Root"]
    assert (root["/MarkInfo"], root["/Lang"]) == ({"/Marked": True}, "en")
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data()
    assert paper.metadata.title == "Appointments: Monday, November 30, 2026"
    assert "Nobody has an appointment." in words(paper.pages[0])
    width, height = paper.pages[0].mediabox[2:]
    assert (round(width * 25.4 / 72), round(height * 25.4 / 72)) == (210, 297)


@pytest.fixture
def copy(office) -> bytes:
    paper = lists_pdf(office, [day_list(MONDAY, Desk1=[line("08:00")])], printed="", language="en")
    return sealed(paper, PASSPHRASE)


def test_a_sealed_copy_opens_with_its_passphrase_and_is_as_it_was(copy):
    paper = read(copy)
    assert paper.decrypt(PASSPHRASE) is PasswordType.USER_PASSWORD
    assert "08:00 Hadi, Amal 04.03.1990" in words(paper.pages[0])
    assert paper.trailer["/Root"]["/MarkInfo"] == {"/Marked": True}
    assert paper.trailer["/Root"]["/StructTreeRoot"]["/Type"] == "/StructTreeRoot"


@pytest.mark.parametrize("wrong", ["", "Straße Lampe kühl 8", PASSPHRASE.upper()])
def test_nothing_else_opens_it(copy, wrong):
    paper = read(copy)
    assert paper.decrypt(wrong) is PasswordType.NOT_DECRYPTED
    with pytest.raises(FileNotDecryptedError):
        paper.pages[0].extract_text()


def test_it_is_encrypted_by_aes_256_and_so_is_its_title(copy):
    entry = read(copy).trailer["/Encrypt"]
    assert (entry["/V"], entry["/R"], entry["/Length"]) == (5, 6, 256)
    assert entry["/CF"]["/StdCF"]["/CFM"] == "/AESV3"
    for said in (b"November", b"pdfuaid", "Appointments".encode("utf-16-be")):
        assert said not in copy


def sheet_of(shown: DayList, language: str = "en"):
    with translation.override(language):
        return load_workbook(io.BytesIO(list_xlsx(shown))).active


def test_a_spreadsheet_has_a_row_for_each_person_with_real_days_and_times():
    family = (Person("Hadi", "Amal", "04.03.1990", "AZ-1"), Person("Hadi", "", "00.00.2019", ""))
    sheet = sheet_of(day_list(MONDAY, Desk1=[line("08:00", *family, is_alone=True)]))
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        [
            *(sheet["A2"].value, time(8), "Desk1", "Hadi", "Amal", sheet["F2"].value),
            *("Karte abholen", 2, "Arabic", "nobody", "AZ-1", "K7QM-42XD"),
        ],
        [
            *(sheet["A3"].value, time(8), "Desk1", "Hadi", None, "00.00.2019"),
            *("Karte abholen", 2, "Arabic", "nobody", None, "K7QM-42XD"),
        ],
    ]
    assert [cell.value.date() for cell in (sheet["A2"], sheet["A3"], sheet["F2"])] == [
        MONDAY,
        MONDAY,
        date(1990, 3, 4),
    ]
    assert all(sheet[one].is_date for one in ("A2", "B2", "F2"))


def test_its_head_is_frozen_filtered_and_printed_on_every_page():
    sheet = sheet_of(day_list(MONDAY, Desk1=[line("08:00")]))
    assert [cell.value for cell in sheet[1]] == [
        *("Day", "Time", "Desk", "Family name", "Given names", "Date of birth", "Matter"),
        *("Persons", "Language", "Nobody to translate", "File number", "Number"),
    ]
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("2026-11-30", "A2", "A1:L2")
    assert sheet.print_title_rows == "$1:$1"
    assert min(sheet.column_dimensions[letter].width for letter in "ABCDEFGHIJKL") >= 7


def test_from_right_to_left_where_the_reader_reads_so():
    shown = day_list(MONDAY)
    assert [sheet_of(shown, one).sheet_view.rightToLeft for one in ("ar", "de")] == [True, False]


@pytest.mark.parametrize("typed", FORMULAS)
def test_what_somebody_typed_is_text_and_never_a_formula(typed):
    person = Person(typed, typed, "04.03.1990", typed)
    shown = day_list(MONDAY, **{typed: [line("08:00", person, matter=typed)]})
    written = list_xlsx(shown)
    sheet = load_workbook(io.BytesIO(written)).active
    cells = [sheet[one] for one in ("C2", "D2", "E2", "G2", "K2")]
    assert {(cell.value, cell.data_type, cell.quotePrefix) for cell in cells} == {
        (typed, "s", True)
    }
    assert b"<f>" not in ZipFile(io.BytesIO(written)).read("xl/worksheets/sheet1.xml")


def test_signs_that_no_spreadsheet_may_hold_are_left_out():
    shown = day_list(MONDAY, Desk1=[line("08:00", Person("Ha\x0bdi", "", "31.12.1899", ""))])
    sheet = sheet_of(shown)
    assert (sheet["D2"].value, sheet["F2"].value) == ("Hadi", "31.12.1899")
