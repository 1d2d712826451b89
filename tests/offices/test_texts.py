"""Texts in every language: where each stands, who has reviewed it, and what it was before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pghistory
import pytest
from django.utils import translation

from offices import texts
from offices.models import Authority, Closure, LegalText, MailAddition, Office, TextState, User
from offices.texts import ChangedMeanwhileError, Standing, Text, Wanted
from tests import make

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
REVIEWED, MACHINE = Standing.REVIEWED, Standing.MACHINE
OUTDATED, MISSING = Standing.OUTDATED, Standing.MISSING


@pytest.fixture
def office(essen: Authority) -> Office:
    with translation.override("de"):  # whatever the page of a test before has spoken
        return make.office(
            of=essen,
            directions_de="Mit der Bahn.",
            directions_en="By train.",
            directions_ar="بالقطار.",
        )


@pytest.fixture
def way(office: Office, essen: Authority) -> Text:
    """How to get there: German, English and Arabic, of which nobody has judged anything."""
    return at(essen, office)


def at(authority: Authority, row: object, field: str = "directions") -> Text:
    found = texts.text_at(authority, row._meta.model_name, row.pk, field)
    assert found is not None
    return found


def wanted(text: Text, *, reviewed: str = "", draft: str = "", **wordings: str) -> Wanted:
    return Wanted(
        {"de": text.german, **{one: text.in_language(one) for one in texts.TRANSLATED}} | wordings,
        text.fingerprint,
        [reviewed] if reviewed else [],
        [draft] if draft else [],
    )


def again(text: Text) -> Text:
    row = type(text.row).objects.get(pk=text.row.pk)
    return at(Authority.objects.get(pk=row.authority_id), row, text.field)


def stands(text: Text) -> list[Standing]:
    """In English, Arabic, Ukrainian."""
    return list(again(text).standings().values())


def test_what_nobody_has_judged_is_not_reviewed_and_what_is_not_written_is_missing(way):
    assert stands(way) == [MACHINE, MACHINE, MISSING]


def test_reviewed_without_a_change(way, erika):
    assert texts.write(way, wanted(way, reviewed="ar"), by=erika, now=NOW) == []
    assert stands(way) == [MACHINE, REVIEWED, MISSING]
    kept = TextState.objects.get()
    assert (kept.text, kept.changed_by, kept.changed_at) == ("بالقطار.", erika, NOW)
    assert kept.authority == erika.memberships.get().authority


def test_a_new_wording_is_a_draft_until_it_is_saved_as_reviewed(way, erika):
    texts.write(way, wanted(way, uk="Потягом."), by=erika, now=NOW)
    assert stands(way) == [MACHINE, MACHINE, MACHINE]
    way = again(way)
    texts.write(way, wanted(way, uk="Поїздом.", reviewed="uk"), by=erika, now=NOW)
    assert stands(way) == [MACHINE, MACHINE, REVIEWED]
    assert again(way).in_language("uk") == "Поїздом."


def test_a_reviewed_wording_saved_as_a_draft_is_one(way, erika):
    texts.write(way, wanted(way, reviewed="ar"), by=erika, now=NOW)
    texts.write(again(way), wanted(again(way), draft="ar"), by=erika, now=NOW)
    assert stands(way) == [MACHINE, MACHINE, MISSING]


def test_a_change_of_the_german_makes_all_others_outdated_and_says_which(way, erika):
    texts.write(way, wanted(way, reviewed="ar"), by=erika, now=NOW)
    way = again(way)
    told = texts.write(way, wanted(way, de="Mit dem Bus."), by=erika, now=NOW)
    assert told == ["en", "ar"]
    assert stands(way) == [OUTDATED, OUTDATED, MISSING]
    assert Office.objects.rewrite(mode=False).values_list("directions", flat=True).get() == (
        "Mit dem Bus."
    )


def test_what_was_outdated_already_is_not_told_again(way, erika):
    texts.write(way, wanted(way, de="Mit dem Bus."), by=erika, now=NOW)
    way = again(way)
    assert texts.write(way, wanted(way, de="Zu Fuß."), by=erika, now=NOW) == []


def test_german_and_a_language_changed_together_belong_together(way, erika):
    both = wanted(way, de="Mit dem Bus.", ar="بالحافلة.", reviewed="ar")
    assert texts.write(way, both, by=erika, now=NOW) == ["en"]
    assert stands(way) == [OUTDATED, REVIEWED, MISSING]


def test_a_german_changed_in_the_administration_is_noticed_too(way, office, erika):
    texts.write(way, wanted(way, reviewed="ar"), by=erika, now=NOW)
    office.directions_de = "Mit dem Bus."
    office.save()
    assert stands(way)[1] == OUTDATED


def test_a_reviewed_wording_changed_in_the_administration_is_reviewed_no_more(way, office, erika):
    texts.write(way, wanted(way, reviewed="ar"), by=erika, now=NOW)
    office.directions_ar = "بالحافلة."
    office.save()
    assert stands(way)[1] == MACHINE


def test_a_language_that_is_emptied_is_missing_and_nothing_is_known_of_it(way, erika):
    texts.write(way, wanted(way, reviewed="ar"), by=erika, now=NOW)
    texts.write(again(way), wanted(again(way), ar=""), by=erika, now=NOW)
    assert stands(way) == [MACHINE, MISSING, MISSING]
    assert not TextState.objects.exists()


def test_of_two_who_write_at_once_the_second_is_told(way, erika):
    before = wanted(way, ar="الثاني")
    texts.write(way, wanted(way, ar="الأول"), by=erika, now=NOW)
    with pytest.raises(ChangedMeanwhileError) as refusal:
        texts.write(way, before, by=erika, now=NOW)
    assert refusal.value.text.in_language("ar") == "الأول"
    assert again(way).in_language("ar") == "الأول"


def test_a_review_in_between_counts_as_a_change(way, erika):
    before = wanted(way, ar="الثاني")
    texts.write(way, wanted(way, reviewed="ar"), by=erika, now=NOW)
    with pytest.raises(ChangedMeanwhileError):
        texts.write(way, before, by=erika, now=NOW)


def test_the_same_text_in_several_places_is_saved_once_for_all(essen, erika):
    rows = [make.office(of=essen, access_notes_de="Klingeln.") for _ in range(3)]
    rows.append(make.office(of=essen, access_notes_de="Klingeln.", access_notes_en="Ring."))
    make.office(access_notes_de="Klingeln.")  # of another authority
    first = at(essen, rows[0], "access_notes")
    alike = texts.same_texts(first, essen, NOW)
    assert {one.row.pk for one in alike} == {row.pk for row in rows[1:3]}
    both = wanted(first, en="Ring the bell.", reviewed="en")
    texts.write_all([first, *alike], both, by=erika, now=NOW)
    written = Office.objects.filter(authority=essen).order_by("pk")
    assert list(written.values_list("access_notes_en", flat=True)) == [
        *["Ring the bell."] * 3,
        "Ring.",
    ]
    assert TextState.objects.filter(state="reviewed").count() == 3


def test_only_what_people_still_read_is_listed(essen):
    gone, today = NOW - timedelta(days=2), NOW.date()
    open_, shut = make.office(of=essen), make.office(of=essen, valid_until=gone.date())
    make.closure(at=open_, starts=gone, ends=gone + timedelta(hours=1), reason_de="Früher")
    make.closure(
        at=open_, starts=NOW, ends=NOW + timedelta(hours=1), reason_de="Neujahr", holiday=today
    )
    make.closure(
        at=open_, starts=NOW, ends=NOW + timedelta(hours=1), reason_de="Personalversammlung"
    )
    found = texts.own_texts(essen, NOW)
    assert shut.pk not in {one.row.pk for one in found if isinstance(one.row, Office)}
    assert [one.german for one in found if isinstance(one.row, Closure)] == ["Personalversammlung"]


def test_what_is_listed_is_the_authoritys_own_and_the_others_none(essen, mainz):
    for owner in (essen, mainz):
        office = make.office(of=owner)
        make.offering(at=office, access_note_de=f"Hinweis {owner.slug}")
        make.hours(at=office, weekday=0, opens="08:00", closes="12:00", note_de="Nur EG")
        make.legal_text("schengen", f"Visum {owner.slug}", authority=owner)
        MailAddition.objects.create(authority=owner, mails="all", text_de=f"Zusatz {owner.slug}")
    found = texts.own_texts(essen, NOW)
    assert {one.kind.name for one in found} == {
        "authority",
        "office",
        "offering",
        "openinghours",
        "legaltext",
        "mailaddition",
    }
    assert not [one for one in found if "mainz" in one.german]
    for one in texts.own_texts(mainz, NOW):
        assert texts.text_at(essen, *one.address) is None


def test_shared_are_what_is_offered_and_the_defaults_without_a_wording_of_their_own(essen):
    offered, other = make.service(name_de="Karte"), make.service(name_de="Anderes")
    make.offering(at=make.office(of=essen), service=offered)
    make.legal_text("schengen", "Visum")
    make.legal_text("cannot_come", "Absagen")
    make.legal_text("cannot_come", "Bitte absagen", authority=essen)
    found = texts.shared_texts(essen)
    assert {one.german for one in found} == {"Karte", offered.group.name_de, "Visum"}
    assert all(one.is_shared for one in found)
    assert texts.text_at(essen, "servicetype", other.pk, "name") is None
    assert texts.text_at(essen, "servicetype", offered.pk, "name").is_shared


@pytest.mark.parametrize(
    ("kind", "field"), [("user", "name"), ("office", "slug"), ("desk", "label"), ("x", "y")]
)
def test_nothing_but_texts_can_be_reached(kind, field, essen, office):
    assert texts.text_at(essen, kind, office.pk, field) is None


def test_a_wording_of_ones_own_begins_as_a_copy_and_unreviewed(essen, erika):
    default = make.legal_text(
        "section_24", "Bis {date}.", text_ar="حتى {date}.", reviewed=["ar"], confidence="proposal"
    )
    made = texts.adopt(default, essen, by=erika, now=NOW)
    own = LegalText.objects.get(authority=essen)
    assert (made.row, own.key, own.text_de, own.text_ar) == (
        own,
        "section_24",
        "Bis {date}.",
        "حتى {date}.",
    )
    assert own.confidence == "proposal"
    assert made.standing("ar") == MACHINE
    assert texts.adopt(default, essen, by=erika, now=NOW).row == own


def test_what_was_before_stays_to_be_read(way, erika):
    with pghistory.context(user=erika.pk):
        texts.write(way, wanted(way, ar="الأول"), by=erika, now=NOW)
        texts.write(again(way), wanted(again(way), ar="الثاني", reviewed="ar"), by=erika, now=NOW)
        texts.write(again(way), wanted(again(way), de="Mit dem Bus."), by=erika, now=NOW)
    told = texts.history_of(again(way))
    assert [one.wording for one in told if one.language == "de"] == [
        "Mit dem Bus.",
        "Mit der Bahn.",
    ]
    arabic = [(one.wording, one.state, one.by) for one in told if one.language == "ar"]
    assert arabic == [
        ("الثاني", "reviewed", "Erika Essen"),
        ("الأول", "machine", "Erika Essen"),
    ]
    kept = again(way).kept["ar"]
    assert texts.germans_of(again(way))[kept.german_hash] == "Mit der Bahn."


def test_a_list_of_texts_costs_the_same_however_long(essen, django_assert_num_queries):
    def fill() -> None:
        office = make.office(of=essen, directions_de="Bahn")
        make.offering(at=office, note_de="Notiz")

    fill()
    with django_assert_num_queries(10):
        one = len(texts.own_texts(essen, NOW))
    fill()
    with django_assert_num_queries(10):
        assert len(texts.own_texts(essen, NOW)) > one


def test_whoever_leaves_leaves_the_states_of_texts(way, erika):
    texts.write(way, wanted(way, reviewed="ar"), by=erika, now=NOW)
    User.objects.filter(pk=erika.pk).delete()
    assert stands(way)[1] == REVIEWED
    assert TextState.objects.get().changed_by is None
