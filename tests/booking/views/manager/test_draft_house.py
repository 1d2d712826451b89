"""An office that moves house in a draft: what whoever keeps the time would be told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from booking.impact import foresee
from booking.views.manager.deciding import shares_of
from offices.changes.days import close, in_all_languages
from offices.changes.steps import steps_of, to_add
from tests.booking.views.manager.planning import DRAFT, SEEN, decisions, seen, whole

pytestmark = pytest.mark.django_db
NEW = {"street": "Neue Straße 9", "postal_code": "45127", "city": "Essen"}


@pytest.fixture
def moving(planned, office, booked, thursday):
    """The first desk is closed on the day of the move; one person has an appointment there, and
    one on the day after.
    """
    first, later = booked(thursday, "10:30"), booked(thursday + timedelta(days=1), "09:00")
    closed = close(whole(thursday, office), [office.desks.first().pk], in_all_languages("Umzug"))
    address = to_add("address", NEW | {"since": thursday.isoformat()})
    return planned([address, *closed]), first, later


@pytest.mark.parametrize("decision", ["leave", "desk"])
def test_whoever_keeps_the_time_is_told_of_the_building_alone(decision, moving, office):
    change, first, later = moving
    found = foresee(office, steps_of(change), now=timezone.now())
    assert [hit.booking for hit in found.only_moved] == [later.pk]
    [share] = shares_of(found, {"group-movable": decision})
    assert share.key == "place"
    assert {hit.booking for hit in share.hits} == {first.pk, later.pk}


def test_whoever_chooses_again_is_told_of_that_alone(moving, office):
    change, _first, _later = moving
    found = foresee(office, steps_of(change), now=timezone.now())
    said = {"group-movable": "again"}
    assert [(one.key, one.count) for one in shares_of(found, said)] == [("again", 1), ("place", 1)]


def test_the_mail_names_the_new_address_before_it_is_saved(managing, moving):
    found = SEEN.search(managing.get(DRAFT).text)
    managing.post(DRAFT, decisions(found[1], look="1"))
    text = seen(managing.get(f"{DRAFT}mails/?language=en").text)
    assert "Same time at the new address: 2 people" in text
    assert "Neue Straße 9, 45127 Essen" in text
    assert not office_has_moved(moving)


def office_has_moved(moving) -> bool:
    change, _first, _later = moving
    return change.office.addresses.exists()
