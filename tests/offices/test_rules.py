"""Rules the data holds, and the sentences that people read when they break one."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import translation

from offices.models import (
    Closure,
    Desk,
    LegalText,
    Membership,
    Municipality,
    Offering,
    Office,
    OpeningHours,
    RequiredDocument,
    Responsibility,
    ServiceType,
)
from tests import make

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def office(essen) -> Office:
    return make.office_open_on_weekdays(of=essen)


def refusals(row: Model) -> list[str]:
    """Check a row as a form does; and see the database refuse it too, where it would."""
    with translation.override("en"), pytest.raises(ValidationError) as refusal:
        row.full_clean()
    with translation.override("en"):
        return [str(message) for message in refusal.value.messages]


def refused_by_the_database(row: Model) -> bool:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return True
    return False


def hours(office: Office, **fields: Any) -> OpeningHours:
    facts: dict[str, Any] = {"weekday": 0, "opens": "08:00", "closes": "12:00"}
    return OpeningHours(office=office, **facts | fields)


def test_an_office_opens_before_it_closes(office):
    wrong = hours(office, opens="12:00", closes="08:00")
    assert refusals(wrong) == ["A desk must open before it closes."]
    assert refused_by_the_database(wrong)


def test_a_season_begins_before_it_ends(office):
    wrong = hours(office, valid_from=date(2027, 2, 1), valid_until=date(2027, 1, 1))
    assert refusals(wrong) == ["The first day must not come after the last."]
    assert refused_by_the_database(wrong)


def test_hours_of_every_second_week_say_which_week_is_the_first(office):
    wrong = hours(office, every_weeks=2)
    assert refusals(wrong) == [
        "Hours that come every few weeks need the day from which weeks are counted."
    ]
    assert refused_by_the_database(wrong)


def test_a_closure_begins_before_it_ends(office):
    noon = datetime(2027, 1, 4, 12, tzinfo=BERLIN)
    wrong = Closure(office=office, starts_at=noon, ends_at=noon)
    assert refusals(wrong) == ["A closure must start before it ends."]
    assert refused_by_the_database(wrong)


def test_a_closed_desk_stands_in_the_closed_office(office, mainz):
    elsewhere = make.desk(at=make.office(of=mainz))
    wrong = Closure(
        office=office,
        desk=elsewhere,
        starts_at=datetime(2027, 1, 4, tzinfo=BERLIN),
        ends_at=datetime(2027, 1, 5, tzinfo=BERLIN),
    )
    assert refusals(wrong) == ["This desk stands in another office."]


def test_two_desks_of_an_office_have_two_labels(office):
    wrong = Desk(office=office, label=office.desks.get().label)
    assert refusals(wrong) == ["Another desk of this office has this label."]
    assert refused_by_the_database(wrong)


def test_surnames_go_forwards(office):
    wrong = Responsibility(desk=office.desks.get(), surname_from="M", surname_to="A")
    assert refusals(wrong) == ["The first surname must not come after the last."]
    assert refused_by_the_database(wrong)


def test_an_office_offers_a_service_once(office):
    known = make.offering(at=office)
    wrong = Offering(office=office, service=known.service, access="open", duration_minutes=10)
    assert refusals(wrong) == ["This office already offers this service."]
    assert refused_by_the_database(wrong)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"duration_minutes": 0}, "An offering takes at least a minute and one person."),
        ({"max_persons": 0}, "An offering takes at least a minute and one person."),
        ({"horizon_days": 0}, "Dates open between 1 and 730 days ahead."),
        ({"horizon_days": 731}, "Dates open between 1 and 730 days ahead."),
    ],
)
def test_an_offering_has_sensible_numbers(office, fields, sentence):
    facts = {"access": "open", "duration_minutes": 10}
    wrong = Offering(office=office, service=make.service(), **facts | fields)
    assert refusals(wrong) == [sentence]
    assert refused_by_the_database(wrong)


def test_an_office_begins_appointments_on_a_grid(office):
    office.grid_minutes = 7
    assert refusals(office) == ["Value 7 is not a valid choice."]
    assert refused_by_the_database(office)


def test_an_office_lies_in_a_time_zone_that_exists(office):
    office.timezone = "Europe/Essen"
    assert refusals(office) == ["This is no time zone, such as Europe/Berlin."]


def test_fees_go_upwards():
    wrong = ServiceType(
        slug="x",
        group=make.group(),
        name_de="X",
        proxy="no",
        duration_minutes=5,
        fee_min=100,
        fee_max=50,
    )
    assert refusals(wrong) == ["The lower fee must not be above the higher one."]
    assert refused_by_the_database(wrong)


def test_a_document_is_named_once_for_a_service():
    service = make.service()
    RequiredDocument.objects.create(service=service, key="passport", name_de="Pass")
    wrong = RequiredDocument(service=service, key="passport", name_de="Reisepass")
    assert refusals(wrong) == ["This document is already on the list."]
    assert refused_by_the_database(wrong)


def test_a_municipality_is_named_once(essen):
    Municipality.objects.create(authority=essen, name="Essen")
    wrong = Municipality(authority=essen, name="Essen")
    assert refusals(wrong) == ["This municipality is already on the list."]
    assert refused_by_the_database(wrong)


def test_there_is_one_default_of_each_legal_text():
    LegalText.objects.create(key="schengen", text_de="Ein Schengen-Visum …")
    wrong = LegalText(key="schengen", text_de="Noch einer")
    assert refusals(wrong) == ["This authority already has its own wording."]
    assert refused_by_the_database(wrong)


def test_personal_data_is_erased_within_a_year(essen):
    essen.retention_days = 366
    assert refusals(essen) == ["Personal data must be erased within a year."]
    assert refused_by_the_database(essen)


def test_a_manager_is_responsible_for_the_whole_authority(erika, essen, office):
    wrong = Membership(user=make.user(), authority=essen, office=office, role="manager")
    assert refusals(wrong) == ["A manager works for the whole authority."]
    assert refused_by_the_database(wrong)


def test_a_person_has_a_role_once(erika, essen):
    wrong = Membership(user=erika, authority=essen, role="manager")
    assert refusals(wrong) == ["This person already has this role there."]
    assert refused_by_the_database(wrong)
