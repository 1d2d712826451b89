"""Public holidays are closures the system makes, and people may switch off."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from offices import holidays
from offices.models import Closure
from offices.pilot.reading import read
from tests import make

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 11, 22)
COMMON = 9

# The names of what the data says must come out besides the nationwide holidays.
NAMES = {
    "epiphany": "Heilige Drei Könige",
    "corpus_christi": "Fronleichnam",
    "assumption": "Mariä Himmelfahrt",
    "all_saints": "Allerheiligen",
    "reformation_day": "Reformationstag",
    "repentance_day": "Buß- und Bettag",
    "world_childrens_day": "Weltkindertag",
    "easter_sunday": "Ostersonntag",
    "whit_sunday": "Pfingstsonntag",
}
AUTHORITIES = {row["slug"]: row for row in read("authorities")["authorities"]}


def office_in(slug: str):
    row = AUTHORITIES[slug]
    authority = make.authority(
        slug=slug, iso=row["iso"], holiday_category=row.get("holiday_category", "")
    )
    return make.office(of=authority)


@pytest.mark.parametrize(
    ("place", "day", "name"),
    [
        ("deggendorf", date(2027, 8, 15), "Mariä Himmelfahrt"),
        ("chemnitz", date(2026, 11, 18), "Buß- und Bettag"),
        ("weimar", date(2027, 9, 20), "Weltkindertag"),
        ("magdeburg", date(2027, 1, 6), "Heilige Drei Könige"),
    ],
)
def test_holidays_of_the_land_close_the_office(place, day, name):
    office = office_in(place)
    holidays.refresh(TODAY)
    closure = Closure.objects.get(office=office, holiday=day)
    assert (closure.reason_de, closure.applies, closure.desk) == (name, True, None)


@pytest.mark.parametrize(
    ("place", "day"),
    [
        ("bietigheim-bissingen", date(2027, 8, 15)),
        ("magdeburg", date(2026, 11, 18)),
        ("chemnitz", date(2027, 9, 20)),
        ("kiel", date(2027, 1, 6)),
    ],
)
def test_holidays_of_other_laender_do_not(place, day):
    office_in(place)
    holidays.refresh(TODAY)
    assert not Closure.objects.filter(holiday=day).exists()


@pytest.mark.parametrize("place", AUTHORITIES)
def test_every_authority_has_the_nationwide_ones_and_its_own(place):
    office_in(place)
    holidays.refresh(TODAY)
    own = {NAMES[key] for key in AUTHORITIES[place]["holidays_extra"]}
    found = set(Closure.objects.filter(holiday__year=2027).values_list("reason_de", flat=True))
    assert len(found) == COMMON + len(own)
    assert own <= found


def test_this_and_the_next_two_years_are_made():
    office_in("kiel")
    holidays.refresh(TODAY)
    years = Closure.objects.dates("holiday", "year")
    assert [year.year for year in years] == [2026, 2027, 2028]


def test_a_holiday_lasts_from_midnight_to_midnight_at_the_office_whatever_the_clock():
    office_in("potsdam")
    holidays.refresh(date(2027, 1, 1))
    easter = Closure.objects.get(holiday=date(2027, 3, 28))  # the clocks change that night
    assert easter.starts_at == datetime(2027, 3, 28, tzinfo=BERLIN)
    assert easter.ends_at == datetime(2027, 3, 29, tzinfo=BERLIN)
    assert easter.ends_at.timestamp() - easter.starts_at.timestamp() == 23 * 3600


def test_names_stand_in_four_languages():
    office_in("kiel")
    holidays.refresh(TODAY)
    closure = Closure.objects.get(holiday=date(2027, 10, 31))
    assert [closure.reason_de, closure.reason_en, closure.reason_uk, closure.reason_ar] == [
        "Reformationstag",
        "Reformation Day",
        "День Реформації",
        "عيد الإصلاح (Reformationstag)",
    ]


def test_no_german_holiday_lacks_its_arabic_name():
    lands = [f"DE-{land}" for land in "BW BY BE BB HB HH HE MV NI NW RP SL SN ST SH TH".split()]  # noqa: SIM905
    for land in lands:
        for names in holidays.public_holidays(land, "", (2026, 2027, 2028)).values():
            assert names["ar"] != names["de"]


def test_two_names_on_one_day_are_both_translated():
    assert holidays.arabic("Erster Mai; Christi Himmelfahrt") == (
        "عيد العمال (Erster Mai); عيد الصعود (Christi Himmelfahrt)"
    )


def test_refreshing_again_makes_nothing_new():
    office_in("kiel")
    assert holidays.refresh(TODAY) == 30
    assert holidays.refresh(TODAY) == 0
    assert holidays.refresh(date(2027, 1, 1)) == 10


def test_a_holiday_a_person_switched_off_or_shortened_stays_so():
    office_in("mainz")
    holidays.refresh(TODAY)
    Closure.objects.filter(holiday=date(2027, 5, 1)).update(applies=False)
    noon = datetime(2026, 12, 26, 12, tzinfo=BERLIN)
    Closure.objects.filter(holiday=date(2026, 12, 26)).update(starts_at=noon)
    holidays.refresh(TODAY + timedelta(days=1))
    assert not Closure.objects.get(holiday=date(2027, 5, 1)).applies
    assert Closure.objects.get(holiday=date(2026, 12, 26)).starts_at == noon


def test_closures_of_other_kinds_are_left_alone():
    office = office_in("mainz")
    closed = make.closure(
        at=office,
        starts=make.local(office, date(2027, 2, 8), "00:00"),
        ends=make.local(office, date(2027, 2, 9), "00:00"),
        reason_de="Rosenmontag",
    )
    holidays.refresh(TODAY)
    closed.refresh_from_db()
    assert (closed.reason_de, closed.holiday) == ("Rosenmontag", None)
