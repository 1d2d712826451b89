"""What managers see of bookings in the administration, and what they cannot do there."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from booking.models import Booking, Message
from tests import make, people
from tests.signing_in import at_desk

pytestmark = pytest.mark.django_db
LISTS = ["booking", "reservation", "message"]


def page(what: str, *args: Any) -> str:
    return reverse(f"admin:booking_{what}", args=args)


def appointment(of) -> Booking:
    office = make.office_open_on_weekdays(of=of)
    booking = people.booked(
        starts=timezone.now(), now=timezone.now(), offering=make.offering(at=office)
    )
    people.message(booking, Message.Kind.CONFIRMATION, due=timezone.now(), status="failed")
    return booking


@pytest.fixture
def here(essen) -> Booking:
    return appointment(essen)


@pytest.fixture
def there(mainz) -> Booking:
    return appointment(mainz)


@pytest.mark.parametrize("what", LISTS)
def test_a_list_shows_ones_own_authority_only(erika, here, there, what):
    response = at_desk(erika).get(page(f"{what}_changelist"))
    assert response.status_code == 200
    assert here.spoken_number in response.content.decode()
    assert there.spoken_number not in response.content.decode()


def test_what_belongs_to_others_is_not_found(erika, here, there):
    browser, message = at_desk(erika), there.messages.get()
    assert browser.get(page("booking_change", here.pk)).status_code == 200
    assert browser.get(page("booking_change", there.pk)).status_code == 404
    assert browser.get(page("reservation_change", there.reservation_id)).status_code == 404
    assert browser.get(page("message_change", message.pk)).status_code == 404


@pytest.mark.parametrize("who", ["erika", "root"])
def test_nobody_adds_changes_or_deletes_here(who, erika, here):
    browser = at_desk(erika if who == "erika" else make.superuser())
    for what, pk in (("booking", here.pk), ("reservation", here.reservation_id)):
        assert browser.get(page(f"{what}_add")).status_code == 403
        assert browser.post(page(f"{what}_change", pk), {"status": "lapsed"}).status_code == 403
        assert browser.post(page(f"{what}_delete", pk), {"post": "yes"}).status_code == 403
    here.reservation.refresh_from_db()
    assert here.reservation.status == "booked"


def test_caseworkers_have_no_window_here(essen, here):
    person = make.caseworker(of=essen, is_staff=True)
    assert at_desk(person).get(page("booking_changelist")).status_code == 403


@pytest.mark.parametrize("typed", ["O'Hadi", "amal", "amal@people.example", "1990"])
def test_nobody_is_found_by_name_or_address(erika, here, typed):
    response = at_desk(erika).get(page("booking_changelist"), {"q": typed})
    assert here.spoken_number not in response.content.decode()


def test_a_booking_is_found_by_its_number_as_it_is_shown(erika, here):
    query = {"q": here.spoken_number.lower()}
    response = at_desk(erika).get(page("booking_changelist"), query)
    assert page("booking_change", here.pk) in response.content.decode()


def test_the_time_is_that_of_the_offices_clock(erika, here):
    on_the_wall = timezone.localtime(here.time.starts_at, here.office.zone)
    for page_of in (page("booking_changelist"), page("booking_change", here.pk)):
        html = at_desk(erika).get(page_of).content.decode()
        assert f">{on_the_wall:%d.%m.%Y %H:%M}<" in html


def test_clashes_can_be_picked_out(erika, essen, here):
    clash = appointment(essen)
    Booking.objects.filter(pk=clash.pk).update(clashed_at=timezone.now())
    shown = at_desk(erika).get(page("booking_changelist"), {"clashed_at__isempty": "0"})
    assert clash.spoken_number in shown.content.decode()
    assert here.spoken_number not in shown.content.decode()


def test_failed_messages_are_sent_again(erika, here, there):
    Message.objects.update(attempts=7, last_error="550 no such box")
    chosen = list(Message.objects.values_list("pk", flat=True))
    response = at_desk(erika).post(
        page("message_changelist"),
        {"action": "send_again", "_selected_action": chosen},
        follow=True,
    )
    assert "1 message will be sent again." in response.content.decode()
    again = Message.objects.values_list("status", "attempts", "last_error").get(booking=here)
    assert again == ("owed", 0, "")
    assert Message.objects.get(booking=there).status == "failed"


def test_what_was_sent_is_not_sent_again(erika, here):
    Message.objects.update(status="sent")
    data = {"action": "send_again", "_selected_action": [here.messages.get().pk]}
    at_desk(erika).post(page("message_changelist"), data)
    assert Message.objects.get().status == "sent"


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("what", LISTS)
def test_a_list_costs_the_same_however_long(
    erika, essen, what, count, django_assert_max_num_queries
):
    for _ in range(count):
        appointment(essen)
    browser = at_desk(erika)
    with django_assert_max_num_queries(16):
        browser.get(page(f"{what}_changelist"))
