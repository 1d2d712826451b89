"""The people of a saved change: where they stand, who was not told, and how to reach them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from booking.impact import carry_out
from booking.models import Affected, Booking, Reservation
from booking.reservations import accept_kept
from offices.models import Change
from tests.booking.views.manager.planning import DRAFT, later, plan_shorter, save, seen

pytestmark = pytest.mark.django_db


@pytest.fixture
def saved(managing, rule, booked, thursday):
    """Thursdays end at ten; everybody who comes later chooses again."""

    def do(**fields):
        amal = booked(thursday, "10:30", **fields)
        plan_shorter(managing, rule)
        kind = "group-reached" if fields.get("email", "x") else "group-unreached"
        save(managing, **{kind: "again"})
        change = Change.objects.get()
        carry_out(change, now=timezone.now, seconds=60)
        return change, Booking.objects.get(pk=amal.pk)

    return do


def page_of(client, change):
    return client.get(f"/manage/essen-amt/changes/{change.pk}/").text


def test_who_has_not_chosen_is_led_to_where_the_desk_finds_them(managing, saved):
    change, amal = saved()
    text = page_of(managing, change)
    url = f"/desk/essen-amt/invitations/{amal.invitation.pk}/"
    assert f'href="{url}"' in text
    assert managing.get(url).status_code == 200
    assert "has to choose again" in text


def test_who_said_yes_has_a_new_time(managing, saved):
    change, amal = saved()
    accept_kept(amal, now=timezone.now())
    text = page_of(managing, change)
    assert "has a new time" in text
    assert f'href="/desk/essen-amt/appointment/{amal.pk}/"' in text


def test_whom_no_mail_reaches_has_a_letter(managing, saved):
    change, amal = saved(email="")
    text = page_of(managing, change)
    assert "not told: no e-mail address" in text
    assert "1 person could not be told by mail. Print the letter, or call." in text
    assert f'href="/desk/essen-amt/invitations/{amal.invitation.pk}/letter.pdf"' in text


def test_taking_back_says_who_still_chooses_and_is_seen_at_the_change(managing, saved):
    change, _amal = saved()
    managing.post(f"/manage/essen-amt/changes/{change.pk}/undo/")
    said = "1 person whom the earlier change has asked to choose again has not chosen yet."
    assert said in managing.get(DRAFT).text
    save(managing)
    text = page_of(managing, change)
    assert "This change was taken back." in text
    assert "Plan to undo this change" not in text


def test_who_was_cancelled_is_done(managing, rule, booked, thursday):
    amal = booked(thursday, "10:30")
    plan_shorter(managing, rule)
    save(managing, **{"group-reached": "cancel"})
    change = Change.objects.get()
    carry_out(change, now=timezone.now, seconds=60)
    assert Reservation.objects.get(booking=amal).status == Reservation.Status.CANCELLED
    assert Affected.objects.get(booking=amal).status == Affected.Status.DONE
    assert '<td data-label="State">done</td>' in page_of(managing, change)


def test_who_could_choose_nothing_any_more_after_a_stop_was_not_asked(
    managing, rule, booked, thursday, now
):
    booked(thursday, "10:30")
    plan_shorter(managing, rule)
    tomorrow = later(timezone.localdate(now), 1)
    save(managing, until=tomorrow, latest=tomorrow)
    change = Change.objects.get()
    carry_out(change, now=lambda: now + timedelta(days=2), seconds=60)
    text = seen(page_of(managing, change))
    assert text.endswith("not asked: the latest day had passed. The appointment stays. –")
