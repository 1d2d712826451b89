"""Planning that the office moves."""

import pytest

from offices.changes.steps import steps_of
from offices.models import Change, OfficeAddress
from tests.booking.views.manager.planning import DRAFT, later, save

pytestmark = pytest.mark.django_db
HOUSE = "/manage/essen-amt/house/"


def typed(now, **fields):
    usual = {
        "since": later(now.date(), 20),
        "street": "Neue Straße 9",
        "postal_code": "45127",
        "city": "Essen",
        "access_notes_de": "Eingang im Hof",
    }
    return usual | fields


def test_the_page_shows_where_the_office_is(managing, office):
    assert "Rathausplatz 1, 12345 Musterstadt" in managing.get(HOUSE).text


def test_a_move_is_planned_and_saved(managing, office, now):
    assert managing.post(f"{HOUSE}move/", typed(now))["Location"] == DRAFT
    assert OfficeAddress.objects.count() == 0
    assert "Neue Straße 9, 45127 Essen" in managing.get(HOUSE).text
    save(managing)
    (made,) = OfficeAddress.objects.all()
    assert (made.street, made.access_notes_de) == ("Neue Straße 9", "Eingang im Hof")


def test_what_is_missing_is_said_and_nothing_typed_is_lost(managing, office, now):
    answer = managing.post(f"{HOUSE}move/", typed(now, street="", since="2020-01-01"))
    assert answer.status_code == 422
    assert "Please write the street." in answer.text
    assert "This day is over. Please choose today or a later one." in answer.text
    assert "Eingang im Hof" in answer.text


def test_a_move_is_changed_or_called_off(managing, office, now):
    managing.post(f"{HOUSE}move/", typed(now))
    save(managing)
    move = OfficeAddress.objects.get()
    managing.post(f"{HOUSE}{move.pk}/", typed(now, city="Mülheim"))
    save(managing)
    move.refresh_from_db()
    assert move.city == "Mülheim"
    managing.post(f"{HOUSE}{move.pk}/stay/")
    (step,) = steps_of(Change.objects.drafts().get())
    assert step.now is None


def test_where_the_office_was_is_history(managing, office, now):
    past = OfficeAddress.objects.create(
        office=office, since="2020-01-01", street="Alt 1", postal_code="1", city="E"
    )
    assert managing.get(f"{HOUSE}{past.pk}/").status_code == 404
    assert managing.post(f"{HOUSE}{past.pk}/stay/").status_code == 404
