"""The calendar file: one entry, which moves and goes with the appointment."""

from datetime import UTC, datetime, timedelta

from icalendar import Calendar

from booking.models import Booking
from booking.papers.calendar import Method, calendar_file
from tests.booking.papers.conftest import NOW, STARTS


def read(booking: Booking, method: Method = Method.REQUEST, language: str = "de") -> Calendar:
    written = calendar_file(booking, language=language, method=method, now=NOW)
    return Calendar.from_ical(written)


def test_the_entry_says_when_in_utc_and_where_and_nothing_of_the_person(amal):
    (event,) = read(amal).events
    assert event["uid"] == "K7QM42XD@127.0.0.1"
    assert (event.start, event.end) == (STARTS, STARTS + timedelta(minutes=20))
    assert event.start.tzinfo is UTC or event.start.utcoffset() == timedelta(0)
    assert event["location"] == "Ausländeramt, Rathausplatz 1, 12345 Musterstadt"
    assert event["status"] == "CONFIRMED"
    written = calendar_file(amal, language="de", method=Method.PUBLISH, now=NOW).decode()
    assert "DTSTART:20261124T073000Z" in written
    assert "Amal" not in written
    assert "Leistung" not in written


def test_a_move_keeps_the_entry_and_raises_its_sequence(amal):
    before = read(amal).events[0]
    amal.sequence = 1
    after = read(amal).events[0]
    assert (before["uid"], before["sequence"]) == (after["uid"], 0)
    assert after["sequence"] == 1


def test_a_cancellation_takes_the_entry_away_and_rings_no_more(amal):
    calendar = read(amal, Method.CANCEL)
    (event,) = calendar.events
    assert (calendar["method"], event["status"]) == ("CANCEL", "CANCELLED")
    assert event.walk("VALARM") == []


def test_it_rings_a_day_and_two_hours_before(amal):
    (event,) = read(amal).events
    rings = [alarm["trigger"].dt for alarm in event.walk("VALARM")]
    assert rings == [timedelta(days=-1), timedelta(hours=-2)]


def test_in_a_mail_it_says_who_invites_whom_and_in_a_download_nobody(amal):
    (event,) = read(amal).events
    assert event["organizer"].startswith("mailto:")
    assert event["attendee"] == "mailto:amal@people.example"
    assert event["attendee"].params == {"PARTSTAT": "ACCEPTED", "RSVP": "FALSE"}
    (event,) = read(amal, Method.PUBLISH).events
    assert "organizer" not in event
    assert "attendee" not in event


def test_summer_time_is_utc_as_well(amal):
    amal.reservation.during = type(amal.reservation.during)(
        datetime(2026, 7, 1, 6, tzinfo=UTC), datetime(2026, 7, 1, 6, 30, tzinfo=UTC)
    )
    (event,) = read(amal).events
    assert event.start == datetime(2026, 7, 1, 6, tzinfo=UTC)
