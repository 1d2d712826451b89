"""What the ten authorities look like once loaded."""

from datetime import date

import pytest
from modeltranslation.translator import translator

from offices.models import (
    Authority,
    Desk,
    LegalText,
    Offering,
    OpeningHours,
    RequiredDocument,
    Responsibility,
    ServiceGroup,
    ServiceType,
)

pytestmark = pytest.mark.usefixtures("ten")


def offering(office: str, service: str) -> Offering:
    return Offering.objects.get(office__slug=office, service__slug=service)


def test_everything_is_there(ten):
    assert ten == {
        "authorities": 10,
        "municipalities": 61,
        "groups of services": 14,
        "services": 44,
        "documents": 244,
        "offices": 15,
        "desks": 91,
        "responsibilities": 12,
        "offerings": 439,
        "opening hours": 103,
        "legal texts": 10,
    }


def test_every_authority_has_its_offices():
    offices = {a.slug: [o.slug for o in a.offices.order_by("pk")] for a in Authority.objects.all()}
    assert offices == {
        "bietigheim-bissingen": ["bietigheim-bissingen-rathaus"],
        "chemnitz": ["chemnitz-buergerhaus"],
        "deggendorf": ["deggendorf-landratsamt", "deggendorf-campus"],
        "essen": ["essen-kruppstrasse", "essen-cathostrasse", "essen-steubenstrasse"],
        "kiel": ["kiel-neues-rathaus"],
        "magdeburg": ["magdeburg-neustaedter-hoefe", "magdeburg-semesterbeginn"],
        "mainz": ["mainz-stadthaus"],
        "potsdam": ["potsdam-migrationsamt"],
        "weimar": ["weimar-schwanseestrasse", "weimar-campus"],
        "wetteraukreis": ["wetteraukreis-friedberg"],
    }


@pytest.mark.parametrize(
    ("office", "service", "access", "walk_in"),
    [
        ("potsdam-migrationsamt", "residence-permit-study", "invitation", False),
        ("potsdam-migrationsamt", "fast-track-skilled-worker", "elsewhere", False),
        ("kiel-neues-rathaus", "lost-document", "open", False),
        ("kiel-neues-rathaus", "transfer-new-passport", "invitation", False),
        ("kiel-neues-rathaus", "school-trip-list", "open", False),
        ("kiel-neues-rathaus", "emergency", "request", True),
        ("bietigheim-bissingen-rathaus", "naturalisation-advice", "elsewhere", False),
        ("bietigheim-bissingen-rathaus", "eat-collection", "walk_in", True),
        ("bietigheim-bissingen-rathaus", "residence-permit-study", "open", True),
        ("deggendorf-campus", "residence-permit-study", "open", False),
        ("deggendorf-landratsamt", "residence-permit-study", "request", False),
        ("essen-kruppstrasse", "residence-permit-study", "open", False),
        ("essen-steubenstrasse", "section-24-first-permit", "request", False),
        ("magdeburg-semesterbeginn", "residence-permit-study", "open", False),
        ("weimar-schwanseestrasse", "residence-registration", "open", False),
        ("chemnitz-buergerhaus", "biometrics-after-application", "invitation", False),
        ("mainz-stadthaus", "section-24-extension", "written", False),
    ],
)
def test_each_place_keeps_its_own_way_to_an_appointment(office, service, access, walk_in):
    found = offering(office, service)
    assert (found.access, found.walk_in) == (access, walk_in)


@pytest.mark.parametrize("authority", ["potsdam", "chemnitz"])
def test_two_authorities_open_nothing(authority):
    assert not Offering.objects.filter(office__authority__slug=authority, access="open").exists()


def test_a_duldung_is_never_open():
    ways = Offering.objects.filter(service__slug="tolerance-extension")
    assert set(ways.values_list("access", flat=True)) == {"walk_in", "invitation"}


def test_every_authority_shows_every_service_it_knows_somewhere():
    for authority in Authority.objects.all():
        shown = Offering.objects.filter(office__authority=authority)
        expected = 44 if authority.slug == "kiel" else 42
        assert shown.values("service").distinct().count() == expected


def test_what_needs_no_visit_stands_once_at_the_main_office():
    for authority in Authority.objects.all():
        main = authority.offices.order_by("pk")[0]
        shown = Offering.objects.filter(
            office__authority=authority, access__in=["written", "elsewhere"]
        )
        assert set(shown.values_list("office", flat=True)) == {main.pk}
        assert shown.values("service").distinct().count() == shown.count()


def test_the_campus_offers_what_it_lists_and_nothing_else():
    groups = Offering.objects.filter(office__slug="deggendorf-campus")
    assert set(groups.values_list("service__group__slug", flat=True)) == {
        "study",
        "collect",
        "advice",
    }


def test_ukraine_has_its_own_house_in_essen():
    where = Offering.objects.filter(
        office__authority__slug="essen", service__slug="section-24-first-permit"
    )
    assert list(where.values_list("office__slug", flat=True)) == ["essen-steubenstrasse"]


def test_offerings_are_served_by_the_desks_of_their_office_that_serve_the_group():
    assert list(offering("mainz-stadthaus", "emergency").desks.values_list("label", flat=True)) == [
        "Servicepoint 2",
        "Servicepoint 3",
        "Sachbearbeitung 5",
    ]


def test_only_what_another_body_does_has_no_desk():
    without = Offering.objects.filter(desks=None).values_list("access", flat=True)
    assert set(without) == {"elsewhere"}


def test_essen_gives_one_card_per_appointment():
    assert offering("essen-kruppstrasse", "eat-collection").max_persons == 1
    assert offering("potsdam-migrationsamt", "eat-collection").max_persons == 6


def test_bietigheim_routes_by_group_and_letters():
    room = Desk.objects.get(label="Zimmer 138")
    letters = room.responsibilities.values_list("people", "surname_from", "surname_to")
    assert sorted(letters) == [
        ("asylum", "A", "A"),
        ("eu", "A", "Dr"),
        ("third_country", "A", "Doa"),
    ]
    assert set(Responsibility.objects.values_list("desk__office__slug", flat=True)) == {
        "bietigheim-bissingen-rathaus"
    }


def test_the_emergency_desk_of_magdeburg_is_booked_by_staff_for_urgent_matters():
    hours = OpeningHours.objects.get(
        office__slug="magdeburg-neustaedter-hoefe", weekday=3, audience="internal"
    )
    assert [desk.label for desk in hours.desks.all()] == ["Schnellschalter"]
    assert {each.service.slug for each in hours.offerings.all()} == {
        "emergency",
        "fiktionsbescheinigung",
    }


@pytest.mark.parametrize(
    ("office", "first", "last"),
    [
        ("magdeburg-semesterbeginn", date(2027, 10, 1), date(2027, 10, 31)),
        ("weimar-campus", date(2027, 10, 5), date(2027, 11, 10)),
    ],
)
def test_season_offices_keep_their_season(office, first, last):
    hours = OpeningHours.objects.filter(office__slug=office)
    assert set(hours.values_list("valid_from", "valid_until")) == {(first, last)}


def test_groups_know_their_people_and_their_law():
    groups = ServiceGroup.objects.exclude(people="third_country")
    assert dict(groups.values_list("slug", "people")) == {
        "eu": "eu",
        "asylum-toleration": "asylum",
    }
    laws = dict(ServiceGroup.objects.values_list("slug", "special_law_de"))
    assert laws["citizenship"] == "§ 31 StAG"
    assert laws["study"] == "§ 86 AufenthG"


def test_section_24_names_its_date_and_condition():
    text = LegalText.objects.get(key="section_24", authority=None)
    assert text.until == date(2027, 3, 4)
    assert text.condition_de.startswith("er am 1. Februar 2026 gültig war")


def test_every_authority_names_the_law_of_its_land():
    law = dict(Authority.objects.values_list("slug", "data_protection_law"))
    assert law["deggendorf"] == "Art. 4 BayDSG"
    assert all(law.values())


def test_photo_terminals_are_only_known_of_three():
    known = Authority.objects.exclude(photo_terminal=None)
    assert dict(known.values_list("slug", "photo_terminal")) == {
        "essen": True,
        "mainz": False,
        "potsdam": True,
    }


def test_what_is_made_up_says_so():
    assert {desk.confidence for desk in Desk.objects.all()} == {"demo"}
    wednesday = OpeningHours.objects.filter(office__slug="potsdam-migrationsamt", weekday=2)
    assert {hours.confidence for hours in wednesday} == {"demo"}
    study = offering("bietigheim-bissingen-rathaus", "residence-permit-study")
    assert study.confidence == "public_page"
    assert study.made_up_facts == ["minutes", "notice", "horizon"]
    assert ServiceType.objects.get(slug="emergency").made_up_facts == ["duration"]


def test_remarks_are_kept_in_the_source():
    potsdam = Authority.objects.get(slug="potsdam")
    assert "photo_terminal: public_page" in potsdam.source
    assert "https://serviceportal.dikom-bb.de" in potsdam.source


def test_a_document_knows_where_it_is_always_required():
    always = RequiredDocument.objects.exclude(required_at=[])
    assert set(always.values_list("service__slug", "key")) == {
        ("asylum-permission-extension", "photo_print"),
        ("tolerance-extension", "photo_print"),
        ("residence-registration", "rent"),
    }


@pytest.mark.parametrize("model", translator.get_registered_models(abstract=False))
def test_every_text_stands_in_all_four_languages(model):
    fields = translator.get_options_for_model(model).all_fields
    for row in model.objects.all():
        for name in fields:
            texts = [getattr(row, f"{name}_{language}") for language in ("de", "en", "ar", "uk")]
            assert all(texts) or not any(texts), f"{row} {name}: {texts}"
