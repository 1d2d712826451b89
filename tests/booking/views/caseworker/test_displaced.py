"""What the office sees of somebody who has to choose again, and does for them."""

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from booking.models import Affected, Booking, Invitation, Reservation, Stage
from booking.papers.proof import proof_of, proof_url
from booking.reservations import accept_kept, give_up_kept
from offices.models import OpeningHours
from tests import make, people
from tests.booking.impact.displaced import displaced, fresh, lapsed, stage
from tests.booking.inviting import invited
from tests.booking.views.caseworker.counter import at
from tests.booking.views.conftest import THURSDAY
from tests.booking.views.reading import seen
from tests.signing_in import at_desk

pytestmark = pytest.mark.django_db
Decision = Affected.Decision


@pytest.fixture
def url(falls, kept) -> str:
    return at(kept.office, "invitation", kept.invitation.pk)


def wall(moment: datetime, booking: Booking) -> str:
    return f"{moment.astimezone(booking.office.zone):%d.%m.%Y %H:%M}"


def kept_until(kept: Booking) -> str:
    return f"{wall(kept.time.starts_at, kept)}, kept until {wall(kept.time.expires_at, kept)}"


def listed(answer) -> set[int]:
    return {int(pk) for pk in re.findall(r'name="who" value="(\d+)"', answer.content.decode())}


# --- the page ------------------------------------------------------------------------------------
def test_the_page_says_what_is_kept_until_when_and_why(desk, url, falls, kept):
    said = seen(desk.get(url))
    assert f"Has to choose again : {kept_until(kept)}" in said
    was = wall(falls.time.starts_at, kept)
    assert (
        f"The time before, {was}, could not stay. Fewer people work at the office at that time."
        in said
    )
    assert "The person says yes: book this time" in said


def test_a_yes_on_the_phone_books_the_kept_time(desk, url, kept):
    said = seen(desk.post(url, {"do": "accept"}, follow=True))
    assert stage(kept) is Stage.BOOKED
    assert "The kept time is booked. The person is told by mail." in said
    assert "To the appointment" in said
    assert "says yes" not in said
    again = seen(desk.post(url, {"do": "accept"}, follow=True))
    assert "The kept time is booked." in again
    assert kept.messages.filter(kind="confirmation").count() == 1


def test_a_yes_too_late_is_refused(desk, url, kept):
    lapsed(kept)
    said = seen(desk.post(url, {"do": "accept"}, follow=True))
    assert "We do not keep this time for you any more." in said
    assert "says yes" not in said
    assert stage(kept) is Stage.INVITED


def test_nobody_of_another_authority_says_yes(mara, url, kept):
    stranger = at_desk(mara)
    assert stranger.get(url).status_code == 404
    assert stranger.post(url, {"do": "accept"}).status_code == 404
    assert stage(kept) is Stage.KEPT


def test_sent_again_it_is_not_an_invitation_out_of_the_blue(desk, url, kept):
    desk.post(url, {"do": "again"})
    owed = kept.messages.filter(status="owed", due_at__lte=timezone.now())
    assert [one.kind for one in owed] == ["choose_again"]
    assert stage(kept) is Stage.KEPT


def test_withdrawn_the_kept_time_is_free(desk, url, kept):
    desk.post(url, {"do": "withdraw"})
    assert stage(kept) is Stage.WITHDRAWN
    assert Reservation.objects.get(booking=kept).status == "lapsed"


def test_the_letter_can_be_printed(desk, kept):
    answer = desk.get(at(kept.office, "letter", kept.invitation.pk))
    assert answer["content-type"] == "application/pdf"


def test_the_page_of_the_appointment_is_not_there_until_one_is_booked(desk, kept):
    url = at(kept.office, "appointment", kept.pk)
    assert desk.get(url).status_code == 404
    accept_kept(kept, now=timezone.now())
    assert desk.get(url).status_code == 200


def test_cancelled_for_a_change_the_appointment_says_why(desk, falls, erika):
    displaced(falls, erika, decision=Decision.CANCEL)
    said = seen(desk.get(at(falls.office, "appointment", falls.pk)))
    assert "Cancelled Fewer people work at the office at that time." in said
    assert "Erika Essen" in said


# --- the lists -----------------------------------------------------------------------------------
def test_the_list_names_them_and_picks_them(desk, offering, kept):
    other = invited(offering, "Shah")
    url = at(kept.office, "invitations")
    everybody = desk.get(url)
    assert listed(everybody) == {other.pk, kept.invitation.pk}
    assert f"State has to choose again: {kept_until(kept)}" in seen(everybody)
    assert listed(desk.get(url, {"state": "again"})) == {kept.invitation.pk}
    lapsed(kept)
    assert listed(desk.get(url, {"state": "again"})) == {kept.invitation.pk}
    accept_kept_anew(kept)
    assert listed(desk.get(url, {"state": "again"})) == set()


def test_who_needs_it_no_more_is_not_taken_for_somebody_who_hesitates(desk, url, kept):
    give_up_kept(kept, now=timezone.now())
    assert "Does not need the appointment any more" in seen(desk.get(url))


def accept_kept_anew(kept: Booking) -> None:
    later = timezone.now() + timedelta(days=1)
    Reservation.objects.filter(booking=kept).update(expires_at=later)
    Invitation.objects.filter(booking=kept).update(kept_until=later)
    accept_kept(fresh(kept), now=timezone.now())


def test_for_whom_a_time_is_kept_nobody_need_open_hours(desk, kept):
    OpeningHours.objects.exclude(weekday=THURSDAY).delete()
    OpeningHours.objects.update(opens="09:30", closes="10:00")
    url = at(kept.office, "invitations")
    assert listed(desk.get(url, {"state": "nothing"})) == set()
    assert "nothing free" not in seen(desk.get(url))


def test_found_by_name_it_says_so_and_leads_to_the_invitation(desk, url, kept):
    answer = desk.post(at(kept.office, "search"), {"words": "Hadi"})
    until = wall(kept.time.expires_at, kept)
    assert f"has to choose again; the time is kept until {until}" in seen(answer)
    assert url in answer.content.decode()


def test_the_day_shows_the_kept_time_as_taken_and_names_nobody(desk, kept):
    day = kept.time.starts_at.astimezone(kept.office.zone).date()
    said = seen(desk.get(at(kept.office, "day", day)))
    assert "held for somebody" in said
    assert "Hadi" not in said


def test_an_offered_time_that_fell_away_is_not_called_unanswered(desk, falls, erika, now):
    offering = falls.items.get().offering
    asked = people.asked(now=now, offering=offering, request={"status": "offered"})
    asked.reservation = people.reservation(
        at=offering.desks.all()[1],
        starts=falls.time.starts_at,
        status=Reservation.Status.HELD,
        expires_at=now + timedelta(days=3),
    )
    asked.save()
    displaced(falls, erika)
    for url in (at(falls.office, "requests"), at(falls.office, "request", asked.request.pk)):
        said = seen(desk.get(url))
        assert "ffered time is not possible any more" in said
        assert "not accepted in time" not in said


# --- the door and old papers ---------------------------------------------------------------------
def of_today(booking: Booking) -> datetime:
    """Let the time before have been today."""
    today = timezone.now().astimezone(booking.office.zone).replace(hour=10, minute=0)
    Affected.objects.filter(booking=booking).update(starts_at=today)
    return today


@pytest.mark.parametrize("nothing_free", [False, True])
def test_whoever_comes_at_the_old_time_is_on_the_list_of_the_door(desk, falls, erika, nothing_free):
    gone = displaced(falls, erika, nothing_free=nothing_free)
    of_today(gone)
    said = seen(desk.get(at(falls.office, "door")))
    assert f"{gone.spoken_number} ✕ not valid: has to choose again" in said
    assert said.count(gone.spoken_number) == 1


def test_once_chosen_the_door_knows_the_new_time(desk, kept):
    of_today(kept)
    accept_kept(kept, now=timezone.now())
    assert "has to choose again" not in seen(desk.get(at(kept.office, "door")))


@pytest.mark.parametrize("typed", ["paper", "number"])
def test_an_old_paper_is_not_valid_at_the_door_and_says_why(desk, falls, erika, typed):
    paper = proof_url(falls) if typed == "paper" else falls.spoken_number
    displaced(falls, erika)
    said = seen(desk.post(at(falls.office, "check_paper"), {"paper": paper}))
    assert "Not valid: the person was asked to choose the appointment again." in said


def test_a_number_of_another_authority_tells_nothing(mara, kept, mainz):
    office = make.office(of=mainz)
    said = seen(at_desk(mara).post(at(office, "check_paper"), {"paper": kept.spoken_number}))
    assert "No appointment has this number." in said


def test_an_old_paper_says_so_to_whoever_scans_it(falls, erika):
    proof = proof_of(falls)
    address = reverse(
        "citizen:proof",
        args=[proof.number, proof.office, proof.day.isoformat(), proof.sequence, proof.token],
    )
    kept = displaced(falls, erika)
    said = "not valid any more: the office has asked to choose the appointment again."
    assert said in seen(Client().get(address.replace("/de/", "/en/")))
    lapsed(kept)
    assert said in seen(Client().get(address.replace("/de/", "/en/")))
    accept_kept_anew(kept)
    shown = seen(Client().get(address.replace("/de/", "/en/")))
    assert "there is a newer one. The appointment is still on this day" in shown
