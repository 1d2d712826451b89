"""The year of an office: real tables, closed days told by more than colour."""

from datetime import date, timedelta

import pytest

from offices.models import Closure
from tests import make
from tests.booking.views.manager.planning import later

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(thursday) -> int:
    return thursday.year


@pytest.fixture
def closed(office, thursday) -> Closure:
    return make.closure(
        at=office,
        starts=make.local(office, thursday, "00:00"),
        ends=make.local(office, thursday + timedelta(days=1), "00:00"),
        reason_de="Fortbildung",
    )


QUERIES = 9  # sign-in, role, draft, closures, rules and the turning back among them


def url(year: int) -> str:
    return f"/manage/essen-amt/closures/{year}/"


def cell(text: str, day: date) -> str:
    """The table cell of that day."""
    label = f'aria-label="{day:%A, %B} {day.day}, {day.year}'
    start = text.rindex("<td", 0, text.index(label))
    return text[start : text.index("</td>", start)]


def test_twelve_months_stand_as_tables_with_every_day(managing, office, year):
    text = managing.get(url(year + 1)).text
    assert text.count("<table>") == 12
    assert text.count("/one-day/?day=") == (date(year + 2, 1, 1) - date(year + 1, 1, 1)).days


def test_a_closed_day_says_why_and_leads_to_its_line(managing, closed, thursday, year):
    found = cell(managing.get(url(year)).text, thursday)
    assert "year-day--closed" in found
    assert "Fortbildung" in found
    assert '<b aria-hidden="true">X</b>' in found
    assert f'href="/manage/essen-amt/closures/#closure-{closed.pk}"' in found


def test_an_open_day_leads_to_the_form_for_one_day(managing, office, thursday, year):
    found = cell(managing.get(url(year)).text, thursday)
    assert f'href="/manage/essen-amt/one-day/?day={thursday}"' in found
    assert 'class="year-day"' in found


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"holiday": True}, "holiday"),
        ({"holiday": True, "applies": False, "open_reason": "Aktion"}, "opened"),
        ({"desk": True}, "desk"),
        ({"half": True}, "part"),
    ],
)
def test_kinds_of_closures_are_told_apart(managing, closed, thursday, fields, kind):
    office = closed.office
    said = {name: value for name, value in fields.items() if name in ("applies", "open_reason")}
    if "holiday" in fields:
        said["holiday"] = thursday
    if "desk" in fields:
        said["desk"] = office.desks.all()[0]
    if "half" in fields:
        said["starts_at"] = make.local(office, thursday, "12:00")
    Closure.objects.filter(pk=closed.pk).update(**said)
    assert f"year-day--{kind}" in cell(managing.get(url(thursday.year)).text, thursday)


def test_days_without_hours_are_grey(managing, office, thursday, year):
    saturday = thursday + timedelta(days=2)
    assert "year-day--shut" in cell(managing.get(url(saturday.year)).text, saturday)


def test_what_is_planned_is_shown_already(managing, office, thursday, year):
    fields = {"reason": "training", "first": thursday.isoformat()}
    managing.post("/manage/essen-amt/closures/add/", fields)
    assert "year-day--closed" in cell(managing.get(url(year)).text, thursday)


def test_two_years_ahead_are_there_and_no_more(managing, office, now):
    this = now.astimezone(office.zone).year
    codes = [managing.get(url(this + n)).status_code for n in (0, 1, 2, 3)]
    assert codes == [200, 200, 200, 404]
    assert url(this + 3) not in managing.get(url(this + 2)).text
    assert managing.get(url(1)).status_code == 404


def test_a_year_costs_as_much_with_many_closures(managing, office, now, django_assert_num_queries):
    today = now.astimezone(office.zone).date()
    managing.get(url(today.year + 1))
    for days in range(60, 300, 20):
        day = date.fromisoformat(later(date(today.year + 1, 1, 1), days))
        make.closure(
            at=office,
            starts=make.local(office, day, "00:00"),
            ends=make.local(office, day, "09:00"),
        )
    with django_assert_num_queries(QUERIES):
        managing.get(url(today.year + 1))
