"""The people of a saved change with which the office has moved house as well."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from booking.impact import carry_out
from booking.models import Affected, Booking
from booking.reservations import tell_of_move
from offices.changes.days import close, in_all_languages
from offices.changes.steps import to_add
from offices.models import Change
from tests.booking.views.manager.planning import save, seen, whole

pytestmark = pytest.mark.django_db
NEW = {"street": "Neue Straße 9", "postal_code": "45127", "city": "Essen"}
LAST_CELL = re.compile(r'<td data-label="E-mail">((?:(?!<td).)*)</td>\s*</tr>', re.DOTALL)
UNTOLD = "1 person could not be told by mail. Print the letter, or call."


@pytest.fixture
def falls(planned, office, booked, thursday):
    """Book an appointment at the first desk, which is closed on the day of the move."""

    def do(**fields) -> Booking:
        made = booked(thursday, "10:30", **fields)
        closed = close(
            whole(thursday, office), [office.desks.first().pk], in_all_languages("Umzug")
        )
        planned([to_add("address", NEW | {"since": thursday.isoformat()}), *closed])
        return made

    return do


def told(client, decision: str) -> tuple[list[str], bool]:
    """What the page says of the mails, and whether somebody has to be called."""
    save(client, **{"group-movable": decision})
    return carried_out(client)


def carried_out(client) -> tuple[list[str], bool]:
    change = Change.objects.get()
    carry_out(change, now=timezone.now, seconds=60)
    text = client.get(f"/manage/essen-amt/changes/{change.pk}/").text
    return [seen(cell) for cell in LAST_CELL.findall(text)], UNTOLD in text


@pytest.mark.parametrize("decision", ["desk", "leave"])
def test_whoever_keeps_the_time_in_the_new_building_was_told_of_it(decision, managing, falls):
    falls()
    assert told(managing, decision) == (["owed"], False)


@pytest.mark.parametrize("decision", ["desk", "leave"])
def test_whom_no_mail_tells_of_the_new_building_has_to_be_called(decision, managing, falls):
    falls(email="")
    assert told(managing, decision) == (["not told: no e-mail address"], True)


def test_whoever_is_left_in_the_old_building_need_not_be_told(
    managing, planned, booked, thursday, office
):
    booked(thursday, "10:30", email="")
    planned(close(whole(thursday, office), [office.desks.first().pk], in_all_languages("Umzug")))
    assert told(managing, "leave") == (["–"], False)


def test_whoever_was_told_by_something_else_first_is_not_called(
    managing, planned, booked, thursday
):
    """A second move was saved meanwhile, and came to them before this one."""
    amal = booked(thursday, "10:30")
    planned([to_add("address", NEW | {"since": thursday.isoformat()})])
    save(managing)
    tell_of_move(amal, now=timezone.now())
    assert carried_out(managing) == (["–"], False)
    assert amal.affected.get().status == Affected.Status.OVERTAKEN
