"""Where an office is on a day, before and after it moves house."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError
from django.utils import timezone, translation

from offices import showcase
from offices.models import Office, OfficeAddress, history
from offices.showcase import keeping
from offices.showcase.keeping import FRESH_SECONDS
from tests import make

pytestmark = pytest.mark.django_db

MAY_14, MAY_15, JULY_1 = date(2027, 5, 14), date(2027, 5, 15), date(2027, 7, 1)
OLD, NEW = "Rathausplatz 1, 12345 Musterstadt", "Kruppstraße 16, 45128 Essen"


@pytest.fixture(autouse=True)
def nothing_kept():
    showcase.forget()
    yield
    showcase.forget()


@pytest.fixture
def office(essen) -> Office:
    return make.office(of=essen, access_notes_de="Aufzug am Eingang B.")


def test_an_office_that_never_moves_is_always_where_it_is(office):
    place = office.place_on(MAY_14)
    assert (place.address, place.town, place.ways) == (
        OLD,
        "12345 Musterstadt",
        ["Aufzug am Eingang B."],
    )
    assert (place.since, place.until, place.mark) == (None, None, "")


def test_the_first_day_at_the_new_place_decides(office):
    make.move(of=office, since=MAY_15)
    assert [office.place_on(day).address for day in (MAY_14, MAY_15)] == [OLD, NEW]
    assert [office.place_on(day).ways for day in (MAY_14, MAY_15)] == [["Aufzug am Eingang B."], []]


def test_of_several_moves_each_place_has_its_days(office):
    make.move(of=office, since=JULY_1, street="Am Markt 2")
    make.move(of=office, since=MAY_15)
    begun = [
        (place.street, place.since, place.until)
        for place in office.places_between(date(2027, 1, 1), date(2027, 12, 31))
    ]
    assert begun == [
        ("Rathausplatz 1", None, MAY_14),
        ("Kruppstraße 16", MAY_15, date(2027, 6, 30)),
        ("Am Markt 2", JULY_1, None),
    ]
    for first, last, streets in [
        (MAY_14, MAY_14, ["Rathausplatz 1"]),
        (MAY_14, MAY_15, ["Rathausplatz 1", "Kruppstraße 16"]),
        (MAY_15, JULY_1 - timedelta(days=1), ["Kruppstraße 16"]),
        (JULY_1, date(2030, 1, 1), ["Am Markt 2"]),
    ]:
        assert [place.street for place in office.places_between(first, last)] == streets


def test_the_way_there_is_told_in_the_language_that_is_active(office):
    make.move(of=office, since=MAY_15, directions_de="Tram 1", directions_ar="الترام 1")
    for language, way in {"ar": "الترام 1", "uk": "Tram 1", "de": "Tram 1"}.items():
        with translation.override(language):
            assert office.place_on(MAY_15).directions == way


def test_a_name_comes_with_a_house_and_counts_until_another_comes(office):
    make.move(of=office, since=MAY_15, name_de="Haus am Park", name_ar="بيت الحديقة")
    make.move(of=office, since=JULY_1, street="Am Markt 2")
    days = (MAY_14, MAY_15, JULY_1)
    for language, names in {
        "de": [office.name_de, "Haus am Park", "Haus am Park"],
        "ar": [office.name_de, "بيت الحديقة", "بيت الحديقة"],
        "uk": [office.name_de, "Haus am Park", "Haus am Park"],
    }.items():
        with translation.override(language):
            assert [office.place_on(day).name for day in days] == names
    assert office.place_on(MAY_15).mark == office.places_between(MAY_15, MAY_15)[0].mark


def test_a_new_name_is_not_mixed_with_the_old_one_in_another_language(office):
    """What nobody has translated yet is read in German, not by the name of the old house."""
    Office.objects.filter(pk=office.pk).update(name_ar="دار البلدية")
    make.move(of=office, since=MAY_15, name_de="Haus am Park")
    moved = Office.objects.get(pk=office.pk)
    with translation.override("ar"):
        names = [moved.place_on(day).name for day in (MAY_14, MAY_15)]
    assert names == ["دار البلدية", "Haus am Park"]


def test_pages_call_the_office_as_it_is_called_today_and_tell_of_the_new_name(office):
    today = timezone.localdate(timezone=office.zone)
    move = make.move(of=office, since=today + timedelta(days=1), name_de="Haus am Park")
    shown = _shown(office)
    assert str(shown.name) == office.name_de
    assert shown.coming is not None
    assert (str(shown.coming.name), str(shown.coming.new_name)) == ("Haus am Park",) * 2
    assert str(shown.place_on(today + timedelta(days=1)).name) == "Haus am Park"
    OfficeAddress.objects.filter(pk=move.pk).update(since=today)
    showcase.forget()
    assert str(_shown(office).name) == "Haus am Park"


def test_a_mark_tells_buildings_apart_and_not_their_descriptions(office):
    first = make.move(of=office, since=MAY_15)
    make.move(
        of=office, since=JULY_1, street="Rathausplatz 1", postal_code="12345", city="Musterstadt"
    )
    old, new, back = office.places_between(MAY_14, JULY_1)
    assert (old.mark, back.mark) == ("", "")
    assert len(new.mark) == 16
    first.directions_de = "Neue Haltestelle"
    first.save()
    assert office.place_on(MAY_15).mark == new.mark
    first.street = "Kruppstraße 18"
    first.save()
    assert office.place_on(MAY_15).mark not in ("", new.mark)


def test_from_a_day_on_there_is_one_new_address(office):
    make.move(of=office, since=MAY_15)
    with (
        pytest.raises(IntegrityError, match="offices_one_address_from_a_day"),
        transaction.atomic(),
    ):
        make.move(of=office, since=MAY_15, street="Am Markt 2")
    make.move(of=make.office(of=office.authority), since=MAY_15)


def test_with_its_authority_an_office_is_kept_with_its_addresses(office, django_assert_num_queries):
    make.move(of=office, since=MAY_15)
    showcase.office_row(office.pk)
    with django_assert_num_queries(0):
        assert showcase.office_row(office.pk).place_on(MAY_15).address == NEW


def test_pages_know_the_place_of_today_and_of_any_day_and_a_move_of_the_next_weeks(office):
    today = timezone.localdate(timezone=office.zone)
    make.move(of=office, since=today + timedelta(days=60), access_notes_de="Ebene 2")
    shown = _shown(office)
    assert (shown.here.address, str(shown.here.access_notes)) == (OLD, "Aufzug am Eingang B.")
    assert shown.coming is not None
    assert (shown.coming.address, str(shown.coming.access_notes)) == (NEW, "Ebene 2")
    days = [today + timedelta(days=n) for n in (59, 60)]
    assert [shown.place_on(day).address for day in days] == [OLD, NEW]


@pytest.mark.parametrize(
    ("days", "here", "is_told"), [(61, OLD, False), (1, OLD, True), (0, NEW, False)]
)
def test_a_move_is_announced_in_its_last_sixty_days(office, days, here, is_told):
    make.move(of=office, since=timezone.localdate(timezone=office.zone) + timedelta(days=days))
    shown = _shown(office)
    assert (shown.here.address, shown.coming is not None) == (here, is_told)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", "Samstag, 15. Mai 2027"),
        ("en", "Saturday, May 15, 2027"),
        ("ar", "السبت، 15 مايو 2027"),
        ("uk", "субота, 15 травня 2027 року"),
    ],
)
def test_the_day_of_a_move_is_told_in_words(office, language, words):
    make.move(of=office, since=MAY_15)
    (shown,) = showcase.authority("essen", language).offices
    assert [one.from_day for one in shown.addresses] == ["", words]


@pytest.mark.django_db(transaction=True)
def test_pages_learn_of_a_move_at_their_next_look(office, monkeypatch):
    clock = [1000.0]
    monkeypatch.setattr(keeping.time, "monotonic", lambda: clock[0])
    today = timezone.localdate(timezone=office.zone)
    before = (_shown(office).here.address, showcase.office_row(office.pk).place_on(today).address)
    move = make.move(of=office, since=today)
    clock[0] += FRESH_SECONDS
    moved = (_shown(office).here.address, showcase.office_row(office.pk).place_on(today).address)
    OfficeAddress.objects.filter(pk=move.pk).update(street="Kruppstraße 18")
    clock[0] += FRESH_SECONDS
    corrected = _shown(office).here.street
    move.delete()
    clock[0] += FRESH_SECONDS
    assert (before, moved) == ((OLD, OLD), (NEW, NEW))
    assert (corrected, _shown(office).here.address) == ("Kruppstraße 18", OLD)


def _shown(office: Office):
    (shown,) = showcase.authority(office.authority.slug, "de").offices
    return shown


def test_the_history_keeps_what_an_address_was(office):
    assert OfficeAddress in history.CONFIGURATION
    move = make.move(of=office, since=MAY_15, directions_de="Tram 1")
    OfficeAddress.objects.filter(pk=move.pk).update(street="Kruppstraße 18")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pgh_label, street, directions, since FROM offices_officeaddresshistory "
            "ORDER BY pgh_id"
        )
        assert cursor.fetchall() == [
            ("insert", "Kruppstraße 16", "Tram 1", MAY_15),
            ("update", "Kruppstraße 18", "Tram 1", MAY_15),
        ]
