"""What comes first, how many, and what a caseworker may see."""

from datetime import date, timedelta

import pytest

from booking.models import Attendee, Reservation, Stage, stage_of
from booking.retention import forget
from booking.search import search
from tests import make, people
from tests.booking.search.asking import DAY, HOUR, NOW, ask, booked, found, named

pytestmark = pytest.mark.django_db


def test_today_and_later_by_time_then_who_waits_then_the_latest_that_is_over(offering):
    lapsed = people.held(now=NOW - HOUR, offering=offering)
    named(lapsed, "Hadi, Lapsed")
    invited = people.invited(latest=date(2026, 12, 24), now=NOW, offering=offering)
    named(invited, "Hadi, Invited")
    booked(offering, "Hadi, Yesterday", starts=NOW - DAY)
    booked(offering, "Hadi, Last week", starts=NOW - 7 * DAY)
    booked(offering, "Hadi, Tomorrow", starts=NOW + DAY)
    booked(offering, "Hadi, Was today", starts=NOW - timedelta(minutes=45))
    booked(offering, "Hadi, Today", starts=NOW + HOUR)
    cancelled = booked(offering, "Hadi, Cancelled", starts=NOW + 2 * DAY)
    Reservation.objects.filter(booking=cancelled).update(status="cancelled")
    cancelled.__class__.objects.filter(pk=cancelled.pk).update(ended_at=NOW)
    assert [name.removesuffix(" Hadi") for name in found("hadi", offering)] == [
        "Was today",
        "Today",
        "Tomorrow",
        "Invited",
        "Lapsed",
        "Cancelled",
        "Yesterday",
        "Last week",
    ]


def test_the_day_begins_on_the_clock_of_the_office(essen):
    office = make.office(of=essen, timezone="Asia/Kathmandu")  # 12:45 there
    offering = make.offering(at=make.desk(at=office).office)
    booked(offering, "Hadi, Was yesterday", starts=NOW - timedelta(hours=14))
    booked(offering, "Hadi, Tomorrow", starts=NOW + DAY)
    booked(offering, "Hadi, Was today", starts=NOW - timedelta(hours=12))
    names = ["Was today Hadi", "Tomorrow Hadi", "Was yesterday Hadi"]
    assert found("hadi", offering) == names


def test_at_most_fifty_and_whether_there_are_more(offering):
    for number in range(50):
        booked(offering, f"Hadi, Nr{'abcdefghij'[number // 10]}{'klmnopqrst'[number % 10]}")
    fifty = ask("hadi", offering)
    assert (len(fifty.matches), fifty.has_more) == (50, False)
    booked(offering, "Hadi, Last")
    more = ask("hadi", offering)
    assert (more.matches, more.has_more) == (fifty.matches, True)


def test_a_booking_is_found_once_by_the_person_who_fits_best(offering):
    made = booked(offering, "Hadi, Amal", "01.02.1990")
    child = {"family_name": "Hadi", "given_names": "Nour", "birth_year": 2015}
    Attendee.objects.create(booking=made, position=1, **child)
    Attendee.objects.create(booking=made, position=2, **child | {"given_names": "Noor"})
    assert found("hadi", offering) == ["Amal Hadi"]
    assert found("hadi nour", offering) == ["Nour Hadi"]
    assert found("hadi 2015", offering) == ["Nour Hadi"]
    assert found("amal 2015", offering) == []
    assert found(made.number, offering) == ["Amal Hadi"]


def test_nobody_is_found_of_another_authority_or_of_another_office(essen, mainz, offering):
    other = make.offering(at=make.office_open_on_weekdays(of=essen))
    theirs = make.offering(at=make.office_open_on_weekdays(of=mainz))
    made = booked(theirs, "Hadi, Mara", phone="+491515550147", file_number="AZ-4711")
    booked(offering, "Hadi, Erika")
    booked(other, "Hadi, Other")
    assert found("hadi", offering) == ["Erika Hadi", "Other Hadi"]
    assert found("hadi", offering, offices=[other.office_id]) == ["Other Hadi"]
    assert found("hadi", offering, offices={theirs.office_id}) == []
    assert found("hadi", offering, offices=[]) == []
    for words in (made.number, made.number[:4], "5550147", "4711", "mara", "maraa"):
        assert found(words, offering) == [], words
    everywhere = search("hadi", authority=None, offices=None, now=NOW)
    assert len(everywhere.matches) == 3


def test_nobody_who_is_forgotten_is_found_not_even_by_the_number(offering):
    made = booked(offering, "Hadi, Amal", phone="+491515550147", file_number="AZ-4711")
    questions = (made.number, "hadi", "1999", "5550147", "4711", "nobody@people.example")
    assert [found(words, offering) for words in questions] == [["Amal Hadi"]] * 6
    forget(made, now=NOW)
    assert [found(words, offering) for words in questions] == [[]] * 6


def test_who_has_typed_nothing_yet_is_found_by_the_number(offering):
    made = people.held(now=NOW, offering=offering)
    made.attendees.all().delete()
    made.contacts.all().delete()
    assert [match.person for match in ask(made.number, offering).matches] == [None]


def test_one_statement_finds_all_that_is_shown(offering, django_assert_num_queries):
    for name in ("Amal", "Bohdan", "Chidi"):
        booked(offering, f"Hadi, {name}")
    ask("hadi", offering)  # offering, office and authority are kept from now on
    with django_assert_num_queries(1):
        matches = ask("hadi", offering).matches
        assert [match.booking.items.all()[0].offering_id for match in matches] == [offering.pk] * 3
        assert [stage_of(match.booking, NOW) for match in matches] == [Stage.BOOKED] * 3
        assert [match.person.filed for match in matches if match.person] == [
            "Hadi, Amal (01.01.1999)",
            "Hadi, Bohdan (01.01.1999)",
            "Hadi, Chidi (01.01.1999)",
        ]
        assert [match.booking.office.authority.slug for match in matches] == ["essen"] * 3
