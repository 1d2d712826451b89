"""Taking a change back that a later one stands in the way of, and the way around between pages."""

import pytest
from django.urls import reverse

from offices.models import Change, OpeningHours
from tests import make
from tests.booking.views.manager.planning import DRAFT, plan_shorter, save, seen
from tests.signing_in import at_desk

pytestmark = pytest.mark.django_db
CHANGES = "/manage/essen-amt/changes/"
PLANNING = ("hours", "one_day", "closures", "desks", "house")


def shortened(client, rule, closes="10:00") -> Change:
    """Planned and saved."""
    plan_shorter(client, rule, closes)
    save(client)
    return Change.objects.saved().first()


@pytest.fixture
def twice(managing, rule) -> tuple[Change, Change]:
    """Thursdays until ten, then until nine."""
    first = shortened(managing, rule)
    newer = OpeningHours.objects.filter(weekday=3).latest("pk")
    return first, shortened(managing, newer, "09:00")


def test_ones_own_later_change_is_named_and_has_to_be_taken_back_first(managing, twice):
    first, second = twice
    answer = managing.post(f"{CHANGES}{first.pk}/undo/")
    text = seen(answer.text)
    assert answer.status_code == 409
    assert "This change cannot be taken back as it is" in text
    assert "by Erika Essen : " in text
    assert "Thursday 08:00–09:00" in text
    assert f'<a href="{CHANGES}{second.pk}/">Take that change back first</a>' in answer.text
    assert "somebody else" not in text.lower()
    assert Change.objects.drafts().count() == 0


def test_once_the_later_one_is_taken_back_the_first_can_be(managing, twice):
    first, second = twice
    for change in (second, first):
        assert managing.post(f"{CHANGES}{change.pk}/undo/")["Location"] == DRAFT
        save(managing)
    assert f"{OpeningHours.objects.get(weekday=3).closes:%H:%M}" == "12:00"


def test_what_was_changed_elsewhere_is_said_so(managing, rule):
    first = shortened(managing, rule)
    OpeningHours.objects.filter(weekday=3).update(closes="11:00")
    answer = managing.post(f"{CHANGES}{first.pk}/undo/")
    assert answer.status_code == 409
    assert "Something else has changed the same since. Plan a new change instead." in answer.text


def test_a_change_is_taken_back_once(managing, rule):
    first = shortened(managing, rule)
    managing.post(f"{CHANGES}{first.pk}/undo/")
    save(managing)
    answer = managing.post(f"{CHANGES}{first.pk}/undo/", follow=True)
    assert "This change was taken back." in seen(answer.text)
    assert Change.objects.drafts().count() == 0


def test_a_draft_that_does_not_fit_any_more_names_the_change_of_a_colleague(managing, rule, essen):
    plan_shorter(managing, rule)
    jonas = make.manager(of=essen, name="Jonas Kollege")
    newer = shortened(at_desk(jonas), rule, "09:00")
    answer = managing.get(DRAFT)
    assert answer.status_code == 409
    assert f'<a href="{CHANGES}{newer.pk}/">See that change</a>' in answer.text
    assert "by Jonas Kollege :" in seen(answer.text)


def test_what_is_taken_out_is_named(managing, rule):
    plan_shorter(managing, rule)
    answer = managing.post(f"{DRAFT}drop/", {"step": 1}, follow=True)
    text = seen(answer.text)
    assert "This is not planned any more: " in text
    assert "Thursday 08:00–10:00" in text
    assert "Nothing was changed." in text


@pytest.mark.parametrize("number", ["0", "2", "x", "-1"])
def test_what_is_not_planned_cannot_be_taken_out(number, managing, rule):
    plan_shorter(managing, rule)
    answer = managing.post(f"{DRAFT}drop/", {"step": number}, follow=True)
    assert "not planned any more" not in answer.text
    assert len(Change.objects.get().steps) == 1


def test_nobody_concerned_is_said_in_words(managing, rule):
    shortened(managing, rule)
    text = managing.get(CHANGES).text
    assert "Nobody’s appointment was concerned." in text
    assert "0 people" not in text


def test_every_planning_page_leads_to_the_changes_and_says_how_many_are_planned(managing, rule):
    pages = [reverse(f"manage:{name}", args=["essen-amt"]) for name in (*PLANNING, "changes")]
    for path in pages:
        text = managing.get(path).text
        assert f'<a href="{CHANGES}"' in text
        assert "Planned (" not in text
    plan_shorter(managing, rule)
    for path in (*pages, DRAFT):
        text = managing.get(path).text
        assert f'<a href="{DRAFT}"' in text
        assert "Planned (1)</a>" in text


def test_planning_more_leads_to_every_planning_page(managing, rule, office):
    plan = [f'<li><a href="{reverse(f"manage:{one}", args=["essen-amt"])}">' for one in PLANNING]
    for path in (DRAFT, CHANGES):
        text = managing.get(path).text
        assert all(link in text for link in plan)
    plan_shorter(managing, rule)
    text = managing.get(DRAFT).text  # there buttons keep what is chosen for people
    assert all(f'form="decisions" name="then" value="{one}"' in text for one in PLANNING)


def test_the_saved_change_says_how_it_is_printed(managing, rule):
    change = shortened(managing, rule)
    assert "To print this page" in managing.get(f"{CHANGES}{change.pk}/").text


def test_what_was_taken_back_and_brought_back_can_be_taken_back_again(managing, rule):
    first = shortened(managing, rule)
    managing.post(f"{CHANGES}{first.pk}/undo/")
    save(managing)
    undo = Change.objects.saved().first()
    assert "This change was taken back." in managing.get(f"{CHANGES}{first.pk}/").text
    managing.post(f"{CHANGES}{undo.pk}/undo/")
    save(managing)
    assert "This change was taken back." in managing.get(f"{CHANGES}{undo.pk}/").text
    assert "This change was taken back." not in managing.get(f"{CHANGES}{first.pk}/").text
    assert managing.post(f"{CHANGES}{first.pk}/undo/")["Location"] == DRAFT


def test_who_takes_the_undo_out_of_the_draft_takes_nothing_back(managing, rule, office):
    first = shortened(managing, rule)
    managing.post(f"{CHANGES}{first.pk}/undo/")
    friday = OpeningHours.objects.get(office=office, weekday=4)
    plan_shorter(managing, friday)
    managing.post(f"{DRAFT}drop/", {"step": "1"})
    save(managing)
    assert Change.objects.saved().first().undoes is None
    assert "This change was taken back." not in managing.get(f"{CHANGES}{first.pk}/").text
