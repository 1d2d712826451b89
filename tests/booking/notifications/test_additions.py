"""What an authority adds to its mails: in the reader's language, and in German below."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from booking.models import Message
from booking.notifications.additions import groups_of
from booking.notifications.letters import compose
from offices import showcase
from offices.models import MailAddition
from tests import make, people

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 30, 11, 5, tzinfo=UTC)
Kind = Message.Kind
WRITTEN = {
    "text_de": "Parken: <Hof>.",
    "text_en": "Parking: <yard>.",
    "text_ar": "موقف السيارات: الفناء.",
    "text_uk": "Паркування на подвір’ї.",
}
HEADINGS = {
    "en": "Also from the office:",
    "ar": "ومن المكتب أيضًا:",
    "uk": "Також від відомства:",
    "de": "Außerdem vom Amt:",
}
FIRST = {one: f"{heading}\n{WRITTEN[f'text_{one}']}" for one, heading in HEADINGS.items()}
BELOW = {
    "en": "The office also writes something in German. It stands below.",
    "ar": "كتب المكتب أيضًا شيئًا بالألمانية. تجده في الأسفل.",
    "uk": "Відомство також пише дещо німецькою. Це стоїть нижче.",
}


@pytest.fixture
def booking(essen):
    showcase.forget()
    office = make.office(of=essen, name_de="Rathaus")
    make.desk(at=office)
    return people.booked(starts=NOON, now=NOON, offering=make.offering(at=office))


def add(booking, mails="all", **texts):
    MailAddition.objects.create(authority=booking.authority, mails=mails, **texts)
    showcase.forget()


def letter(booking, kind, language):
    mail = compose(people.message(booking, Kind(kind), due=NOON, language=language))
    (page, _kind), *_rest = mail.alternatives
    return mail.body, page


@pytest.mark.parametrize("language", FIRST)
@pytest.mark.parametrize("kind", ["confirmation", "cancellation"])
def test_the_addition_stands_in_the_readers_language_and_in_german(kind, language, booking):
    before, _page = letter(booking, kind, language)
    add(booking, **WRITTEN)
    body, page = letter(booking, kind, language)
    wanted = dict.fromkeys([FIRST[language], FIRST["de"]])
    assert all(body.count(f"\n{words}\n") == 1 for words in wanted)
    for words in wanted:
        body = body.replace(f"\n{words}\n", "", 1)
    assert body == before  # nothing else has changed
    assert "<bdi>Parken: &lt;Hof&gt;.</bdi>" in page
    german = page.index("Parken: &lt;Hof&gt;.")
    assert page.rindex("<div lang=", 0, german) == page.rindex(
        '<div lang="de" dir="ltr"', 0, german
    )


@pytest.mark.parametrize("language", BELOW)
@pytest.mark.parametrize("kind", ["reminder", "moved", "declined"])
def test_where_the_language_is_missing_only_the_german_stands_below_as_german(
    kind, language, booking
):
    if kind == "declined":
        booking.notes.create(from_office=True, text="Nein.", written_at=NOON)
    add(booking, text_de="Parken: Hof.")
    body, page = letter(booking, kind, language)
    assert body.count(BELOW[language]) == page.count(BELOW[language]) == 1
    assert body.count("Parken: Hof.") == page.count("Parken: Hof.") == 1
    assert body.index(BELOW[language]) < body.index("Außerdem vom Amt:\nParken: Hof.")
    german = page.index("Parken: Hof.")
    assert page.rindex("<div lang=", 0, german) == page.rindex(
        '<div lang="de" dir="ltr"', 0, german
    )


def test_two_additions_stand_under_one_heading_the_narrower_first(booking):
    add(booking, "all", text_de="Für alle.")
    add(booking, "reminder", text_de="Für Erinnerungen.")
    body, _page = letter(booking, "reminder", "de")
    assert "Außerdem vom Amt:\nFür Erinnerungen.\nFür alle.\n" in body


def test_an_addition_stands_only_in_the_mails_it_is_for(booking):
    add(booking, "cancellation", text_de="Schade.")
    found = {
        kind
        for kind in ("confirmation", "moved", "reminder", "cancellation")
        if "Schade." in letter(booking, kind, "de")[0]
    }
    assert found == {"cancellation"}


def test_lines_stay_lines(booking):
    add(booking, text_de="Eins.\nZwei.")
    body, page = letter(booking, "cancellation", "de")
    assert "Eins.\nZwei.\n" in body
    assert "Eins.<br>Zwei." in page


def test_an_empty_addition_and_one_of_another_authority_add_nothing(booking, mainz):
    before = letter(booking, "confirmation", "de")
    add(booking, text_de="", text_en="")
    MailAddition.objects.create(authority=mainz, mails="all", text_de="Mainz.")
    showcase.forget()
    assert letter(booking, "confirmation", "de") == before


@pytest.mark.parametrize("kind", Kind)
def test_mails_with_a_code_carry_none_all_others_may(kind):
    with_code = {Kind.CODE, Kind.NEW_EMAIL, Kind.OTHER_EMAIL}
    assert bool(groups_of(kind)) is (kind not in with_code)
