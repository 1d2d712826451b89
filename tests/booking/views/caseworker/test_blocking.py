"""Blocking a desk: what is in the way is shown first."""

from datetime import timedelta

import pytest
from django.urls import reverse

from booking.models import Booking, Reservation
from tests.booking.views.caseworker.conftest import on_grid

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(office) -> str:
    return reverse("desk:block", args=[office.slug])


@pytest.fixture
def typed(office, now) -> dict[str, object]:
    """Block the first desk for two hours, an hour from now."""
    begins = on_grid(now + timedelta(hours=1)).astimezone(office.zone)
    return {
        "desk": office.desks.all()[0].pk,
        "day": f"{begins:%Y-%m-%d}",
        "begins": f"{begins:%H:%M}",
        "ends": f"{begins + timedelta(hours=2):%H:%M}",
        "reason": "meeting",
    }


def blocks() -> list[tuple[str, str]]:
    rows = Reservation.objects.filter(kind="block").order_by("during")
    return [(one.desk.label, f"{(one.ends_at - one.starts_at).seconds // 60} min") for one in rows]


def told(answer) -> list[str]:
    return [str(one) for one in answer.context["messages"]]


def test_a_free_desk_is_blocked_at_once_and_freed_again(desk, url, typed, office):
    assert told(desk.post(url, typed, follow=True)) == ["1 time is blocked."]
    assert blocks() == [("Schalter 1", "120 min")]
    made = Reservation.objects.get()
    page = reverse("desk:blocked", args=[office.slug, made.pk])
    assert "meeting" in desk.get(page).content.decode()
    assert told(desk.post(page, follow=True)) == ["1 time is free again."]
    made.refresh_from_db()
    assert made.status == "cancelled"


def test_every_week_until_a_day_and_the_whole_series_is_freed_in_one_go(desk, url, typed, now):
    until = (now + timedelta(days=22)).date()
    assert told(desk.post(url, {**typed, "until": until}, follow=True)) == ["4 times are blocked."]
    made = Reservation.objects.order_by("during").first()
    page = reverse("desk:blocked", args=["essen-amt", made.pk])
    assert told(desk.post(page, {"series": "on"}, follow=True)) == ["4 times are free again."]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"ends": "00:01"}, "The end must come after the beginning."),
        ({"reason": ""}, "Please choose a reason."),
        ({"desk": ""}, "Please choose a desk."),
        ({"until": "2020-01-01"}, "The last day must not come before the first."),
        ({"until": "2099-01-01"}, "At most a year ahead, please."),
        ({"day": "never"}, "Enter a valid date."),
        ({"day": "2020-01-01"}, "This day is over."),
    ],
)
def test_what_makes_no_sense_is_said_in_words(desk, url, typed, change, words):
    answer = desk.post(url, {**typed, **change})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert blocks() == []


def test_appointments_in_the_way_are_shown_with_a_desk_that_is_free(desk, url, typed, booked):
    booking = booked(120)
    answer = desk.post(url, typed)
    page = answer.content.decode()
    assert "Appointments are in the way" in page
    assert "Hadi, Amal" in page
    assert "Schalter 2 is free then" in page
    assert f'name="known" value="{booking.pk}"' in page
    assert blocks() == []


def test_they_are_moved_to_other_desks_in_one_go(desk, url, typed, booked):
    booking = booked(120)
    sent = {**typed, "in_the_way": "move", "known": [booking.pk]}
    assert told(desk.post(url, sent, follow=True)) == ["1 time is blocked."]
    assert Booking.objects.get().time.desk.label == "Schalter 2"
    assert blocks() == [("Schalter 1", "120 min")]


def test_or_the_desk_is_blocked_around_them(desk, url, typed, booked):
    booking = booked(120)
    sent = {**typed, "in_the_way": "leave", "known": [booking.pk]}
    said = told(desk.post(url, sent, follow=True))
    assert said == ["2 times are blocked.", "1 appointment stays where it is: see the calendar."]
    assert blocks() == [("Schalter 1", "60 min"), ("Schalter 1", "30 min")]


def test_whatever_came_into_the_way_meanwhile_is_shown_first(desk, url, typed, booked):
    first, second = booked(70, name="Eins"), booked(120, name="Zwei")
    answer = desk.post(url, {**typed, "in_the_way": "move", "known": [first.pk]})
    assert "Zwei, Amal" in answer.content.decode()
    assert blocks() == []
    assert Booking.objects.get(pk=second.pk).time.desk.label == "Schalter 1"
