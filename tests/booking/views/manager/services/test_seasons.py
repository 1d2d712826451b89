"""Access per season, from the page of managers to what people may do today."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from booking.models import Booking
from offices import showcase
from offices.models import Offering, Season
from offices.policy.offering import add_season
from tests import make
from tests.booking.views.reading import seen, typed
from tests.signing_in import at_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(erika) -> Client:
    return at_desk(erika)


@pytest.fixture
def today() -> date:
    return timezone.localdate()


def address(offering: Offering, more: str = "new/") -> str:
    return f"/manage/{offering.office.slug}/services/{offering.pk}/seasons/{more}"


def send(client: Client, offering: Offering, first: date, last: date, access: str) -> Any:
    days = {"first_day": first.isoformat(), "last_day": last.isoformat()}
    return client.post(address(offering), days | {"access": access})


def test_a_season_is_added_and_stands_on_the_page(manager, offering, today):
    page = manager.get(address(offering))
    assert "Usually: anyone may book." in seen(page)
    last = today + timedelta(days=30)
    assert send(manager, offering, today, last, "invitation").status_code == 302
    season = Season.objects.get()
    assert (season.first_day, season.last_day, season.access) == (today, last, "invitation")
    page = seen(manager.get(f"/manage/{offering.office.slug}/services/{offering.pk}/"))
    assert "Today: with an invitation from the office." in page
    assert f"{today:%d.%m.%Y} – {last:%d.%m.%Y} : with an invitation from the office" in page


def test_a_season_of_other_days_is_refused_with_what_was_typed(manager, offering, today):
    add_season(offering, today, today + timedelta(days=5), "request")
    answer = send(manager, offering, today + timedelta(days=5), today + timedelta(days=9), "open")
    assert answer.status_code == 422
    assert "Another season of this service has some of these days." in seen(answer)
    assert typed(answer)["last_day"] == (today + timedelta(days=9)).isoformat()
    assert Season.objects.count() == 1


def test_days_that_are_over_or_in_the_wrong_order_are_refused(manager, offering, today):
    over = send(manager, offering, today - timedelta(9), today - timedelta(1), "open")
    assert "This day is over." in seen(over)
    turned = send(manager, offering, today + timedelta(9), today + timedelta(8), "open")
    assert "The last day must not come before the first." in seen(turned)
    nothing = manager.post(address(offering), {"access": "whatever"})
    assert [one.status_code for one in (over, turned, nothing)] == [422, 422, 422]


def test_the_same_days_of_next_year_are_filled_in(manager, offering):
    season = add_season(offering, date(2027, 12, 1), date(2028, 2, 29), "request")
    page = manager.get(address(offering, f"new/?like={season.pk}"))
    found = typed(page)
    assert (found["first_day"], found["last_day"]) == ("2028-12-01", "2029-02-28")
    assert found["access"] == "request"


def test_a_season_is_taken_off(manager, offering, today):
    season = add_season(offering, today, today, "written")
    assert manager.get(address(offering, f"{season.pk}/end/")).status_code == 405
    assert manager.post(address(offering, f"{season.pk}/end/")).status_code == 302
    assert not Season.objects.exists()


def test_whoever_may_book_today_is_said_on_all_pages(client, offering, today):
    list_of, page = (
        f"/en/at/{offering.office.authority.slug}/services/",
        f"/en/offer/{offering.pk}/",
    )
    assert client.get(f"{page}times/?persons=1").status_code == 200
    season = add_season(offering, today, today, "invitation")
    showcase.forget()
    assert client.get(f"{page}times/?persons=1")["Location"] == f"{page}?persons=1"
    assert "With an invitation from the office" in seen(client.get(list_of))
    season.delete()
    showcase.forget()
    assert "With an invitation from the office" not in seen(client.get(list_of))


def test_a_time_cannot_be_taken_though_pages_have_not_noticed_yet(client, offering, today, now):
    showcase.offering(offering.pk, "en")
    add_season(offering, today, today, "request")
    page = f"/en/offer/{offering.pk}/times/?persons=1"
    start = (now + timedelta(days=1)).isoformat()
    assert client.post(page, {"start": start})["Location"] == page.replace("times/", "")
    assert not Booking.objects.exists()


def test_a_season_opens_what_is_closed_otherwise(client, offering, today):
    Offering.objects.update(access="invitation")
    add_season(offering, today, today, "request")
    showcase.forget()
    assert client.get(f"/en/offer/{offering.pk}/ask/").status_code == 200
    Season.objects.update(access="open")
    showcase.forget()
    assert client.get(f"/en/offer/{offering.pk}/ask/").status_code == 302
    assert client.get(f"/en/offer/{offering.pk}/times/?persons=1").status_code == 200


def test_staff_invite_for_what_is_done_here_today(manager, offering, today):
    page = f"/desk/{offering.office.slug}/invitations/invite/"
    name = offering.service.name
    assert name in seen(manager.get(page))
    add_season(offering, today, today, "elsewhere")
    assert name not in seen(manager.get(page))


def test_to_managers_of_others_it_does_not_exist(offering, mara, mainz, today):
    season = add_season(offering, today, today, "written")
    other = make.offering(at=make.office(of=mainz))
    stranger, days = at_desk(mara), {"first_day": "2030-01-01", "last_day": "2030-01-01"}
    for more in ("new/", f"{season.pk}/end/"):
        assert stranger.post(address(offering, more), days | {"access": "open"}).status_code == 404
    assert stranger.get(address(offering)).status_code == 404
    assert stranger.post(address(other, f"{season.pk}/end/")).status_code == 404
    assert stranger.get(address(other, f"new/?like={season.pk}")).status_code == 404
    assert Season.objects.get() == season
