"""Planning closures, and opening on public holidays: every form adds to the draft."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from offices import holidays
from offices.changes.steps import steps_of
from offices.models import Change, Closure
from tests import make
from tests.booking.views.manager.planning import DRAFT, later, save

pytestmark = pytest.mark.django_db

CLOSURES = "/manage/essen-amt/closures/"
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def today(office, now) -> date:
    return now.astimezone(office.zone).date()


@pytest.fixture
def training(office, thursday) -> Closure:
    """On a Thursday afternoon."""
    return make.closure(
        at=office,
        starts=make.local(office, thursday, "12:00"),
        ends=make.local(office, thursday + timedelta(days=1), "00:00"),
        reason_de="Fortbildung",
        reason_en="Staff training",
    )


@pytest.fixture
def holiday(office, today) -> Closure:
    """The next one on the list that the system makes."""
    holidays.refresh(today)
    return Closure.objects.filter(holiday__gt=today).order_by("holiday")[0]


def planned() -> list[tuple[str, str, int | None, str]]:
    """New closures in the draft: from, to, desk, reason."""
    (change,) = Change.objects.drafts()
    return [
        (
            f"{at(step.now['starts_at']):%Y-%m-%d %H:%M}",
            f"{at(step.now['ends_at']):%Y-%m-%d %H:%M}",
            step.now["desk_id"],
            step.now["reason_de"],
        )
        for step in steps_of(change)
        if step.now
    ]


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).astimezone(BERLIN)


def add(client, **fields):
    return client.post(f"{CLOSURES}add/", fields)


def test_the_list_tells_when_who_and_why(managing, training, thursday):
    text = managing.get(CLOSURES).text
    assert '<bdi class="number" dir="ltr">12:00–24:00</bdi>' in text
    assert ">the whole office</td>" in text
    assert "<bdi>Staff training</bdi>" in text


def test_without_any_the_page_says_what_to_do(managing, office):
    assert "Add the first closure." in managing.get(CLOSURES).text


def test_what_is_over_stands_apart_and_is_not_changed(managing, office, today):
    over = make.closure(
        at=office,
        starts=make.local(office, today - timedelta(days=9), "00:00"),
        ends=make.local(office, today - timedelta(days=8), "00:00"),
        reason_de="Umzug",
    )
    text = managing.get(CLOSURES).text
    assert text.index("Closures of the past year") < text.index("Umzug")
    assert f"{CLOSURES}{over.pk}/change/" not in text
    assert managing.get(f"{CLOSURES}{over.pk}/change/").status_code == 404
    assert managing.post(f"{CLOSURES}{over.pk}/end/").status_code == 404


def test_closed_for_some_days(managing, office, today):
    answer = add(managing, reason="training", first=later(today, 20), last=later(today, 22))
    assert answer["Location"] == DRAFT
    span = (f"{later(today, 20)} 00:00", f"{later(today, 23)} 00:00")
    assert planned() == [(*span, None, "Fortbildung")]
    assert Closure.objects.count() == 0


def test_some_desks_are_closed_for_hours(managing, office, today):
    first, second = office.desks.all()
    add(
        managing,
        reason="fault",
        desks=[first.pk, second.pk],
        first=later(today, 20),
        opens="09:00",
        closes="11:30",
    )
    span = (f"{later(today, 20)} 09:00", f"{later(today, 20)} 11:30")
    assert planned() == [
        (*span, first.pk, "Technische Störung"),
        (*span, second.pk, "Technische Störung"),
    ]


def test_own_words_are_kept_in_each_language_that_was_written(managing, office, today):
    fields = {"reason": "own", "reason_de": "Stadtfest", "reason_ar": "مهرجان المدينة"}
    add(managing, **fields, first=later(today, 20))
    save(managing)
    made = Closure.objects.get()
    assert (made.reason_de, made.reason_en, made.reason_ar) == ("Stadtfest", "", "مهرجان المدينة")


def test_typical_reasons_are_there_in_every_language(managing, office, today):
    add(managing, reason="assembly", first=later(today, 20))
    save(managing)
    made = Closure.objects.get()
    assert (made.reason_de, made.reason_en) == ("Personalversammlung", "Staff meeting")
    assert "" not in (made.reason_ar, made.reason_uk)
    assert len({made.reason_de, made.reason_en, made.reason_ar, made.reason_uk}) == 4


def test_rose_monday_moves_with_easter_and_finds_its_day_alone(managing, office, now):
    add(managing, reason="rosenmontag", years="2")
    days = [line[0][:10] for line in planned()]
    known = ["2026-02-16", "2027-02-08", "2028-02-28", "2029-02-12", "2030-03-04", "2031-02-24"]
    first = known.index(days[0])
    assert days == known[first : first + 3]


def test_christmas_eve_is_the_same_day_every_year(managing, office):
    add(managing, reason="christmas_eve", years="3")
    days = [line[0][5:10] for line in planned()]
    assert days == ["12-24"] * 4


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"reason": ""}, "Please choose a reason."),
        ({"first": ""}, "Please choose a day."),
        ({"first": "2020-01-01"}, "This day is over. Please choose today or a later one."),
        ({"last": "2020-01-01"}, "The last day must not come before the first."),
        ({"last": "2100-12-30"}, "A closure lasts a year at most."),
        ({"opens": "12:00", "closes": "11:00"}, "The end must come after the beginning."),
        ({"reason": "own"}, "Please write the reason in German."),
        ({"reason": "christmas_eve"}, "this day is Thursday, December 24"),
        ({"years": "9"}, "9"),
    ],
)
def test_what_makes_no_sense_is_said_and_kept(managing, office, fields, said):
    usual = {"reason": "training", "first": "2099-12-23", "reason_uk": "Навчання"}
    answer = add(managing, **usual | fields)
    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="Навчання"' in answer.text
    assert Change.objects.count() == 0


def test_a_closure_is_changed(managing, training, thursday):
    shown = managing.get(f"{CLOSURES}{training.pk}/change/").text
    assert 'value="12:00"' in shown
    fields = {"reason": "assembly", "first": thursday.isoformat(), "opens": "10:00"}
    assert managing.post(f"{CLOSURES}{training.pk}/change/", fields)["Location"] == DRAFT
    after = (thursday + timedelta(days=1)).isoformat()
    assert planned() == [(f"{thursday} 10:00", f"{after} 00:00", None, "Personalversammlung")]


def test_one_that_goes_on_keeps_its_beginning(managing, office, today):
    running = make.closure(
        at=office,
        starts=make.local(office, today - timedelta(days=3), "00:00"),
        ends=make.local(office, today + timedelta(days=3), "00:00"),
        reason_de="Umzug",
    )
    fields = {"reason": "own", "reason_de": "Umzug", "first": later(today, -3)}
    managing.post(f"{CLOSURES}{running.pk}/change/", {**fields, "last": later(today, 1)})
    assert planned() == [(f"{later(today, -3)} 00:00", f"{later(today, 2)} 00:00", None, "Umzug")]


def test_one_that_goes_on_is_taken_away_from_today_on(managing, office, today):
    running = make.closure(
        at=office,
        starts=make.local(office, today - timedelta(days=3), "00:00"),
        ends=make.local(office, today + timedelta(days=3), "00:00"),
    )
    managing.post(f"{CLOSURES}{running.pk}/end/")
    save(managing)
    running.refresh_from_db()
    assert running.ends_at.astimezone(BERLIN) == datetime.combine(today, time.min, BERLIN)


def test_one_to_come_is_taken_away(managing, training):
    assert "Staff training" in managing.get(f"{CLOSURES}{training.pk}/end/").text
    managing.post(f"{CLOSURES}{training.pk}/end/")
    save(managing)
    assert Closure.objects.count() == 0


def test_a_holiday_is_opened_with_a_reason_and_stays_open(managing, office, holiday, today):
    url = f"{CLOSURES}{holiday.pk}/open/"
    assert "Please write why." in managing.post(url, {"open_reason": " "}).text
    managing.post(url, {"open_reason": "Sonderaktion"})
    save(managing)
    holidays.refresh(today)
    holiday.refresh_from_db()
    assert (holiday.applies, holiday.open_reason) == (False, "Sonderaktion")
    text = managing.get(CLOSURES).text
    assert '<strong>open in spite of it</strong>: <bdi lang="de">Sonderaktion</bdi>' in text


def test_a_holiday_is_closed_again(managing, office, holiday):
    Closure.objects.filter(pk=holiday.pk).update(applies=False, open_reason="Sonderaktion")
    managing.post(f"{CLOSURES}{holiday.pk}/close/")
    save(managing)
    holiday.refresh_from_db()
    assert (holiday.applies, holiday.open_reason) == (True, "")


def test_a_holiday_is_neither_changed_nor_taken_away(managing, holiday):
    assert managing.post(f"{CLOSURES}{holiday.pk}/change/", {}).status_code == 404
    assert managing.post(f"{CLOSURES}{holiday.pk}/end/").status_code == 404


def test_only_holidays_are_opened(managing, training):
    assert managing.post(f"{CLOSURES}{training.pk}/open/", {"open_reason": "x"}).status_code == 404
    assert managing.post(f"{CLOSURES}{training.pk}/close/").status_code == 404


def test_what_is_planned_is_shown_and_can_be_changed(managing, office, today):
    add(managing, reason="training", first=later(today, 20))
    text = managing.get(CLOSURES).text
    assert "planned, not saved yet" in text
    (step,) = steps_of(Change.objects.get())
    fields = {"reason": "training", "first": later(today, 21)}
    managing.post(f"{CLOSURES}{step.pk}/change/", fields)
    assert planned()[0][0] == f"{later(today, 21)} 00:00"


def test_closures_of_another_office_do_not_exist_here(managing, office, mainz, today):
    elsewhere = make.office_open_on_weekdays(of=mainz)
    foreign = make.closure(
        at=elsewhere,
        starts=make.local(elsewhere, today + timedelta(days=3), "00:00"),
        ends=make.local(elsewhere, today + timedelta(days=4), "00:00"),
    )
    for what in ("change", "end", "open", "close"):
        assert managing.post(f"{CLOSURES}{foreign.pk}/{what}/").status_code == 404
    desk = elsewhere.desks.get()
    fields = {"reason": "training", "first": later(today, 20), "desks": [desk.pk]}
    assert add(managing, **fields).status_code == 422
    assert Change.objects.count() == 0


def test_a_draft_from_before_reasons_to_open_still_fits(managing, training, thursday):
    managing.post(
        f"{CLOSURES}{training.pk}/change/",
        {"reason": "training", "first": thursday.isoformat(), "opens": "10:00"},
    )
    change = Change.objects.get()
    for step in change.steps[0]:
        del step["was"]["open_reason"], step["now"]["open_reason"]
    change.save()
    assert managing.get(DRAFT).status_code == 200


def test_own_words_in_german_only_are_marked_as_german(managing, office, training, thursday):
    Closure.objects.update(reason_de="Betriebsausflug", reason_en="")
    marked = '<bdi lang="de" dir="ltr">Betriebsausflug</bdi>'
    for page in (
        CLOSURES,
        f"{CLOSURES}{training.pk}/change/",
        f"/manage/essen-amt/one-day/?day={thursday}",
        f"/manage/essen-amt/hours/?week={thursday}",
    ):
        assert marked in managing.get(page).text, page
    Closure.objects.update(reason_en="Staff outing")
    assert "<bdi>Staff outing</bdi>" in managing.get(CLOSURES).text
