"""Counting what comes too often, and by whom."""

import secrets
from contextlib import suppress

import pytest
from django.test import RequestFactory
from django.utils import translation

from booking import floods
from booking.floods import (
    TooManyError,
    address_of,
    count_code,
    count_hold,
    count_paper,
    count_try,
)


@pytest.fixture(autouse=True)
def counted_anew(settings):
    settings.PEPPER = secrets.token_hex()
    floods._shared.cache_clear()  # noqa: SLF001
    with translation.override("en"):
        yield
    floods._shared.cache_clear()  # noqa: SLF001


def request(seen: str = "198.51.100.7", written: str = ""):
    options = {"HTTP_X_FORWARDED_FOR": written} if written else {}
    return RequestFactory(REMOTE_ADDR=seen).get("/", **options)


@pytest.mark.parametrize(
    ("proxies", "written", "found"),
    [
        (0, "", "198.51.100.7"),
        (0, "203.0.113.9", "198.51.100.7"),  # nobody we trust wrote that
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (2, "6.6.6.6, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "203.0.113.9"),
        (1, "", "198.51.100.7"),
        (1, " , ,", "198.51.100.7"),
    ],
)
def test_only_what_trusted_proxies_wrote_counts(settings, proxies, written, found):
    settings.TRUSTED_PROXIES = proxies
    assert address_of(request(written=written)) == found


@pytest.mark.parametrize(
    ("seen", "found"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("", ""),
        ("a socket", "a socket"),
    ],
)
def test_one_household_is_one_address(seen, found):
    assert address_of(request(seen)) == found


def test_a_browser_may_hold_twenty_times_an_hour():
    for _ in range(20):
        count_hold(request(), "KV4NV97R")
    with pytest.raises(TooManyError) as refusal:
        count_hold(request(), "KV4NV97R")
    assert 0 < refusal.value.seconds <= 3600
    assert str(refusal.value).startswith("That was very often in a short time. Please wait ")
    count_hold(request(), "XXXXXXXX")


def test_an_address_may_hold_sixty_times_an_hour():
    for _ in range(60):
        count_hold(request())
    with pytest.raises(TooManyError):
        count_hold(request())
    count_hold(request("198.51.100.8"))


def test_six_codes_an_hour_go_to_one_mail_address_from_wherever():
    for n in range(6):
        count_code(request(f"198.51.100.{n}"), "Amal@people.example")
    with pytest.raises(TooManyError):
        count_code(request("198.51.100.9"), "amal@people.example")
    count_code(request(), "bohdan@people.example")


def test_twelve_codes_an_hour_are_sent_for_one_booking():
    for n in range(12):
        count_code(request(), f"stranger-{n}@people.example", "KV4NV97R")
    with pytest.raises(TooManyError):
        count_code(request(), "amal@people.example", "KV4NV97R")


def test_a_minute_sees_thirty_tries():
    for _ in range(30):
        count_try(request())
    with pytest.raises(TooManyError) as refusal:
        count_try(request())
    assert "Please wait 1 minute, then try once more." in str(refusal.value)


def test_six_papers_a_minute_are_made_for_one_booking_from_wherever():
    for n in range(6):
        count_paper(request(f"198.51.100.{n}"), "KV4NV97R")
    with pytest.raises(TooManyError) as refusal:
        count_paper(request("198.51.100.9"), "KV4NV97R")
    assert 0 < refusal.value.seconds <= 60
    count_paper(request(), "XXXXXXXX")


def test_thirty_papers_a_minute_are_made_for_one_address():
    for n in range(30):
        count_paper(request(), f"BOOKING{n}")
    with pytest.raises(TooManyError):
        count_paper(request(), "KV4NV97R")
    count_paper(request("198.51.100.8"), "KV4NV97R")


def test_who_asks_without_end_takes_no_paper_from_their_neighbours():
    for _ in range(60):
        with suppress(TooManyError):
            count_paper(request(), "KV4NV97R")
    for n in range(24):
        count_paper(request(), f"BOOKING{n}")


def test_with_redis_away_this_process_counts(settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    for _ in range(30):
        count_try(request())
    with pytest.raises(TooManyError):
        count_try(request())


def test_what_is_counted_names_nobody(settings):
    count_code(request(), "amal@people.example")
    count_paper(request(), "KV4NV97R")
    keys = floods._shared().storage.storage.keys("*")  # noqa: SLF001
    assert keys
    assert not any(word in key for key in keys for word in (b"amal", b"198.51", b"KV4NV97R"))
