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


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Antrag: per Post"),
        ("en", "Apply: by post"),
        ("uk", "Antrag: per Post"),
        ("fa", "Antrag: per Post"),
    ],
)
def test_a_text_comes_in_the_wanted_language_or_in_german(language, text, authority):
    write(Key.NOT_AN_APPLICATION, "Antrag: {application_way}", text_en="Apply: {application_way}")
    assert legal_text(Key.NOT_AN_APPLICATION, authority, language) == text


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
    write(Key.SCHENGEN, "{date} {contact}", text_ar="{date} – {authority}")
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
    write(Key.SCHENGEN, "a")
    write(Key.CANNOT_COME, "b")
    with django_assert_num_queries(1):
        texts = legal_texts([Key.SCHENGEN, Key.CANNOT_COME], authority, "ar")
    assert texts == {"schengen": "a", "cannot_come": "b"}
