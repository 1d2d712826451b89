"""The calendar of a day, and asking whether it has changed."""

import gzip
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from booking import reservations
from booking.models import Booking, Look, Reservation
from tests import make, people
from tests.booking.views.caseworker.conftest import on_grid
from tests.signing_in import at_desk

pytestmark = pytest.mark.django_db

MOST_STATEMENTS, MOST_BYTES = 12, 40_000


@pytest.fixture
def url(office) -> str:
    return reverse("desk:today", args=[office.slug])


def changes_url(page: str) -> str:
    (found,) = re.findall(r'hx-get="([^"]+)"', page)
    return found.replace("&amp;", "&")


def cells(page: str) -> list[tuple[str, str]]:
    """Kind and words of each cell, tags left out."""
    found = re.findall(r'<td class="k k-(\w+)"[^>]*>(.*?)</td>', page)
    return [(kind, " ".join(re.sub(r"<[^>]+>", " ", inside).split())) for kind, inside in found]


def test_an_entry_says_who_comes_for_what_in_words_and_by_its_look(desk, url, booked):
    booking = booked(60, language="ar", talk="nobody")
    page = desk.get(url).content.decode()
    begins = booking.time.starts_at.astimezone(booking.office.zone)
    ends = begins + timedelta(minutes=30)
    (entry,) = [words for kind, words in cells(page) if kind == "booked"]
    assert entry == (
        "Hadi, Amal AR Arabic has nobody to translate "
        f"Karte abholen booked {begins:%H:%M}–{ends:%H:%M}"
    )


@pytest.mark.parametrize(
    ("status", "look", "word"),
    [
        ("booked", "late", "not here yet"),
        ("missed", "missed", "did not come"),
        ("attended", "here", "here"),
    ],
)
def test_each_state_has_its_look_and_its_word(desk, url, booked, status, look, word):
    booking = booked(-40)
    Reservation.objects.filter(booking=booking).update(status=status)
    (entry,) = [words for kind, words in cells(desk.get(url).content.decode()) if kind == look]
    assert f" {word} " in entry


def test_a_time_that_somebody_is_just_booking_names_nobody(desk, url, offering, office, now):
    starts = on_grid(now + timedelta(hours=1))
    offering.desks.set(office.desks.all()[:1])
    made = people.held(now=now, offering=offering)
    Reservation.objects.filter(pk=made.reservation_id).update(
        during=people.DateTimeTZRange(starts, starts + timedelta(minutes=30))
    )
    page = desk.get(url).content.decode()
    wall = starts.astimezone(office.zone)
    said = f"held for somebody Karte abholen {wall:%H:%M}–{wall + timedelta(minutes=30):%H:%M}"
    assert [words for kind, words in cells(page) if kind == "held"] == [said]
    assert "O&#x27;Hadi" not in page
    assert made.number not in page.replace("-", "")


def test_what_somebody_typed_is_text_and_never_markup(desk, url, booked):
    booked(60, name="<b>x</b>\"'&")
    page = desk.get(url).content.decode()
    assert "&lt;b&gt;x&lt;/b&gt;&quot;&#x27;&amp;, Amal" in page


def test_free_times_lead_to_booking_there(desk, url, office):
    page = desk.get(url).content.decode()
    first, today = office.desks.all()[0], desk.get(url).context["shown"].day
    new = reverse("desk:new", args=[office.slug])
    assert f'href="{new}?day={today}&amp;desk={first.pk}&amp;at=17:00"' in page
    assert 'aria-label="Book 17:00 to 18:00 at Schalter 1"' in page


def test_a_day_on_which_nothing_is_open_says_so(desk, office):
    office.opening_hours.all().delete()
    page = desk.get(reverse("desk:today", args=[office.slug])).content.decode()
    assert "Nothing is open that day, and nobody has an appointment." in page


def test_an_office_without_desks_says_what_to_do(desk, essen):
    bare = make.office(of=essen)
    page = desk.get(reverse("desk:today", args=[bare.slug])).content.decode()
    assert "This office has no desk yet. A manager makes them in the administration." in page


def test_a_link_to_today_leads_to_where_the_day_stands_now(desk, url, kim):
    page = desk.get(url).content.decode()
    assert page.count('<span class="now__word" id="now">now</span></th>') == 1
    assert f'href="{url}#now"' in page
    assert desk.get("/desk/")["Location"] == f"{url}#now"


def test_a_closure_says_why(desk, url, office, now):
    make.closure(
        at=office, starts=now - timedelta(hours=1), ends=now + timedelta(hours=1), reason_de="Umzug"
    )
    assert (
        "The office is closed that day, or a part of it: Umzug." in desk.get(url).content.decode()
    )


def test_only_the_chosen_desk_is_shown(desk, url, office, booked):
    booked(60, desk=0)
    second = office.desks.all()[1]
    page = desk.get(url, {"desk": second.pk}).content.decode()
    assert re.findall(r'<th scope="col">(.*?)</th>', page) == ["Time", "Schalter 2"]
    assert "Hadi" not in page


@pytest.mark.parametrize(
    ("query", "is_shown"),
    [
        ({"language": "uk"}, True),
        ({"language": "ar"}, False),
        ({"state": "booked"}, True),
        ({"state": "missed"}, False),
        ({"alone": "on"}, True),
        ({"language": "uk", "state": "late"}, False),
        ({"language": "nonsense"}, True),
    ],
)
def test_what_was_not_asked_for_is_only_taken(desk, url, booked, query, is_shown):
    booked(60, language="uk", talk="nobody")
    page = desk.get(url, query).content.decode()
    assert ("Hadi" in page) is is_shown
    assert ("other" in [kind for kind, _words in cells(page)]) is not is_shown


def test_the_list_says_the_same_in_order_of_time(desk, office, booked, url):
    booked(120, desk=0, name="Zweite")
    booked(60, desk=1, name="Erste")
    day = desk.get(url).context["shown"].day
    page = desk.get(reverse("desk:list", args=[office.slug, day])).content.decode()
    assert re.findall(r"<bdi>(\w+), Amal</bdi>", page) == ["Erste", "Zweite"]


def test_a_full_day_costs_as_many_statements_as_one_appointment(
    desk, url, booked, django_assert_max_num_queries
):
    booked(60)
    desk.get(url)
    with django_assert_max_num_queries(MOST_STATEMENTS) as few:
        desk.get(url)
    for minutes in range(-200, 300, 30):
        for number in range(3):
            if (minutes, number) != (70, 0) and minutes not in (40, 70):
                booked(minutes, desk=number)
    with django_assert_max_num_queries(MOST_STATEMENTS) as many:
        page = desk.get(url, headers={"accept-encoding": "gzip"})
    assert len(many) == len(few)
    assert len(page.content) < MOST_BYTES
    assert gzip.decompress(page.content).count(b"Hadi, Amal") > 40


def test_asking_whether_something_has_changed_costs_one_statement(
    desk, url, booked, django_assert_num_queries
):
    booked(60)
    asked = changes_url(desk.get(url).content.decode())
    with django_assert_num_queries(1):
        answer = desk.get(asked, headers={"hx-request": "true"})
    assert (answer.status_code, answer.content) == (204, b"")


@pytest.mark.django_db(transaction=True)
def test_whatever_somebody_changes_is_told(desk, url, booked, office, now):
    booking = booked(60)
    for what in ("here", "undone", "moved", "named", "spoken", "blocked", "cancelled"):
        asked = changes_url(desk.get(url).content.decode())
        change(what, Booking.objects.get(pk=booking.pk), office, now)
        answer = desk.get(asked, headers={"hx-request": "true"})
        assert answer.status_code == 200, what
        assert answer.content.decode().lstrip().startswith('<div class="calendar"'), what


def change(what: str, booking: Booking, office, now) -> None:
    later = booking.time.starts_at + timedelta(hours=1)
    stretch = reservations.Stretch(now + timedelta(hours=3), now + timedelta(hours=4))
    verbs = {
        "here": lambda: reservations.attend(booking, now=now),
        "undone": lambda: reservations.leave(booking, now=now),
        "moved": lambda: reservations.give_time(booking, later, now=now),
        "named": lambda: booking.attendees.update(family_name="Haddi"),
        "spoken": lambda: reservations.describe_again(booking, talk="nobody", needs=[]),
        "blocked": lambda: reservations.block(office.desks.all()[1], [stretch], "break", now=now),
        "cancelled": lambda: reservations.give_up(booking, now=now),
    }
    verbs[what]()


def test_a_hold_that_runs_out_is_told_though_nobody_changed_anything(desk, url, offering, now):
    made = people.held(now=now, offering=_at_one_desk(offering))
    asked = changes_url(desk.get(url).content.decode())
    with_triggers_silent(made.reservation_id, now - timedelta(seconds=1))
    assert desk.get(asked, headers={"hx-request": "true"}).status_code == 200


def _at_one_desk(offering):
    offering.desks.set(offering.office.desks.all()[:1])
    return offering


def with_triggers_silent(reservation: int, expires_at) -> None:
    """Let time pass: no row changes when a hold runs out."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "UPDATE booking_reservation SET expires_at = %s WHERE id = %s",
            [expires_at, reservation],
        )
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_whoever_was_signed_out_meanwhile_is_led_to_the_sign_in(desk, url, kim):
    asked = changes_url(desk.get(url).content.decode())
    desk.logout()
    answer = desk.get(asked, headers={"hx-request": "true"})
    assert answer["HX-Redirect"].startswith("/accounts/login/?next=")
    assert b"calendar" not in answer.content


def test_whoever_lost_the_role_meanwhile_is_told_nothing(desk, url, kim):
    asked = changes_url(desk.get(url).content.decode())
    kim.memberships.all().delete()
    assert desk.get(asked, headers={"hx-request": "true"}).status_code == 404


def test_a_foreign_session_key_opens_nothing(client, desk, url):
    asked = changes_url(desk.get(url).content.decode())
    client.cookies["sessionid"] = "somebody-elses-guess"
    assert client.get(asked).status_code == 302


def test_a_day_that_shows_people_is_a_look_at_that_day(desk, url, booked, kim, office):
    booked(60)
    day = desk.get(url).context["shown"].day
    (look,) = Look.objects.values("user", "office", "page", "fields", "bookings", "day")
    assert look == {
        "user": kim.pk,
        "office": office.pk,
        "page": "day",
        "fields": ["name", "matter"],
        "bookings": [],
        "day": day,
    }


def test_an_empty_day_is_no_look(desk, url):
    desk.get(url)
    assert not Look.objects.exists()


def test_managers_and_superusers_see_the_day_too(url, erika):
    assert at_desk(erika).get(url).status_code == 200
    assert at_desk(make.superuser()).get(url).status_code == 200
