"""Caseworkers invite somebody to their office: typed anew, or taken from an appointment."""

from datetime import timedelta

import pytest
from django.utils import timezone

from booking.models import Invitation, Message
from offices.models import Offering
from tests import make, people
from tests.booking.inviting import errors, latest, offering_of, one
from tests.booking.views.caseworker.counter import at, looks
from tests.booking.views.reading import seen, typed

pytestmark = pytest.mark.django_db
NOT_COMPLETE = "This e-mail address is not complete. It looks like this: name@example.org"


@pytest.fixture
def offering(essen) -> Offering:
    return offering_of(essen, max_persons=2)


@pytest.fixture
def url(offering) -> str:
    return at(offering.office, "invite")


def test_one_person_is_invited_by_mail(counter, jonas, offering, url):
    answer = counter.post(url, one(offering), follow=True)
    assert "1 person is invited: 1 by e-mail, 0 by letter." in seen(answer)
    made = Invitation.objects.get()
    assert answer.redirect_chain == [(at(offering.office, "invitation", made.pk), 302)]
    assert (made.way, made.latest, made.invited_by) == ("email", latest(), jonas)
    assert made.booking.attendees.get().born == "05.03.1990"
    assert (made.booking.language, made.booking.email) == ("ar", "amal@people.example")
    assert Message.objects.filter(kind="invitation", booking=made.booking).count() == 1


def test_inviting_twice_is_said_to_be_done(counter, offering, url):
    counter.post(url, one(offering))
    answer = counter.post(url, one(offering))
    assert errors(answer)["__all__"] == [
        "Invited already for the same matter: Amal Nour Al-Hamwi. Extend that invitation instead."
    ]
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"email": ""}, {"email": ["To invite by e-mail, an address is needed."]}),
        (
            {"email": "amal"},
            {
                "email": [
                    "This e-mail address is not complete. It looks like this: name@example.org"
                ]
            },
        ),
        ({"latest": "2020-01-01"}, {"latest": ["This day has passed."]}),
        ({"latest": ""}, {"latest": ["Please choose a day."]}),
        ({"family_name": ""}, {"family_name": ["Please write the family name."]}),
        ({"offerings": []}, {"offerings": ["Please choose what it is about."]}),
        ({"birth_year": ""}, {"birth": ["Please write the year of birth with four digits."]}),
        ({"language": "xx"}, None),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_the_rest_stays(fields, wrong, counter, offering, url):
    answer = counter.post(url, one(offering, **fields))
    assert answer.status_code == 422
    assert errors(answer) == wrong if wrong else list(errors(answer)) == ["language"]
    assert typed(answer)["given_names"] == "Amal Nour"
    assert not Invitation.objects.exists()


def test_more_persons_than_the_matter_allows_are_refused(counter, offering, url):
    answer = counter.post(url, one(offering, persons="3"))
    assert errors(answer) == {"persons": [f"{offering.service}: for 2 persons at most."]}


@pytest.mark.parametrize("elsewhere", ["another authority", "another office"])
def test_matters_of_elsewhere_cannot_be_chosen(counter, offering, url, essen, mainz, elsewhere):
    theirs = offering_of(mainz if elsewhere == "another authority" else essen)
    assert str(theirs.service) not in seen(counter.get(url))
    assert list(errors(counter.post(url, one(theirs)))) == ["offerings"]
    assert list(errors(counter.post(url, one(offering, offerings=[offering.pk, theirs.pk])))) == [
        "offerings"
    ]
    assert counter.post(at(theirs.office, "invite"), one(theirs)).status_code == 404
    assert not Invitation.objects.exists()


def test_matters_that_nobody_serves_or_another_authority_does_are_not_offered(counter, offering):
    office = offering.office
    others = [
        make.offering(at=office, desks=[]),
        make.offering(at=office, access="elsewhere"),
        make.offering(at=office, access="walk_in"),
    ]
    said = seen(counter.get(at(office, "invite")))
    assert str(offering.service) in said
    assert [str(other.service) for other in others if str(other.service) in said] == []


def test_inviting_where_nothing_is_free_warns_at_once(counter, offering, url):
    offering.office.opening_hours.all().delete()
    said = seen(counter.post(url, one(offering), follow=True))
    assert "For 1 of them no time is free before the latest day." in said


def test_internal_hours_are_given_with_a_mark(counter, offering, url):
    offering.office.opening_hours.update(audience="internal")
    answer = counter.post(url, one(offering, internal_hours="on"), follow=True)
    assert "no time is free" not in seen(answer)
    assert Invitation.objects.get().internal_hours


# --- from an appointment --------------------------------------------------------------------------
def test_the_person_of_an_appointment_is_invited_again_without_typing(counter, offering, url):
    now = timezone.now()
    booking = people.booked(starts=now + timedelta(days=2), now=now, offering=offering)
    booking.attendees.update(file_number="AZ-4711")
    page = counter.get(at(offering.office, "appointment", booking.pk)).content.decode()
    assert f'href="{url}?of={booking.pk}"' in page
    answer = counter.get(url, {"of": booking.pk})
    stands = typed(answer)
    known = ("family_name", "given_names", "birth_year", "file_number", "email", "way")
    assert {name: stands.get(name) for name in known} == {
        "family_name": "O'Hadi-Öztürk",
        "given_names": "Amal",
        "birth_year": "1990",
        "file_number": "AZ-4711",
        "email": "amal@people.example",
        "way": "email",
    }
    assert '<option value="en" selected>' in answer.content.decode()
    assert looks() == [("appointment", [booking.pk])] * 2


def test_who_has_no_address_is_proposed_a_letter(counter, offering, url):
    now = timezone.now()
    booking = people.booked(starts=now + timedelta(days=2), now=now, offering=offering)
    booking.contacts.update(email="")
    assert typed(counter.get(url, {"of": booking.pk}))["way"] == "letter"


@pytest.mark.parametrize("elsewhere", ["another authority", "another office"])
def test_nobody_of_elsewhere_is_taken(counter, offering, url, essen, mainz, elsewhere):
    now = timezone.now()
    theirs = offering_of(mainz if elsewhere == "another authority" else essen)
    booking = people.booked(starts=now + timedelta(days=2), now=now, offering=theirs)
    assert counter.get(url, {"of": booking.pk}).status_code == 404
    assert counter.post(f"{url}?of={booking.pk}", one(offering)).status_code == 404
    assert (Invitation.objects.exists(), looks()) == (False, [])
