"""Names and dates of birth, as people have them and as they type them."""

from datetime import timedelta

import pytest
from django.test import Client

from booking.models import Attendee, Reservation
from booking.reservations import send_code
from booking.views.citizen import cookie
from offices.models import ServiceGroup
from tests import make
from tests.booking.views.conftest import hold, with_cookie
from tests.booking.views.reading import seen, typed

URL = "/en/booking/person/1/"
AMAL = {
    "family_name": "Al-Hamwi",
    "given_names": "Amal Nour",
    "birth_day": "5",
    "birth_month": "3",
    "birth_year": "1990",
    "file_number": "",
}
LATIN = "Please write the name in Latin letters"
ONE_NAME = "The given names are empty."


def attendee() -> tuple[object, ...]:
    one = Attendee.objects.get()
    return one.family_name, one.given_names, one.birth_day, one.birth_month, one.birth_year


def test_a_name_is_written_down_and_leads_on(amal):
    response = amal.post(URL, AMAL | {"file_number": " 33.2 / 17 "})
    assert (response.status_code, response.url) == (302, "/en/booking/contact/")
    assert attendee() == ("Al-Hamwi", "Amal Nour", 5, 3, 1990)
    assert Attendee.objects.get().file_number == "33.2 / 17"


def test_sent_twice_it_is_written_down_once(amal):
    for _ in range(2):
        assert amal.post(URL, AMAL).status_code == 302
    assert Attendee.objects.count() == 1


def test_what_was_typed_stands_there_again(amal):
    amal.post(URL, AMAL)
    assert typed(amal.get(URL)) == AMAL


def test_the_page_says_which_time_is_held_and_until_when(amal, booking):
    zone = booking.office.zone
    until = booking.reservation.expires_at.astimezone(zone)
    start = booking.reservation.starts_at.astimezone(zone)
    page = seen(amal.get(URL))
    assert f"Step 6 of 8 Who is the appointment for? {booking.office.name} ·" in page
    assert f"{start:%Y} · {start:%H:%M} We hold this time for you until {until:%H:%M}." in page


@pytest.mark.parametrize(
    ("day", "month", "year", "kept"),
    [
        ("", "", "1990", (None, None, 1990)),
        ("00", "00", "1990", (None, None, 1990)),
        ("", "3", "1990", (None, 3, 1990)),
        ("0", "03", "1990", (None, 3, 1990)),
        ("\u0665", "\u0663", "١٩٩٠", (5, 3, 1990)),  # an Arabic keyboard
        (" 29. ", "2.", "2004", (29, 2, 2004)),
    ],
)
def test_a_date_of_birth_may_be_partly_unknown(amal, day, month, year, kept):
    amal.post(URL, AMAL | {"birth_day": day, "birth_month": month, "birth_year": year})
    assert attendee()[2:] == kept


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"family_name": " "}, "Please write the family name."),
        ({"family_name": "- 7 -"}, "Please write the name with letters."),
        (
            {"family_name": "a" * 121},
            "This is too long. Please write at most 120 characters.",
        ),
        (
            {"birth_day": "", "birth_month": "", "birth_year": ""},
            "Please write the date of birth. The year is enough.",
        ),
        ({"birth_year": ""}, "Please write the year of birth with four digits."),
        ({"birth_year": "90"}, "Please write the year of birth with four digits."),
        ({"birth_year": "2999"}, "Please write the year of birth with four digits."),
        ({"birth_month": "0"}, "Please write the month too, or leave the day empty."),
        ({"birth_day": "31", "birth_month": "2"}, "This day does not exist."),
        ({"birth_day": "999999999999"}, "This day does not exist."),
        ({"birth_month": "March"}, "Please write the date of birth in numbers"),
    ],
)
def test_an_error_says_what_to_do_and_keeps_the_rest(amal, change, said):
    response = amal.post(URL, AMAL | change)
    assert response.status_code == 200
    assert "There is a problem" in seen(response)
    assert said in seen(response)
    assert typed(response)["given_names"] == "Amal Nour"
    assert b"<title>Error:" in response.content
    assert not Attendee.objects.exists()


def test_a_date_of_birth_in_the_future_is_asked_again(amal, now):
    born = (now + timedelta(days=2)).astimezone()
    date = {"birth_day": born.day, "birth_month": born.month, "birth_year": born.year}
    assert not Attendee.objects.exists()
    assert amal.post(URL, AMAL | date).status_code == 200


def test_very_long_names_are_taken(amal):
    amal.post(URL, AMAL | {"family_name": "ń" * 120, "given_names": "ł" * 120})
    assert attendee()[:2] == ("ń" * 120, "ł" * 120)


def test_what_nobody_sees_is_left_out(amal):
    amal.post(URL, AMAL | {"family_name": "\u202eAl-\u2067Hamwi\t \r\n"})
    assert attendee()[0] == "Al- Hamwi"


def test_letters_that_nobody_sees_make_nobody_else_of_a_person(amal):
    amal.post(URL, AMAL | {"family_name": "Al-\u3164Ham\xadwi\ufeff\u200b"})
    assert attendee()[0] == "Al-Hamwi"


def test_another_script_is_hinted_at_once_and_then_taken(amal):
    ukrainian = AMAL | {"family_name": "Коваленко", "given_names": "Богдан"}
    response = amal.post(URL, ukrainian)
    assert (response.status_code, LATIN in seen(response)) == (200, True)
    assert typed(response) == ukrainian | {"hint_seen": "1"}
    assert amal.post(URL, ukrainian | {"hint_seen": "1"}).status_code == 302
    assert attendee()[:2] == ("Коваленко", "Богдан")
    assert amal.post(URL, ukrainian | {"birth_year": "1991"}).status_code == 302


def test_a_single_name_is_hinted_at_once_and_then_taken(amal):
    single = AMAL | {"family_name": "Suharto", "given_names": ""}
    assert ONE_NAME in seen(amal.post(URL, single))
    assert amal.post(URL, single | {"hint_seen": "1"}).status_code == 302
    assert attendee()[:2] == ("Suharto", "")


def test_every_person_has_a_page_of_their_own(client, offering, now):
    browser = with_cookie(client, hold(offering, now, persons=3))
    assert "Person 1 of 3" in seen(browser.get(URL))
    ways = [browser.post(f"/en/booking/person/{n}/", AMAL).url for n in (1, 2, 3)]
    assert ways == ["/en/booking/person/2/", "/en/booking/person/3/", "/en/booking/contact/"]
    assert [browser.get(f"/en/booking/person/{n}/").status_code for n in (0, 4)] == [404, 404]


def test_more_time_keeps_what_was_typed_without_judging_it(amal, booking):
    half = AMAL | {"family_name": "", "birth_day": "99"}
    before = booking.reservation.expires_at
    response = amal.post(URL, half | {"more_time": "1"})
    assert Reservation.objects.get().expires_at == before + timedelta(minutes=10)
    assert typed(response) == half
    assert "There is a problem" not in seen(response)
    until = (before + timedelta(minutes=10)).astimezone(booking.office.zone)
    assert f"We hold the time for you until {until:%H:%M}." in seen(response)


def test_more_time_asked_a_moment_too_late_takes_the_time_again(amal, booking, now):
    run_out(now)
    amal.post(URL, AMAL | {"more_time": "1"})
    row = Reservation.objects.get()
    assert (row.status, row.expires_at > now) == ("held", True)


def test_more_time_ends_after_an_hour(amal, booking, now):
    booking.held_since = now - timedelta(minutes=55)
    booking.save()
    Reservation.objects.update(expires_at=booking.held_since + timedelta(hours=1))
    response = amal.post(URL, AMAL | {"more_time": "1"})
    assert "This time has been held for an hour already." in seen(response)
    assert typed(response) == AMAL


def run_out(now):
    Reservation.objects.update(expires_at=now - timedelta(seconds=1))


def test_a_hold_that_ran_out_can_be_taken_again(amal, booking, now):
    run_out(now)
    response = amal.get(URL)
    assert (response.status_code, "Take the same time again" in seen(response)) == (200, True)
    assert amal.post("/en/booking/again/").url == URL
    assert Reservation.objects.get().is_held(now)


def test_what_is_sent_too_late_is_still_written_down(amal, now):
    run_out(now)
    response = amal.post(URL, AMAL, follow=True)
    assert response.redirect_chain == [("/en/booking/contact/", 302)]
    assert "We could not hold the time any longer" in seen(response)
    assert attendee()[0] == "Al-Hamwi"


def test_an_error_typed_too_late_keeps_the_page_and_says_so(amal, now):
    run_out(now)
    response = amal.post(URL, AMAL | {"birth_year": ""})
    assert "We do not hold this time for you any more." in seen(response)
    assert typed(response)["family_name"] == "Al-Hamwi"


@pytest.mark.parametrize("minutes", [61, 60])
def test_after_an_hour_nothing_is_known_any_more(amal, now, minutes):
    Reservation.objects.update(expires_at=now - timedelta(minutes=minutes))
    response = amal.get(URL)
    assert response.status_code == 404
    assert "We hold no time for you here" in seen(response)


@pytest.mark.parametrize("value", ["", "1.1", "x", "1.1:abc:def"])
def test_a_browser_without_our_cookie_is_told_kindly(client, booking, value):
    client.cookies[cookie.NAME] = value
    assert "We hold no time for you here" in seen(client.get(URL))


def test_a_cookie_of_before_the_links_were_revoked_opens_nothing(amal, booking):
    booking.version += 1
    booking.save()
    assert amal.get(URL).status_code == 404


def test_the_cookie_tells_nothing_and_is_for_us_only(amal, booking):
    morsel = amal.get(URL).cookies[cookie.NAME]
    assert morsel.value.startswith(f"{booking.pk}.1:")
    assert (morsel["httponly"], morsel["samesite"], morsel["path"]) == (True, "Lax", "/")
    assert morsel["max-age"] == 7200


def test_once_booked_every_page_leads_to_the_appointment(amal, ready, now):
    send_code(ready, now=now)
    Reservation.objects.update(status="booked", expires_at=None)
    assert amal.post(URL, AMAL | {"family_name": "Buyer"}).url == "/en/booking/"
    ready.confirmed_at = now
    ready.save()
    assert amal.get(URL).url == "/en/booking/"
    assert attendee()[0] == "Al-Hamwi"


def test_a_name_of_another_desk_is_kept_and_leads_to_the_times_there(client, offering, now):
    early = offering.desks.get()
    early.responsibilities.create(surname_from="A", surname_to="L")
    late = make.desk(at=offering.office, responsible=[("M", "Z")])
    offering.desks.add(late)
    booking = hold(offering, now)
    assert booking.reservation.desk == early
    browser = with_cookie(client, booking)
    response = browser.post(URL, AMAL | {"family_name": "Nowak"})
    assert response.status_code == 409
    assert "For the family name Nowak another desk is responsible" in seen(response)
    times = f"/en/offer/{offering.pk}/times/?persons=1&amp;desks={late.pk}"
    assert times in response.content.decode()
    assert attendee()[0] == "Nowak"


@pytest.mark.parametrize("persons", [1, 3])
def test_the_page_costs_few_queries(
    client: Client, offering, now, persons, django_assert_num_queries
):
    browser = with_cookie(client, hold(offering, now, persons=persons))
    browser.get(URL)  # showcase and content types are read once per process
    with django_assert_num_queries(1):
        browser.get(URL)


def test_what_counts_stands_where_the_data_is_typed(amal):
    make.legal_text("name_fixed", "Nur für Sie.", text_en="Only for you.", reviewed=["en"])
    make.legal_text(
        "privacy_short",
        "Nach {special_law}. Mehr: {privacy_link}.",
        text_en="By {special_law}. More: {privacy_link}.",
        reviewed=["en"],
    )
    ServiceGroup.objects.update(special_law_de="§ 31 StAG", special_law_en="§ 31 Nationality Act")
    response = amal.get(URL)
    assert "Only for you. Nur für Sie." in seen(response)
    assert "By § 31 Nationality Act. More: Data protection." in seen(response)
    assert 'More: <a href="/en/at/essen/privacy/">Data protection</a>.' in response.content.decode()
