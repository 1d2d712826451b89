"""Everything at a glance, and what happens when the time is gone by then."""

from datetime import timedelta

import pytest

from booking import reservations
from booking.models import Attendee, Message, Reservation
from booking.reservations import take_again
from tests.booking.views.conftest import hold
from tests.booking.views.reading import seen

URL = "/en/booking/check/"
NEW = {"x": "1"}  # a press of the button; the token against forgery comes with it


def run_out(now):
    Reservation.objects.update(expires_at=now - timedelta(seconds=1))


def test_everything_typed_is_shown_with_a_way_to_change_it(amal, ready, offering):
    page = amal.get(URL)
    for words in (
        f"Matter {offering.service.name}",
        f"Place {offering.office.name} Rathausplatz 1, 12345 Musterstadt",
        "Person Al-Hamwi, Amal Nour born 05.03.1990",
        "How we reach you amal@people.example",
        "Talking and help German is enough",
    ):
        assert words in seen(page)
    for way in (
        f"/en/at/{offering.office.authority.slug}/services/",
        f"/en/offer/{offering.pk}/times/?persons=1",
        "/en/booking/person/1/",
        "/en/booking/contact/",
        "/en/booking/help/",
    ):
        assert f'<a href="{way}">Change' in page.content.decode()


def test_the_button_sends_the_code_and_leads_to_where_it_is_typed(amal, ready, now):
    assert amal.post(URL, NEW).url == "/en/booking/code/"
    assert Message.objects.values_list("kind", "to").get() == ("code", "amal@people.example")
    assert Reservation.objects.get().expires_at >= now + timedelta(minutes=20)


def test_pressed_twice_one_code_is_sent(amal, ready):
    assert [amal.post(URL, NEW).url for _ in range(2)] == ["/en/booking/code/"] * 2
    assert Message.objects.count() == 1


def test_the_mail_comes_in_the_language_of_the_page(amal, ready):
    amal.post("/ar/booking/check/", NEW)
    assert Message.objects.get().language == "ar"


def test_more_time_on_this_page_sends_no_code(amal, ready):
    before = ready.reservation.expires_at
    assert amal.post(URL, {"more_time": "1"}).status_code == 200
    assert Reservation.objects.get().expires_at == before + timedelta(minutes=10)
    assert not Message.objects.exists()


def test_a_button_pressed_after_the_hold_takes_the_time_again(amal, ready, now):
    run_out(now)
    assert amal.post(URL, NEW).url == "/en/booking/code/"
    assert Reservation.objects.get().is_held(now)


@pytest.mark.parametrize("url", [URL, "/en/booking/again/"])
def test_who_was_too_slow_sees_the_nearest_times_and_loses_nothing(amal, ready, offering, now, url):
    run_out(now)
    other = hold(offering, now)
    assert other.reservation.starts_at == ready.reservation.starts_at
    response = amal.post(url, NEW)
    assert response.status_code == 409
    assert "Someone was faster" in seen(response)
    assert response.content.decode().count('type="radio"') == 6
    assert Attendee.objects.filter(booking=ready).exists()


def test_a_near_time_is_taken_with_one_press_and_all_typed_is_kept(amal, ready, offering, now):
    run_out(now)
    hold(offering, now)
    page = amal.post("/en/booking/again/", NEW).content.decode()
    start = page.partition('name="start" value="')[2].partition('"')[0]
    response = amal.post(f"/en/offer/{offering.pk}/times/?persons=1", {"start": start})
    assert response.url == "/en/booking/check/"
    assert "Al-Hamwi" in seen(amal.get(response.url))
    mine = Reservation.objects.get(booking=ready)
    assert (mine.status, mine.starts_at.isoformat()) == ("held", start)


def test_a_time_given_back_can_be_taken_again(amal, ready, now):
    response = amal.post("/en/booking/give-back/", NEW, follow=True)
    assert "The time is free for others again" in seen(response)
    assert Reservation.objects.get().status == "lapsed"
    assert amal.post("/en/booking/again/", NEW).url == URL
    assert Reservation.objects.get().is_held(now)


@pytest.mark.parametrize("page", ["again", "give-back", "code/new"])
def test_an_address_for_buttons_opened_by_hand_changes_nothing(amal, ready, page):
    before = Reservation.objects.values().get()
    assert amal.get(f"/en/booking/{page}/").status_code == 302
    assert Reservation.objects.values().get() == before
    assert not Message.objects.exists()


def test_too_many_codes_are_a_sentence_on_the_page(amal, ready, offering):
    for _ in range(6):
        amal.post(URL, NEW)
    response = amal.post(URL, NEW)
    assert response.status_code == 429
    assert "That was very often in a short time. Please wait" in seen(response)


def test_a_hold_taken_again_and_again_is_told_to_wait(amal, ready):
    for _ in range(20):
        amal.post("/en/booking/again/", NEW)
    response = amal.post("/en/booking/again/", NEW)
    assert "That was very often in a short time. Please wait" in seen(response)


def test_without_a_name_the_check_leads_back_to_it(amal, ready, now):
    reservations.give_back(ready)
    take_again(ready, now=now)
    Attendee.objects.all().delete()
    assert amal.post(URL, NEW).url == "/en/booking/person/1/"


def test_the_page_costs_few_queries(amal, ready, django_assert_num_queries):
    amal.get(URL)
    with django_assert_num_queries(1):
        amal.get(URL)
