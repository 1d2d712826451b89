"""Loading again and again: nothing doubles, and what people changed stays as they left it."""

from copy import deepcopy
from dataclasses import replace
from datetime import time

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from offices.models import (
    Authority,
    Closure,
    Desk,
    LoadedRecord,
    Municipality,
    Offering,
    OpeningHours,
    RequiredDocument,
    Responsibility,
)
from offices.pilot import reading
from offices.pilot.loading import load
from offices.pilot.reading import Data, PilotDataError, Row
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def data() -> Data:
    """Only Bietigheim: it has letters, walk-in hours and offices of every kind of access."""
    return only(Data.read(), "bietigheim-bissingen")


def only(data: Data, *slugs: str) -> Data:
    return replace(data, authorities=[a for a in data.authorities if a["slug"] in slugs])


def office_of(data: Data) -> Row:
    office: Row = data.authorities[0]["offices"][0]
    return office


def contents() -> dict[str, list[Row]]:
    models = (Authority, Municipality, Desk, Responsibility, Offering, OpeningHours, LoadedRecord)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def test_a_second_load_changes_nothing(data):
    first = load(data)
    before = contents()
    assert load(data) == first
    assert contents() == before


def test_a_second_load_only_reads(data, django_assert_max_num_queries):
    load(data)
    with django_assert_max_num_queries(40) as queries:
        load(data)
    writes = [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert writes == []


def test_what_a_manager_changed_stays(data):
    load(data)
    hours = OpeningHours.objects.filter(weekday=0, opens=time(8)).get()
    hours.opens = time(7, 30)
    hours.save()
    authority = Authority.objects.get()
    authority.apply_note_uk = "Дзвоніть нам."
    authority.save()
    load(data)
    hours.refresh_from_db()
    authority.refresh_from_db()
    assert hours.opens == time(7, 30)
    assert authority.apply_note_uk == "Дзвоніть нам."


def test_a_renamed_desk_is_not_made_again(data):
    load(data)
    Desk.objects.filter(label="Zimmer 142 Auskunft und Ausgabe").update(label="Auskunft")
    load(data)
    assert list(Desk.objects.values_list("label", flat=True)) == [
        "Zimmer 138",
        "Zimmer 139",
        "Zimmer 140",
        "Zimmer 141",
        "Auskunft",
    ]


def test_desks_a_manager_gave_to_an_offering_stay(data):
    load(data)
    offering = Offering.objects.get(service__slug="residence-permit-study")
    chosen = Desk.objects.get(label="Zimmer 139")
    offering.desks.set([chosen])
    load(data)
    assert list(offering.desks.all()) == [chosen]


def test_what_a_manager_deleted_does_not_come_back(data):
    load(data)
    OpeningHours.objects.filter(weekday=4).delete()
    Municipality.objects.get(name="Tamm").delete()
    Responsibility.objects.filter(people="asylum").delete()
    load(data)
    assert not OpeningHours.objects.filter(weekday=4).exists()
    assert sorted(Municipality.objects.values_list("name", flat=True)) == [
        "Bietigheim-Bissingen",
        "Ingersheim",
    ]
    assert not Responsibility.objects.filter(people="asylum").exists()


def test_a_new_version_reaches_what_nobody_touched(data):
    load(data)
    Desk.objects.filter(label="Zimmer 138").update(position=9)
    newer = deepcopy(data)
    newer.authorities[0]["phone"] = "+49 7142 74-999"
    newer.authorities[0]["access"]["study"]["mode"] = "request"
    office_of(newer)["opening_hours"][0]["from"] = "07:00"
    office_of(newer)["desks"][0]["label"] = "Zimmer 138"
    load(newer)
    assert Authority.objects.get().phone == "+49 7142 74-999"
    assert Offering.objects.get(service__slug="residence-permit-study").access == "request"
    assert OpeningHours.objects.get(weekday=0, closes=time(12)).opens == time(7)
    assert Desk.objects.get(label="Zimmer 138").position == 9


def test_a_new_version_passes_by_the_one_field_a_manager_changed(data):
    load(data)
    Authority.objects.update(phone="+49 7142 110")
    newer = deepcopy(data)
    newer.authorities[0] |= {"phone": "+49 7142 74-999", "email": "abh@bietigheim.example"}
    load(newer)
    authority = Authority.objects.get()
    assert (authority.phone, authority.email) == ("+49 7142 110", "abh@bietigheim.example")


def test_a_new_german_wording_is_also_what_django_shows(data):
    load(data)
    newer = deepcopy(data)
    newer.authorities[0]["name_de"] = "Stadt Essen – Ausländerbehörde"  # has its translations
    load(newer)
    assert Authority.objects.values_list("name_de", "name_ar").get() == (
        "Stadt Essen – Ausländerbehörde",
        data.words["ar"]["Stadt Essen – Ausländerbehörde"],
    )
    without_language = Authority.objects.rewrite(mode=False).values_list("name", flat=True)
    assert without_language.get() == "Stadt Essen – Ausländerbehörde"


def test_hours_the_new_version_no_longer_knows_go_unless_somebody_changed_them(data):
    load(data)
    OpeningHours.objects.filter(weekday=0, opens=time(14)).update(closes=time(17))
    newer = deepcopy(data)
    office_of(newer)["opening_hours"] = office_of(newer)["opening_hours"][2:]
    load(newer)
    monday = OpeningHours.objects.filter(weekday=0)
    assert list(monday.values_list("opens", "closes")) == [(time(14), time(17))]


def test_a_document_added_later_arrives(data):
    load(data)
    newer = deepcopy(data)
    document = {"key": "extra", "name_de": "Ihr Aufenthaltstitel", "name_en": "Your title"}
    newer.services[0]["documents"].append(document)
    load(newer)
    added = RequiredDocument.objects.get(key="extra")
    assert (added.name_de, added.name_ar) == (
        "Ihr Aufenthaltstitel",
        data.words["ar"]["Ihr Aufenthaltstitel"],
    )


def test_what_somebody_made_by_hand_before_is_left_to_them(data):
    make.authority(slug="bietigheim-bissingen", phone="+49 1")
    load(data)
    assert Authority.objects.get().phone == "+49 1"


def test_a_missing_translation_refuses_with_a_sentence_and_writes_nothing(data):
    sentence = "Stadt Bietigheim-Bissingen – Ausländerbehörde"
    del data.words["uk"][sentence]
    with pytest.raises(PilotDataError) as refusal:
        load(data)
    assert str(refusal.value) == (
        "Nothing was loaded: offices/data/uk.json lacks the translation "
        f"of 1 German texts, the first: {sentence}"
    )
    assert not Authority.objects.exists()


def test_the_command_counts_and_makes_the_holidays(capsys):
    call_command("load_pilot")
    assert capsys.readouterr().out.startswith("10 authorities, 61 municipalities, ")
    assert Closure.objects.filter(office__slug="deggendorf-campus").count() == 13 * 3


def test_the_command_says_what_is_missing(tmp_path, monkeypatch):
    for name in ("authorities", "services", "legal_texts", "uk"):
        (tmp_path / f"{name}.json").symlink_to(reading.FOLDER / f"{name}.json")
    (tmp_path / "ar.json").write_text("{}")
    monkeypatch.setattr(reading, "FOLDER", tmp_path)
    with pytest.raises(CommandError, match=r"ar\.json lacks the translation of"):
        call_command("load_pilot")
