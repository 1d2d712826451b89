"""Amal's appointment could not stay: what she reads, and what she says to the kept time."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from booking.models import Affected, Invitation, Reservation, Stage
from booking.views.citizen.dossier import told
from tests import people
from tests.booking.impact.displaced import fresh, lapsed, stage
from tests.booking.views.conftest import with_cookie
from tests.booking.views.reading import free, root, seen

pytestmark = pytest.mark.django_db
Decision = Affected.Decision
HEADLINE = "Your appointment cannot take place at that time"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def amal(client: Client, falls) -> Client:
    return with_cookie(client, falls)


def messages_of(response) -> list[str]:
    return [str(one) for one in response.context["messages"]]


# --- the kept time -------------------------------------------------------------------------------
def test_the_page_says_what_is_not_any_more_why_and_what_is_kept_until_when(amal, falls, kept):
    response = amal.get("/en/booking/")
    page = seen(response)
    assert page.startswith(HEADLINE)
    assert f"<s><bdi>{told(falls.time.starts_at, kept)}</bdi></s>" in response.content.decode()
    for said in (
        "Do not come at this time.",
        "Fewer people work at the office at that time.",
        "We keep another time for you",
        "09:30",
        f"We keep this time for you until {told(kept.time.expires_at, kept)}.",
        "Yes, I come at this time Choose another time",
        "I do not need the appointment any more",
        kept.spoken_number,
    ):
        assert said in page


def test_german_stands_beside_the_kept_time_and_below_the_words_of_the_office(amal, kept):
    response = amal.get("/en/booking/")
    page = response.content.decode()
    assert '<p class="german" lang="de" dir="ltr">Der Aufzug wird repariert.</p>' in page
    with translation.override("de"):
        german = told(kept.time.expires_at, kept, "de")
    assert german in seen(response)
    arabic = amal.get("/ar/booking/").content.decode()
    assert arabic.index("يجري إصلاح المصعد.") < arabic.index("Der Aufzug wird repariert.")
    assert amal.get("/de/booking/").content.decode().count("Der Aufzug wird repariert.") == 1


@pytest.mark.parametrize("language", ["de", "en", "ar", "uk"])
def test_every_page_speaks_every_language(language, amal, kept):
    for path in ("", "choose/", "not-needed/", "data/", "data/erase/", "change/"):
        response = amal.get(f"/{language}/booking/{path}")
        assert response.status_code == 200
        assert root(response) == (language, "rtl" if language == "ar" else "ltr")


def test_one_press_books_the_kept_time(amal, kept):
    assert amal.get("/en/booking/yes/").url == "/en/booking/"
    assert stage(kept) is Stage.KEPT
    for _press in range(2):
        assert amal.post("/en/booking/yes/").url == "/en/booking/"
    assert stage(kept) is Stage.BOOKED
    assert seen(amal.get("/en/booking/")).startswith("Your appointment is booked")


def test_another_time_is_booked_with_one_press(amal, kept):
    page = seen(amal.get("/en/booking/choose/"))
    assert "This time stays yours until you have taken another one." in page
    assert "The time you take here is booked at once." in page
    start = free(amal)[0]
    assert amal.post("/en/booking/choose/", {"start": start}).url == "/en/booking/"
    assert stage(kept) is Stage.BOOKED
    assert f"{fresh(kept).time.starts_at:%Y-%m-%dT%H:%MZ}" == start


def test_somebody_was_faster_and_the_kept_time_stays(amal, kept, offering):
    start = free(amal)[0]
    desk = offering.office.desks.get()
    taken = timezone.datetime.fromisoformat(start)
    people.reservation(at=desk, starts=taken, status=Reservation.Status.BOOKED)
    response = amal.post("/en/booking/choose/", {"start": start})
    assert response.status_code == 409
    assert "Someone was faster" in seen(response)
    assert stage(kept) is Stage.KEPT


def test_nothing_chosen_is_said_and_keeps_the_time(amal, kept):
    assert "Please choose a time." in seen(amal.post("/en/booking/choose/", {}))
    assert stage(kept) is Stage.KEPT


def test_a_yes_too_late_leads_to_the_free_times(amal, kept):
    lapsed(kept)
    response = amal.post("/en/booking/yes/", follow=True)
    assert response.redirect_chain == [("/en/booking/choose/", 302)]
    assert messages_of(response) == [
        "We do not keep this time for you any more. Please choose a time."
    ]
    assert free(amal)
    assert stage(kept) is Stage.INVITED


def test_who_has_booked_anew_is_sent_to_the_office(amal, kept, offering, now):
    other = people.booked(
        starts=kept.time.starts_at + timedelta(days=4), now=now, offering=offering
    )
    other.items.update(identity=kept.person.fingerprint)
    response = amal.post("/en/booking/yes/", follow=True)
    assert messages_of(response) == [
        "We cannot confirm this appointment here. Please contact the office."
    ]
    assert seen(response).count(HEADLINE) == 1


def test_what_is_not_needed_is_given_up_after_one_question(amal, kept):
    assert "Then this time is free for somebody else at once." in seen(
        amal.get("/en/booking/not-needed/")
    )
    assert stage(kept) is Stage.KEPT
    page = seen(amal.post("/en/booking/not-needed/", follow=True))
    assert "You do not need the appointment any more" in page
    assert "Do you need it after all? You can still choose a time." in page
    assert "You are invited" not in page
    assert amal.post("/en/booking/not-needed/").url == "/en/booking/"


def test_who_must_come_is_not_asked_whether_it_is_needed(amal, kept):
    Invitation.objects.filter(booking=kept).update(is_order=True)
    page = seen(amal.get("/en/booking/"))
    assert "You must come. Please say yes to the time below, or choose another one." in page
    assert "I do not need the appointment any more" not in page
    for ask in (amal.get, amal.post):
        response = ask("/en/booking/not-needed/", follow=True)
        assert "The letter counts" in messages_of(response)[0]
    assert stage(kept) is Stage.KEPT


def test_looking_changes_nothing(amal, kept):
    for path in ("", "yes/", "not-needed/", "choose/"):
        amal.get(f"/en/booking/{path}")
    assert stage(kept) is Stage.KEPT


@pytest.mark.parametrize(
    "path", ["person/1/", "contact/", "check/", "code/", "move/", "cancel/", "appointment.pdf"]
)
def test_other_pages_lead_to_what_is(path, amal, kept):
    assert amal.get(f"/en/booking/{path}").url == "/en/booking/"


def test_the_link_in_the_mail_and_the_number_with_its_pin_lead_there(kept):
    browser = Client()
    assert browser.get(f"/en/l/{kept.number}/{kept.link_token}/").url == "/en/booking/"
    assert seen(browser.get("/en/booking/")).startswith(HEADLINE)
    browser = Client()
    browser.post("/en/mine/", {"number": kept.number, "pin": kept.pin})
    assert seen(browser.get("/en/booking/")).startswith(HEADLINE)


def test_what_may_be_changed_at_any_time_may_be_changed_now(amal, kept):
    for path in ("change/", "change/phone/", "correct/1/"):
        assert amal.get(f"/en/booking/{path}").status_code == 200
    amal.post("/en/booking/send-again/")
    assert kept.messages.filter(kind="choose_again").count() == 2


def test_what_is_stored_names_the_change_and_the_kept_time(amal, falls, kept):
    page = seen(amal.get("/en/booking/data/"))
    assert f"A time is kept for you until {told(kept.invitation.kept_until, kept)}" in page
    was = told(falls.time.starts_at, kept)
    assert f"Changes of opening hours that concerned you {was} · chooses again · done" in page


def test_erasing_frees_the_kept_time(amal, kept):
    assert "Your invitation ends then" in seen(amal.get("/en/booking/data/erase/"))
    amal.post("/en/booking/data/erase/")
    assert stage(kept) is Stage.FORGOTTEN
    assert Reservation.objects.get(booking=kept).status == "lapsed"
