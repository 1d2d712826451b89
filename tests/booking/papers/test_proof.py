"""Whether a paper is genuine, for anybody who holds it."""

import secrets
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from booking.models import Booking, Reservation
from booking.papers.proof import Verdict, judge, proof_of, proof_url
from booking.retention import forget
from tests.booking.papers.conftest import NOW, STARTS

pytestmark = pytest.mark.django_db


def test_a_paper_is_valid_until_the_appointment_is_over(amal):
    paper = proof_of(amal)
    assert judge(paper, paper.token, now=NOW) is Verdict.VALID
    assert judge(paper, paper.token, now=STARTS + timedelta(hours=1)) is Verdict.PAST


@pytest.mark.parametrize(
    "change", [{"sequence": 1}, {"office": 0}, {"number": "K7QM42XE"}, {"day": NOW.date()}]
)
def test_nothing_on_a_paper_can_be_changed(amal, change):
    paper = proof_of(amal)
    assert judge(replace(paper, **change), paper.token, now=NOW) is Verdict.FALSE


def test_a_paper_of_before_a_change_says_whether_the_day_is_still_right(amal):
    paper = proof_of(amal)
    Booking.objects.filter(pk=amal.pk).update(sequence=1)
    assert judge(paper, paper.token, now=NOW) is Verdict.REPLACED
    assert judge(paper, paper.token, now=STARTS + timedelta(hours=1)) is Verdict.CHANGED
    day = timedelta(days=1)
    Reservation.objects.update(during=type(amal.reservation.during)(STARTS - day, STARTS))
    assert judge(paper, paper.token, now=NOW) is Verdict.CHANGED


def test_a_paper_of_a_cancelled_appointment_says_so(amal):
    paper = proof_of(amal)
    Reservation.objects.update(status=Reservation.Status.CANCELLED)
    assert judge(paper, paper.token, now=NOW) is Verdict.CHANGED


def test_when_the_data_is_gone_the_signature_still_speaks(amal):
    paper = proof_of(amal)
    Booking.objects.filter(pk=amal.pk).update(forgotten_at=NOW)
    assert judge(paper, paper.token, now=NOW) is Verdict.ERASED
    Booking.objects.all().delete()
    assert judge(paper, paper.token, now=NOW) is Verdict.ERASED


def test_a_paper_of_somebody_who_erased_their_data_before_coming_is_not_taken_for_valid(amal):
    paper = proof_of(amal)
    forget(amal, now=NOW)
    assert judge(paper, paper.token, now=NOW) is Verdict.CHANGED


def test_the_page_names_day_and_office_and_nobody(amal, client):
    Reservation.objects.update(
        during=type(amal.reservation.during)(
            timezone.now() + timedelta(days=3), timezone.now() + timedelta(days=3, minutes=30)
        )
    )
    paper = proof_of(Booking.objects.get(pk=amal.pk))
    answer = client.get(_address(paper, paper.token))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "K7QM-42XD" in page
    assert "Ausländeramt" in page
    assert "Amal" not in page
    assert "Leistung" not in page


def test_the_code_on_the_paper_leads_whoever_checks_it_to_the_german_page(amal, settings):
    with translation.override("ar"):
        address = proof_url(amal)
    token = proof_of(amal).token
    assert (
        address == f"{settings.BASE_URL}/de/proof/K7QM42XD/{amal.office_id}/2026-11-24/0/{token}/"
    )


def test_a_false_paper_is_told_apart(amal, client):
    answer = client.get(_address(proof_of(amal), "a" * 22))
    assert answer.status_code == 404
    assert "K7QM-42XD" not in answer.content.decode()


@pytest.mark.parametrize("day", ["2026-13-01", "today"])
def test_a_day_that_is_none_is_no_page(amal, client, day):
    token = proof_of(amal).token
    answer = client.get(reverse("citizen:proof", args=["K7QM42XD", amal.office_id, day, 0, token]))
    assert answer.status_code == 404


def test_papers_signed_under_the_key_of_before_are_genuine(amal, settings):
    paper = proof_of(amal)
    token = paper.token
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new key, long enough for everything that is signed with it"
    assert judge(paper, token, now=NOW) is Verdict.VALID


def test_asking_very_often_has_to_wait(amal, client, settings):
    settings.PEPPER = secrets.token_hex()  # counts are kept by it
    address = _address(proof_of(amal), "a" * 22)
    statuses = [client.get(address).status_code for _ in range(31)]
    assert statuses == [404] * 30 + [429]


def _address(paper, token: str) -> str:
    day = paper.day.isoformat()
    return reverse("citizen:proof", args=[paper.number, paper.office, day, paper.sequence, token])
