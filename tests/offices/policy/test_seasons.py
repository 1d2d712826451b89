"""Access per season: it counts on the day on which somebody looks, by the office's calendar."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from offices.models import CatalogueChange, Offering, Season
from offices.policy.offering import add_season, end_season
from tests import make

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)


@pytest.fixture
def offering(essen) -> Offering:
    return make.offering(at=make.office(of=essen), access="invitation")


def access_at(offering: Offering, moment: datetime) -> str:
    return Offering.objects.with_access(moment).get(pk=offering.pk).access_now


@pytest.mark.parametrize(
    ("day", "access"),
    [
        (date(2026, 9, 30), "invitation"),
        (FIRST, "open"),
        (LAST, "open"),
        (date(2026, 11, 1), "invitation"),
    ],
)
def test_both_days_of_a_season_count(offering, day, access):
    add_season(offering, FIRST, LAST, "open")
    assert offering.access_on(day) == access
    noon = datetime(day.year, day.month, day.day, 11, tzinfo=UTC)
    assert access_at(offering, noon) == access
    assert Offering.objects.accessible(access, now=noon).get() == offering


def test_the_day_is_that_of_the_offices_calendar(offering):
    add_season(offering, FIRST, LAST, "open")
    before, after = datetime(2026, 9, 30, 21, 59, tzinfo=UTC), datetime(2026, 9, 30, 22, tzinfo=UTC)
    assert [access_at(offering, moment) for moment in (before, after)] == ["invitation", "open"]

    offering.office.timezone = "Atlantic/Azores"
    offering.office.save()
    assert access_at(offering, after) == "invitation"


def test_two_seasons_of_one_offering_never_share_a_day(offering, essen):
    add_season(offering, FIRST, LAST, "open")
    with pytest.raises(ValidationError) as refused:
        add_season(offering, LAST, date(2026, 12, 1), "request")
    assert refused.value.messages == ["Another season of this service has some of these days."]
    with pytest.raises(IntegrityError), transaction.atomic():
        Season.objects.create(offering=offering, first_day=LAST, last_day=LAST, access="open")
    add_season(offering, date(2026, 11, 1), date(2026, 12, 1), "request")
    add_season(make.offering(at=offering.office), FIRST, LAST, "open")


def test_a_season_has_its_days_in_order(offering):
    with pytest.raises(ValidationError) as refused:
        add_season(offering, LAST, FIRST, "open")
    assert "The first day must not come after the last." in refused.value.messages


def test_pages_are_told_of_a_season_and_of_its_end(offering):
    def changes() -> set[int]:
        return set(CatalogueChange.objects.values_list("changed_by", flat=True))

    CatalogueChange.objects.all().delete()
    season = add_season(offering, FIRST, LAST, "open")
    assert len(changes()) == 1
    CatalogueChange.objects.all().delete()
    end_season(season)
    assert len(changes()) == 1
