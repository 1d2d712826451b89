"""What people change by themselves after booking: how we write to them, names, their data."""

from datetime import timedelta

import pytest
from django.test import Client

from booking import keys
from booking.models import Attendee, Booking, Contact, Correction, Message, Verification
from booking.reservations import ask_back, report_error
from booking.reservations.details import Person
from booking.views.citizen import cookie
from tests import people
from tests.booking.views.conftest import with_cookie
from tests.booking.views.database import everything
from tests.booking.views.reading import seen, typed

BOOKED, CHANGE = "/en/booking/", "/en/booking/change/"
NAME = {
    "family_name": "Al-Hamwi",
    "given_names": "Amal Nur",
    "birth_day": "5",
    "birth_month": "3",
    "birth_year": "1990",
}
NEW = "amal@new.example"


def test_all_that_can_be_changed_is_shown_at_a_glance(amal, booked):
    page = seen(amal.get(CHANGE))
    assert "Language of our e-mails English Change : Language of our e-mails" in page
    assert "E-mail address amal@people.example Change : E-mail address" in page
    assert "Phone number None Change" in page
    assert "Talking and help German is enough Change" in page


def test_a_language_is_chosen_and_the_page_speaks_it(amal, booked):
    assert typed(amal.get(f"{CHANGE}language/"))["language"] == "en"
    page = amal.post(f"{CHANGE}language/", {"language": "ar"}, follow=True)
    assert page.redirect_chain == [("/ar/booking/", 302)]
    assert "العربية" in seen(page)
    assert Booking.objects.get().language == "ar"


def test_a_language_we_do_not_write_is_asked_again(amal, booked):
    assert amal.post(f"{CHANGE}language/", {"language": "xx"}).status_code == 200
    assert Booking.objects.get().language == "en"


def test_a_phone_number_is_written_down_and_taken_away(amal, booked):
    page = seen(amal.post(f"{CHANGE}phone/", {"phone": "0201 123456"}, follow=True))
    assert page.startswith("This is written down.")
    assert "Phone number +49 201 123456 Change" in page
    amal.post(f"{CHANGE}phone/", {"phone": ""})
    assert Contact.objects.get().phone == ""


def test_half_a_phone_number_is_kept_in_the_field(amal, booked):
    response = amal.post(f"{CHANGE}phone/", {"phone": "12"})
    assert "This phone number is not complete." in seen(response)
    assert typed(response)["phone"] == "12"


def test_needs_change_after_booking(amal, booked):
    wanted = {"talk": "nobody", "needs": ["step_free", "more_time"]}
    page = seen(amal.post(f"{CHANGE}needs/", wanted, follow=True))
    assert "I have nobody. I ask whether help is possible Access without steps" in page


def test_a_new_address_counts_once_its_code_is_typed(amal, booked):
    old_pin = booked.pin
    asked = amal.post(f"{CHANGE}email/", {"email": NEW}, follow=True)
    assert asked.redirect_chain == [("/en/booking/change/email/code/", 302)]
    assert f"We have sent an e-mail with a code to {NEW}." in seen(asked)
    assert Contact.objects.get().email == "amal@people.example"
    assert f"New, waits for its code: {NEW} Type the code" in seen(amal.get(CHANGE))
    page = amal.post(f"{CHANGE}email/code/", {"code": code()}, follow=True)
    assert page.redirect_chain == [(BOOKED, 302)]
    assert seen(page).startswith("We write to the new address from now on.")
    assert Contact.objects.get().email == NEW
    fresh = Booking.objects.get()
    assert (fresh.pin == old_pin, fresh.pin in seen(page)) == (False, True)


def test_another_browser_is_asked_anew_after_the_address_was_changed(amal, booked):
    other = Client()
    other.cookies[cookie.NAME] = amal.cookies[cookie.NAME].value
    assert other.get(BOOKED).status_code == 200
    amal.post(f"{CHANGE}email/", {"email": NEW})
    amal.post(f"{CHANGE}email/code/", {"code": code()})
    assert amal.get(BOOKED).status_code == 200
    assert other.get(BOOKED).status_code == 404


def code() -> str:
    return keys.mail_code(Booking.objects.get().number, NEW, Verification.objects.get().issue)


def test_a_wrong_code_for_a_new_address_is_told_and_kept(amal, booked):
    amal.post(f"{CHANGE}email/", {"email": NEW})
    wrong = f"{(int(code()) + 1) % 1_000_000:06}"
    response = amal.post(f"{CHANGE}email/code/", {"code": wrong})
    assert response.status_code == 409
    assert "This code is not right. You can try 4 more times." in seen(response)
    assert typed(response)["code"] == wrong


@pytest.mark.parametrize(
    ("email", "said"),
    [
        ("", "Please write the e-mail address."),
        ("amal@", "This e-mail address is not complete."),
        ("amal@people.example", "We write to this address already."),
        ("amal@gmial.com", "did you mean @gmail.com?"),
    ],
)
def test_an_address_that_cannot_be_meant_is_asked_again(amal, booked, email, said):
    response = amal.post(f"{CHANGE}email/", {"email": email, "x": "1"})
    assert said in seen(response)
    assert typed(response)["email"] == email
    assert Message.objects.filter(kind="new_email").count() == 0


def test_without_a_new_address_no_code_is_asked(amal, booked):
    assert amal.get(f"{CHANGE}email/code/").url == CHANGE


def test_a_typing_error_is_reported_and_changes_no_name(amal, booked):
    assert typed(amal.get("/en/booking/correct/1/"))["given_names"] == "Amal Nour"
    page = seen(amal.post("/en/booking/correct/1/", NAME, follow=True))
    assert page.startswith("Thank you. The office looks at it")
    assert "You have told us of a typing error. The office looks at it" in page
    assert Attendee.objects.get().given_names == "Amal Nour"
    report = Correction.objects.get()
    assert (report.given_names, report.birth_day, report.status) == ("Amal Nur", 5, "open")


def test_what_is_right_already_is_not_reported(amal, booked):
    response = amal.post("/en/booking/correct/1/", NAME | {"given_names": "Amal Nour"})
    assert "This is what we have already. Please write what is right." in seen(response)
    assert Correction.objects.count() == 0


def test_a_wrong_date_is_told_and_kept(amal, booked):
    response = amal.post("/en/booking/correct/1/", NAME | {"birth_day": "31", "birth_month": "2"})
    assert "This day does not exist. Please check day and month." in seen(response)
    assert typed(response)["given_names"] == "Amal Nur"


def test_there_is_no_second_person_to_correct(amal, booked):
    assert amal.get("/en/booking/correct/2/").status_code == 404


def test_with_two_persons_each_can_be_corrected(amal, booked):
    Attendee.objects.create(booking=booked, position=1, family_name="Al-Hamwi", birth_year=2015)
    page = amal.get("/en/booking/correct/1/")
    assert "It is about somebody else? Al-Hamwi" in seen(page)
    assert 'href="/en/booking/correct/2/"' in page.content.decode()


def test_a_reported_error_is_remembered_before_there_is_an_appointment_too(client, now, erika):
    asked = people.asked(now=now)
    report_error(asked, 0, Person("Hadi", "Amal", 1990), now=now)
    said = "You have told us of a typing error."
    assert said in seen(with_cookie(client, asked).get(BOOKED))
    ask_back(asked.request, "Which card?", by=erika, now=now)
    page = client.get(BOOKED)
    assert said in seen(page)
    assert 'href="/en/booking/correct/1/"' in page.content.decode()


def test_everything_is_sent_again_on_request(amal, booked):
    page = seen(amal.post("/en/booking/send-again/", follow=True))
    assert page.startswith("We have sent it again to amal@people.example.")
    assert Message.objects.filter(kind="confirmation").count() == 2


def test_sending_again_and_again_is_stopped(amal, booked):
    for _ in range(6):
        amal.post("/en/booking/send-again/", follow=True)
    page = seen(amal.post("/en/booking/send-again/", follow=True))
    assert page.startswith("That was very often in a short time.")
    assert Message.objects.filter(kind="confirmation").count() == 7


def test_everything_stored_is_shown(amal, booked, now):
    report_error(booked, 0, Person("Al-Hamwi", "Amal Nur", 1990), now=now)
    booked.notes.create(from_office=True, text="Bring the old passport.", written_at=now)
    page = seen(amal.get("/en/booking/data/"))
    assert f"Number {booked.spoken_number} Matter" in page
    assert "Persons Amal Nour Al-Hamwi · 05.03.1990" in page
    assert "How we reach you amal@people.example" in page
    assert "What the office wrote Bring the old passport." in page
    assert "Typing errors you told us Amal Nur · Al-Hamwi · not looked at" in page
    assert "amal@people.example · confirmation · owed" in page
    assert f"We erase all of this {booked.authority.retention_days} days after" in page


def test_erasing_asks_once_more_and_then_nothing_is_left(amal, booked):
    asked = seen(amal.get("/en/booking/data/erase/"))
    assert "Do you want to erase your data? The appointment is cancelled then" in asked
    page = amal.post("/en/booking/data/erase/", follow=True)
    assert page.redirect_chain == [("/en/booking/link/erased/", 302)]
    assert amal.get(BOOKED).status_code == 404
    assert Attendee.objects.count() + Contact.objects.count() == 0
    assert booked.__class__.objects.get().reservation.status == "cancelled"


def test_whoever_has_number_and_pin_of_erased_data_is_told_so(client, booked, now):
    Booking.objects.update(forgotten_at=now)
    response = client.post("/en/mine/", {"number": booked.number, "pin": booked.pin}, follow=True)
    assert response.redirect_chain == [(BOOKED, 302)]
    assert seen(response).startswith("Your data have been erased")


PAGES = (
    "",
    "move/",
    "cancel/",
    "restore/",
    "coming/",
    "send-again/",
    "correct/1/",
    "change/",
    "change/language/",
    "change/phone/",
    "change/needs/",
    "change/email/",
    "change/email/code/",
    "data/",
    "data/erase/",
    "leave/",
)


@pytest.mark.parametrize("page", PAGES)
def test_looking_changes_nothing(amal, booked, page):
    before = everything()
    amal.head(f"{BOOKED}{page}", follow=True)
    assert amal.get(f"{BOOKED}{page}", follow=True).status_code == 200
    assert everything() == before


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["de", "ar"])
def test_every_page_is_there_in_other_languages(amal, booked, page, language):
    response = amal.get(f"/{language}/booking/{page}", follow=True)
    assert response.status_code == 200
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in str(
        response.content.decode()
    )


@pytest.mark.parametrize("page", PAGES[:-1])
def test_without_an_appointment_in_the_browser_number_and_pin_are_asked(db, client, page):
    response = client.get(f"{BOOKED}{page}")
    assert response.status_code == 404
    assert "An appointment that is booked stays booked." in seen(response)
    assert 'href="/en/mine/"' in response.content.decode()


def test_a_cookie_of_two_hours_ago_opens_nothing(amal, booked, monkeypatch):
    monkeypatch.setattr(cookie, "LIFETIME", timedelta(seconds=-1))
    assert amal.get(BOOKED).status_code == 404
