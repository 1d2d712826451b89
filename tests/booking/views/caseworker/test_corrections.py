"""Caseworkers correct a reported typing error with one press; of other offices they see none."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from booking.models import Booking, Correction
from booking.reservations import Person, decline_correction, report_error
from booking.retention import forget
from offices.models import Offering, User
from tests import make, people
from tests.booking.views.caseworker.counter import at, looks
from tests.booking.views.reading import seen
from tests.signing_in import at_desk

pytestmark = pytest.mark.django_db
DECISIONS = ["accept", "decline"]
RIGHT = Person("Hadi-Öztürk", "Amal", 1990, 3, 5)
WRITTEN = "O'Hadi-Öztürk, Amal (00.00.1990)"


@pytest.fixture
def offering(essen) -> Offering:
    return make.offering(at=make.office_open_on_weekdays(of=essen))


@pytest.fixture
def url(offering) -> str:
    return at(offering.office, "corrections")


@pytest.fixture
def here(offering, now) -> Correction:
    report = reported(offering, now)
    report.booking.items.update(identity=report.booking.attendees.get().fingerprint)
    return report


@pytest.fixture(params=["another authority", "another office"])
def there(request, essen, mainz, now) -> Correction:
    of = mainz if request.param == "another authority" else essen
    return reported(make.offering(at=make.office_open_on_weekdays(of=of)), now)


def reported(offering: Offering, now: datetime, *, days: int = 3, person=RIGHT) -> Correction:
    """Amal has an appointment in some days, and says that her name is spelt otherwise."""
    booking = people.booked(starts=now + timedelta(days=days), now=now, offering=offering)
    return report_error(booking, 0, person, now=now)


def decide(counter: Client, report: Correction, decision: str) -> Any:
    url = at(report.booking.office, "correction", report.pk)
    return counter.post(url, {"decision": decision}, follow=True)


def state(report: Correction) -> tuple[str, str, User | None, str]:
    report.refresh_from_db()
    (person,) = Booking.objects.get(pk=report.booking_id).attendees.all()
    return report.status, report.was, report.settled_by, person.filed


def numbers(answer: Any) -> list[str]:
    return re.findall(r'<h2 class="number"><a[^>]*>([^<]+)</a>', answer.content.decode())


def test_old_and_new_spelling_stand_side_by_side_and_differences_are_marked(counter, url, here):
    answer = counter.get(url)
    wall = timezone.localtime(here.reported_at, here.booking.office.zone)
    assert (
        f"{here.booking.spoken_number} reported {wall:%d.%m.%Y %H:%M} "
        "Old spelling O'Hadi-Öztürk , Amal 00.00.1990 "
        "New spelling Hadi-Öztürk , Amal 05.03.1990 Decision Correct Do not correct"
    ) in seen(answer).replace("Öztürk,", "Öztürk ,")
    assert re.findall(r"<mark>([^<]+)</mark>", answer.content.decode()) == [
        "O&#x27;Hadi-Öztürk",
        "00.00.1990",
        "Hadi-Öztürk",
        "05.03.1990",
    ]
    assert looks() == [("conflicts", [here.booking.pk])]


def test_one_press_corrects_it(counter, jonas, url, here):
    answer = decide(counter, here, "accept")
    assert answer.redirect_chain == [(url, 302)]
    said = f"{here.booking.spoken_number}: The name is corrected. We write so to the person."
    assert said in seen(answer)
    assert state(here) == ("accepted", WRITTEN, jonas, "Hadi-Öztürk, Amal (05.03.1990)")
    assert list(here.booking.messages.values_list("kind", flat=True)) == ["corrected"]


def test_who_has_no_address_is_told_by_the_office(counter, here):
    here.booking.contacts.update(email="")
    said = "We know no e-mail address: please tell the person yourself."
    assert said in seen(decide(counter, here, "accept"))


def test_the_old_spelling_stays_beside_the_new_one_with_who_decided_and_when(counter, jonas, here):
    said = seen(decide(counter, here, "accept"))
    here.refresh_from_db()
    wall = timezone.localtime(here.settled_at, here.booking.office.zone)
    assert f"Old spelling {WRITTEN} New spelling Hadi-Öztürk, Amal 05.03.1990" in said
    assert f"Decision corrected · {wall:%d.%m.%Y %H:%M} · {jonas}" in said


def test_declining_leaves_the_name_and_says_so(counter, jonas, here):
    assert "The name stays as it was." in seen(decide(counter, here, "decline"))
    assert state(here) == ("declined", "", jonas, WRITTEN)
    assert here.booking.messages.get().kind == "not_corrected"


def test_a_second_press_changes_nothing(counter, here):
    for what in ("accept", "accept", "decline"):
        assert "The name is corrected." in seen(decide(counter, here, what))
    assert state(here)[0] == "accepted"
    assert here.booking.messages.count() == 1


def test_a_clash_says_in_words_which_and_what_to_do(counter, offering, here, now):
    other = reported(offering, now, days=4).booking
    other.attendees.update(family_name="Hadi-Öztürk", birth_month=3, birth_day=5)
    other.items.update(identity=other.attendees.get().fingerprint)
    said = seen(decide(counter, here, "accept"))
    for words in (
        f"already has an appointment for the same matter: {other.spoken_number}.",
        "Nothing is changed. Please ask the person which of the two they need.",
    ):
        assert words in said
    assert state(here) == ("open", "", None, WRITTEN)


def test_looking_changes_nothing(counter, url, here):
    press = at(here.booking.office, "correction", here.pk)
    assert counter.get(press).status_code == 405
    assert counter.get(url).status_code == 200
    assert state(here) == ("open", "", None, WRITTEN)


@pytest.mark.parametrize("what", DECISIONS)
def test_a_press_on_another_site_decides_nothing(counter, here, what):
    counter.handler.enforce_csrf_checks = True
    assert decide(counter, here, what).status_code == 403
    assert state(here)[0] == "open"


@pytest.mark.parametrize("what", DECISIONS)
def test_what_was_reported_elsewhere_is_not_found(counter, offering, url, there, what):
    assert decide(counter, there, what).status_code == 404
    own = at(offering.office, "correction", there.pk)
    assert counter.post(own, {"decision": what}).status_code == 404
    assert counter.get(at(there.booking.office, "corrections")).status_code == 404
    assert numbers(counter.get(url)) == []
    assert (state(there), looks()) == (("open", "", None, WRITTEN), [])


def test_a_decision_that_there_is_not_is_not_found(counter, here):
    assert decide(counter, here, "forget").status_code == 404


def test_who_has_no_role_there_decides_nothing(essen, url, here):
    nobody = at_desk(make.member(of=essen, role="auditor"))
    assert nobody.get(url).status_code == 404
    assert decide(nobody, here, "accept").status_code == 404
    assert state(here)[0] == "open"


def test_what_waits_stands_first(counter, jonas, offering, url, now):
    days = {name: reported(offering, now, days=n) for n, name in enumerate(["late", "done"], 3)}
    early = reported(offering, now - timedelta(hours=1), days=9)
    decline_correction(days["done"], by=jonas, now=now)
    expected = [early, days["late"], days["done"]]
    assert numbers(counter.get(url)) == [one.booking.spoken_number for one in expected]


def test_an_empty_list_says_what_it_is_for(counter, url):
    said = seen(counter.get(url))
    assert "Nobody has reported a typing error." in said
    assert "Here stands what people report as a typing error" in said
    assert looks() == []


def test_requests_and_the_appointment_lead_there_while_something_waits(
    counter, offering, url, here
):
    pages = [
        at(offering.office, "requests"),
        at(offering.office, "appointment", here.booking_id),
    ]
    assert "1 reported typing error waits." in seen(counter.get(pages[0]))
    for page in pages:
        assert url in counter.get(page).content.decode()
    decide(counter, here, "accept")
    for page in pages:
        assert url not in counter.get(page).content.decode()


def test_a_person_forgotten_leaves_no_spelling(counter, url, here, now):
    decide(counter, here, "accept")
    forget(Booking.objects.get(pk=here.booking_id), now=now)
    answer = counter.get(url)
    assert (numbers(answer), "Öztürk" in seen(answer)) == ([], False)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_long(
    counter, offering, url, now, count, django_assert_max_num_queries
):
    for n in range(count):
        reported(offering, now, days=n + 1)
    with django_assert_max_num_queries(12):
        counter.get(url)
