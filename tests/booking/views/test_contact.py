"""How the office reaches a person, and what the visit needs."""

import pytest

from booking.models import Booking, Contact
from tests.booking.views.reading import seen, typed

CONTACT = "/en/booking/contact/"
HELP = "/en/booking/help/"


def written() -> tuple[str, str]:
    return Contact.objects.values_list("email", "phone").get()


@pytest.mark.parametrize(
    ("phone", "kept"),
    [
        ("", ""),
        ("0201 88-12345", "+492018812345"),
        ("0151/23456789", "+4915123456789"),
        ("+380 44 123 45 67", "+380441234567"),
        ("00963 11 1234567", "+963111234567"),
    ],
)
def test_address_and_phone_are_written_down_as_machines_want_them(amal, phone, kept):
    amal.post(CONTACT, {"email": " amal@people.example ", "phone": phone})
    assert written() == ("amal@people.example", kept)


def test_what_was_typed_stands_there_again_as_people_read_it(amal):
    amal.post(CONTACT, {"email": "amal@people.example", "phone": "020188-12345"})
    assert typed(amal.get(CONTACT)) == {
        "email": "amal@people.example",
        "phone": "+49 201 8812345",
    }


@pytest.mark.parametrize(
    ("email", "phone", "said"),
    [
        ("amal@", "", "This e-mail address is not complete. It looks like this: name@example.org"),
        ("amal", "", "This e-mail address is not complete. It looks like this: name@example.org"),
        (f"{'a' * 300}@people.example", "", "This e-mail address is too long."),
        ("amal@people.example", "12", "This phone number is not complete. Please check it."),
        ("amal@people.example", "call me", "This phone number is not complete. Please check it."),
        ("amal@people.example", "1" * 41, "This phone number is too long."),
    ],
)
def test_an_error_says_what_to_do_and_keeps_both(amal, email, phone, said):
    response = amal.post(CONTACT, {"email": email, "phone": phone})
    assert (response.status_code, said in seen(response)) == (200, True)
    assert typed(response) == {"email": email, "phone": phone}
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    ("typed_domain", "meant"), [("gmial.com", "@gmail.com"), ("outlok.de", "@outlook.de")]
)
def test_a_slip_in_a_well_known_address_is_asked_about_once(amal, typed_domain, meant):
    data = {"email": f"amal@{typed_domain}", "phone": ""}
    assert f"did you mean {meant}?" in seen(amal.post(CONTACT, data))
    assert amal.post(CONTACT, data | {"hint_seen": "1"}).status_code == 302
    assert written() == (f"amal@{typed_domain}", "")


@pytest.mark.parametrize("domain", ["gmail.com", "gmx.at", "yahoo.fr", "essen.de", "live.de"])
def test_other_addresses_are_left_alone(amal, domain):
    assert amal.post(CONTACT, {"email": f"amal@{domain}", "phone": ""}).status_code == 302


def test_without_an_address_it_goes_on_by_phone_and_all_is_kept(amal, booking, essen):
    response = amal.post(CONTACT, {"email": "", "phone": "0201 8812345"}, follow=True)
    assert response.redirect_chain == [("/en/booking/by-phone/", 302)]
    assert essen.phone in seen(response)
    assert booking.spoken_number in seen(response)
    assert written() == ("", "+492018812345")


def test_the_page_by_phone_gives_more_time_too(amal, booking):
    before = booking.reservation.expires_at
    assert amal.post("/en/booking/by-phone/", {"more_time": "1"}).status_code == 200
    booking.reservation.refresh_from_db()
    assert booking.reservation.expires_at > before


def test_how_to_talk_is_asked_and_needs_may_stay_empty(amal, booking):
    assert amal.post(HELP, {"talk": "brings"}).status_code == 302
    booking.refresh_from_db()
    assert (booking.talk, booking.needs) == ("brings", [])


def test_needs_are_written_down(amal, booking):
    amal.post(HELP, {"talk": "nobody", "needs": ["step_free", "more_time"]})
    booking.refresh_from_db()
    assert (booking.talk, booking.needs) == ("nobody", ["step_free", "more_time"])
    assert typed(amal.get(HELP)) == {"talk": "nobody", "needs": "more_time"}


@pytest.mark.parametrize("data", [{"needs": ["step_free"]}, {"talk": "by dancing"}])
def test_without_a_way_to_talk_it_is_asked_again(amal, booking, data):
    response = amal.post(HELP, data)
    assert response.status_code == 200
    booking.refresh_from_db()
    assert booking.talk == ""


def test_the_pages_lead_to_what_is_still_missing(amal, booking):
    assert amal.post(HELP, {"talk": "german"}).url == "/en/booking/person/1/"
    assert amal.get("/en/booking/check/").url == "/en/booking/person/1/"


def test_everything_known_leads_to_the_check(amal, ready):
    email = {"email": "amal@people.example", "phone": ""}
    assert amal.post(CONTACT, email).url == "/en/booking/check/"
    assert Booking.objects.get().email == "amal@people.example"


@pytest.mark.parametrize(("url", "queries"), [(CONTACT, 1), (HELP, 1)])
def test_the_pages_cost_few_queries(amal, url, queries, django_assert_num_queries):
    amal.get(url)
    with django_assert_num_queries(queries):
        amal.get(url)
