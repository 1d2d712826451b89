"""The receipt of a request, with the words of whoever asked, in whichever direction they run."""

from datetime import date

import pytest

from booking.models import Booking
from booking.papers.receipt import receipt_pdf
from booking.papers.typed import direction_of, paragraphs
from tests import people
from tests.booking.papers.conftest import NOW
from tests.booking.papers.reading import placed, read, words

LEFT = 25.0
ARABIC = "تأشيرتي تنتهي قريبًا"


@pytest.mark.parametrize(
    ("words", "direction"),
    [
        ("My visa ends.", "ltr"),
        ("Моя віза", "ltr"),
        (ARABIC, "rtl"),
        ("מחר", "rtl"),
        ("12.03. – " + ARABIC, "rtl"),
        ("12.03. – my visa, " + ARABIC, "ltr"),
        ("12.03.2026!", "as the page"),
        ("", "as the page"),
    ],
)
def test_the_first_letter_says_in_which_direction_words_run(words, direction):
    assert direction_of(words, "as the page") == direction


def test_each_line_runs_by_itself_and_empty_lines_part_paragraphs():
    typed = f"\n{ARABIC}\nMy visa ends.\r\n \n\n12.03.\n"
    assert paragraphs(typed, "rtl") == [
        [("rtl", ARABIC), ("ltr", "My visa ends.")],
        [("rtl", "12.03.")],
    ]
    assert paragraphs(" \n", "ltr") == []


def asked(matter: str, language: str) -> Booking:
    request = {"matter": matter, "document": "visa", "ends_on": date(2027, 1, 1)}
    return people.asked(now=NOW, language=language, request=request)


@pytest.mark.django_db
def test_it_says_when_and_what_was_asked_in_both_languages():
    booking = asked("My visa ends.", "uk")
    text = " ".join(map(words, read(receipt_pdf(booking, "uk", now=NOW)).pages))
    for said in (
        "понеділок, 2 листопада 2026 року 10:00",
        booking.spoken_number,
        booking.pin,
        "Anfrage eingegangen: Montag, 2. November 2026, 10:00 Uhr",
        "Gültig bis: Freitag, 1. Januar 2027",
    ):
        assert said in text
    assert text.count("My visa ends.") == 2


@pytest.mark.django_db
def test_latin_words_stay_whole_on_an_arabic_page():
    paper = read(receipt_pdf(asked("My visa ends soon!", "ar"), "ar", now=NOW))
    assert ("My visa ends soon!", LEFT) in [(text, x) for text, x, _y in placed(paper.pages[0])]


@pytest.mark.django_db
def test_arabic_words_begin_at_the_right_on_a_german_page():
    paper = read(receipt_pdf(asked(f"{ARABIC}\nVisum", "de"), "de", now=NOW))
    starts = {text: x for text, x, _y in placed(paper.pages[0])}
    assert starts["Visum"] == LEFT
    assert starts[ARABIC] > 100
