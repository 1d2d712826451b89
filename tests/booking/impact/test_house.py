"""An office that moves house with a change: who keeps the time is told of the building, once."""

from datetime import date, timedelta

import pytest

from booking.models import Affected, Booking, Message
from offices.changes.days import close, in_all_languages
from offices.changes.steps import to_add
from tests import make
from tests.booking.impact.deciding import drafted, foreseen, saved

pytestmark = pytest.mark.django_db
Decision = Affected.Decision
NEW = {"street": "Neue Straße 9", "postal_code": "45127", "city": "Essen"}


def moving(since: date):
    return [to_add("address", NEW | {"since": since.isoformat()})]


def told(booking: Booking) -> list[tuple[str, bool]]:
    """The messages that are due, and whether the change explains them."""
    rows = Message.objects.filter(booking=booking).exclude(kind__in=["reminder", "last_call"])
    return [(kind, bool(change)) for kind, change in rows.values_list("kind", "change")]


def test_people_after_the_move_are_named_and_told_once(draft, booked, thursday, now):
    before, after = booked(thursday - timedelta(days=1), "09:00"), booked(thursday, "09:00")
    change = drafted(draft, moving(thursday))
    assert [hit.booking for hit in foreseen(change, now).moved] == [after.pk]
    saved(change, Decision.LEAVE, now)
    assert (told(before), told(after)) == ([], [("new_place", True)])
    assert Affected.objects.get(booking=after).decision == Decision.PLACE


def test_who_has_to_choose_again_hears_of_nothing_else(draft, office, booked, thursday, now):
    falls = booked(thursday, "09:00")
    begins, ends = (make.local(office, thursday, clock) for clock in ("08:00", "12:00"))
    closed = close((begins, ends), [], in_all_languages("Umzug"))
    change = drafted(drafted(draft, moving(thursday)), closed)
    assert foreseen(change, now).only_moved == ()
    saved(change, Decision.AGAIN, now)
    assert told(falls) == [("choose_again", True)]


def test_who_is_left_outside_the_hours_is_told_of_the_building_all_the_same(
    draft, office, booked, thursday, now
):
    falls = booked(thursday, "09:00")
    begins, ends = (make.local(office, thursday, clock) for clock in ("08:00", "12:00"))
    closed = close((begins, ends), [], in_all_languages("Umzug"))
    saved(drafted(drafted(draft, moving(thursday)), closed), Decision.LEAVE, now)
    assert told(falls) == [("new_place", True)]


def test_other_desk_and_new_building_are_one_message(draft, office, booked, thursday, now):
    falls = booked(thursday, "09:00")
    begins, ends = (make.local(office, thursday, clock) for clock in ("08:00", "12:00"))
    closed = close((begins, ends), [office.desks.all()[0].pk], in_all_languages("Umzug"))
    saved(drafted(drafted(draft, moving(thursday)), closed), Decision.DESK, now)
    assert told(falls) == [("new_place", True)]
