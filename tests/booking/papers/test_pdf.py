"""The paper: readable for screen readers, in both languages, and made of our own files only."""

import re
from pathlib import Path

import pytest

from booking.papers.appointment import appointment_pdf
from booking.papers.pdf import OwnFiles, StrangeFileError, render_pdf
from offices.models import RequiredDocument
from tests.booking.papers.reading import read, words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["de", "ar", "uk"])
def test_a_paper_is_tagged_and_names_its_language(amal, language):
    paper = read(appointment_pdf(amal, language))
    root = paper.trailer["/Root"]
    assert root["/MarkInfo"] == {"/Marked": True}
    assert root["/Lang"] == language
    assert root["/StructTreeRoot"]["/Type"] == "/StructTreeRoot"
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data()


def test_windows_show_its_title(amal):
    paper = read(appointment_pdf(amal, "en"))
    assert paper.metadata.title == "Your appointment"
    assert paper.trailer["/Root"]["/ViewerPreferences"] == {"/DisplayDocTitle": True}


def test_the_first_sheet_is_for_the_person_and_the_second_for_the_office(amal):
    RequiredDocument.objects.create(
        service=amal.items.get().offering.service, key="p", name_de="Reisepass", name_en="Passport"
    )
    first, second = map(words, read(appointment_pdf(amal, "en")).pages)
    for said in ("Your appointment Tuesday, November 24, 2026 08:30", "Passport", amal.pin):
        assert said in first
    for said in ("Dienstag, 24. November 2026", "08:30", "Reisepass", "Aufzug am Eingang B."):
        assert said in second
    assert [amal.spoken_number in sheet for sheet in (first, second)] == [True, True]
    assert amal.pin not in second


def test_in_german_one_sheet_is_enough(amal):
    (only,) = read(appointment_pdf(amal, "de")).pages
    assert "Aufzug am Eingang B." in words(only)


def test_it_says_in_words_how_to_get_there_and_in(amal):
    amal.office.directions_de = "Straßenbahn 1, Haltestelle Rathaus."
    amal.office.save()
    assert "So kommen Sie ins Gebäude Aufzug am Eingang B. Straßenbahn 1, Haltestelle Rathaus." in (
        words(read(appointment_pdf(amal, "de")).pages[0])
    )


def test_where_nothing_is_known_of_the_way_nothing_is_said(amal):
    amal.office.access_notes_de = ""
    amal.office.save()
    assert "So kommen Sie" not in words(read(appointment_pdf(amal, "de")).pages[0])


def test_every_letter_comes_from_our_own_fonts(tmp_path, settings):
    templates = tmp_path / "papers"
    templates.mkdir()
    letters = "Łódź Şağ Nguyễn Čeština Ґанок Ёж Ελλάδα مرحبا پښتو کوردی"
    page = '{% extends "papers/base.html" %}{% block paper %}<p>{{ letters }}<strong>{{ letters }}'
    (templates / "letters.html").write_text(page + "</strong></p>{% endblock %}")
    settings.TEMPLATES = [
        {**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path]}
    ]
    paper = read(render_pdf("letters.html", {"title": "Letters", "letters": letters}, "de"))
    fonts = paper.pages[0]["/Resources"]["/Font"].values()
    names = {font.get_object()["/BaseFont"].partition("+")[2] for font in fonts}
    assert names == {"Fira-Sans", "Fira-Sans-Semi-Bold", "Vazirmatn", "Vazirmatn-Semi-Bold"}


def test_no_paper_unpacks_a_font_or_cuts_a_weight_from_it(settings):
    folder = settings.BASE_DIR / "willkommen" / "static" / "css"
    fonts = re.findall(r'src: url\("([^"]+)"\)', (folder / "paper.css").read_text())
    assert [Path(font).name for font in fonts] == [
        "fira-sans-paper-400.ttf",
        "fira-sans-paper-600.ttf",
        "vazirmatn-paper-400.ttf",
        "vazirmatn-paper-600.ttf",
    ]
    for font in fonts:
        written = (folder / font).read_bytes()
        assert (written[:4], b"fvar" in written[:512]) == (b"\x00\x01\x00\x00", False)


@pytest.mark.parametrize(
    "url", ["https://example.org/x.png", "file:///etc/passwd", "http://127.0.0.1/"]
)
def test_nothing_is_fetched_from_elsewhere(url):
    with pytest.raises(StrangeFileError):
        OwnFiles().fetch(url)


def test_our_own_files_are(settings):
    style = settings.BASE_DIR / "willkommen" / "static" / "css" / "paper.css"
    assert OwnFiles().fetch(style.as_uri()).url == style.as_uri()
