"""Managers see, choose and change their own authority's rows, and nothing else."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from offices.models import (
    Desk,
    LegalText,
    Membership,
    Municipality,
    Offering,
    Office,
)
from tests import make
from tests.signing_in import at_desk

pytestmark = pytest.mark.django_db


def page(what: str, *args: Any) -> str:
    return reverse(f"admin:offices_{what}", args=args)


@pytest.fixture
def kruppstrasse(essen) -> Office:
    return make.office_open_on_weekdays(of=essen)


@pytest.fixture
def stadthaus(mainz) -> Office:
    return make.office_open_on_weekdays(of=mainz)


@pytest.fixture
def essen_desk(kruppstrasse) -> Desk:
    return kruppstrasse.desks.get()


@pytest.fixture
def mainz_desk(stadthaus) -> Desk:
    return stadthaus.desks.get()


def kind(row: Any) -> str:
    return type(row).__name__.lower()


def everything_in(office: Office) -> list[Any]:
    closed = make.closure(
        at=office,
        starts=make.local(office, date(2027, 2, 8), "00:00"),
        ends=make.local(office, date(2027, 2, 9), "00:00"),
    )
    authority = office.authority
    return [
        authority,
        office,
        office.desks.get(),
        make.offering(at=office),
        office.opening_hours.all()[0],
        closed,
        Municipality.objects.create(authority=authority, name="Ort"),
        LegalText.objects.create(authority=authority, key="schengen", text_de="Unser Text"),
        make.caseworker(of=authority).memberships.get(),
    ]


def test_rows_of_another_authority_answer_404_on_every_page(erika, stadthaus):
    client = at_desk(erika)
    for row in everything_in(stadthaus):
        for what in ("change", "delete", "history"):
            url = page(f"{kind(row)}_{what}", row.pk)
            assert client.get(url).status_code == 404, url
            assert client.post(url, {"post": "yes"}).status_code == 404, url


def test_lists_hold_only_ones_own_rows(erika, kruppstrasse, stadthaus):
    client = at_desk(erika)
    theirs = {kind(row): row.pk for row in everything_in(stadthaus)}
    own = {kind(row): row.pk for row in everything_in(kruppstrasse)}
    for model, pk in own.items():
        listed = client.get(page(f"{model}_changelist")).context["cl"].queryset
        found = set(listed.values_list("pk", flat=True))
        assert pk in found, model
        assert theirs[model] not in found, model


def test_filters_name_only_ones_own_offices(erika, essen, kruppstrasse, stadthaus):
    second = make.office(of=essen, name_de="Zweiter Standort")
    shown = at_desk(erika).get(page("desk_changelist")).content.decode()
    assert second.name in shown
    assert stadthaus.name not in shown


def test_looking_up_names_only_ones_own_desks(erika, essen_desk, mainz_desk):
    answer = at_desk(erika).get(
        reverse("admin:autocomplete"),
        {"app_label": "offices", "model_name": "closure", "field_name": "desk", "term": ""},
    )
    assert [found["id"] for found in answer.json()["results"]] == [str(essen_desk.pk)]


def errors(answer: Any) -> dict[str, list[str]]:
    return answer.context["adminform"].form.errors


def test_which_desks_serve_an_offering_is_not_changed_here(erika, essen, kruppstrasse):
    offering = make.offering(at=kruppstrasse)
    other = make.desk(at=kruppstrasse)
    form = {
        "access": "open",
        "duration_minutes": "30",
        "minutes_per_further_person": "0",
        "tidy_minutes": "0",
        "max_persons": "1",
        "notice_minutes": "60",
        "horizon_days": "56",
        "desks": [other.pk],
        "confidence": "confirmed",
    }
    at_desk(erika).post(page("offering_change", offering.pk), form)
    assert other not in offering.desks.all()


@pytest.mark.parametrize("model", ["servicegroup", "servicetype"])
def test_the_catalogue_is_there_to_read(erika, model):
    made = make.service()
    row = made if model == "servicetype" else made.group
    client = at_desk(erika)
    assert client.get(page(f"{model}_changelist")).status_code == 200
    assert client.get(page(f"{model}_change", row.pk)).status_code == 200
    assert client.post(page(f"{model}_change", row.pk), {"name_de": "x"}).status_code == 403
    assert client.get(page(f"{model}_add")).status_code == 403
    assert client.get(page(f"{model}_delete", row.pk)).status_code == 403


def test_default_texts_are_there_to_read_and_own_ones_to_write(erika, essen, mainz):
    default = LegalText.objects.create(key="schengen", text_de="Für alle")
    client = at_desk(erika)
    assert client.get(page("legaltext_change", default.pk)).status_code == 200
    changed = client.post(page("legaltext_change", default.pk), {"text_de": "Anders"})
    assert changed.status_code == 403
    own = {"key": "schengen", "text_de": "Für Essen", "confidence": "confirmed"}
    assert list(errors(client.post(page("legaltext_add"), own))) == ["authority"]
    theirs = own | {"authority": mainz.pk}
    assert list(errors(client.post(page("legaltext_add"), theirs))) == ["authority"]
    assert client.post(page("legaltext_add"), own | {"authority": essen.pk}).status_code == 302
    assert LegalText.objects.get(authority=essen).text_de == "Für Essen"


def test_a_manager_neither_makes_nor_removes_authorities(erika, essen):
    client = at_desk(erika)
    assert client.get(page("authority_add")).status_code == 403
    assert client.get(page("authority_delete", essen.pk)).status_code == 403


@pytest.mark.parametrize("model", ["user", "loadedrecord"])
def test_accounts_and_what_was_loaded_are_closed_to_managers(erika, model):
    client = at_desk(erika)
    assert client.get(page(f"{model}_changelist")).status_code == 403
    assert client.get(page(f"{model}_add")).status_code == 403


def test_a_manager_of_one_who_works_in_another_manages_only_the_one(erika, mainz, stadthaus):
    Membership.objects.create(user=erika, authority=mainz, role="caseworker")
    client = at_desk(erika)
    assert client.get(page("office_change", stadthaus.pk)).status_code == 404


def test_caseworkers_have_no_administration(essen):
    client = at_desk(make.caseworker(of=essen))
    assert client.get(reverse("admin:index")).status_code == 302
    sneaked_in = make.caseworker(of=essen, is_staff=True)
    assert at_desk(sneaked_in).get(page("office_changelist")).status_code == 403


def test_a_former_manager_loses_everything_at_once(erika, kruppstrasse):
    client = at_desk(erika)
    erika.memberships.all().delete()
    assert client.get(page("office_changelist")).status_code == 403


def test_an_authority_keeps_its_address_and_land_whatever_a_manager_sends(erika, essen):
    form = {
        "name_de": "Stadt Essen",
        "short_name": "Essen!",
        "slug": "mainz",
        "iso": "DE-BY",
        "retention_days": "7",
        "answer_days": "3",
        "apply_way_de": "",
        "confidence": "confirmed",
    }
    assert at_desk(erika).post(page("authority_change", essen.pk), form).status_code == 302
    essen.refresh_from_db()
    assert (essen.short_name, essen.slug, essen.iso) == ("Essen!", "essen", "DE-NW")


def test_used_desks_are_not_deleted_and_the_page_says_what_to_do(erika, kruppstrasse):
    offering = make.offering(at=kruppstrasse)
    client = at_desk(erika)
    answer = client.post(page("office_delete", kruppstrasse.pk), {"post": "yes"})
    assert "It is in use and stays" in answer.content.decode()
    several = {
        "action": "delete_selected",
        "_selected_action": [kruppstrasse.pk],
        "post": "yes",
    }
    answer = client.post(page("office_changelist"), several)
    assert "give it a last day" in answer.content.decode()
    assert Office.objects.filter(pk=kruppstrasse.pk).exists()
    assert Offering.objects.filter(pk=offering.pk).exists()


def test_no_manager_deletes_an_offering_for_which_alone_hours_may_be(erika, kruppstrasse):
    """Without it these hours would be for every service, and nobody has looked at that."""
    offering = make.offering(at=kruppstrasse)
    make.hours(at=kruppstrasse, weekday=5, opens="09:00", closes="12:00", offerings=[offering])
    client = at_desk(erika)
    assert client.post(page("offering_delete", offering.pk), {"post": "yes"}).status_code == 403
    several = {"action": "delete_selected", "_selected_action": [offering.pk], "post": "yes"}
    client.post(page("offering_changelist"), several)
    assert Offering.objects.filter(pk=offering.pk).exists()
