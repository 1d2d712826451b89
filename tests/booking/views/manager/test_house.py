"""Planning that the office moves."""

import json
import re

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


def test_a_new_name_comes_with_the_new_address(managing, office, now):
    named = typed(now, name_de="Haus am Park", name_ar="بيت الحديقة")
    managing.post(f"{HOUSE}move/", named)
    assert "Haus am Park · Neue Straße 9, 45127 Essen" in managing.get(DRAFT).text
    assert "Haus am Park" in managing.get(HOUSE).text
    save(managing)
    made = OfficeAddress.objects.get()
    assert (made.name_de, made.name_ar) == ("Haus am Park", "بيت الحديقة")
    names = [place.name for place in office.places_between(now.date(), made.since)]
    assert names == [office.name_de, "Haus am Park"]
    office.refresh_from_db()
    assert office.name_de != "Haus am Park"


def test_a_new_name_is_written_in_german_too(managing, office, now):
    answer = managing.post(f"{HOUSE}move/", typed(now, name_ar="بيت الحديقة"))
    assert answer.status_code == 422
    assert "Please write the new name in German too." in answer.text
    assert "بيت الحديقة" in answer.text


def test_a_draft_and_a_change_from_before_there_were_names_still_count(managing, office, now):
    """What was planned or saved says nothing of a name then: it keeps its name."""
    managing.post(f"{HOUSE}move/", typed(now))
    draft = Change.objects.drafts().get()
    draft.steps = json.loads(re.sub(r'"name_\w\w": "", ', "", json.dumps(draft.steps)))
    draft.save()
    assert "name_" not in json.dumps(draft.steps)
    save(managing)
    made = OfficeAddress.objects.get()
    assert office.place_on(made.since).name == office.name_de
    managing.post(f"/manage/essen-amt/changes/{draft.pk}/undo/")
    save(managing)
    assert not OfficeAddress.objects.exists()


def test_the_page_of_the_office_says_which_name_people_read(managing, office, now):
    OfficeAddress.objects.create(
        office=office, since=now.date(), street="Neu 1", postal_code="1", city="E", name_de="Park"
    )
    page = managing.get("/manage/essen-amt/office/").text
    assert "People read another name now, which came with the address: <bdi>Park</bdi>" in page


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


@pytest.mark.parametrize("code", ["4512", "abcde", "451270"])
def test_a_postal_code_has_five_digits(managing, office, now, code):
    answer = managing.post(f"{HOUSE}move/", typed(now, postal_code=code))
    assert answer.status_code == 422
    assert "Please write the five digits of the postal code." in answer.text
