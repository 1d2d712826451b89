"""What must be brought next time: by mail and on paper, in the person's language and in German."""

from unicodedata import normalize

import pytest

from booking.models import Booking, CheckedDocument, Message, Visit
from booking.notifications.letters import compose
from booking.papers.missing import missing_pdf
from tests import people
from tests.booking.papers.conftest import NOW
from tests.booking.papers.reading import read, words

pytestmark = pytest.mark.django_db

NAMES = {
    "passport": {"de": "Reisepass", "uk": "Закордонний паспорт", "ar": "جواز السفر"},
    "photo": {"de": "Lichtbild", "uk": "Фотографія", "ar": "صورة شخصية"},
    "lease": {"de": "Mietvertrag", "uk": "Договір оренди", "ar": "عقد الإيجار"},
}
LACKING = ["photo", "passport"]  # in the order of the catalogue, not of the alphabet


@pytest.fixture
def sent_home(amal) -> Booking:
    """Photo and passport are missing; the lease was there."""
    service = amal.items.get().offering.service
    for position, key in enumerate([*LACKING, "lease"]):
        document = service.documents.create(
            key=key,
            position=position,
            condition_de="nur bei Erstantrag",
            **{f"name_{language}": name for language, name in NAMES[key].items()},
        )
        CheckedDocument.objects.create(booking=amal, document=document, is_there=key == "lease")
    Visit.objects.create(
        booking=amal,
        authority=amal.authority,
        office=amal.office,
        came_at=NOW,
        ended_at=NOW,
        result="missing",
    )
    return amal


def body(booking: Booking, language: str) -> str:
    message = people.message(booking, Message.Kind.MISSING, due=NOW, language=language)
    return str(compose(message).body)


@pytest.mark.parametrize("language", ["ar", "uk"])
def test_the_mail_lists_them_in_the_language_of_the_person_and_below_in_german(sent_home, language):
    own, german = body(sent_home, language).split("* * *")
    for part, written in ((own, language), (german, "de")):
        places = [part.index(NAMES[key][written]) for key in LACKING]
        assert places == sorted(places)
        assert NAMES["lease"][written] not in part
    assert NAMES["passport"]["de"] not in own


def test_in_german_the_mail_says_it_once(sent_home):
    text = body(sent_home, "de")
    assert text.count("Reisepass") == text.count("Lichtbild") == 1
    assert "* * *" not in text


def test_the_subject_tells_nothing_of_it(sent_home):
    message = people.message(sent_home, Message.Kind.MISSING, due=NOW)
    assert compose(message).subject == "Please bring this next time"


def test_a_document_without_a_word_in_the_language_is_named_in_german(sent_home):
    document = sent_home.checked.get(document__key="photo").document
    document.name_uk = ""
    document.save()
    own, _german = body(sent_home, "uk").split("* * *")
    assert "Lichtbild" in own


@pytest.mark.parametrize("language", ["ar", "uk"])
def test_the_paper_carries_the_documents_in_both_languages(sent_home, language):
    paper = read(missing_pdf(sent_home, language, now=NOW))
    text = " ".join(words(page) for page in paper.pages)
    for key in LACKING:
        assert NAMES[key]["de"] in text
    assert "nur bei Erstantrag" in text
    assert NAMES["lease"]["de"] not in text
    assert paper.trailer["/Root"]["/Lang"] == language
    assert own_words(text, language)


def own_words(text: str, language: str) -> bool:
    """Arabic comes out of a paper letter by letter, joined as it was drawn."""
    if language == "ar":
        return set("جوازالسفرصورةشخصية") <= set(normalize("NFKC", text))
    return all(NAMES[key][language] in text for key in LACKING)


def test_the_paper_is_one_sheet_and_names_the_number_and_no_pin(sent_home):
    (only,) = read(missing_pdf(sent_home, "de", now=NOW)).pages
    text = words(only)
    assert sent_home.spoken_number in text
    assert sent_home.pin not in text
    assert text.count("Reisepass") == 1
