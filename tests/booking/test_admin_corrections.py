"""Managers correct a reported typing error with one press; of other authorities they see none."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from booking.models import Booking, Correction
from booking.reservations import Person, decline_correction, report_error
from booking.retention import forget
from offices.models import Offering, User
from tests import make, people

pytestmark = pytest.mark.django_db
DECISIONS = ["accept", "decline"]
RIGHT = Person("Hadi-Öztürk", "Amal", 1990, 3, 5)
WRITTEN = "O'Hadi-Öztürk, Amal (00.00.1990)"


def sign_in(user: User, **options: Any) -> Client:
    client = Client(headers={"accept-language": "en"}, **options)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(what: str, *args: Any) -> str:
    return reverse(f"admin:booking_correction_{what}", args=args)


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def offering(essen) -> Offering:
    return make.offering(at=make.office_open_on_weekdays(of=essen))


@pytest.fixture
def here(offering, now) -> Correction:
    report = reported(offering, now)
    report.booking.items.update(identity=report.booking.attendees.get().fingerprint)
    return report


@pytest.fixture
def there(mainz, now) -> Correction:
    return reported(make.offering(at=make.office_open_on_weekdays(of=mainz)), now)


def reported(offering: Offering, now: datetime, *, days: int = 3, person=RIGHT) -> Correction:
    """Amal has an appointment in some days, and says that her name is spelt otherwise."""
    booking = people.booked(starts=now + timedelta(days=days), now=now, offering=offering)
    return report_error(booking, 0, person, now=now)


def state(report: Correction) -> tuple[str, str, User | None, str]:
    report.refresh_from_db()
    (person,) = Booking.objects.get(pk=report.booking_id).attendees.all()
    return report.status, report.was, report.settled_by, person.filed


def shown(html: str) -> list[list[str]]:
    """The rows of the list, cell by cell, without marks."""
    rows = re.findall(r"<tr><th.*?</tr>", html, re.DOTALL)
    return [
        [
            " ".join(re.sub(r"<[^>]+>", " ", cell).split())
            for cell in re.split(r"</t[hd]>", row)[:-1]
        ]
        for row in rows
    ]


def test_old_and_new_spelling_stand_side_by_side_and_differences_are_marked(erika, here):
    html = sign_in(erika).get(page("changelist")).content.decode()
    wall = timezone.localtime(here.reported_at, here.booking.office.zone)
    assert shown(html) == [
        [
            here.booking.spoken_number,
            f"{wall:%d.%m.%Y %H:%M}",
            "O&#x27;Hadi-Öztürk , Amal 00.00.1990",
            "Hadi-Öztürk , Amal 05.03.1990",
            "not looked at Correct Do not correct",
        ]
    ]
    assert re.findall(r"<mark>([^<]+)</mark>", html) == [
        "O&#x27;Hadi-Öztürk",
        "00.00.1990",
        "Hadi-Öztürk",
        "05.03.1990",
    ]
    assert '<strong class="overdue">not looked at</strong>' in html


def test_one_press_corrects_it(erika, here):
    browser = sign_in(erika)
    html = browser.get(page("changelist")).content.decode()
    assert f'formaction="{page("accept", here.pk)}" formmethod="post"' in html
    answer = browser.post(page("accept", here.pk), follow=True)
    assert answer.redirect_chain == [(page("changelist"), 302)]
    said = f"{here.booking.spoken_number}: The name is corrected. We write so to the person."
    assert said in answer.content.decode()
    assert state(here) == ("accepted", WRITTEN, erika, "Hadi-Öztürk, Amal (05.03.1990)")
    assert list(here.booking.messages.values_list("kind", flat=True)) == ["corrected"]


def test_who_has_no_address_is_told_by_the_office(erika, here):
    here.booking.contacts.update(email="")
    answer = sign_in(erika).post(page("accept", here.pk), follow=True)
    assert "We know no e-mail address: please tell the person yourself." in answer.content.decode()


def test_the_old_spelling_stays_beside_the_new_one_with_who_decided_and_when(erika, here):
    browser = sign_in(erika)
    browser.post(page("accept", here.pk))
    here.refresh_from_db()
    wall = timezone.localtime(here.settled_at, here.booking.office.zone)
    (row,) = shown(browser.get(page("changelist")).content.decode())
    assert row[2:4] == ["O&#x27;Hadi-Öztürk, Amal (00.00.1990)", "Hadi-Öztürk, Amal 05.03.1990"]
    assert row[4] == f"corrected · {wall:%d.%m.%Y %H:%M} · {erika}"


def test_declining_leaves_the_name_and_says_so(erika, here):
    answer = sign_in(erika).post(page("decline", here.pk), follow=True)
    assert "The name stays as it was." in answer.content.decode()
    assert state(here) == ("declined", "", erika, WRITTEN)
    assert here.booking.messages.get().kind == "not_corrected"


def test_a_second_press_changes_nothing(erika, here):
    browser = sign_in(erika)
    for what in ("accept", "accept", "decline"):
        answer = browser.post(page(what, here.pk), follow=True)
        assert "The name is corrected." in answer.content.decode()
    assert state(here)[0] == "accepted"
    assert here.booking.messages.count() == 1


def test_a_clash_says_in_words_which_and_what_to_do(erika, offering, here, now):
    other = reported(offering, now, days=4).booking
    other.attendees.update(family_name="Hadi-Öztürk", birth_month=3, birth_day=5)
    other.items.update(identity=other.attendees.get().fingerprint)
    answer = sign_in(erika).post(page("accept", here.pk), follow=True).content.decode()
    for words in (
        f"already has an appointment for the same matter: {other.spoken_number}.",
        "Nothing is changed. Please ask the person which of the two they need.",
    ):
        assert words in answer
    assert state(here) == ("open", "", None, WRITTEN)


@pytest.mark.parametrize("what", DECISIONS)
def test_looking_changes_nothing(erika, here, what):
    browser = sign_in(erika)
    assert browser.get(page(what, here.pk)).status_code == 405
    assert browser.head(page(what, here.pk)).status_code == 405
    assert browser.get(page("change", here.pk)).status_code == 200
    assert state(here) == ("open", "", None, WRITTEN)


@pytest.mark.parametrize("what", DECISIONS)
def test_a_press_on_another_site_decides_nothing(erika, here, what):
    browser = sign_in(erika, enforce_csrf_checks=True)
    assert browser.post(page(what, here.pk)).status_code == 403
    assert state(here)[0] == "open"


@pytest.mark.parametrize("what", [*DECISIONS, "change"])
def test_what_was_reported_elsewhere_is_not_found(erika, there, what):
    browser = sign_in(erika)
    assert browser.post(page(what, there.pk)).status_code == 404
    assert browser.get(page("change", there.pk)).status_code == 404
    assert state(there) == ("open", "", None, WRITTEN)


def test_lists_hold_only_ones_own(erika, here, there):
    html = sign_in(erika).get(page("changelist")).content.decode()
    assert [row[0] for row in shown(html)] == [here.booking.spoken_number]
    assert there.booking.office.name not in html


@pytest.mark.parametrize("what", DECISIONS)
def test_who_manages_nothing_decides_nothing(essen, here, what):
    browser = sign_in(make.caseworker(of=essen, is_staff=True))
    assert browser.get(page("changelist")).status_code == 403
    assert browser.post(page(what, here.pk)).status_code == 403
    assert state(here)[0] == "open"


def test_nothing_is_written_but_by_the_two_buttons(erika, here):
    browser = sign_in(erika)
    assert browser.get(page("add")).status_code == 403
    assert browser.post(page("change", here.pk), {"status": "accepted"}).status_code == 403
    assert browser.post(page("delete", here.pk), {"post": "yes"}).status_code == 403
    assert state(here)[0] == "open"


def test_what_waits_stands_first(erika, offering, now):
    days = {name: reported(offering, now, days=n) for n, name in enumerate(["late", "done"], 3)}
    early = reported(offering, now - timedelta(hours=1), days=9)
    decline_correction(days["done"], by=erika, now=now)
    html = sign_in(erika).get(page("changelist")).content.decode()
    expected = [early, days["late"], days["done"]]
    assert [row[0] for row in shown(html)] == [one.booking.spoken_number for one in expected]


def test_an_empty_list_says_what_it_is_for(erika, there):
    html = sign_in(erika).get(page("changelist")).content.decode()
    assert "Nobody has reported a typing error." in html
    assert "Here stands what people report as a typing error" in html


def test_with_something_reported_it_does_not_say_that_there_is_nothing(erika, here):
    browser = sign_in(erika)
    assert "Nobody has reported" not in browser.get(page("changelist")).content.decode()
    filtered = browser.get(page("changelist"), {"status__exact": "declined"}).content.decode()
    assert "Nobody has reported" not in filtered


def test_one_report_by_itself_has_the_same_buttons(erika, here):
    browser = sign_in(erika)
    html = browser.get(page("change", here.pk)).content.decode()
    for what in DECISIONS:
        assert f'formaction="{page(what, here.pk)}"' in html
    browser.post(page("accept", here.pk))
    assert "formaction" not in browser.get(page("change", here.pk)).content.decode()


def test_a_booking_leads_to_what_was_reported_for_it(erika, here):
    browser = sign_in(erika)
    booking = reverse("admin:booking_booking_change", args=[here.booking_id])
    assert page("change", here.pk) in browser.get(booking).content.decode()
    Correction.objects.all().delete()
    assert "Corrections" not in browser.get(booking).content.decode().partition("inline-group")[2]


def test_the_first_page_leads_to_the_list(erika, here):
    assert page("changelist") in sign_in(erika).get(reverse("admin:index")).content.decode()


def test_a_person_forgotten_leaves_no_spelling(erika, here, now):
    browser = sign_in(erika)
    browser.post(page("accept", here.pk))
    forget(Booking.objects.get(pk=here.booking_id), now=now)
    html = browser.get(page("changelist")).content.decode()
    assert (shown(html), "Öztürk" in html) == ([], False)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_long(
    erika, offering, now, count, django_assert_max_num_queries
):
    for n in range(count):
        reported(offering, now, days=n + 1)
    browser = sign_in(erika)
    with django_assert_max_num_queries(11):
        browser.get(page("changelist"))
