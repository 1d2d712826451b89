"""What people of a draft would be told: the reason that suits it, the mails, and how many."""

import re
from html import unescape

import pytest

from booking.models import Affected, Message
from offices.changes.days import close, in_all_languages
from offices.changes.edits import change_hours
from offices.changes.yearly import Typical
from offices.models import Change
from tests import make
from tests.booking.views.manager.planning import (
    DRAFT,
    SEEN,
    decisions,
    later,
    plan_shorter,
    save,
    seen,
    whole,
)
from tests.signing_in import at_desk

pytestmark = pytest.mark.django_db
MAILS = f"{DRAFT}mails/"
CHECKED = re.compile(r'name="reason"[^>]*value="(\w+)"[^>]*checked')


def look(client, **fields):
    """Press “See the mails first”."""
    found = SEEN.search(client.get(DRAFT).text)
    return client.post(DRAFT, decisions(found[1], look="1", **fields))


# --- the reason ----------------------------------------------------------------------------------
def reason_of(client) -> list[str]:
    return CHECKED.findall(client.get(DRAFT).text)


def test_a_closed_office_is_proposed_as_the_reason_with_the_words_of_the_closure(
    managing, planned, booked, thursday, office
):
    booked(thursday, "10:30")
    planned(close(whole(thursday, office), [], in_all_languages(Typical.TRAINING.label)))
    assert reason_of(managing) == ["closed"]
    text = managing.get(DRAFT).text
    for words in ("Staff training", "Fortbildung"):
        assert words in text


def test_a_desk_that_is_closed_for_a_fault_is_works(managing, planned, booked, thursday, office):
    booked(thursday, "10:30")
    desk = office.desks.first().pk
    planned(close(whole(thursday, office), [desk], in_all_languages(Typical.FAULT.label)))
    assert reason_of(managing) == ["works"]


def test_a_desk_that_is_closed_since_staff_are_ill_is_staff(
    managing, planned, booked, thursday, office
):
    booked(thursday, "10:30")
    desk = office.desks.first().pk
    planned(close(whole(thursday, office), [desk], in_all_languages(Typical.ILLNESS.label)))
    assert reason_of(managing) == ["staff"]


def test_hours_of_all_desks_are_new_hours(managing, rule, booked, thursday):
    booked(thursday, "10:30")
    plan_shorter(managing, rule)
    assert reason_of(managing) == ["hours"]


def test_where_nothing_suggests_itself_somebody_has_to_choose(
    managing, planned, booked, thursday, office, rule
):
    booked(thursday, "10:30")
    desk = office.desks.first()
    rule.desks.add(desk)
    planned(change_hours(rule, {"closes": "10:00:00"}, None))
    assert reason_of(managing) == []
    answer = save(managing, reason="")
    assert answer.status_code == 422
    assert "Please choose a reason." in answer.text
    assert save(managing, reason="works").status_code == 302
    assert Change.objects.get().reason == "works"


def test_where_nobody_is_concerned_no_reason_is_needed(managing, planned, office, rule):
    rule.desks.add(office.desks.first())
    planned(change_hours(rule, {"closes": "10:00:00"}, None))
    assert save(managing, reason="").status_code == 302
    assert Change.objects.get().reason == ""


# --- how many ------------------------------------------------------------------------------------
def test_the_button_says_how_many_are_told(managing, rule, booked, thursday):
    booked(thursday, "10:30")
    plan_shorter(managing, rule)
    assert "Save and tell 1 person" in seen(managing.get(DRAFT).text)
    booked(thursday, "11:00")
    booked(thursday, "11:30", email="")
    text = seen(managing.get(DRAFT).text)
    assert "Save and tell 2 people" in text
    assert "Choose again: 2 people Stay as they are and are not told: 1 person" in text


def test_whom_no_mail_reaches_is_not_counted_and_said(managing, rule, booked, thursday):
    booked(thursday, "10:30")
    booked(thursday, "11:30", email="")
    plan_shorter(managing, rule)
    look(managing, **{"group-unreached": "again"})
    text = seen(managing.get(MAILS).text)
    assert "Choose again: 2 people . No mail reaches 1 of them." in text
    assert "Save and tell 1 person" in text


def test_where_nobody_is_told_it_just_saves(managing, rule):
    plan_shorter(managing, rule)
    text = managing.get(DRAFT).text
    assert '<span class="kern-label">Save</span>' in text
    assert "See the mails first" not in text


# --- the mails before saving ---------------------------------------------------------------------
@pytest.fixture
def typed(managing, rule, booked, thursday):
    """Three people, each decided otherwise, with own words; the mails are asked for."""
    amal, bela, cem = (booked(thursday, clock) for clock in ("10:30", "11:00", "11:30"))
    plan_shorter(managing, rule)
    answer = look(
        managing,
        reason="works",
        words_de="Der Aufzug wird repariert.",
        words_ar="يجري إصلاح المصعد.",
        **{
            "group-reached": "again",
            f"person-{bela.pk}": "cancel",
            f"person-{cem.pk}": "leave",
        },
    )
    assert answer["Location"] == MAILS
    return amal, bela, cem


def test_the_mails_are_shown_with_reason_and_words_as_typed(managing, typed):
    german = seen(managing.get(f"{MAILS}?language=de").text)
    assert "Termin" in german
    assert german.count("Der Aufzug wird repariert.") == 2
    arabic = seen(managing.get(f"{MAILS}?language=ar").text)
    assert arabic.count("يجري إصلاح المصعد.") == 2
    assert arabic.count("Der Aufzug wird repariert.") == 2
    english = seen(managing.get(f"{MAILS}?language=en").text)
    assert english.count("Something is being repaired or built at the office at that time.") == 2
    assert "Choose again: 1 person" in english
    assert "Cancelled: 1 person" in english
    assert "Stay as they are and are not told: 1 person" in english
    assert "Save and tell 2 people" in english


def test_the_language_that_most_of_them_read_is_shown_first(managing, rule, booked, thursday):
    booked(thursday, "10:30", language="uk")
    plan_shorter(managing, rule)
    look(managing)
    assert '?language=uk" aria-current="page"' in managing.get(MAILS).text


def test_each_mail_is_a_page_of_its_own_for_the_phone(managing, typed):
    for key in ("again", "cancel"):
        answer = managing.get(f"{MAILS}{key}/ar/")
        assert answer.status_code == 200
        assert "يجري إصلاح المصعد." in answer.text
        assert "sandbox" in answer["Content-Security-Policy"]
    for path in ("leave/ar/", "desk/ar/", "nothing/ar/", "again/xx/"):
        assert managing.get(f"{MAILS}{path}").status_code == 404


def test_looking_sends_nothing_and_the_button_below_the_mails_saves_as_decided(
    managing, typed, mailoutbox
):
    amal, bela, cem = typed
    text = managing.get(MAILS).text
    assert (Message.objects.filter(change=None).count(), mailoutbox) == (
        Message.objects.count(),
        [],
    )
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text)
    fields = {name: unescape(value) for name, value in hidden}
    assert managing.post(DRAFT, fields).status_code == 302
    change = Change.objects.get()
    assert (change.reason, change.words_de) == ("works", "Der Aufzug wird repariert.")
    assert dict(Affected.objects.values_list("booking", "decision")) == {
        amal.pk: "again",
        bela.pk: "cancel",
        cem.pk: "leave",
    }
    assert sorted(change.decisions) == ["kept_until", "latest"]


def test_nothing_typed_is_lost_on_the_way_back_and_when_more_is_planned(
    managing, typed, office, rule
):
    _amal, bela, _cem = typed
    plan_shorter(managing, office.opening_hours.get(weekday=1))
    text = managing.get(DRAFT).text
    assert "Der Aufzug wird repariert." in text
    assert CHECKED.findall(text) == ["works"]
    select = text[text.index(f'name="person-{bela.pk}"') :].split("</select>")[0]
    assert '<option value="cancel" selected>' in select


def test_a_mistake_is_said_before_the_mails_are_shown(managing, rule, booked, thursday):
    booked(thursday, "10:30")
    plan_shorter(managing, rule)
    answer = look(managing, until="2020-01-01", words_de="Bleibt stehen.")
    assert answer.status_code == 422
    assert "Bleibt stehen." in answer.text
    assert managing.get(MAILS)["Location"] == DRAFT


def test_without_a_draft_there_are_no_mails(managing, office):
    assert managing.get(MAILS)["Location"] == DRAFT
    assert managing.get(f"{MAILS}again/de/").status_code == 404


def test_nobody_of_another_authority_reads_them_or_those_of_a_colleague(
    managing, typed, mara, essen
):
    for path in (MAILS, f"{MAILS}again/de/"):
        assert at_desk(mara).get(path).status_code == 404
    colleague = at_desk(make.manager(of=essen))
    assert colleague.get(MAILS)["Location"] == DRAFT
    assert colleague.get(f"{MAILS}again/de/").status_code == 404


def test_what_is_chosen_stays_when_something_else_is_planned_or_taken_out(
    managing, rule, booked, thursday
):
    booked(thursday, "10:30")
    plan_shorter(managing, rule)
    managing.post("/manage/essen-amt/one-day/", {"day": later(thursday, 1)})
    shown = SEEN.search(managing.get(DRAFT).text)[1]
    typed = {"group-reached": "cancel", "reason": "works", "words_de": "Umbau.", "until": ""}
    for way, leads_to in (
        ({"then": "one_day"}, "/manage/essen-amt/one-day/"),
        ({"step": "2"}, DRAFT),
    ):
        where = f"{DRAFT}drop/" if "step" in way else DRAFT
        assert managing.post(where, decisions(shown, **typed, **way))["Location"] == leads_to
        text = managing.get(DRAFT).text
        assert re.search(r'value="cancel" id="group-reached-cancel" checked', text)
        assert "Umbau." in text
        assert re.search(r'name="reason"[^>]*value="works"[^>]*checked', text)
