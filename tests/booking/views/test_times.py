"""For how many, whose name begins how, and when: up to the moment a time is taken."""

from datetime import date, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from limits import RateLimitItemPerHour

from booking import floods, reservations
from booking.availability import FreeStart, ask_for, free_starts
from booking.forms.wishes import Wish
from booking.models import Booking, HeldDocument
from offices.models import Authority, Desk, Offering
from offices.moments import day_in_words
from tests import make


def url(offering: Offering, path: str = "times/", language: str = "en") -> str:
    return f"/{language}/offer/{offering.pk}/{path}"


def starts(offering: Offering, persons: int = 1) -> list[FreeStart]:
    now = timezone.now()
    return free_starts(ask_for([(offering, persons)], now=now), now=now)


def value(start: datetime) -> str:
    return f"{start:%Y-%m-%dT%H:%MZ}"


@pytest.fixture
def by_name(essen: Authority) -> Offering:
    """Names up to Doa go to the first desk, from Dob on to the second."""
    office = make.office_open_on_weekdays(of=essen, desks=0)
    make.desk(at=office, responsible=[("A", "Doa")])
    make.desk(at=office, responsible=[("Dob", "M")])
    return make.offering(at=office)


def desks_of(location: str) -> list[int]:
    asked = parse_qs(urlsplit(location).query)
    return [int(desk) for desk in asked["desks"][0].split(",")]


# --- the address ----------------------------------------------------------------------------


def test_a_wish_survives_its_address():
    wish = Wish(HeldDocument.TITLE, date(2027, 3, 5), None, 3, (4, 5), date(2026, 12, 1))
    query = wish.query
    assert query == "?doc=title&until=2027-03-05&persons=3&desks=4%2C5&from=2026-12-01"
    assert Wish.of({name: values[0] for name, values in parse_qs(query[1:]).items()}) == wish


@pytest.mark.parametrize(
    "nonsense",
    [
        "until=31.02.",
        "until=2026-02-31",
        "until=0001-01-01",
        "from=9999-12-31",
        "from=tomorrow",
        "persons=x",
        "persons=-1",
        "persons=²",
        "persons=" + "9" * 400,
        "desks=abc",
        "desks=1,,2",
        "desks=" + "1," * 5000,
        "doc=nothing&need=help",
        "doc=%00&until=%00&q=%00",
        "from=2020-01-01",
        "from=2099-12-31",
        "until=2000-01-01",
    ],
)
def test_nonsense_in_the_address_is_never_an_error(nonsense, client: Client, offering: Offering):
    for path in ["", "persons/", "letters/", "times/", "receipt/"]:
        assert client.get(f"{url(offering, path)}?{nonsense}").status_code in {200, 302}
    for path in ["where/", "at/essen/", "at/essen/services/", "elsewhere/"]:
        assert client.get(f"/en/{path}?{nonsense}").status_code in {200, 302}


# --- what is asked before -------------------------------------------------------------------


@pytest.mark.parametrize("persons", ["", "?persons=0", "?persons=4", "?persons=999"])
def test_times_ask_for_the_number_of_persons_first(persons, client: Client, offering: Offering):
    response = client.get(url(offering) + persons)
    assert urlsplit(response.headers["Location"]).path == url(offering, "persons/")


def test_persons_are_not_asked_where_only_one_can_book(client: Client, offering: Offering):
    Offering.objects.update(max_persons=1)
    assert client.get(url(offering, "persons/")).headers["Location"] == url(offering)
    assert client.get(url(offering)).status_code == 200


@pytest.mark.parametrize("access", ["invitation", "request", "written", "walk_in", "elsewhere"])
def test_only_what_is_open_has_times(access, client: Client, offering: Offering):
    Offering.objects.update(access=access)
    for path in ["persons/", "times/?persons=1", "receipt/?persons=1"]:
        response = client.get(url(offering, path))
        assert urlsplit(response.headers["Location"]).path == url(offering, "")


@pytest.mark.parametrize(("letters", "desk"), [("abc", 0), ("Doanh", 0), ("DOB", 1), ("Müller", 1)])
def test_letters_become_desks_and_go_no_further(letters, desk, client: Client, by_name: Offering):
    response = client.post(url(by_name, "letters/"), {"letters": letters})
    wanted = list(by_name.desks.order_by("pk"))[desk]
    assert desks_of(response.headers["Location"]) == [wanted.pk]
    assert letters.lower() not in response.headers["Location"].lower()


@pytest.mark.parametrize(
    ("letters", "says"),
    [
        ("", "Please write the first letters of the family name."),
        ("D", "Several desks share such names. Please write one or two more letters."),
        ("Zoe", "For this name there are no times online. Please ask us."),
    ],
)
def test_letters_that_do_not_decide_are_asked_again(letters, says, client: Client, by_name):
    response = client.post(url(by_name, "letters/"), {"letters": letters})
    assert response.status_code == 200
    assert says in response.content.decode()


def test_times_ask_for_letters_where_names_decide(client: Client, by_name: Offering):
    assert client.get(url(by_name)).headers["Location"] == url(by_name, "letters/")
    desk = Desk.objects.filter(office=by_name.office)[0]
    assert client.get(f"{url(by_name)}?desks={desk.pk}").status_code == 200


def test_letters_are_not_asked_where_names_do_not_matter(client: Client, offering: Offering):
    response = client.get(url(offering, "letters/?persons=1"))
    assert response.headers["Location"] == f"{url(offering)}?persons=1"


# --- the times ------------------------------------------------------------------------------


def test_a_week_of_free_times_begins_with_the_first_free_day(client: Client, offering: Offering):
    free = starts(offering)
    first = timezone.localtime(free[0].start).date()
    days = client.get(f"{url(offering)}?persons=1").context["days"]
    week = {timezone.localtime(one.start).date() for one in free}
    shown = sorted(day for day in week if day <= first + timedelta(days=6))
    assert [day.label for day in days] == [day_in_words(day, "en") for day in shown]
    assert [day.german for day in days] == [day_in_words(day, "de") for day in shown]
    assert days[-1].count == "22 free times"
    assert value(free[0].start) in days[0].tiles


def test_more_days_follow_without_a_gap(client: Client, offering: Offering):
    context = client.get(f"{url(offering)}?persons=1").context
    later = client.get(context["later_url"]).context
    first = timezone.localtime(starts(offering)[0].start).date()
    begin = next(d for d in (first + timedelta(days=n) for n in range(7, 12)) if d.weekday() < 5)
    assert later["days"][0].label == day_in_words(begin, "en")
    assert later["first_url"] == f"{url(offering)}?persons=1"


def test_after_the_last_open_day_the_page_says_so(client: Client, offering: Offering):
    beyond = (timezone.localdate() + timedelta(days=100)).isoformat()
    response = client.get(f"{url(offering)}?persons=1&from={beyond}")
    assert response.context["days"] == []
    assert "After that day there are no more free times." in response.content.decode()


@pytest.mark.parametrize("language", ["de", "en", "ar", "uk"])
@pytest.mark.parametrize("path", ["persons/", "times/?persons=2", "receipt/?persons=2"])
def test_the_pages_speak_every_language(path, language, client: Client, offering: Offering):
    response = client.get(url(offering, path, language))
    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.content.decode()


@pytest.mark.parametrize("desks", [1, 3])
def test_times_cost_one_statement_however_many_desks(
    desks, client: Client, offering: Offering, django_assert_num_queries
):
    for _ in range(desks - 1):
        offering.desks.add(make.desk(at=offering.office))
    client.get(f"{url(offering)}?persons=1")
    with django_assert_num_queries(1):
        client.get(f"{url(offering)}?persons=1")


# --- taking one -----------------------------------------------------------------------------


def test_a_time_pressed_is_held_and_leads_to_the_person(client: Client, offering: Offering):
    start = starts(offering, persons=2)[5].start
    response = client.post(f"{url(offering)}?persons=2", {"start": value(start)})
    booking = Booking.objects.get()
    assert response.headers["Location"] == "/en/booking/person/1/"
    assert (booking.reservation.starts_at, booking.language) == (start, "en")
    assert [(item.offering, item.persons) for item in booking.items.all()] == [(offering, 2)]


def test_pressing_another_time_gives_the_first_one_back(client: Client, offering: Offering):
    one, two = starts(offering)[0].start, starts(offering)[4].start
    client.post(f"{url(offering)}?persons=1", {"start": value(one)})
    client.post(f"{url(offering)}?persons=1", {"start": value(two)})
    assert Booking.objects.get().reservation.starts_at == two


def test_the_desks_of_the_name_are_kept_with_the_hold(client: Client, by_name: Offering):
    desk = by_name.desks.order_by("-pk")[0]
    client.post(f"{url(by_name)}?desks={desk.pk}", {"start": value(starts(by_name)[0].start)})
    booking = Booking.objects.get()
    assert (booking.reservation.desk, booking.routed_desks) == (desk, [desk.pk])


def test_somebody_was_faster_shows_the_nearest_times_first(client: Client, offering: Offering):
    free = [one.start for one in starts(offering)]
    now = timezone.now()
    reservations.hold(items=[(offering, 1)], start=free[3], now=now, language="de")
    response = client.post(f"{url(offering)}?persons=1", {"start": value(free[3])})
    left = [one.start for one in starts(offering)]
    nearest = sorted(sorted(left, key=lambda start: abs(start - free[3]))[:6])
    tiles = "".join(day.tiles for day in response.context["nearest"])
    assert response.status_code == 409
    assert "Someone was faster" in response.content.decode()
    assert [start for start in left if f'value="{value(start)}"' in tiles] == nearest
    assert Booking.objects.count() == 1


@pytest.mark.parametrize(
    "start",
    ["", "tomorrow", "2026-11-23", "2026-11-23T08:00", "0001-01-01T00:00Z", "9999-12-31T23:59Z"],
)
def test_what_is_no_time_is_asked_again(start, client: Client, offering: Offering):
    response = client.post(f"{url(offering)}?persons=1", {"start": start})
    assert response.status_code == 200
    assert "Please choose a time." in response.content.decode()
    assert not Booking.objects.exists()


def test_a_time_that_rules_do_not_offer_is_refused(client: Client, offering: Offering):
    odd = starts(offering)[0].start + timedelta(minutes=1)
    assert client.post(f"{url(offering)}?persons=1", {"start": value(odd)}).status_code == 409
    assert not Booking.objects.exists()


def test_who_writes_is_not_fooled_by_what_pages_remember(client: Client, offering: Offering):
    start = starts(offering)[0].start
    client.get(f"{url(offering)}?persons=1")
    Offering.objects.update(access="invitation")
    response = client.post(f"{url(offering)}?persons=1", {"start": value(start)})
    assert response.headers["Location"] == f"{url(offering, '')}?persons=1"
    assert not Booking.objects.exists()


def test_too_many_holds_are_told_to_wait_on_the_same_page(
    offering: Offering, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(floods, "HOLDS_PER_ADDRESS", RateLimitItemPerHour(1))
    browser = Client(REMOTE_ADDR=f"2001:db8:{uuid4().hex[:4]}:{uuid4().hex[:4]}::1")
    one, two = starts(offering)[:2]
    browser.post(f"{url(offering)}?persons=1", {"start": value(one.start)})
    response = browser.post(f"{url(offering)}?persons=1", {"start": value(two.start)})
    assert response.status_code == 429
    assert "That was very often in a short time." in response.content.decode()
