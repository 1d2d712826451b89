"""What is odd at an office is said in sentences, each with the page that changes it."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from offices.models import Office, OpeningHours
from offices.remarks import remarks_on
from tests import make

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 30)  # a Monday
MONDAY = {"weekday": 0}


@pytest.fixture
def office(essen) -> Office:
    """One desk, one service of half an hour, weekdays from 08:00 to 12:00: nothing is odd."""
    made = make.office_open_on_weekdays(of=essen)
    make.offering(at=made, service=make.service(name_en="Card", name_de="Karte"))
    return made


def said(office: Office) -> list[str]:
    with translation.override("en"):
        return [remark.text for remark in remarks_on(office, TODAY)]


def test_of_an_office_where_all_is_well_nothing_is_said(office):
    assert remarks_on(office, TODAY) == []


def test_a_desk_without_a_service(office):
    desk = make.desk(at=office, label="Zimmer 9")
    assert said(office) == ["Zimmer 9 serves no service: nobody can book there."]
    (remark,) = remarks_on(office, TODAY)
    assert (remark.page, remark.pk) == ("change_desk", desk.pk)


def test_a_desk_without_hours(office):
    first = office.desks.get()
    for rule in office.opening_hours.all():
        rule.desks.set([first])
    make.desk(at=office, label="Zimmer 9").offerings.set(office.offerings.all())
    assert said(office) == ["Zimmer 9 has no opening hours: nobody can book there."]


@pytest.mark.parametrize(
    ("access", "count"),
    [("open", 1), ("invitation", 1), ("request", 1), ("written", 0), ("walk_in", 0)],
)
def test_a_service_without_a_desk_matters_where_times_are_given(office, access, count):
    make.offering(at=office, desks=[], access=access, service=make.service(name_en="Visa"))
    sentence = "“Visa”: no desk serves it, so there are no times for it."
    assert said(office) == [sentence] * count


def test_a_service_whose_desks_are_open_for_others_only(office):
    card = office.offerings.get()
    for rule in office.opening_hours.all():
        rule.offerings.set([card])
    make.offering(at=office, service=make.service(name_en="Visa"))
    assert said(office) == ["“Visa”: its desks have no opening hours for it."]


def test_an_office_without_any_hours_is_not_told_so_for_every_desk(office):
    office.opening_hours.all().delete()
    assert said(office) == []


def test_desks_and_services_that_have_ended_are_left_out(office):
    yesterday = TODAY - timedelta(days=1)
    make.desk(at=office, valid_until=yesterday)
    make.offering(at=office, desks=[], valid_until=yesterday)
    make.hours(at=office, **MONDAY, opens="08:00", closes="08:05", valid_until=yesterday)
    assert said(office) == []


def test_hours_that_overlap(office):
    make.hours(at=office, **MONDAY, opens="11:00", closes="14:00")
    assert said(office) == [
        "Monday 08:00–12:00 and Monday 11:00–14:00 overlap at the same desks; they count as one."
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"audience": "walk_in"},
        {"valid_from": date(2026, 12, 1), "valid_until": date(2026, 12, 31), "closes": "12:00"},
    ],
)
def test_hours_for_others_or_next_to_each_other_do_not_overlap(office, fields):
    first = OpeningHours.objects.get(office=office, weekday=0)
    OpeningHours.objects.filter(pk=first.pk).update(valid_until=date(2026, 11, 30))
    times = {"opens": "08:00", "closes": "13:00"} | fields
    make.hours(at=office, **MONDAY, **times)
    assert said(office) == []


def test_hours_of_every_second_week_that_take_turns(office):
    OpeningHours.objects.filter(office=office, weekday=0).update(every_weeks=2, valid_from=TODAY)
    later = TODAY + timedelta(days=7)
    make.hours(at=office, **MONDAY, opens="08:00", closes="14:00", every_weeks=2, valid_from=later)
    assert said(office) == []


@pytest.mark.parametrize(("opens", "count"), [("12:00", 0), ("12:10", 1), ("12:15", 0)])
def test_a_gap_of_a_few_minutes(office, opens, count):
    make.hours(at=office, **MONDAY, opens=opens, closes="15:00")
    assert len(said(office)) == count
    if count:
        assert said(office) == [
            "Only 10 minutes lie between Monday 08:00–12:00 and Monday 12:10–15:00."
        ]


def test_hours_shorter_than_every_service(office):
    make.hours(at=office, weekday=5, opens="09:00", closes="09:20")
    sentence = "Saturday 09:00–09:20: shorter than the shortest service (30 minutes)."
    assert said(office) == [sentence]


def test_short_hours_that_go_on_are_long_enough(office):
    make.hours(at=office, **MONDAY, opens="12:00", closes="12:20")
    assert said(office) == []


def test_hours_whose_desks_serve_none_of_their_services(office):
    visa = make.offering(at=office, desks=[], access="written")
    make.hours(at=office, weekday=5, opens="09:00", closes="12:00", offerings=[visa])
    assert said(office) == [
        "Saturday 09:00–12:00: no desk of these hours serves a service of these hours."
    ]


def test_hours_whose_weekday_never_comes(office):
    tuesday = TODAY + timedelta(days=1)
    make.hours(
        at=office, weekday=5, opens="09:00", closes="12:00", valid_from=TODAY, valid_until=tuesday
    )
    assert said(office) == [
        (
            "Saturday 09:00–12:00 (until 01.12.2026): this weekday does not come between its first "
            "and last day."
        )
    ]


def test_hours_that_had_their_last_day_are_left_alone(office):
    """They count until Wednesday, and the weekday does not come again: nothing is odd any more."""
    dates = {"valid_from": TODAY - timedelta(days=14), "valid_until": TODAY + timedelta(days=2)}
    make.hours(at=office, weekday=4, opens="09:00", closes="09:20", **dates)
    make.hours(at=office, weekday=4, opens="09:10", closes="12:00", **dates)
    assert said(office) == []


def test_hours_changed_from_a_day_on_are_told_apart(office):
    """The same weekday and times, before and after, meet a third."""
    january = date(2027, 1, 4)
    rule = OpeningHours.objects.filter(office=office, weekday=0)
    rule.update(valid_until=january - timedelta(days=1))
    make.hours(at=office, **MONDAY, opens="08:00", closes="12:00", valid_from=january)
    make.hours(at=office, **MONDAY, opens="11:00", closes="14:00")
    assert said(office) == [
        f"Monday 08:00–12:00 ({when}) and Monday 11:00–14:00 overlap at the same desks; "
        "they count as one."
        for when in ("until 03.01.2027", "from 04.01.2027")
    ]


def test_a_day_from_which_hours_count_already_is_not_named(office):
    OpeningHours.objects.filter(office=office, weekday=0).update(valid_from=date(2026, 1, 5))
    make.hours(at=office, **MONDAY, opens="12:10", closes="15:00")
    assert said(office) == [
        "Only 10 minutes lie between Monday 08:00–12:00 and Monday 12:10–15:00."
    ]


def test_hours_of_every_few_weeks_that_meet_late_are_found(office):
    """Every seventh and every eighth week: of weeks that begin one apart, the first is the 49th."""
    OpeningHours.objects.filter(office=office, weekday=0).update(every_weeks=7, valid_from=TODAY)
    later = TODAY + timedelta(days=7)
    make.hours(at=office, **MONDAY, opens="11:00", closes="14:00", every_weeks=8, valid_from=later)
    assert said(office) == [
        (
            "Monday 08:00–12:00 (every 7 weeks) and Monday 11:00–14:00 (from 07.12.2026, every 8 "
            "weeks) overlap at the same desks; they count as one."
        )
    ]


def test_short_hours_are_not_continued_by_those_that_end_before(office):
    january = date(2027, 1, 4)
    OpeningHours.objects.filter(office=office, weekday=0).update(valid_until=date(2027, 1, 3))
    make.hours(at=office, **MONDAY, opens="12:00", closes="12:20", valid_from=january)
    assert said(office) == [
        "Monday 12:00–12:20 (from 04.01.2027): shorter than the shortest service (30 minutes)."
    ]


def test_a_desk_whose_hours_had_their_last_day_has_none(office):
    tuesday = TODAY + timedelta(days=1)
    first = office.desks.get()
    for rule in office.opening_hours.all():
        rule.desks.set([first])
    desk = make.desk(at=office, label="Zimmer 9")
    desk.offerings.set(office.offerings.all())
    dates = {"valid_from": date(2026, 11, 1), "valid_until": tuesday}
    make.hours(at=office, weekday=4, opens="09:00", closes="12:00", desks=[desk], **dates)
    assert said(office) == ["Zimmer 9 has no opening hours: nobody can book there."]


def test_times_stand_in_order_between_arabic_words(office):
    make.hours(at=office, **MONDAY, opens="12:10", closes="15:00")
    with translation.override("ar"):
        (remark,) = remarks_on(office, TODAY)
    assert "\u206608:00–12:00\u2069" in remark.text


def with_letters(office: Office, *desks):
    office.desks.get().delete()
    for number, responsible in enumerate(desks):
        made = make.desk(at=office, label=f"Zimmer {number + 1}", responsible=responsible)
        made.offerings.set(office.offerings.all())


@pytest.mark.parametrize(
    ("desks", "letters"),
    [
        ([[("A", "K")], [("M", "Z")]], "L"),
        ([[("A", "Doa")], [("E", "Z")]], "Dp–Dz"),
        ([[("eu", "A", "Z")]], "A–Z"),
    ],
)
def test_names_nobody_is_responsible_for(office, desks, letters):
    with_letters(office, *desks)
    assert said(office) == [f"Nobody is responsible for names that begin with {letters}: Card."]


@pytest.mark.parametrize(
    "desks",
    [[[("A", "Doa")], [("Dob", "Z")]], [[("A", "K")], []], [[("A", "Z")], [("A", "Z")]]],
)
def test_names_that_are_all_divided_or_shared_on_purpose(office, desks):
    with_letters(office, *desks)
    assert said(office) == []


def test_names_that_two_desks_claim(office):
    with_letters(office, [("A", "M")], [("L", "Z")])
    assert said(office) == ["Zimmer 1 and Zimmer 2 are both responsible for L–M (third countries)."]


def test_days_that_are_closed_twice(office):
    for reason in ("Feiertag", "Fortbildung"):
        make.closure(
            at=office,
            starts=make.local(office, date(2026, 12, 24), "00:00"),
            ends=make.local(office, date(2026, 12, 25), "00:00"),
            reason_de=reason,
        )
    assert said(office) == [
        "On Thursday, December 24, 2026 the office is closed twice: Feiertag, Fortbildung."
    ]


@pytest.mark.parametrize("desks", [1, 4])
def test_it_costs_as_much_for_one_desk_as_for_many(office, desks, django_assert_num_queries):
    for _n in range(desks):
        make.desk(at=office, responsible=[("A", "Z")]).offerings.set(office.offerings.all())
    with django_assert_num_queries(8):
        remarks_on(office, TODAY)
