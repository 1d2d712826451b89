"""The preview of a draft: what it would do to free times and to people, and saving it."""

from datetime import time, timedelta

import pytest

from booking.models import Affected, Booking, Look, Message, Reservation
from offices.models import Change, OpeningHours
from tests import make
from tests.booking.views.manager.planning import DRAFT, SEEN, decisions, plan_shorter, save
from tests.signing_in import at_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def shorter(managing, rule):
    """Thursdays shall end at ten."""
    plan_shorter(managing, rule)
    return Change.objects.get()


def test_without_a_draft_the_page_leads_to_the_hours(managing, office):
    assert "You have planned nothing here." in managing.get(DRAFT).text


def test_people_who_would_fall_outside_are_named_with_what_can_be_done(
    managing, shorter, booked, thursday
):
    booked(thursday, "10:30")
    text = managing.get(DRAFT).text
    assert "<strong>1 person</strong> has an appointment that would not fit any more." in text
    assert "No other desk for the matter is free then" in text
    assert "O&#x27;Hadi-Öztürk, Amal" in text


def test_who_looks_at_names_is_written_down(managing, shorter, booked, thursday, erika):
    amal = booked(thursday, "10:30")
    managing.get(DRAFT)
    assert [(look.user, look.bookings) for look in Look.objects.all()] == [(erika, [amal.pk])]


def test_nobody_concerned_means_one_press(managing, shorter, rule):
    answer = save(managing)
    assert answer["Location"] == f"/manage/essen-amt/changes/{shorter.pk}/"
    rule.refresh_from_db()
    assert OpeningHours.objects.filter(weekday=3, closes=time(10)).count() == 1
    assert rule.valid_until is not None


def test_the_group_decides_for_all_and_one_may_be_decided_otherwise(
    managing, shorter, booked, thursday
):
    amal, other = booked(thursday, "10:30"), booked(thursday, "11:00")
    save(managing, **{"group-reached": "cancel", f"person-{other.pk}": "leave"})
    assert dict(Affected.objects.values_list("booking", "decision")) == {
        amal.pk: "cancel",
        other.pk: "leave",
    }


def test_what_people_are_told_is_kept_with_the_change(managing, shorter, booked, thursday):
    booked(thursday, "10:30")
    save(managing, reason="fewer", words_de="Wir bilden uns fort.", words_ar="نتدرب.")
    change = Change.objects.get()
    assert (change.reason, change.words_de, change.words_ar) == (
        "fewer",
        "Wir bilden uns fort.",
        "نتدرب.",
    )


def test_somebody_who_books_meanwhile_is_shown_first_and_decisions_stay(
    managing, shorter, booked, thursday
):
    booked(thursday, "10:30")
    seen = SEEN.search(managing.get(DRAFT).text)[1]
    booked(thursday, "11:00")
    answer = managing.post(DRAFT, decisions(seen, **{"group-reached": "cancel"}))
    assert answer.status_code == 409
    assert "Something has changed since this page was shown. Please look again." in answer.text
    assert "<strong>2 people</strong>" in answer.text
    assert 'value="cancel" id="group-reached-cancel" checked' in answer.text
    assert Change.objects.get().saved_at is None


def test_a_deadline_in_the_past_is_refused_and_nothing_is_saved(
    managing, shorter, booked, thursday
):
    booked(thursday, "10:30")
    answer = save(managing, until="2020-01-01", words_de="Bleibt stehen.")
    assert answer.status_code == 422
    assert "Please choose a day from tomorrow on." in answer.text
    assert "Bleibt stehen." in answer.text
    assert Change.objects.get().saved_at is None


def test_another_who_changes_the_same_makes_the_draft_stale(managing, shorter, rule):
    OpeningHours.objects.filter(pk=rule.pk).update(closes=time(15))
    answer = managing.get(DRAFT)
    assert answer.status_code == 409
    assert "This does not fit any more: somebody has changed it since." in answer.text
    assert managing.get("/manage/essen-amt/hours/")["Location"] == DRAFT
    managing.post("/manage/essen-amt/draft/drop/", {"step": 1})
    assert Change.objects.count() == 0


def test_one_of_two_planned_changes_is_taken_out(managing, shorter, office):
    plan_shorter(managing, OpeningHours.objects.get(office=office, weekday=1))
    managing.post("/manage/essen-amt/draft/drop/", {"step": 1})
    assert [step["now"]["weekday"] for step in Change.objects.get().steps[0]] == [1, 1]


def test_all_planned_changes_are_thrown_away(managing, shorter):
    managing.post("/manage/essen-amt/draft/drop/")
    assert Change.objects.count() == 0


def test_everybody_has_a_draft_of_their_own(managing, shorter, essen):
    other = at_desk(make.manager(of=essen))
    assert "You have planned nothing here." in other.get(DRAFT).text


def test_no_get_changes_anything(managing, shorter, booked, thursday):
    booked(thursday, "10:30")
    before = list(Reservation.objects.values()), list(OpeningHours.objects.values())
    managing.get(DRAFT)
    assert (list(Reservation.objects.values()), list(OpeningHours.objects.values())) == before
    assert Message.objects.count() == 0


def test_people_without_an_address_are_a_group_of_their_own(managing, shorter, booked, thursday):
    booked(thursday, "10:30", email="")
    assert "and we have no e-mail address" in managing.get(DRAFT).text


def test_a_change_is_undone_by_another_one(managing, shorter, rule):
    save(managing)
    saved = Change.objects.get()
    answer = managing.post(f"/manage/essen-amt/changes/{saved.pk}/undo/")
    assert answer["Location"] == DRAFT
    save(managing)
    rule.refresh_from_db()
    assert (rule.closes, rule.valid_until) == (time(12), None)
    assert OpeningHours.objects.filter(weekday=3).count() == 1
    assert Change.objects.exclude(pk=saved.pk).get().undoes == saved


def test_what_follows_is_stopped_and_goes_on(managing, shorter, booked, thursday):
    amal = booked(thursday, "10:30")
    save(managing, **{"group-reached": "cancel"})
    url = f"/manage/essen-amt/changes/{shorter.pk}/"
    managing.post(f"{url}stop/")
    assert "Stopped. Nobody else is told until somebody goes on." in managing.get(url).text
    managing.post(f"{url}go-on/")
    assert Booking.objects.get(pk=amal.pk).time.status == Reservation.Status.CANCELLED
    text = managing.get(url).text
    assert "is cancelled" in text
    assert "O&#x27;Hadi-Öztürk, Amal" in text


def test_the_list_of_changes_says_who_and_what(managing, shorter):
    save(managing)
    text = managing.get("/manage/essen-amt/changes/").text
    assert "Erika Essen" in text
    assert "New opening hours: Thursday 08:00–10:00 · everybody" in text


def test_closing_soon_leaves_no_time_to_keep(managing, shorter, booked, now, office):
    """Who comes tomorrow can only be called: nothing is kept until yesterday."""
    day = now.astimezone(office.zone).date() + timedelta(days=1)
    while day.weekday() != 3:
        day += timedelta(days=1)
    amal = booked(day, "11:00")
    save(managing, **{"group-reached": "again"})
    managing.post(f"/manage/essen-amt/changes/{shorter.pk}/go-on/")
    kept = Affected.objects.get(booking=amal)
    assert kept.status == Affected.Status.DONE
    assert kept.kept_at is None or kept.kept_at > now + timedelta(hours=48)
