"""Links in mails of any age: each has the right answer, and changes nothing."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db.models import F
from django.test import Client
from psycopg2.extras import DateTimeTZRange

from booking import keys, reservations, retention
from booking.availability import free_starts
from booking.models import Booking, Reservation
from booking.reservations import ask_of
from tests import people
from tests.booking.views.conftest import hold
from tests.booking.views.database import everything
from tests.booking.views.reading import seen


def code(ready: Booking, now: datetime) -> None:
    reservations.send_code(ready, now=now)


def confirmation(ready: Booking, now: datetime) -> None:
    code(ready, now)
    reservations.confirm(ready, keys.mail_code(ready.number, ready.email, 1), now=now)


def moved(ready: Booking, now: datetime) -> None:
    confirmation(ready, now)
    start = free_starts(ask_of(ready, now=now), now=now)[3].start
    reservations.move(ready, start, now=now)


def cancelled(ready: Booking, now: datetime) -> None:
    confirmation(ready, now)
    reservations.cancel(ready, now=now)


def past(ready: Booking, now: datetime) -> None:
    confirmation(ready, now)
    begin = now - timedelta(hours=2)
    during = DateTimeTZRange(begin, begin + timedelta(minutes=30))
    Reservation.objects.filter(booking=ready).update(during=during)


def lapsed(ready: Booking, now: datetime) -> None:
    code(ready, now)
    Reservation.objects.filter(booking=ready).update(expires_at=now - timedelta(minutes=2))


def erased(ready: Booking, now: datetime) -> None:
    confirmation(ready, now)
    retention.forget(ready, now=now)


def revoked(ready: Booking, now: datetime) -> None:
    confirmation(ready, now)
    Booking.objects.update(version=F("version") + 2)


def revoked_and_erased(ready: Booking, now: datetime) -> None:
    revoked(ready, now)
    retention.forget(ready, now=now)


def deleted(ready: Booking, now: datetime) -> None:
    Booking.objects.get(pk=ready.pk).delete()


ANSWERS: dict[Callable[[Booking, datetime], None], tuple[str, int, str]] = {
    code: ("/en/booking/code/", 200, "Back Step 8 of 8 Please type the code"),
    confirmation: ("/en/booking/", 200, "Your appointment is booked"),
    moved: ("/en/booking/", 200, "Your appointment is booked"),
    cancelled: ("/en/booking/", 200, "Your appointment is cancelled"),
    past: ("/en/booking/", 200, "This appointment is over"),
    lapsed: ("/en/booking/code/", 200, "We could not hold the time any longer"),
    erased: ("/en/booking/link/erased/", 410, "Your data have been erased"),
    revoked: ("/en/booking/link/old/", 410, "This link is not valid any more"),
    revoked_and_erased: ("/en/booking/link/erased/", 410, "Your data have been erased"),
    deleted: ("/en/booking/link/", 404, "This link does not work"),
}


def link(booking: Booking) -> str:
    return f"/en/l/{booking.number}/{booking.link_token}/"


@pytest.mark.parametrize("happened", ANSWERS, ids=lambda one: one.__name__)
def test_an_old_link_says_what_has_happened_since(client, ready, now, happened):
    old = link(ready)
    happened(ready, now)
    url, status, heading = ANSWERS[happened]
    page = client.get(old, follow=True)
    assert page.redirect_chain == [(url, 302)]
    assert page.status_code == status
    assert seen(page).startswith(heading)


@pytest.mark.parametrize("happened", ANSWERS, ids=lambda one: one.__name__)
def test_a_scanner_of_mails_that_comes_first_changes_nothing(ready, now, happened):
    old = link(ready)
    happened(ready, now)
    before = everything()
    for _ in range(2):
        Client().head(old, follow=True)
        Client().get(old, follow=True)
    assert everything() == before
    assert Client().get(old).url == ANSWERS[happened][0]


def test_a_wrong_key_is_not_an_old_one(client, booked):
    Booking.objects.update(version=3)
    wrong = keys.link_token("ZZZZZZZZ", 1)
    assert client.get(f"/en/l/{booked.number}/{wrong}/").url == "/en/booking/link/"
    future = keys.link_token(booked.number, 4)
    assert client.get(f"/en/l/{booked.number}/{future}/").url == "/en/booking/link/"


def test_the_link_of_one_booking_does_not_open_another(client, booked, offering, now):
    other = hold(offering, now)
    swapped = f"/en/l/{other.number}/{booked.link_token}/"
    assert client.get(swapped).url == "/en/booking/link/"


def test_the_link_of_an_invitation_opens_the_page_and_asks_for_no_code(client, offering, now):
    invited = people.invited(latest=now.date() + timedelta(days=30), now=now, offering=offering)
    assert client.get(link(invited)).url == "/en/booking/"
    assert client.get("/en/booking/").status_code == 200


@pytest.mark.parametrize("page", ["", "old/", "erased/"])
def test_every_page_about_a_link_leads_on(db, client, page):
    html = client.get(f"/en/booking/link/{page}").content.decode()
    assert '<div class="actions">' in html
    assert html.count('class="kern-btn') in (1, 2)
