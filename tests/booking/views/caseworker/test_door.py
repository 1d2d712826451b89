"""At the door: today's family names and numbers, whether they are good, and nothing else."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from booking import reservations
from booking.models import Attendee, Booking, Look, Reservation
from booking.retention import forget
from offices.models import User
from tests import make, people
from tests.booking.views.reading import seen, typed
from tests.signing_in import at_desk

pytestmark = pytest.mark.django_db

ROW = re.compile(r"<tr[^>]*>(<td class=\"door__time.*?)</tr>", re.DOTALL)


@pytest.fixture
def url(office) -> str:
    return reverse("desk:door", args=[office.slug])


@pytest.fixture
def dora(essen) -> User:
    return make.member(of=essen, role="door", email="dora@essen.example", name="Dora Tür")


@pytest.fixture
def door(dora) -> Client:
    return at_desk(dora)


def rows(answer) -> list[str]:
    found = ROW.findall(answer.content.decode())
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in found]


def said(booking: Booking, name: str, word: str) -> str:
    begins = booking.time.starts_at.astimezone(booking.office.zone)
    return f"{begins:%H:%M} {name} {booking.spoken_number} {word}"


def test_everybody_of_today_by_time_with_sign_and_word(door, url, booked, now):
    gone = booked(30, name="Gone")
    reservations.cancel(gone, now=now)
    here, missed = booked(-30, name="Here", desk=1), booked(-90, name="Missed")
    for one, status in ((here, "attended"), (missed, "missed")):
        Reservation.objects.filter(pk=one.reservation_id).update(status=status)
    coming = booked(90, name="Coming", desk=2)
    booked(24 * 60, name="Tomorrow")
    assert rows(door.get(url)) == [
        said(missed, "Missed", "✕ not valid: did not come"),
        said(here, "Here", "✓ valid"),
        said(gone, "Gone", "✕ not valid: cancelled"),
        said(coming, "Coming", "✓ valid"),
    ]


def test_whoever_was_moved_to_another_day_is_on_the_list_at_the_old_time(
    door, url, booked, now, office
):
    away, within = booked(120, name="Away"), booked(180, name="Within", desk=1)
    was = said(away, "Away", "✕ not valid: moved to another day")
    for one, minutes in ((away, 2 * 24 * 60), (within, 30)):
        start = one.time.starts_at + timedelta(minutes=minutes)
        reservations.give_time(one, start, now=now)
    assert rows(door.get(url)) == [was, said(within, "Within", "✓ valid")]


def test_there_is_nothing_else_about_anybody(door, url, booked):
    booking = booked(60, language="ar", talk="nobody", needs=["step_free"])
    Attendee.objects.filter(booking=booking).update(file_number="AZ-4711/26")
    page = door.get(url).content.decode()
    for word in ("Amal", "1990", "Karte abholen", "AZ-4711", "Arabic", "people.example"):
        assert word not in page
    assert "/appointment/" not in page


def test_holds_blocks_and_forgotten_people_are_not_on_it(door, url, booked, office, offering, now):
    forget(booked(30, name="Forgotten"), now=now)
    offering.desks.set(office.desks.all()[:1])
    held = people.held(now=now, offering=offering)
    Reservation.objects.filter(pk=held.reservation_id).update(
        during=people.DateTimeTZRange(now + timedelta(hours=2), now + timedelta(hours=3))
    )
    people.reservation(
        at=office.desks.all()[1], starts=now, status="booked", kind=Reservation.Kind.BLOCK
    )
    answer = door.get(url)
    assert rows(answer) == []
    assert "Nobody has an appointment today." in seen(answer)
    assert not Look.objects.exists()


@pytest.mark.parametrize(
    "begin", ["ha", "HÄ", " häd", "oz", "öz", "O'H", "{number}", "{spoken}", "{lower}"]
)
def test_first_letters_of_a_name_of_its_parts_or_of_the_number_find_somebody(
    door, url, booked, begin
):
    booking = booked(60, name="O'Hädi-Öztürk", number="K7QM42XD")
    booked(90, name="Berg", number="ZZZZ2346", desk=1)
    begin = begin.format(number="K7Q", spoken="K7QM-42", lower="k7qm")
    answer = door.post(url, {"begin": begin})
    assert rows(answer) == [said(booking, "O'Hädi-Öztürk".replace("'", "&#x27;"), "✓ valid")]
    assert "1 of 2 appointments, as of 12:" in seen(answer)
    assert typed(answer)["begin"] == begin.strip()


def test_a_name_is_sent_and_never_stands_in_an_address(door, url, booked):
    booked(60)
    page = door.get(url, {"begin": "zz"})
    assert len(rows(page)) == 1
    assert re.search(r'<form class="inline" method="post">', page.content.decode())


def test_when_nobody_begins_so_it_says_what_to_try(door, url, booked):
    booked(60)
    answer = door.post(url, {"begin": "zz"})
    assert rows(answer) == []
    assert "Try fewer letters, or check the number on the paper." in seen(answer)


def test_looks_name_the_day_or_whoever_was_found(door, url, booked, dora, now, office):
    booking = booked(60)
    booked(90, name="Berg", desk=1)
    door.get(url)
    door.post(url, {"begin": "hadi"})
    door.post(url, {"begin": "nobody"})
    day = now.astimezone(office.zone).date()
    assert list(
        Look.objects.order_by("pk").values_list("user", "page", "fields", "bookings", "day")
    ) == [
        (dora.pk, "door", ["name", "number"], [], day),
        (dora.pk, "door", ["name", "number"], [booking.pk], None),
    ]


@pytest.mark.parametrize("count", [1, 6])
def test_it_costs_five_statements_however_many_are_expected(
    door, url, booked, count, django_assert_num_queries
):
    for number in range(count):
        booked(30 * number, desk=number % 3, name=f"Name{number}")
    door.get(url)
    with django_assert_num_queries(5):
        assert door.get(url).status_code == 200


def links(answer) -> list[str]:
    (nav,) = re.findall(r'<nav class="places".*?</nav>', answer.content.decode(), re.DOTALL)
    return re.findall(r'href="([^"]+)"', nav)


def test_whoever_has_the_door_alone_is_led_there_and_sees_no_other_link(door, url):
    answer = door.get("/desk/", follow=True)
    assert answer.redirect_chain == [(url, 302)]
    assert links(answer) == links(door.get(f"{url}check/")) == [url]
    home = re.search(r'<a class="brand" href="([^"]+)"', answer.content.decode())
    assert home
    assert home[1] == url


def test_caseworkers_see_both_lists_among_their_pages(desk, url, office):
    found = links(desk.get(url))
    assert url in found
    assert reverse("desk:tomorrow", args=[office.slug]) in found


def test_whoever_is_at_the_door_of_one_office_finds_no_other(essen, url):
    other = make.office(of=essen, slug="essen-zwei")
    browser = at_desk(make.member(of=essen, role="door", office=other))
    assert browser.get(reverse("desk:door", args=[other.slug])).status_code == 200
    assert [browser.get(one).status_code for one in (url, f"{url}check/")] == [404, 404]
