"""Managers invite, one by one or from a list, and see at once for whom nothing is free."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from booking.models import Booking, Invitation, Message
from offices.models import Offering
from tests import make, people
from tests.booking.inviting import (
    errors,
    invited,
    latest,
    many,
    offering_of,
    one,
    page,
    sign_in,
    text,
)

pytestmark = pytest.mark.django_db
PAGES = ["letter", "again", "extend", "withdraw"]


@pytest.fixture
def offering(essen) -> Offering:
    return offering_of(essen, max_persons=2)


@pytest.fixture
def theirs(mainz) -> Offering:
    return offering_of(mainz)


def test_one_person_is_invited_by_mail(erika, offering):
    response = sign_in(erika).post(page("invite"), one(offering), follow=True)
    assert "1 person is invited: 1 by e-mail, 0 by letter." in text(response)
    made = Invitation.objects.get()
    assert (made.way, made.latest, made.invited_by) == ("email", latest(), erika)
    assert made.booking.attendees.get().born == "05.03.1990"
    assert (made.booking.language, made.booking.email) == ("ar", "amal@people.example")
    assert Message.objects.filter(kind="invitation", booking=made.booking).count() == 1


def test_inviting_twice_is_said_to_be_done(erika, offering):
    browser = sign_in(erika)
    browser.post(page("invite"), one(offering))
    response = browser.post(page("invite"), one(offering))
    assert errors(response)["__all__"] == [
        "Invited already for the same matter: Amal Nour Al-Hamwi. Extend that invitation instead."
    ]
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"email": ""}, {"email": ["To invite by e-mail, an address is needed."]}),
        ({"latest": "2020-01-01"}, {"latest": ["This day has passed."]}),
        ({"family_name": ""}, {"family_name": ["This field is required."]}),
        ({"birth_year": ""}, {"birth": ["Please write the year of birth with four digits."]}),
        ({"language": "xx"}, None),
    ],
)
def test_what_is_missing_or_wrong_is_said(fields, wrong, erika, offering):
    response = sign_in(erika).post(page("invite"), one(offering, **fields))
    assert errors(response) == wrong if wrong else list(errors(response)) == ["language"]
    assert not Invitation.objects.exists()


def test_more_persons_than_the_matter_allows_are_refused(erika, offering):
    response = sign_in(erika).post(page("invite"), one(offering, persons="3"))
    assert errors(response) == {"persons": [f"{offering.service}: for 2 persons at most."]}


def test_matters_of_two_offices_are_refused(erika, essen, offering):
    both = [offering.pk, offering_of(essen).pk]
    response = sign_in(erika).post(page("invite"), one(offering, offerings=both))
    assert errors(response) == {"offerings": ["Please choose matters of one office only."]}


def test_matters_of_another_authority_cannot_be_chosen(erika, offering, theirs):
    browser = sign_in(erika)
    assert str(theirs.service) not in text(browser.get(page("invite")))
    refused = browser.post(page("invite"), one(theirs))
    assert list(errors(refused)) == ["offerings"]
    assert list(errors(browser.post(page("list"), many(theirs)))) == ["offering"]
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("what", [*PAGES, "change", "delete", "history"])
def test_another_authoritys_invitation_is_not_found(what, erika, theirs):
    made = invited(theirs)
    url, browser = page(what, made.pk), sign_in(erika)
    assert browser.get(url).status_code == 404
    sent = {"latest": latest(50).isoformat(), "post": "yes"}
    assert browser.post(url, sent).status_code == 404
    made.refresh_from_db()
    assert (made.latest, made.withdrawn_at) == (latest(), None)


@pytest.mark.parametrize("action", ["withdraw", "send_again", "print_letters"])
def test_an_action_leaves_alone_what_belongs_to_others(action, erika, theirs):
    made = invited(theirs)
    data = {"action": action, "_selected_action": [made.pk]}
    sign_in(erika).post(page("changelist"), data)
    made.refresh_from_db()
    assert made.withdrawn_at is None
    assert Message.objects.filter(booking=made.booking).count() == 2  # invitation and last call


def test_caseworkers_and_strangers_see_nothing(essen, offering):
    made = invited(offering)
    caseworker = sign_in(make.caseworker(of=essen, is_staff=True))
    for what, args in [("invite", []), ("list", []), *((name, [made.pk]) for name in PAGES)]:
        assert caseworker.get(page(what, *args)).status_code == 403
        assert Client().get(page(what, *args)).status_code == 302


def test_the_list_shows_ones_own_and_the_next_free_time(erika, offering, theirs):
    mine, other = invited(offering), invited(theirs)
    shown = text(sign_in(erika).get(page("changelist")))
    assert mine.booking.spoken_number in shown
    assert other.booking.spoken_number not in shown
    assert "nothing free" not in shown


def test_for_whom_nothing_is_free_stands_out_and_can_be_picked(erika, essen, offering):
    fine, stuck = invited(offering), invited(offering_of(essen), "Shah")
    stuck.booking.office.opening_hours.all().delete()
    browser = sign_in(erika)
    assert text(browser.get(page("changelist"))).count("nothing free</strong>") == 1
    picked = text(browser.get(page("changelist"), {"state": "nothing"}))
    assert stuck.booking.spoken_number in picked
    assert fine.booking.spoken_number not in picked


def test_inviting_where_nothing_is_free_warns_at_once(erika, offering):
    offering.office.opening_hours.all().delete()
    response = sign_in(erika).post(page("invite"), one(offering), follow=True)
    assert "For 1 of them no time is free before the latest day." in text(response)


def test_internal_hours_are_given_and_taken_with_a_mark(erika, offering):
    offering.office.opening_hours.update(audience="internal")
    browser = sign_in(erika)
    made = browser.post(page("invite"), one(offering, internal_hours="on"), follow=True)
    assert "no time is free" not in text(made)
    invitation = Invitation.objects.get()
    assert invitation.internal_hours
    sent = {"latest": latest(30).isoformat()}
    browser.post(page("extend", invitation.pk), sent)
    assert not Invitation.objects.get().internal_hours
    browser.post(page("extend", invitation.pk), sent | {"internal_hours": "on"})
    assert Invitation.objects.get().internal_hours


def test_each_state_can_be_picked(erika, offering):
    now = timezone.now()
    made = {
        "open": invited(offering, "Open"),
        "withdrawn": invited(offering, "Withdrawn"),
        "past": invited(offering, "Past"),
        "chosen": invited(offering, "Chosen"),
    }
    Invitation.objects.filter(pk=made["withdrawn"].pk).update(withdrawn_at=now)
    Invitation.objects.filter(pk=made["past"].pk).update(latest=latest(-1))
    taken = people.booked(starts=now + timedelta(days=2), now=now).reservation
    Booking.objects.filter(reservation=taken).update(reservation=None)
    Booking.objects.filter(invitation=made["chosen"]).update(reservation=taken, confirmed_at=now)
    for state, expected in made.items():
        found = sign_in(erika).get(page("changelist"), {"state": state}).context["cl"].queryset
        assert list(found) == [expected]


@pytest.mark.parametrize("typed", ["number", "hamwi", "amal hamwi", "AL-HAMWI"])
def test_an_invitation_is_found_by_number_and_by_name(typed, erika, offering):
    made, other = invited(offering), invited(offering, "Shah")
    query = made.booking.spoken_number.lower() if typed == "number" else typed
    shown = text(sign_in(erika).get(page("changelist"), {"q": query}))
    assert made.booking.spoken_number in shown
    assert other.booking.spoken_number not in shown


@pytest.mark.parametrize("count", [1, 5])
def test_the_list_costs_the_same_however_long(
    erika, offering, count, django_assert_max_num_queries
):
    make.desk(at=offering.office, responsible=[("A", "Z")])
    offering.desks.set(offering.office.desks.all())
    for number in range(count):
        invited(offering, f"Name{number}")
    browser = sign_in(erika)
    with django_assert_max_num_queries(24):
        assert browser.get(page("changelist")).status_code == 200


def test_withdrawing_several_says_of_whom_it_was_refused(erika, offering):
    free, taken = invited(offering), invited(offering, "Shah")
    now = timezone.now()
    booked = people.booked(starts=now + timedelta(days=2), now=now)
    time, booked.reservation = booked.reservation, None
    booked.save()
    Booking.objects.filter(invitation=taken).update(reservation=time, confirmed_at=now)
    data = {"action": "withdraw", "_selected_action": [free.pk, taken.pk]}
    shown = text(sign_in(erika).post(page("changelist"), data, follow=True))
    assert "1 invitation is withdrawn." in shown
    assert f"{taken}: An appointment is booked with this invitation." in shown


@pytest.mark.parametrize("what", ["withdraw", "again", "extend"])
def test_looking_at_a_page_changes_nothing(what, erika, offering):
    made = invited(offering)
    assert sign_in(erika).get(page(what, made.pk)).status_code == 200
    made.refresh_from_db()
    assert (made.withdrawn_at, made.latest) == (None, latest())
    assert made.booking.messages.filter(kind="invitation").count() == 1


def test_one_is_withdrawn_and_opened_again_until_a_later_day(erika, offering):
    made, browser = invited(offering), sign_in(erika)
    browser.post(page("withdraw", made.pk))
    made.refresh_from_db()
    assert made.withdrawn_at is not None
    browser.post(page("extend", made.pk), {"latest": latest(30).isoformat()})
    made.refresh_from_db()
    assert (made.withdrawn_at, made.latest) == (None, latest(30))


def test_one_is_sent_again(erika, offering):
    made = invited(offering)
    made.booking.messages.update(status="sent")
    sign_in(erika).post(page("again", made.pk))
    assert made.booking.messages.filter(kind="invitation", status="owed").count() == 1


def test_letters_are_one_file(erika, offering):
    made = [invited(offering).pk, invited(offering, "Shah").pk]
    data = {"action": "print_letters", "_selected_action": made}
    response = sign_in(erika).post(page("changelist"), data)
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")


def test_the_letter_can_be_fetched(erika, offering):
    response = sign_in(erika).get(page("letter", invited(offering).pk))
    assert response["Content-Disposition"] == 'attachment; filename="einladungen.pdf"'
    assert response.content.startswith(b"%PDF-")
