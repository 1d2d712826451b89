"""What is good to know, and where each kind of access leads."""

from datetime import timedelta

import pytest
from django.test import Client

from offices import showcase
from offices.models import Offering, Office, RequiredDocument
from tests import make
from tests.booking.views.reading import days_from_now


@pytest.mark.parametrize(
    ("access", "button"),
    [
        ("open", True),
        ("invitation", False),
        ("request", False),
        ("written", False),
        ("walk_in", False),
        ("elsewhere", False),
    ],
)
@pytest.mark.parametrize("language", ["de", "en", "ar", "uk"])
def test_every_access_ends_at_a_page_that_says_what_to_do(
    access, button, language, client: Client, passport: Offering
):
    Offering.objects.update(access=access, access_note_de="So geht es hier.")
    page = client.get(f"/{language}/offer/{passport.pk}/").content.decode()
    assert "So geht es hier." in page
    assert "+49 201 88-0" in page
    assert (f"/{language}/offer/{passport.pk}/persons/" in page) is button
    assert ("per Post" in page) is (access in {"invitation", "request", "written"})


def test_documents_with_a_condition_are_folded_unless_always_required_here(
    client: Client, passport: Offering
):
    for key, place in [("passport", []), ("visa", []), ("application_form", ["essen"])]:
        condition = "" if key == "passport" else "wenn Sie es haben"
        RequiredDocument.objects.create(
            service=passport.service,
            key=key,
            name_de=key,
            condition_de=condition,
            required_at=place,
        )
    context = client.get(f"/de/offer/{passport.pk}/").context
    assert [one.key for one in context["documents"]] == ["passport", "application_form"]
    assert [one.key for one in context["conditional"]] == ["visa"]


@pytest.mark.parametrize("has_form", [True, False])
def test_the_sentence_on_the_application_stands_where_it_decides(
    has_form, client: Client, passport: Offering, sentences
):
    if has_form:
        RequiredDocument.objects.create(
            service=passport.service, key="application_form", name_de="Antrag"
        )
    page = client.get(f"/de/offer/{passport.pk}/").content.decode()
    assert ("Ersetzt den Antrag nicht: per Post" in page) is has_form


@pytest.mark.parametrize(
    ("low", "high", "says"),
    [
        (93, 100, ("93–100 €", "per person")),
        (67, 67, ("67 €", "per person")),
        (0, 0, ("", "free of charge")),
        ("27.6", 46, ("27.60–46 €", "per person")),
        (None, None, None),
    ],
)
def test_the_fee_is_a_range(low, high, says, passport: Offering, client: Client):
    type(passport.service).objects.update(fee_min=low, fee_max=high, fee_per="person")
    fee = client.get(f"/en/offer/{passport.pk}/").context["fee"]
    assert fee == says


def test_the_german_name_stands_beside_a_translation_and_not_beside_itself(passport: Offering):
    _authority, english = showcase.offering(passport.pk, "en")
    _authority, german = showcase.offering(passport.pk, "de")
    assert english.service.name.german == "Neuer Pass: Aufenthaltstitel übertragen"
    assert german.service.name.german == ""
    assert english.service.plain.attributes == ' lang="de" dir="ltr"'  # not translated


def test_walk_in_hours_skip_what_is_closed(client: Client, office: Office, passport: Offering):
    Offering.objects.update(access="walk_in", walk_in=True)
    tomorrow = days_from_now(1)
    make.hours(
        at=office, weekday=tomorrow.weekday(), opens="09:00", closes="12:00", audience="walk_in"
    )
    midnight = make.local(office, tomorrow, "00:00")
    make.closure(at=office, starts=midnight, ends=midnight + timedelta(days=1))
    walk_in = client.get(f"/en/offer/{passport.pk}/").context["walk_in"]
    week_later = tomorrow + timedelta(days=7)
    assert walk_in.today == ""
    assert (
        walk_in.next_day == f"{week_later:%A}, {week_later:%B} {week_later.day}, {week_later.year}"
    )


@pytest.mark.parametrize("pk", ["0", "999999", "9" * 30])
@pytest.mark.parametrize("path", ["", "persons/", "letters/", "times/", "receipt/"])
def test_an_offering_nobody_knows_does_not_exist(path, pk, client: Client, db):
    assert client.get(f"/de/offer/{pk}/{path}").status_code == 404
