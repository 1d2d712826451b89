"""Legal sentences: whose wording, in which language, and never a gap."""

from datetime import date

import pytest

from offices.models import LegalText
from offices.wording import legal_text, legal_texts
from tests import make

pytestmark = pytest.mark.django_db

Key = LegalText.Key


@pytest.fixture
def authority():
    return make.authority(
        slug="essen",
        name_de="Stadt Essen",
        name_ar="مدينة إسن",
        phone="+49 201 1",
        email="amt@essen.example",
        apply_way_de="per Post",
        apply_way_en="by post",
        retention_days=7,
    )


def write(key, text, **fields):
    return LegalText.objects.create(key=key, text_de=text, **fields)


def test_a_text_that_nobody_wrote_is_none(authority):
    assert legal_text(Key.SCHENGEN, authority, "de") is None


def test_the_authoritys_own_wording_beats_the_default(authority):
    write(Key.SCHENGEN, "default")
    write(Key.SCHENGEN, "ours", authority=authority)
    write(Key.SCHENGEN, "theirs", authority=make.authority())
    assert legal_text(Key.SCHENGEN, authority, "de") == "ours"


def test_without_its_own_wording_the_default_counts(authority):
    write(Key.SCHENGEN, "default")
    write(Key.SCHENGEN, "theirs", authority=make.authority())
    assert legal_text(Key.SCHENGEN, authority, "de") == "default"


SHORT = {
    "en": "In short: an appointment does not replace your application. "
    "Apply in time, in writing, and keep proof of it. The German text counts.",
    "ar": "باختصار: الموعد لا يحلّ محلّ الطلب (Antrag). قدّم طلبك في الوقت المناسب وكتابيًا، "
    "واحتفظ بما يثبت ذلك. النص الألماني هو المعتبر.",
    "uk": "Коротко: запис на прийом не замінює заяви (Antrag). Подайте заяву вчасно й письмово "
    "та збережіть підтвердження. Діє німецький текст.",
}


@pytest.mark.parametrize(("language", "short"), SHORT.items())
def test_a_wording_nobody_has_reviewed_is_not_shown_but_what_it_is_about(
    language, short, authority
):
    write(Key.NOT_AN_APPLICATION, "Antrag: {application_way}", **{f"text_{language}": "???"})
    assert legal_text(Key.NOT_AN_APPLICATION, authority, language) == short
    assert legal_text(Key.NOT_AN_APPLICATION, authority, "de") == "Antrag: per Post"


@pytest.mark.parametrize(("language", "short"), SHORT.items())
def test_nor_is_a_draft_that_the_data_or_a_person_has_left(language, short, authority):
    text = write(Key.NOT_AN_APPLICATION, "Antrag", **{f"text_{language}": "???"})
    make.judged(text, "text", language, "machine")
    assert legal_text(Key.NOT_AN_APPLICATION, authority, language) == short


def test_a_reviewed_wording_is_shown_with_every_gap_filled(authority):
    text = "Apply: {application_way}"
    make.legal_text(Key.NOT_AN_APPLICATION, "{application_way}", text_en=text, reviewed=["en"])
    assert legal_text(Key.NOT_AN_APPLICATION, authority, "en") == "Apply: by post"


def test_in_a_language_that_is_not_spoken_here_the_german_stands(authority):
    write(Key.NOT_AN_APPLICATION, "Antrag: {application_way}")
    assert legal_text(Key.NOT_AN_APPLICATION, authority, "fa") == "Antrag: per Post"


def test_once_the_german_has_changed_the_review_counts_no_more(authority):
    text = make.legal_text(Key.NOT_AN_APPLICATION, "Antrag", text_ar="طلب", reviewed=["ar"])
    assert legal_text(Key.NOT_AN_APPLICATION, authority, "ar") == "طلب"
    LegalText.objects.filter(pk=text.pk).update(text_de="Antrag jetzt")
    assert legal_text(Key.NOT_AN_APPLICATION, authority, "ar") == SHORT["ar"]
    LegalText.objects.filter(pk=text.pk).update(text_de="Antrag")
    assert legal_text(Key.NOT_AN_APPLICATION, authority, "ar") == "طلب"


def test_whoever_changes_a_reviewed_wording_elsewhere_has_not_reviewed_it(authority):
    text = make.legal_text(Key.NOT_AN_APPLICATION, "Antrag", text_ar="طلب", reviewed=["ar"])
    LegalText.objects.filter(pk=text.pk).update(text_ar="طلب آخر")
    assert legal_text(Key.NOT_AN_APPLICATION, authority, "ar") == SHORT["ar"]


def test_a_review_in_one_language_is_none_in_another(authority):
    make.legal_text(
        Key.NOT_AN_APPLICATION, "Antrag", text_ar="طلب", text_uk="Заява", reviewed=["ar"]
    )
    assert legal_text(Key.NOT_AN_APPLICATION, authority, "uk") == SHORT["uk"]


def test_a_reviewed_default_does_not_speak_for_the_authoritys_own_wording(authority):
    make.legal_text(Key.NOT_AN_APPLICATION, "Antrag", text_ar="طلب", reviewed=["ar"])
    write(Key.NOT_AN_APPLICATION, "Unser Antrag", authority=authority, text_ar="طلبنا")
    assert legal_text(Key.NOT_AN_APPLICATION, authority, "de") == "Unser Antrag"
    assert legal_text(Key.NOT_AN_APPLICATION, authority, "ar") == SHORT["ar"]


def test_a_condition_that_is_read_has_to_be_reviewed_too(authority):
    text = write(
        Key.SECTION_24,
        "wenn {condition}",
        text_uk="якщо {condition}",
        condition_de="gültig",
        condition_uk="дійсний",
    )
    make.judged(text, "text", "uk")
    assert legal_text(Key.SECTION_24, authority, "uk").startswith("Коротко: ")
    make.judged(text, "condition", "uk")
    assert legal_text(Key.SECTION_24, authority, "uk") == "якщо дійсний"


def test_a_condition_that_the_wording_does_not_name_need_not_be(authority):
    text = write(Key.SECTION_24, "gilt", text_uk="діє", condition_de="gültig")
    make.judged(text, "text", "uk")
    assert legal_text(Key.SECTION_24, authority, "uk") == "діє"


@pytest.mark.parametrize("key", Key)
@pytest.mark.parametrize("language", ["en", "ar", "uk"])
def test_every_text_has_a_summary_without_a_gap(key, language, authority):
    write(key, "Deutsch", **{f"text_{language}": "???"})
    short = legal_text(key, authority, language, privacy_link="/privacy/")
    assert short.endswith(
        {"en": "German text counts.", "ar": "هو المعتبر.", "uk": "Діє німецький текст."}[language]
    )
    assert "{" not in short
    assert "???" not in short
    assert ("/privacy/" in short) is (key == Key.PRIVACY_SHORT)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("contact", "+49 201 1, amt@essen.example"),
        ("authority", "Stadt Essen"),
        ("application_way", "per Post"),
        ("days", "7"),
        ("land_law", "+49 201 1, amt@essen.example"),
        ("correction_way", "+49 201 1, amt@essen.example"),
        ("advice_link", "+49 201 1, amt@essen.example"),
        ("date", "+49 201 1, amt@essen.example"),
        ("whatever", "+49 201 1, amt@essen.example"),
    ],
)
def test_every_gap_is_filled_with_the_value_or_else_the_contact(name, value, authority):
    write(Key.SCHENGEN, f"<{{{name}}}>")
    assert legal_text(Key.SCHENGEN, authority, "de") == f"<{value}>"


def test_values_of_the_caller_count_and_days_are_written_out(authority):
    german, arabic = "{date} {contact}", "{date} – {authority}"
    make.legal_text(Key.SCHENGEN, german, text_ar=arabic, reviewed=["ar"])
    day = date(2026, 11, 23)
    assert legal_text(Key.SCHENGEN, authority, "de", date=day, contact="Tür 3") == (
        "Montag, 23. November 2026 Tür 3"
    )
    assert legal_text(Key.SCHENGEN, authority, "ar", date=day) == (
        "الاثنين، 23 نوفمبر 2026 – مدينة إسن"
    )


def test_a_text_brings_its_own_date_and_condition(authority):
    write(
        Key.SECTION_24,
        "bis {date}, wenn {condition}",
        until=date(2027, 3, 4),
        condition_de="gültig",
    )
    assert legal_text(Key.SECTION_24, authority, "de") == (
        "bis Donnerstag, 4. März 2027, wenn gültig"
    )


def test_braces_that_are_no_placeholder_stay_and_reach_nothing(authority):
    write(Key.SCHENGEN, "{ } {contact.__class__} {0!r} }{")
    assert legal_text(Key.SCHENGEN, authority, "de") == "{ } {contact.__class__} {0!r} }{"


def test_several_texts_cost_one_statement(authority, django_assert_num_queries):
    make.legal_text(Key.SCHENGEN, "a", text_ar="أ", reviewed=["ar"])
    make.legal_text(Key.CANNOT_COME, "b", text_ar="ب", reviewed=["ar"])
    with django_assert_num_queries(1):
        texts = legal_texts([Key.SCHENGEN, Key.CANNOT_COME], authority, "ar")
    assert texts == {"schengen": "أ", "cannot_come": "ب"}
