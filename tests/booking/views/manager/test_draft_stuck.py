"""What is planned and cannot be written, or was saved in another window: the way out is there."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from booking.views.manager import draft as draft_module
from offices.changes.steps import to_add
from offices.models import Change, Desk, OfficeAddress
from tests import make
from tests.booking.views.manager.planning import (
    DRAFT,
    HOURS,
    SEEN,
    decisions,
    later,
    plan_shorter,
    save,
    seen,
)

pytestmark = pytest.mark.django_db
HOUSE = "/manage/essen-amt/house/"
DESKS = "/manage/essen-amt/desks/"
NEW = {"street": "Neue Straße 9", "postal_code": "45127", "city": "Essen"}


@pytest.fixture
def in_the_way(managing, planned, office):
    """A desk is planned; then there is one of that name."""
    planned([to_add("desk", {"label": "Raum 5", "position": 7})])
    make.desk(at=office, label="Raum 5")


def test_a_desk_whose_name_is_taken_meanwhile_is_taken_out_of_the_draft(managing, in_the_way):
    for page in (HOURS, DESKS, HOUSE, f"{DESKS}add/"):
        assert managing.get(page)["Location"] == DRAFT
    shown = managing.get(DRAFT)
    assert shown.status_code == 409
    assert "What you have planned does not fit any more" in seen(shown.text)
    managing.post(f"{DRAFT}drop/", {"step": "1"})
    assert managing.get(HOURS).status_code == 200
    assert Desk.objects.filter(label="Raum 5").count() == 1


def test_two_addresses_do_not_begin_on_one_day(managing, office, now):
    typed = NEW | {"since": later(now.date(), 20)}
    managing.post(f"{HOUSE}move/", typed)
    answer = managing.post(f"{HOUSE}move/", typed | {"street": "Neuweg 2"})
    assert answer.status_code == 422
    assert "Another address begins on this day. Please change that one." in answer.text
    assert "Neuweg 2" in answer.text
    save(managing)
    move = OfficeAddress.objects.get()
    assert managing.post(f"{HOUSE}{move.pk}/", typed | {"city": "Hier"})["Location"] == DRAFT


def test_a_press_after_the_change_is_saved_leaves_it_as_it_is(
    managing, rule, booked, thursday, monkeypatch
):
    """The second of two presses has looked when the first has saved."""
    booked(thursday, "10:30")
    plan_shorter(managing, rule)
    shown = SEEN.search(managing.get(DRAFT).text)[1]
    first = decisions(shown, **{"group-reached": "again", "reason": "fewer"})

    def after_the_first(*args, **options):
        monkeypatch.undo()
        found = foresee(*args, **options)
        managing.post(DRAFT, first)
        return found

    foresee = draft_module.impact.foresee
    monkeypatch.setattr(draft_module.impact, "foresee", after_the_first)
    managing.post(DRAFT, decisions(shown, **{"group-reached": "cancel", "reason": "works"}))
    change = Change.objects.get()
    assert (change.reason, sorted(change.decisions)) == ("fewer", ["kept_until", "latest"])
    assert [one.decision for one in change.affected.all()] == ["again"]


def test_a_desk_that_is_taken_meanwhile_is_shown_before_anybody_loses_the_time(
    managing, office, booked, thursday
):
    """Else what was decided for who can sit elsewhere would be decided for who cannot."""
    first, other = office.desks.all()
    booked(thursday, "10:30")
    closed = {"reason": "training", "first": thursday.isoformat(), "desks": [first.pk]}
    managing.post("/manage/essen-amt/closures/add/", closed | {"years": "0"})
    shown = SEEN.search(managing.get(DRAFT).text)[1]
    booked(thursday, "10:30", desk=1)
    answer = managing.post(DRAFT, decisions(shown, **{"group-movable": "desk"}))
    assert answer.status_code == 409
    assert Change.objects.drafts().count() == 1
    assert other.reservations.count() == 1


def test_days_that_were_chosen_long_ago_are_chosen_anew(managing, rule, booked, thursday, now):
    booked(thursday, "10:30")
    plan_shorter(managing, rule)
    past = {"until": later(now.date(), -2), "latest": later(now.date(), -1)}
    Change.objects.update(decisions=past)
    text = managing.get(DRAFT).text
    assert f'value="{later(now.date(), 14)}"' in text
    assert past["until"] not in text


def test_only_decisions_are_kept_of_what_is_sent(managing, rule, booked, thursday):
    booked(thursday, "10:30")
    plan_shorter(managing, rule)
    shown = SEEN.search(managing.get(DRAFT).text)[1]
    odd = {"group-reached": "cancel", "person-1": "\x00", "group-x": "y" * 5000, "look": "1"}
    assert managing.post(DRAFT, decisions(shown, **odd)).status_code == 302
    assert Change.objects.get().decisions["said"] == {"group-reached": "cancel"}


def test_a_manager_has_one_draft_at_an_office(planned, office, erika, now):
    planned([])
    with pytest.raises(IntegrityError), transaction.atomic():
        Change.objects.create(office=office, made_by=erika, made_at=now)
    later_on = now + timedelta(minutes=1)
    Change.objects.update(saved_at=later_on)
    assert planned([]).pk
