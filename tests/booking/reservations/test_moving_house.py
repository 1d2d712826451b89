"""The office moves house: whose appointments are concerned, and each is told once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from psycopg2.extras import DateTimeTZRange

from booking import reservations
from booking.models import Booking, Contact, Message, Reservation
from booking.reservations import Told, concerned_by_move, not_yet_told, tell_of_move
from booking.reservations.confirm import settle
from booking.retention import forget
from offices import showcase
from offices.models import Offering, Office
from tests import make, people

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 5, 3, 8, tzinfo=UTC)
SINCE = date(2027, 5, 15)
BERLIN = timedelta(hours=2)
BEFORE = datetime(2027, 5, 14, 8, tzinfo=UTC)
AFTER = datetime(2027, 5, 17, 8, tzinfo=UTC)
MIDNIGHT = datetime(2027, 5, 15, tzinfo=UTC) - BERLIN


@pytest.fixture(autouse=True)
def nothing_kept():
    showcase.forget()
    yield
    showcase.forget()


@pytest.fixture
def offering(essen) -> Offering:
    return make.offering(at=make.office_open_on_weekdays(of=essen))


@pytest.fixture
def office(offering) -> Office:
    return offering.office


@pytest.fixture
def amal(offering) -> Booking:
    """Amal comes on Monday after the move."""
    return booked(offering, AFTER)


def booked(offering: Offering, starts: datetime, **fields: object) -> Booking:
    return people.booked(starts=starts, now=NOW - timedelta(days=9), offering=offering, **fields)


def concerned(office: Office, since: date = SINCE) -> list[int]:
    return list(concerned_by_move(office, since, now=NOW).values_list("pk", flat=True))


def waiting(office: Office, since: date = SINCE) -> list[int]:
    return list(not_yet_told(office, since, now=NOW).values_list("pk", flat=True))


def mails(booking: Booking, kind: str = "new_place") -> list[tuple[int, str]]:
    return list(booking.messages.filter(kind=kind).order_by("pk").values_list("issue", "status"))


def fresh(booking: Booking) -> Booking:
    return Booking.objects.get(pk=booking.pk)


def test_concerned_are_appointments_from_that_day_on_by_time(office, offering):
    booked(offering, BEFORE)
    booked(offering, MIDNIGHT - timedelta(minutes=30))
    late = booked(offering, AFTER)
    first = booked(offering, MIDNIGHT)
    booked(make.offering(at=make.desk(at=make.office(of=office.authority)).office), AFTER)
    assert concerned(office) == [first.pk, late.pk]


def test_not_what_is_held_offered_over_cancelled_or_erased(office, offering, amal):
    people.held(now=AFTER - timedelta(days=7, hours=-1), offering=offering)
    for days, status in enumerate(["cancelled", "missed", "attended", "lapsed"], start=1):
        other = booked(offering, AFTER + timedelta(days=days))
        Reservation.objects.filter(booking=other).update(status=status)
    gone = booked(offering, AFTER + timedelta(days=9))
    Booking.objects.filter(pk=gone.pk).update(forgotten_at=NOW)
    booked(offering, NOW - timedelta(hours=1))
    assert concerned(office) == concerned(office, NOW.date() - timedelta(days=9)) == [amal.pk]


def test_everybody_concerned_is_told_once_by_mail(office, offering, amal):
    booked(offering, BEFORE)
    make.move(of=office, since=SINCE)
    assert waiting(office) == waiting(office, NOW.date()) == [amal.pk]
    assert tell_of_move(amal, now=NOW) is Told.BY_MAIL
    assert waiting(office) == []
    assert [tell_of_move(one, now=NOW) for one in (amal, fresh(amal))] == [Told.NEEDLESS] * 2
    assert mails(amal) == [(1, "owed")]
    told = fresh(amal)
    assert (told.sequence, told.told_place) == (1, told.place.mark)
    assert concerned(office) == [amal.pk]


def test_before_the_new_address_is_saved_nobody_is_told_of_anything(office, amal):
    assert (concerned(office), waiting(office)) == ([amal.pk], [])
    assert tell_of_move(amal, now=NOW) is Told.NEEDLESS
    assert (mails(amal), fresh(amal).sequence) == ([], 0)


def test_who_has_an_appointment_before_the_move_is_not_told(office, offering):
    early = booked(offering, BEFORE)
    make.move(of=office, since=SINCE)
    assert tell_of_move(early, now=NOW) is Told.NEEDLESS
    assert (mails(early), fresh(early).sequence) == ([], 0)


def test_whoever_has_no_email_is_named_once_and_stays_on_the_list_to_call(office, offering, amal):
    yusuf = booked(offering, AFTER + timedelta(days=1), email="")
    silent = booked(offering, AFTER + timedelta(days=2))
    silent.contacts.all().delete()
    make.move(of=office, since=SINCE)
    each = [tell_of_move(one, now=NOW) for one in (amal, yusuf, silent, yusuf)]
    assert each == [Told.BY_MAIL, Told.BY_HAND, Told.BY_HAND, Told.NEEDLESS]
    assert Message.objects.filter(booking__in=[yusuf, silent]).count() == 0
    to_call = concerned_by_move(office, SINCE, now=NOW).without_email()
    assert list(to_call) == [yusuf, silent]
    assert {fresh(one).sequence for one in (yusuf, silent)} == {1}


def test_a_helper_with_an_email_is_reached(office, offering):
    made = booked(offering, AFTER, email="")
    Contact.objects.create(booking=made, role="helper", email="helper@advice.example")
    make.move(of=office, since=SINCE)
    assert list(concerned_by_move(office, SINCE, now=NOW).without_email()) == []
    assert tell_of_move(made, now=NOW) is Told.BY_MAIL


def test_stopped_in_between_the_rest_is_told_at_the_next_run(office, offering):
    several = [booked(offering, AFTER + timedelta(days=n)) for n in range(4)]
    make.move(of=office, since=SINCE)
    for one in several[:2]:
        tell_of_move(one, now=NOW)
    with transaction.atomic():
        tell_of_move(several[2], now=NOW)
        transaction.set_rollback(True)
    assert waiting(office) == [one.pk for one in several[2:]]
    for one in not_yet_told(office, SINCE, now=NOW):
        tell_of_move(one, now=NOW)
    assert [mails(one) for one in several] == [[(1, "owed")]] * 4


def test_an_address_that_is_corrected_is_told_again_and_the_way_there_is_not(office, amal):
    move = make.move(of=office, since=SINCE)
    tell_of_move(amal, now=NOW)
    move.directions_de = "Tram 1"
    move.save()
    assert tell_of_move(amal, now=NOW) is Told.NEEDLESS
    move.street = "Kruppstraße 18"
    move.save()
    assert waiting(office) == [amal.pk]
    assert tell_of_move(amal, now=NOW) is Told.BY_MAIL
    assert mails(amal) == [(1, "owed"), (2, "owed")]


@pytest.mark.parametrize("is_put_off", [True, False])
def test_a_move_that_is_put_off_or_given_up_is_told_to_whoever_knew_of_it(
    office, offering, amal, is_put_off
):
    late = booked(offering, AFTER + timedelta(days=60))
    move = make.move(of=office, since=SINCE)
    for one in (amal, late):
        tell_of_move(one, now=NOW)
    if is_put_off:
        move.since = SINCE + timedelta(days=30)
        move.save()
    else:
        move.delete()
    assert waiting(office) == [amal.pk] + [late.pk] * (not is_put_off)
    assert tell_of_move(amal, now=NOW) is Told.BY_MAIL
    assert (fresh(amal).told_place, waiting(office)) == ("", [late.pk] * (not is_put_off))


def test_whoever_booked_after_the_move_was_saved_knows_it(office, offering):
    make.move(of=office, since=SINCE)
    late = booked(offering, AFTER)
    settle(late, NOW, proven=False)
    assert fresh(late).told_place == late.place.mark != ""
    assert (concerned(office), waiting(office)) == ([late.pk], [])
    assert tell_of_move(late, now=NOW) is Told.NEEDLESS


def test_with_a_new_time_comes_the_place_of_its_day(office, offering):
    make.move(of=office, since=SINCE)
    early = booked(offering, BEFORE)
    reservations.move(fresh(early), AFTER, now=NOW)
    moved = fresh(early)
    assert (moved.told_place, waiting(office)) == (office.place_on(SINCE).mark, [])
    reservations.move(moved, BEFORE, now=NOW)
    assert fresh(early).told_place == ""
    assert mails(early, "moved") == [(1, "owed"), (2, "owed")]
    assert tell_of_move(early, now=NOW) is Told.NEEDLESS


@pytest.mark.parametrize("end", ["cancelled", "begun", "erased"])
def test_nobody_is_told_of_what_is_no_appointment_any_more(office, amal, end):
    make.move(of=office, since=SINCE)
    now = AFTER if end == "begun" else NOW
    if end == "cancelled":
        reservations.cancel(fresh(amal), now=NOW)
    if end == "erased":
        forget(amal, now=NOW)
    assert tell_of_move(amal, now=now) is Told.NEEDLESS
    assert mails(amal) == []


def test_reminders_are_planned_anew_so_that_they_stay_true(office, offering, amal):
    offering.reminder_days = [7, 1]
    offering.save()
    settle(amal, NOW, proven=False)
    assert mails(amal, "reminder") == [(0, "owed")] * 2
    make.move(of=office, since=SINCE)
    tell_of_move(amal, now=NOW)
    assert mails(amal, "reminder") == [(0, "dropped")] * 2 + [(1, "owed")] * 2


def test_a_new_time_that_was_not_mailed_yet_is_still_told(office, offering):
    made = booked(offering, AFTER)
    reservations.move(fresh(made), AFTER + timedelta(days=1), now=NOW)
    make.move(of=office, since=SINCE)
    assert tell_of_move(made, now=NOW) is Told.BY_MAIL
    assert (mails(made, "moved"), mails(made)) == ([(2, "owed")], [(2, "owed")])


def test_that_they_come_was_said_of_the_old_place(office, amal):
    reservations.say_coming(fresh(amal), now=NOW)
    make.move(of=office, since=SINCE)
    tell_of_move(amal, now=NOW)
    assert fresh(amal).coming_at is None


def test_what_pages_have_kept_of_the_office_does_not_decide(office, amal):
    showcase.office_row(office.pk)
    make.move(of=office, since=SINCE)
    assert tell_of_move(amal, now=NOW) is Told.BY_MAIL
    assert fresh(amal).told_place == fresh(amal).place.mark


def test_an_offered_time_names_the_place_of_its_day_when_it_is_accepted(office, offering):
    during = DateTimeTZRange(AFTER, AFTER + timedelta(minutes=30))
    make.move(of=office, since=SINCE)
    asked = people.asked(now=NOW, offering=offering)
    reservations.offer_time(
        asked.request, AFTER, until=AFTER - timedelta(days=1), by=make.superuser(), now=NOW
    )
    assert (concerned(office), fresh(asked).time.during.lower) == ([], during.lower)
    reservations.accept_offer(fresh(asked), now=NOW)
    assert (concerned(office), waiting(office)) == ([asked.pk], [])
