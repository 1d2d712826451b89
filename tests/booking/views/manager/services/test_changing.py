"""A manager changes a service: told what it means, asked once more, and able to take it back."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from booking.models import Booking, Reservation
from booking.papers.calendar import shown_length
from offices.models import Offering
from offices.policy import saving
from tests import make, people
from tests.booking.views.reading import seen, typed
from tests.signing_in import at_desk

pytestmark = pytest.mark.django_db

TIME = {
    "duration_minutes": "35",
    "minutes_per_further_person": "5",
    "max_persons": "3",
    "tidy_minutes": "5",
}
BOOKING = {"notice": "2", "unit": "1440", "horizon_days": "28", "reminder_days": "3, 1"}


@pytest.fixture
def manager(erika) -> Client:
    return at_desk(erika)


def address(offering: Offering, more: str = "") -> str:
    return f"/manage/{offering.office.slug}/services/{offering.pk}/{more}"


def send(client: Client, offering: Offering, subject: str, **fields: Any) -> Any:
    fields = {"seen": saving.version_of(offering)} | fields
    return client.post(address(offering, f"change/{subject}/"), fields)


def press(client: Client, offering: Offering, subject: str, **fields: Any) -> Any:
    """Send, read what it means, and press once more."""
    told = send(client, offering, subject, **fields)
    assert told.status_code == 200
    return send(client, offering, subject, known=told.context["digest"], **fields)


def fresh(offering: Offering) -> Offering:
    return Offering.objects.get(pk=offering.pk)


def test_the_page_says_all_that_is_set(manager, offering):
    page = seen(manager.get(address(offering)))
    assert "Minutes for one person 30" in page
    assert "Access anyone may book" in page
    assert "A visit for 1 person takes 30 minutes. A visit for 3 persons takes 50 minutes." in page
    assert "The same access all year." in page
    assert "Minutes of notice 1 hour" in page
    assert "Remind so many days before 7, 1" in page


def test_what_is_odd_stands_on_top(manager, offering):
    offering.desks.clear()
    page = seen(manager.get(address(offering)))
    assert "Please look at this People get appointments for this, but no desk serves it." in page


def test_before_saving_it_says_what_the_length_means_and_saves_nothing(manager, offering):
    answer = send(manager, offering, "time", **TIME)
    page = seen(answer)
    assert "Minutes for one person: 30 → 35" in page
    assert "A visit for 1 person takes 35 minutes and 5 minutes to tidy up." in page
    assert "A visit for 3 persons takes 45 minutes and 5 minutes to tidy up." in page
    assert typed(answer)["duration_minutes"] == "35"
    assert fresh(offering).duration_minutes == 30


def test_pressed_once_more_it_is_saved_and_booked_people_stay(manager, offering, booked):
    before = Reservation.objects.values_list("during", "desk").get(booking=booked)
    told = seen(send(manager, offering, "time", **TIME))
    assert "1 appointment is booked already. It stays as it is." in told
    answer = press(manager, offering, "time", **TIME)
    assert (answer.status_code, answer["Location"]) == (302, address(offering))
    now = fresh(offering)
    assert (now.duration_minutes, now.tidy_minutes) == (35, 5)
    assert Reservation.objects.values_list("during", "desk").get(booking=booked) == before
    assert shown_length(Booking.objects.get(pk=booked.pk)) == before[0].upper - before[0].lower


def test_what_was_told_must_still_be_so_when_it_is_saved(manager, offering, now):
    told = send(manager, offering, "time", **TIME)
    people.booked(starts=now + timedelta(days=3), now=now, offering=offering)
    again = send(manager, offering, "time", known=told.context["digest"], **TIME)
    assert "1 appointment is booked already." in seen(again)
    assert fresh(offering).duration_minutes == 30


def test_whoever_sets_a_fact_makes_it_sure(manager, offering):
    Offering.objects.update(confidence="proposal", source="access: proposal\nminutes: estimate")
    press(manager, offering, "time", **TIME)
    assert fresh(offering).source == "access: proposal\nminutes: confirmed"


def test_notice_is_typed_with_its_unit(manager, offering):
    page = manager.get(address(offering, "change/booking/"))
    assert typed(page)["notice"] == "1"
    assert 'value="60" selected' in page.content.decode()
    press(manager, offering, "booking", **BOOKING)
    now = fresh(offering)
    assert (now.notice_minutes, now.horizon_days, now.reminder_days) == (2880, 28, [3, 1])
    assert now.invited_internal is False


def test_a_horizon_shorter_than_the_notice_is_told(manager, offering):
    told = seen(send(manager, offering, "booking", **BOOKING | {"horizon_days": "1"}))
    assert "Nobody can book it: dates open 1 day ahead, and have to be booked 2 days ahead" in told


@pytest.mark.parametrize("days", ["0", "61", "x", "1;2", "7,,\u0661", "9" * 30, "1,2,3,4,5,6"])
def test_reminders_that_make_no_sense_are_refused_and_stay_typed(manager, offering, days):
    answer = send(manager, offering, "booking", **BOOKING | {"reminder_days": days})
    assert answer.status_code == 422
    assert typed(answer)["reminder_days"] == days
    assert "There is a problem" in seen(answer)


def test_no_reminder_at_all_is_fine(manager, offering):
    press(manager, offering, "booking", **BOOKING | {"reminder_days": " , "})
    assert fresh(offering).reminder_days == []


def test_numbers_that_make_no_sense_are_refused(manager, offering):
    answer = send(manager, offering, "time", **TIME | {"duration_minutes": "0", "max_persons": ""})
    assert answer.status_code == 422
    assert fresh(offering).duration_minutes == 30


def test_access_and_its_note_in_german(manager, offering):
    fields = {"access": "invitation", "access_note": "Wir laden ein."}
    assert send(manager, offering, "access", **fields).status_code == 302
    now = fresh(offering)
    assert (now.access, now.access_note_de, now.access_note_en) == (
        "invitation",
        "Wir laden ein.",
        None,
    )


def test_translations_that_say_something_else_now_are_told(manager, offering):
    Offering.objects.update(note_de="Alt", note_uk="Старе", note_ar="قديم")
    told = seen(send(manager, offering, "note", note="Neu"))
    assert "2 translations of this text stay as they are. Please have them changed too." in told
    press(manager, offering, "note", note="Neu")
    assert (fresh(offering).note_de, fresh(offering).note_uk) == ("Neu", "Старе")


def test_nothing_changed_saves_nothing(manager, offering):
    version = saving.version_of(offering)
    assert send(manager, offering, "note", note="").status_code == 302
    assert saving.version_of(offering) == version


def test_before_it_ends_it_says_who_would_stand_there(manager, offering, booked, now):
    last = timezone.localdate()
    people.asked(now=now, offering=offering)
    told = seen(send(manager, offering, "end", valid_until=last.isoformat()))
    assert "nobody gets an appointment for it any more." in told
    assert "1 appointment lies after that day. It stays in the calendar" in told
    assert "1 request for it waits for an answer." in told
    press(manager, offering, "end", valid_until=last.isoformat())
    assert fresh(offering).valid_until == last
    assert Reservation.objects.get(booking=booked).status == "booked"


def test_what_others_changed_meanwhile_is_shown_and_nothing_typed_is_lost(manager, offering, mia):
    version = saving.version_of(offering)
    press(mia, offering, "time", **TIME | {"duration_minutes": "40"})
    told = send(manager, offering, "time", seen=version, **TIME)
    answer = send(manager, offering, "time", seen=version, known=told.context["digest"], **TIME)
    assert answer.status_code == 409
    assert "Mia Essen has changed the same meanwhile" in seen(answer)
    assert "Minutes for one person: 30 → 40" in seen(answer)
    assert typed(answer)["duration_minutes"] == "35"
    assert fresh(offering).duration_minutes == 40

    press(manager, offering, "time", seen=typed(answer)["seen"], **TIME)
    assert fresh(offering).duration_minutes == 35


@pytest.fixture
def mia(essen) -> Client:
    return at_desk(make.manager(of=essen, name="Mia Essen"))


def test_the_page_tells_who_changed_what_and_takes_it_back(manager, offering):
    press(manager, offering, "time", **TIME)
    page = manager.get(address(offering))
    assert "– Erika Essen" in seen(page)
    assert "Minutes for one person: 30 → 35" in seen(page)
    back = {"seen": page.context["version"]}
    assert manager.post(address(offering, "take-back/"), back).status_code == 302
    assert fresh(offering).duration_minutes == 30
    page = seen(manager.get(address(offering)))
    assert "Minutes for one person: 35 → 30" in page


def test_only_the_change_that_was_seen_is_taken_back(manager, offering):
    version = saving.version_of(offering)
    press(manager, offering, "time", **TIME)
    answer = manager.post(address(offering, "take-back/"), {"seen": version}, follow=True)
    assert "Somebody has changed something meanwhile. Please look again." in seen(answer)
    assert fresh(offering).duration_minutes == 35


def test_what_was_never_changed_cannot_be_taken_back(manager, offering):
    assert "Take the last change back" not in seen(manager.get(address(offering)))
    answer = manager.post(address(offering, "take-back/"), {"seen": "x"}, follow=True)
    assert "What was before is not known any more." in seen(answer)


@pytest.mark.parametrize("more", ["", "change/time/", "change/nothing/", "documents/"])
def test_to_managers_of_others_it_does_not_exist(offering, mara, erika, essen, more):
    assert at_desk(mara).get(address(offering, more)).status_code == 404
    assert at_desk(make.caseworker(of=essen)).get(address(offering, more)).status_code == 404
    here = make.office(of=make.authority())
    there = f"/manage/{here.slug}/services/{offering.pk}/{more}"
    assert at_desk(make.manager(of=here.authority)).get(there).status_code == 404


@pytest.mark.parametrize("more", ["change/time/", "take-back/", "change/nothing/"])
def test_to_managers_of_others_nothing_can_be_sent(offering, mara, more):
    made = at_desk(mara).post(address(offering, more), TIME | {"seen": 0})
    assert made.status_code == 404
    here = make.office(of=mara.memberships.get().authority)
    there = f"/manage/{here.slug}/services/{offering.pk}/{more}"
    assert at_desk(mara).post(there, TIME | {"seen": 0}).status_code == 404
    assert fresh(offering).duration_minutes == 30
