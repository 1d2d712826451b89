"""A whole day: six desks, 120 appointments, four caseworkers at once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.phones import Watch, new_phone
from tests.journeys.stack import ROOT, Stack, environment_of, text_of
from tests.journeys.staff.day import AWAITED, COLLEAGUES, OFFICE, SCREEN, Caseworker, waits_for

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def filled(stack: Stack) -> Stack:
    command = [sys.executable, "-m", "tests.journeys.staff.filling"]
    subprocess.run(command, cwd=ROOT, env=environment_of(stack), check=True)
    return stack


@pytest.fixture(scope="module")
def colleagues(browser: Browser, filled: Stack) -> Iterator[list[Caseworker]]:
    """Four people in four browsers."""
    contexts, people, watch = [], [], Watch(filled.url)
    for email in COLLEAGUES:
        context = new_phone(browser, java_script=True, viewport=SCREEN, locale="en")
        page = context.new_page()
        page.set_default_timeout(15_000)
        watch.over(page)
        people.append(Caseworker(page, filled, "en", hurries=True))
        people[-1].sign_in(email)
        contexts.append(context)
    yield people
    assert watch.complaints == []
    for context in contexts:
        context.close()


@pytest.fixture
def wall(colleagues: list[Caseworker]) -> Iterator[Page]:
    """The calendar on a screen that nobody touches; so whatever it shows came by itself."""
    page = colleagues[3].page.context.new_page()
    page.goto(f"{filled_url(colleagues)}/desk/{OFFICE}/")
    yield page
    page.close()


def filled_url(colleagues: list[Caseworker]) -> str:
    return colleagues[0].stack.url


@pytest.fixture(scope="module")
def present(filled: Stack) -> str:
    """The letter of those whose appointments have just begun."""
    begun = """SELECT max(family_name) FROM booking_attendee a
      JOIN booking_booking b ON b.id = a.booking_id
      JOIN booking_reservation r ON r.id = b.reservation_id
      WHERE a.family_name LIKE 'GastA%%' AND lower(r.during) <= now()"""
    ((name,),) = filled.rows(begun)
    return str(name[-1])


def after(letter: str, steps: int) -> str:
    return chr(ord(letter) + steps)


def test_who_came_and_what_came_of_it_is_seen_by_all_and_taken_back(colleagues, wall, present):
    anna, name = colleagues[0], f"GastA{present}"
    anna.opens(name)
    anna.presses("The person is here")
    waits_for(wall, name, "here")
    anna.presses("Result of the visit")
    anna.chooses("done")
    anna.page.fill("input[name=minutes]", "12")
    anna.presses("Save")
    waits_for(wall, name, "done")
    anna.presses("Undo: result")
    waits_for(wall, name, "here")
    anna.presses("Undo: is here")
    waits_for(wall, name, AWAITED)


def test_missing_documents_lead_to_a_list_and_the_next_date(colleagues, wall, present, filled):
    bela, name = colleagues[1], f"GastB{present}"
    bela.opens(name)
    bela.presses("Result of the visit")
    bela.chooses("documents are missing")
    bela.chooses("Reisepass")
    bela.presses("Save")
    waits_for(wall, name, "documents are missing")
    bela.takes_time()
    bela.presses("Book")
    bela.is_told("The appointment is booked.")
    mail = filled.wait_for_mail(f"guest-2-{ord(present) - ord('A')}@people.example")
    assert "Reisepass" in text_of(mail)


def test_the_wrong_matter_becomes_the_right_one_for_the_same_person(colleagues, wall, present):
    cleo, name = colleagues[2], f"GastC{present}"
    cleo.opens(name)
    cleo.presses("Another matter")
    cleo.page.select_option("select[name=matter]", label="Beratung")
    cleo.presses("Show free times")
    cleo.page.click("main button:has-text('Keep the time')")
    cleo.is_told("The appointment is for another matter now.")
    waits_for(wall, name, "Beratung")


def test_who_did_not_come_is_seen_and_taken_back(colleagues, wall, present):
    dino, name = colleagues[3], f"GastD{present}"
    dino.opens(name)
    dino.presses("Did not come")
    waits_for(wall, name, "did not come")
    dino.presses("Undo: did not come")
    waits_for(wall, name, AWAITED)


def test_another_time_and_another_desk_are_seen_and_taken_back(colleagues, wall, present):
    anna, name = colleagues[0], f"GastE{after(present, 2)}"
    anna.opens(name)
    anna.presses("Another time")
    clock = anna.takes_time(4)
    anna.presses("Take this time")
    waits_for(wall, name, clock)
    anna.presses("Undo: moved")
    waits_for(wall, name, AWAITED)
    anna.is_told("Taken back.")


def test_two_swap_desks(colleagues, present, filled):
    bela, other = colleagues[1], f"GastF{after(present, 3)}"
    bela.opens(f"GastE{after(present, 3)}")
    bela.presses("Another desk, or swap")
    bela.page.locator(f"label:has-text('{other},')").click()
    bela.page.locator("form button:has-text('Swap')").click()
    bela.is_told("The two have swapped desks.")


def test_a_blocked_desk_is_seen_with_who_was_moved_away(colleagues, wall, present):
    cleo = colleagues[2]
    cleo.go("block/")
    cleo.page.select_option("select[name=desk]", label="Schalter 6")
    cleo.page.fill("input[name=day]", wall.input_value("#go"))
    cleo.page.fill("input[name=begins]", "19:00")
    cleo.page.fill("input[name=ends]", "20:00")
    cleo.chooses("meeting")
    cleo.presses("Block")
    cleo.is_told("1 time is blocked.")
    wall.locator("#calendar .k-blocked:has-text('meeting')").wait_for(timeout=5_000)
    cleo.page.click("#calendar .k-blocked a")
    cleo.presses("Free this time again")
    wall.locator("#calendar .k-blocked").wait_for(state="detached", timeout=5_000)


def test_somebody_at_the_counter_is_booked_and_cancelled_with_a_reason(colleagues, wall):
    dino = colleagues[3]
    dino.go("new/")
    dino.page.select_option("select[name=matter]", label="Beratung")
    dino.presses("Show free times")
    dino.takes_time(3)
    dino.page.fill("input[name=p0-family_name]", "Neuling")
    dino.page.fill("input[name=p0-birth_year]", "1984")
    dino.presses("Book")
    dino.is_told("Please print the slip.")
    dino.presses("Cancel")
    dino.page.fill("textarea[name=reason]", "Rohrbruch")
    dino.presses("Cancel the appointment")
    dino.is_told("The appointment is cancelled.")
    dino.presses("Undo: cancelled")
    dino.is_told("Taken back.")


def test_neither_focus_nor_scroll_nor_typing_is_lost_when_others_change_something(
    colleagues, wall, present
):
    wall.click("summary")
    wall.focus("#go")
    wall.keyboard.type("12")
    typed = wall.input_value("#go")
    wall.evaluate("document.querySelector('#calendar').scrollTop = 120")
    anna, name = colleagues[0], f"GastA{present}"
    anna.opens(name)
    anna.presses("The person is here")
    waits_for(wall, name, "here")
    assert wall.evaluate("document.activeElement.id") == "go"
    assert wall.input_value("#go") == typed
    assert wall.evaluate("document.querySelector('#calendar').scrollTop") == 120
    wall.focus(f"#calendar a:has-text('{name},')")
    anna.presses("Undo: is here")
    waits_for(wall, name, AWAITED)
    assert name in wall.evaluate("document.activeElement.innerText")


def test_without_javascript_everything_is_a_link_or_a_form(browser, filled, present):
    context = new_phone(browser, viewport=SCREEN, locale="en")
    anna, name = Caseworker(context.new_page(), filled, "en", hurries=True), f"GastF{present}"
    anna.sign_in(COLLEAGUES[0])
    anna.presses("Look whether something has changed")
    anna.opens(name)
    anna.presses("The person is here")
    anna.presses("Result of the visit")
    anna.chooses("another visit is needed")
    anna.presses("Save")
    anna.takes_time(9)
    anna.presses("Book")
    anna.is_told("The appointment is booked.")
    anna.opens(name)
    anna.presses("Undo: result")
    anna.is_told("Taken back.")
    context.close()


def test_at_the_end_nobody_has_anothers_time(filled):
    overlaps = """WITH live AS (
        SELECT * FROM booking_reservation WHERE status IN ('held', 'booked', 'attended'))
      SELECT count(*) FROM live a JOIN live b
      ON a.desk_id = b.desk_id AND a.id < b.id AND a.during && b.during"""
    assert filled.rows(overlaps) == [(0,)]


PAGES = ("", "week/", "months/", "conflicts/", "new/", "block/")


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_page_is_for_everyone(browser, filled, present, language):
    """Held against axe, no wider than the smallest screen, and opened with the keyboard alone."""
    context = new_phone(browser, java_script=True, viewport=SCREEN, locale=language)
    page = context.new_page()
    person = Caseworker(page, filled, language, hurries=True)
    person.sign_in(COLLEAGUES[0])
    person = replace(person, hurries=False)
    for path in PAGES:
        person.go(path)
    person.go("")
    page.focus(f"#calendar a:has-text('GastA{present},')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/appointment/*/")
    person.is_a_kind_page()
    own = page.url.partition(f"/desk/{OFFICE}/")[2]
    for name in ("result/", "move/", "desk/", "matter/", "correct/0/"):
        person.go(f"{own}{name}")
    context.close()
