"""The desks of an office: everything goes through the draft, and no desk is deleted."""

import re
from datetime import date, timedelta

import pytest

from offices.changes.steps import steps_of
from offices.models import Change, Desk, OpeningHours, Responsibility
from tests import make
from tests.booking.views.manager.planning import DRAFT, later, save

pytestmark = pytest.mark.django_db

DESKS = "/manage/essen-amt/desks/"


@pytest.fixture
def today(office, now) -> date:
    return now.astimezone(office.zone).date()


@pytest.fixture
def first(office, offering) -> Desk:
    return office.desks.all()[0]


def typed(desk: Desk, **fields):
    usual = {
        "label": desk.label,
        "position": desk.position + 1,
        "offerings": [one.pk for one in desk.offerings.all()],
        "lines": 2,
    }
    return usual | fields


def change(client, desk, **fields):
    return client.post(f"{DESKS}{desk.pk}/", typed(desk, **fields))


def letters(desk: Desk) -> list[tuple[str, str, str]]:
    rows = desk.responsibilities.order_by("surname_from")
    return list(rows.values_list("people", "surname_from", "surname_to"))


def test_the_list_tells_services_hours_and_names(managing, first):
    make.desk(at=first.office, label="Zimmer 9", responsible=[("eu", "A", "Doa")])
    text = " ".join(managing.get(DESKS).text.split())
    assert "<bdi>Schalter 1</bdi>" in text
    assert "<li>Karte abholen</li>" in text
    assert 'Monday <bdi class="number" dir="ltr">08:00–12:00</bdi>' in text
    assert 'EU citizens and their families: <bdi dir="ltr">A – Doa</bdi>' in text


def hours_said(client, desk: Desk) -> list[str]:
    """The lines of a desk, without markup."""
    row = client.get(DESKS).text.split(f'id="desk-{desk.pk}"')[1].split("</tr>")[0]
    lines = re.findall(r"<p>(.*?)</p>", row, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", "", line).split()) for line in lines]


def test_hours_that_change_from_a_day_on_are_told_with_their_dates(managing, first, rule, today):
    """A Thursday was split in two: what counts now stands first, and says until when."""
    OpeningHours.objects.filter(office=first.office).exclude(pk=rule.pk).delete()
    split = today + timedelta(days=60)
    OpeningHours.objects.filter(pk=rule.pk).update(valid_until=split - timedelta(days=1))
    thursday = {"at": first.office, "weekday": 3}
    make.hours(**thursday, opens="07:00", closes="12:00", valid_from=split)
    make.hours(**thursday, opens="14:00", closes="16:00")
    make.hours(**thursday, opens="18:00", closes="19:00", valid_from=split, every_weeks=2)
    make.hours(**thursday, opens="06:00", closes="07:00", valid_until=today - timedelta(days=1))
    before, after = (f"{day:%d.%m.%Y}" for day in (split - timedelta(days=1), split))
    assert hours_said(managing, first) == [
        f"Thursday 08:00–12:00 (until {before})",
        "Thursday 14:00–16:00",
        f"Thursday 07:00–12:00 (from {after})",
        f"Thursday 18:00–19:00 (from {after}, every 2 weeks)",
    ]


def test_times_that_stay_while_something_else_changes_are_one_line(managing, first, rule, today):
    OpeningHours.objects.filter(office=first.office).exclude(pk=rule.pk).delete()
    split = today + timedelta(days=60)
    OpeningHours.objects.filter(pk=rule.pk).update(
        valid_until=split - timedelta(days=1), valid_from=today - timedelta(days=1)
    )
    times = {"opens": "08:00", "closes": "12:00", "valid_from": split}
    make.hours(at=first.office, weekday=3, **times, opens_to_public_before=7)
    assert hours_said(managing, first) == ["Thursday 08:00–12:00"]


def test_hours_of_one_date_name_it(managing, first, thursday):
    OpeningHours.objects.filter(office=first.office).delete()
    only = {"valid_from": thursday, "valid_until": thursday}
    make.hours(at=first.office, weekday=3, opens="08:00", closes="18:00", **only)
    assert hours_said(managing, first) == [f"Thursday 08:00–18:00 (only on {thursday:%d.%m.%Y})"]


def test_an_office_without_desks_says_what_to_do(managing, essen):
    make.office(of=essen, slug="leer")
    assert "Add the first one" in managing.get("/manage/leer/desks/").text


def test_a_desk_is_renamed_and_moved(managing, first):
    assert change(managing, first, label="Zimmer 1", position=5)["Location"] == DRAFT
    save(managing)
    first.refresh_from_db()
    assert (first.label, first.position) == ("Zimmer 1", 4)


def test_a_desk_gets_other_services(managing, first):
    other = make.offering(at=first.office, desks=[])
    change(managing, first, offerings=[other.pk])
    save(managing)
    assert list(first.offerings.all()) == [other]


def test_a_desk_gets_a_last_day_and_stays(managing, first, today):
    change(managing, first, valid_until=later(today, 30))
    save(managing)
    first.refresh_from_db()
    assert first.valid_until == today + timedelta(days=30)


def test_a_desk_is_added_with_letters_in_one_change(managing, office, offering):
    fields = {"label": "Zimmer 9", "position": 3, "offerings": [offering.pk], "lines": 2}
    line = {"people_0": "eu", "first_0": "a", "last_0": "Doa"}
    managing.post(f"{DESKS}add/", fields | line)
    assert Desk.objects.count() == 2
    save(managing)
    made = Desk.objects.get(label="Zimmer 9")
    assert (list(made.offerings.all()), letters(made)) == ([offering], [("eu", "A", "Doa")])


def test_a_desk_like_another_one_begins_with_what_that_has(managing, first):
    Responsibility.objects.create(desk=first, people="eu", surname_from="A", surname_to="K")
    text = managing.get(f"{DESKS}add/?like={first.pk}").text
    assert "checked" in text
    assert 'value="K"' in text
    assert 'value="Schalter 1"' not in text
    assert managing.get(f"{DESKS}add/?like=99999999").status_code == 200


def test_letters_are_changed_added_and_taken_away(managing, first):
    for a, b in (("A", "K"), ("L", "R")):
        Responsibility.objects.create(desk=first, people="eu", surname_from=a, surname_to=b)
    lines = {"people_0": "eu", "first_0": "A", "last_0": "K"}
    change(managing, first, **lines, people_1="eu", first_1="L", last_1="Z")
    steps = [(step.was, step.now) for step in steps_of(Change.objects.get())]
    assert [(was["surname_to"], now["surname_to"]) for was, now in steps] == [("R", "Z")]
    save(managing)
    assert letters(first) == [("eu", "A", "K"), ("eu", "L", "Z")]
    change(managing, first, **lines)
    save(managing)
    assert letters(first) == [("eu", "A", "K")]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"label": ""}, "Please write a name."),
        ({"label": "Schalter 2"}, "Another desk of this office has this label."),
        ({"position": ""}, "Please write a number."),
        ({"valid_until": "2020-01-01"}, "This day is over."),
        ({"people_0": "eu", "first_0": "م", "last_0": "K"}, "Please write Latin letters."),
        ({"people_0": "", "first_0": "A", "last_0": "K"}, "Please choose for whom."),
        (
            {"people_0": "eu", "first_0": "L", "last_0": "K"},
            "The first surname must not come after the last.",
        ),
        ({"offerings": [99999999]}, "99999999"),
    ],
)
def test_what_makes_no_sense_is_said_and_kept(managing, first, fields, said):
    usual = {"label": "Zimmer 1"} | fields
    answer = change(managing, first, **usual)
    assert answer.status_code == 422
    assert said in answer.text
    assert usual["label"] in answer.text
    assert Change.objects.count() == 0


def test_desks_do_not_swap_names_within_one_draft(managing, first, office):
    """The database would refuse it halfway."""
    change(managing, first, label="Zimmer 1")
    answer = change(managing, office.desks.all()[1], label="Schalter 1")
    assert "Another desk of this office has this label." in answer.text


def test_services_that_ended_stay_with_the_desk(managing, first, offering, today):
    old = make.offering(at=first.office, desks=[first], valid_until=today - timedelta(days=1))
    change(managing, first, offerings=[offering.pk], label="Zimmer 1")
    save(managing)
    assert set(first.offerings.all()) == {old, offering}


def test_a_desk_that_is_out_of_order_is_closed_for_some_days(managing, office, first):
    """The way leads from the list and from the desk to the form of closures, with the desk."""
    way = f"/manage/essen-amt/closures/add/?desk={first.pk}"
    assert f'href="{way}"' in managing.get(DESKS).text
    assert f'href="{way}"' in managing.get(f"{DESKS}{first.pk}/").text
    assert way not in managing.get(f"{DESKS}add/").text
    ticked = re.findall(r'name="desks" value="(\d+)"[^>]* checked', managing.get(way).text)
    assert ticked == [str(first.pk)]


@pytest.mark.parametrize("desk", ["99999999", "nonsense", ""])
def test_an_address_with_a_desk_that_is_not_here_ticks_none(managing, office, desk):
    answer = managing.get(f"/manage/essen-amt/closures/add/?desk={desk}")
    assert answer.status_code == 200
    assert " checked" not in answer.text.split('id="div_id_desks"')[1]


def test_the_list_shows_what_is_planned(managing, first):
    change(managing, first, label="Zimmer 1")
    text = managing.get(DESKS).text
    assert "Zimmer 1" in text
    assert "planned, not saved yet" in text


def test_desks_of_another_office_do_not_exist_here(managing, office, mainz):
    elsewhere = make.office_open_on_weekdays(of=mainz)
    foreign, offering = elsewhere.desks.get(), make.offering(at=elsewhere)
    assert managing.get(f"{DESKS}{foreign.pk}/").status_code == 404
    assert change(managing, foreign).status_code == 404
    fields = {"label": "Neu", "position": 3, "offerings": [offering.pk]}
    assert managing.post(f"{DESKS}add/", fields).status_code == 422
    assert "checked" not in managing.get(f"{DESKS}add/?like={foreign.pk}").text


def test_a_desk_with_letters_for_many_keeps_all_of_them(managing, first):
    many = [("eu", f"{one}a", f"{one}z") for one in "ABCDEFGHIJKLMNOPQRSTUVW"]
    desk = make.desk(at=first.office, label="Zimmer 9", responsible=many)
    text = managing.get(f"{DESKS}{desk.pk}/").text
    sent = dict(re.findall(r'name="((?:first|last)_\d+)" value="(\w+)"', text))
    sent |= {f"people_{number}": "eu" for number in range(len(many))}
    sent |= {"lines": str(len(many) + 2), "label": "Zimmer 10", "offerings": []}
    change(managing, desk, **sent)
    save(managing)
    assert len(letters(desk)) == len(many)
