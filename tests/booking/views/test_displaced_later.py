"""What somebody reads whose appointment could not stay, and for whom no time is kept."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from booking.models import Affected, Invitation, Reservation, Stage
from booking.notifications.letters import compose
from booking.reservations import accept_kept, cancel, give_up_kept
from booking.views.citizen.dossier import told
from offices.changes.edits import change_hours
from offices.models import Change, Offering
from tests import people
from tests.booking.impact.deciding import drafted, rule_of, saved
from tests.booking.impact.displaced import displaced, fresh, lapsed, stage
from tests.booking.views.conftest import THURSDAY, WORDS_OF_THE_OFFICE, with_cookie
from tests.booking.views.reading import free, seen

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


def test_once_it_is_free_again_the_page_says_what_happened(amal, falls, kept):
    lapsed(kept)
    page = seen(amal.get("/en/booking/"))
    assert page.startswith(HEADLINE)
    assert f"Before: {told(falls.time.starts_at, kept)}" in page
    assert "Fewer people work at the office at that time." in page
    assert "We do not keep a time for you any more. It is free for others again." in page
    assert "You are invited" not in page
    assert free(amal)


def test_where_nothing_could_be_kept_the_page_says_what_happened(amal, falls, erika):
    displaced(falls, erika, nothing_free=True)
    page = seen(amal.get("/en/booking/"))
    assert page.startswith(HEADLINE)
    assert "Please choose another time." in page
    assert "We do not keep" not in page
    assert "No time is free for you right now" in page


def test_a_time_chosen_anew_is_held_and_booked_as_by_anybody_invited(amal, kept):
    lapsed(kept)
    start = free(amal)[0]
    assert amal.post("/en/booking/choose/", {"start": start}).url == "/en/booking/check/"
    assert stage(kept) is Stage.HELD


def test_a_kept_time_that_fell_away_is_told(amal, kept, erika, now):
    was = kept.time.starts_at
    reason = Change.Reason.HOURS
    change = Change.objects.create(office=kept.office, made_by=erika, made_at=now, reason=reason)
    steps = change_hours(rule_of(change, THURSDAY), {"closes": "09:00:00"}, None)
    saved(drafted(change, steps), Decision.LEAVE, now)
    page = seen(amal.get("/en/booking/"))
    assert page.startswith("The time that we kept for you is not possible any more")
    assert f"Before: {told(was, kept)}" in page
    assert "The office has new opening hours." in page


def test_after_the_latest_day_the_page_still_says_why(amal, falls, kept):
    lapsed(kept)
    Invitation.objects.update(latest=timezone.localdate() - timedelta(days=1))
    page = seen(amal.get("/en/booking/"))
    assert page.startswith("The last day to choose a time has passed")
    assert f"Before: {told(falls.time.starts_at, kept)}" in page


def test_who_has_said_yes_and_cancels_later_reads_of_the_cancelling_alone(amal, kept):
    accept_kept(kept, now=timezone.now())
    cancel(fresh(kept), now=timezone.now())
    page = seen(amal.get("/en/booking/"))
    assert page.startswith("Your appointment is cancelled")
    assert "Fewer people" not in page


def test_given_up_and_then_invited_again_by_the_office_it_is_an_invitation(amal, kept):
    give_up_kept(kept, now=timezone.now())
    amal.post("/en/booking/restore/")
    assert stage(kept) is Stage.INVITED
    assert fresh(kept).time.status == "cancelled"


# --- cancelled by the office ---------------------------------------------------------------------
def test_cancelled_for_a_change_leads_to_booking_anew_and_offers_nothing_back(amal, falls, erika):
    displaced(falls, erika, decision=Decision.CANCEL, **WORDS_OF_THE_OFFICE)
    page = seen(amal.get("/en/booking/"))
    assert page.startswith("Your appointment is cancelled")
    assert "Fewer people work at the office at that time. Der Aufzug wird repariert." in page
    assert "We are sorry." in page
    assert "Take this appointment back" not in page
    assert "See free times" in page


def test_cancelled_for_a_change_the_words_of_the_office_stand_in_ones_language_and_in_german(
    amal, falls, erika
):
    displaced(falls, erika, decision=Decision.CANCEL, **WORDS_OF_THE_OFFICE)
    arabic = amal.get("/ar/booking/").text
    assert arabic.index("يجري إصلاح المصعد.") < arabic.index("Der Aufzug wird repariert.")
    assert amal.get("/de/booking/").text.count("Der Aufzug wird repariert.") == 1


def test_cancelled_for_a_change_somebody_invited_may_choose_and_reads_why(amal, falls, erika, now):
    latest = timezone.localdate() + timedelta(days=30)
    Invitation.objects.create(booking=falls, way="email", latest=latest, invited_at=now)
    displaced(falls, erika, decision=Decision.CANCEL)
    page = seen(amal.get("/en/booking/"))
    assert page.startswith("Your appointment is cancelled")
    assert "your invitation is still good. Fewer people work at the office" in page


def test_what_the_rules_do_not_offer_any_more_is_not_offered_back(amal, falls, offering):
    cancel(falls, now=timezone.now())
    assert "Take this appointment back" in seen(amal.get("/en/booking/"))
    offering.office.opening_hours.filter(weekday=THURSDAY).delete()
    assert "Take this appointment back" not in seen(amal.get("/en/booking/"))


# --- an offered time -----------------------------------------------------------------------------
def test_an_offered_time_that_fell_away_is_told_on_the_page_of_the_request(falls, erika, now):
    starts, offering = falls.time.starts_at, falls.items.get().offering
    asked = people.asked(now=now, offering=offering, request={"status": "offered"})
    asked.reservation = people.reservation(
        at=offering.desks.get(),
        starts=starts + timedelta(minutes=30),
        status=Reservation.Status.HELD,
        expires_at=now + timedelta(days=3),
    )
    asked.save()
    displaced(falls, erika)
    page = seen(with_cookie(Client(), asked).get("/en/booking/"))
    assert page.startswith("The office has your request")
    assert "The time that we offered you is not possible any more." in page
    assert "The office sees that you still wait for an appointment." in page
    assert f"Before: {told(asked.time.starts_at, asked)}" in page
    assert "Fewer people work at the office at that time." in page
    assert "is not kept for you any more" not in page


def test_cancelled_where_the_office_has_to_be_asked_no_times_are_promised(amal, falls, erika):
    Offering.objects.update(access="invitation")
    gone = displaced(falls, erika, decision=Decision.CANCEL)
    page = seen(amal.get("/en/booking/"))
    assert "Ask the office for one, and say your number." in page
    assert "See free times" not in page
    letter = compose(gone.messages.get(kind="cancellation")).body
    assert "We are sorry. Please ask the office for another appointment." in letter
    assert "book another appointment" not in letter
