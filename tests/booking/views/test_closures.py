"""People who look for a time read when the office is closed, and why, in their language."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from offices.models import Closure, Offering
from offices.moments import day_in_words
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(essen) -> Offering:
    return make.offering(at=make.office_open_on_weekdays(of=essen))


@pytest.fixture
def tomorrow(offering):
    return timezone.localdate(timezone=offering.office.zone) + timedelta(days=1)


@pytest.fixture
def closed(offering, tomorrow) -> Closure:
    """From tomorrow on, for two days."""
    return make.closure(
        at=offering.office,
        starts=make.local(offering.office, tomorrow, "00:00"),
        ends=make.local(offering.office, tomorrow + timedelta(days=2), "00:00"),
        reason_de="Umzug des Amts",
        reason_ar="ينتقل المكتب",
    )


def seen(client: Client, offering: Offering, language: str, path: str = "") -> str:
    return " ".join(client.get(f"/{language}/offer/{offering.pk}/{path}").text.split())


@pytest.mark.parametrize("path", ["", "times/?persons=1"])
def test_the_reason_stands_in_the_language_of_the_page(client, offering, closed, tomorrow, path):
    first, last = (day_in_words(day, "ar") for day in (tomorrow, tomorrow + timedelta(days=1)))
    text = seen(client, offering, "ar", path)
    assert f"{first} إلى {last}: <bdi>ينتقل المكتب</bdi>" in text
    assert '<span class="soft" lang="de" dir="ltr">(Umzug des Amts)</span>' in text


def test_where_a_language_is_missing_plain_words_stand_with_the_german(client, offering, closed):
    text = seen(client, offering, "uk")
    assert "<bdi>зачинено з іншої причини</bdi>" in text
    assert '<span class="soft" lang="de" dir="ltr">(Umzug des Amts)</span>' in text


def test_a_closure_without_a_reason_names_its_days_only(client, offering, closed):
    Closure.objects.update(reason_de="", reason_ar="")
    text = seen(client, offering, "uk")
    assert "зачинено з іншої причини" not in text
    assert day_in_words(timezone.localdate() + timedelta(days=1), "uk") in text


def test_in_german_it_stands_once(client, offering, closed):
    assert seen(client, offering, "de").count("Umzug des Amts") == 1


@pytest.mark.parametrize(
    "change",
    [{"applies": False}, {"ends_at": timezone.now() - timedelta(days=9)}, {"desk": True}],
)
def test_what_closes_nothing_or_some_desk_only_is_not_told(client, offering, closed, change):
    if "desk" in change:
        change = {"desk": offering.office.desks.get()}
    if "ends_at" in change:
        change |= {"starts_at": change["ends_at"] - timedelta(days=1)}
    Closure.objects.filter(pk=closed.pk).update(**change)
    assert "Umzug des Amts" not in seen(client, offering, "de")


def test_where_nothing_is_free_the_reason_stands_too(client, offering, closed):
    offering.office.opening_hours.all().delete()
    text = seen(client, offering, "de", "times/?persons=1")
    assert "Umzug des Amts" in text


def test_another_office_is_not_told_of(client, offering, closed, essen):
    other = make.offering(at=make.office_open_on_weekdays(of=essen))
    assert "Umzug des Amts" not in seen(client, other, "de")


def test_it_costs_no_statement_more(client, offering, closed, django_assert_num_queries):
    seen(client, offering, "de", "times/?persons=1")
    with django_assert_num_queries(1):
        assert "Umzug des Amts" in seen(client, offering, "de", "times/?persons=1")


def test_german_that_stands_in_brackets_already_is_not_said_twice(client, offering, closed):
    Closure.objects.update(reason_de="Heiligabend", reason_ar="ليلة عيد الميلاد (Heiligabend)")
    assert seen(client, offering, "ar").count("Heiligabend") == 1
