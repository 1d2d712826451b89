"""Nothing free: what was searched, what to do now, and proof of having tried."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from booking.availability import ask_for, first_free
from offices.models import LegalText, Offering
from offices.moments import day_in_words
from tests import make


def url(offering: Offering, path: str = "times/", language: str = "en") -> str:
    return f"/{language}/offer/{offering.pk}/{path}"


@pytest.fixture
def closed(offering: Offering) -> Offering:
    """The office is closed for all the days that are open for booking, and long after."""
    now = timezone.now()
    make.closure(at=offering.office, starts=now, ends=now + timedelta(days=800))
    return offering


def test_nothing_free_says_what_was_searched_and_what_to_do(client: Client, closed: Offering):
    page = client.get(f"{url(closed)}?persons=1").content.decode()
    last = timezone.localdate() + timedelta(days=closed.horizon_days)
    assert day_in_words(last, "en") in page
    assert "Nobody can say yet when new dates open." in page
    assert "per Post" in page
    assert "+49 201 88-0" in page
    assert url(closed, "receipt/?persons=1") in page


def test_nothing_free_says_when_the_next_season_opens(client: Client, offering: Offering):
    today = timezone.localdate()
    begin = today + timedelta(days=203 - today.weekday())  # a Monday
    offering.office.opening_hours.update(valid_from=begin)
    page = client.get(f"{url(offering)}?persons=1").content.decode()
    opens = begin - timedelta(days=offering.horizon_days)
    says = "New dates open on {} at 00:00. The first of them is on {}."
    assert says.format(day_in_words(opens, "en"), day_in_words(begin, "en")) in page


def test_nothing_free_names_a_season_more_than_a_year_away(client: Client, offering: Offering):
    begin = timezone.localdate() + timedelta(days=600)
    offering.office.opening_hours.update(valid_from=begin)
    page = client.get(f"{url(offering)}?persons=1").content.decode()
    assert f"The next dates here begin on {day_in_words(begin, 'en')}." in page
    assert "New dates open" not in page


def test_nothing_free_leads_to_the_same_at_another_office(client: Client, closed: Offering):
    campus = make.office(of=closed.office.authority, name_de="Campus")
    other = make.offering(at=campus, service=closed.service)
    page = client.get(f"{url(closed)}?persons=1&doc=title").content.decode()
    assert f"{url(other, '')}?doc=title&amp;persons=1" in page
    assert "Campus" in page


def test_a_document_that_ends_is_told_how_to_apply_when_nothing_is_free(
    client: Client, closed: Offering
):
    LegalText.objects.create(
        key="expires_before_appointment", text_de="Bis {date}: {application_way}"
    )
    until = timezone.localdate() + timedelta(days=3)
    path = f"{url(closed, language='de')}?persons=1&until={until}"
    assert f"Bis {day_in_words(until, 'de')}: per Post" in client.get(path).content.decode()


def test_the_receipt_tells_when_what_and_with_which_result(client: Client, closed: Offering):
    context = client.get(f"{url(closed, 'receipt/')}?persons=3").context
    assert context["on"] == day_in_words(timezone.localdate(), "en")
    assert context["on_german"] == day_in_words(timezone.localdate(), "de")
    assert (context["found"], context["persons"]) == (None, 3)


def test_the_receipt_names_a_free_day_when_there_is_one(client: Client, offering: Offering):
    now = timezone.now()
    first = first_free([ask_for([(offering, 1)], now=now)], now=now)[0]
    assert first is not None
    context = client.get(f"{url(offering, 'receipt/')}?persons=1").context
    assert context["found"] == day_in_words(timezone.localtime(first).date(), "en")
