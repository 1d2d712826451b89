"""Every page of the administration answers, cheaply, and asks nobody else for anything."""

import re
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pghistory.models import Event

from offices.models import (
    Closure,
    LegalText,
    LoadedRecord,
    Municipality,
    Office,
    RequiredDocument,
    SignInEvent,
    User,
)
from offices.signin import journal
from tests import make
from tests.offices.test_admin_scope import page
from tests.signing_in import at_desk

pytestmark = pytest.mark.django_db

# Some stand on the page of another, or on pages of managers; some nobody looks at.
NO_PAGES_OF_THEIR_OWN = {
    "responsibility",
    "requireddocument",
    "season",
    "documentleftout",
    "cataloguechange",
    "change",
    "endingtold",
    "officeaddress",
    "textstate",
    "mailaddition",
}
MODELS: dict[str, Any] = {
    model.__name__.lower(): model
    for model in apps.get_app_config("offices").get_models()
    if model.__name__.lower() not in NO_PAGES_OF_THEIR_OWN and not issubclass(model, Event)
}
FOREIGN = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//(?P<host>[^/"']+)""")


def fill(office: Office, number: int) -> None:
    """Put one more of everything into an office."""
    authority = office.authority
    desk = make.desk(at=office, responsible=[("A", "Z")], confidence="demo")
    service = make.service(confidence="mixed", source="duration: estimate")
    RequiredDocument.objects.create(service=service, key="passport", name_de="Pass")
    offering = make.offering(at=office, service=service, source="minutes: estimate")
    make.hours(
        at=office, weekday=1, opens="08:00", closes="12:00", desks=[desk], offerings=[offering]
    )
    day = date(2027, 3, number)
    Closure.objects.create(
        office=office,
        desk=desk,
        starts_at=make.local(office, day, "08:00"),
        ends_at=make.local(office, day, "12:00"),
    )
    Municipality.objects.create(authority=authority, name=f"Ort {number}")
    LegalText.objects.create(
        authority=authority, key=LegalText.Key.values[number], text_de="Unser Text"
    )
    LoadedRecord.objects.create(key=f"desk:{desk.pk}", row=desk.pk)
    person = make.caseworker(of=authority, office=office)
    journal.write(SignInEvent.Kind.SIGNED_IN, person)


@pytest.fixture
def office(essen) -> Office:
    return make.office(of=essen)


@pytest.fixture(params=["superuser", "manager"])
def client(request, erika) -> Client:
    return at_desk(make.superuser() if request.param == "superuser" else erika)


def allowed(client: Client, url: str) -> bool:
    status = client.get(url).status_code
    assert status in {200, 403}, url
    return status == 200


@pytest.mark.ignore_template_errors  # Django's own page of an account has one
def test_every_list_and_form_answers(client, office):
    fill(office, 1)
    closed = set()
    for name, model in MODELS.items():
        if not allowed(client, page(f"{name}_changelist")):
            closed.add(name)
            continue
        allowed(client, page(f"{name}_add"))
        row = model.objects.order_by("-pk").first()
        assert client.get(page(f"{name}_change", row.pk)).status_code == 200, name
    assert closed in (set(), {"user", "loadedrecord"})


def test_lists_can_be_searched_and_the_index_answers(client, office):
    fill(office, 1)
    assert client.get(reverse("admin:index")).status_code == 200
    for name in MODELS:
        url = page(f"{name}_changelist")
        assert client.get(url, {"q": "essen"}).status_code in {200, 403}, url


def queries(client: Client, url: str) -> int:
    client.get(url)  # fills caches of content types and the like
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get(url)
    return len(captured)


@pytest.mark.parametrize("model", MODELS)
def test_lists_cost_the_same_however_long(client, office, model):
    url = page(f"{model}_changelist")
    fill(office, 1)
    with_one = queries(client, url)
    fill(office, 2)
    fill(office, 3)
    assert queries(client, url) == with_one


@pytest.mark.parametrize("model", ["openinghours", "offering", "closure", "desk"])
def test_forms_cost_the_same_however_much_there_is_to_choose(client, office, model):
    fill(office, 1)
    kept = {"openinghours": "opening_hours", "offering": "offerings", "closure": "closures"}
    row = getattr(office, kept.get(model, "desks")).first()
    url = page(f"{model}_change", row.pk)
    with_one = queries(client, url)
    fill(office, 2)
    fill(office, 3)
    assert queries(client, url) == with_one


@pytest.mark.ignore_template_errors
def test_no_page_asks_another_host(office):
    fill(office, 1)
    client = at_desk(make.superuser())
    for name, model in MODELS.items():
        row = model.objects.first()
        for url in (page(f"{name}_changelist"), page(f"{name}_change", row.pk)):
            body = client.get(url).content.decode()
            assert [found["host"] for found in FOREIGN.finditer(body)] == [], url


def test_forms_have_a_tab_for_each_language(office):
    body = at_desk(make.superuser()).get(page("office_change", office.pk)).content.decode()
    assert all(f'name="name_{language}"' in body for language in ("de", "en", "ar", "uk"))
    assert 'name="name"' not in body
    assert "modeltranslation/js/tabbed_translation_fields" in body


def test_what_is_made_up_is_marked_in_words(office):
    fill(office, 1)
    client = at_desk(make.superuser())
    desks = client.get(page("desk_changelist")).content.decode()
    assert '<strong class="made-up">made up for the demonstration</strong>' in desks
    offerings = client.get(page("offering_changelist")).content.decode()
    assert "made up or estimated: minutes</strong>" not in offerings  # somebody confirmed it
    office.offerings.update(confidence="public_page")
    offerings = client.get(page("offering_changelist")).content.decode()
    assert '<strong class="made-up">made up or estimated: minutes</strong>' in offerings


def test_the_administration_speaks_german_too(office):
    client = at_desk(make.superuser())
    body = client.get(page("desk_changelist"), headers={"accept-language": "de"})
    assert "hinzufügen" in body.content.decode()


def test_there_is_one_door(client):
    stranger = Client()
    answer = stranger.get(reverse("admin:index"), follow=False)
    assert answer.status_code == 302
    answer = stranger.get(answer["Location"])
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


def test_a_superuser_makes_an_account(db):
    form = {
        "email": "neu@willkommen.example",
        "name": "Neu",
        "usable_password": "true",
        "password1": "correct horse battery staple",
        "password2": "correct horse battery staple",
    }
    answer = at_desk(make.superuser()).post(page("user_add"), form)
    assert answer.status_code == 302
    assert User.objects.get(email="neu@willkommen.example").check_password(form["password1"])


READ_ONLY = {"desk": "desks", "openinghours": "hours", "closure": "closures"}


@pytest.mark.parametrize(("model", "planned_on"), READ_ONLY.items())
def test_hours_closures_and_desks_are_there_to_read_with_the_way_to_change_them(
    client, office, model, planned_on
):
    fill(office, 1)
    row = MODELS[model].objects.get()
    shown = client.get(page(f"{model}_change", row.pk))
    assert f'href="/manage/{office.slug}/{planned_on}/"' in shown.text
    assert 'name="_save"' not in shown.text
    assert 'href="/manage/"' in client.get(page(f"{model}_changelist")).text
    assert client.post(page(f"{model}_change", row.pk), {"label": "Neu"}).status_code == 403
    assert client.get(page(f"{model}_add")).status_code == 403
    assert client.post(page(f"{model}_add"), {}).status_code == 403
    assert client.post(page(f"{model}_delete", row.pk), {"post": "yes"}).status_code == 403
    several = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    client.post(page(f"{model}_changelist"), several)
    assert MODELS[model].objects.get() == row


def test_letters_are_there_to_read_beside_their_desk(client, office):
    desk = make.desk(at=office, responsible=[("A", "Dr")])
    shown = client.get(page("desk_change", desk.pk)).text
    assert "A – Dr" in shown
    assert 'name="responsibilities-0-surname_from"' not in shown


def test_a_manager_says_when_people_are_reminded_and_who_may_have_internal_hours(erika, office):
    offering = make.offering(at=office)
    form = {
        "access": "invitation",
        "duration_minutes": "15",
        "minutes_per_further_person": "0",
        "tidy_minutes": "0",
        "max_persons": "1",
        "notice_minutes": "60",
        "horizon_days": "56",
        "invited_internal": "on",
        "reminder_days": "14, 2",
        "confidence": "confirmed",
    }
    assert at_desk(erika).post(page("offering_change", offering.pk), form).status_code == 302
    offering.refresh_from_db()
    assert (offering.reminder_days, offering.invited_internal) == ([14, 2], True)


def test_a_manager_says_how_fast_requests_are_answered_and_when_people_are_forgotten(erika, essen):
    form = {
        "name_de": "Stadt Essen",
        "short_name": "Essen",
        "retention_days": "30",
        "answer_days": "5",
        "confidence": "confirmed",
    }
    assert at_desk(erika).post(page("authority_change", essen.pk), form).status_code == 302
    essen.refresh_from_db()
    assert (essen.retention_days, essen.answer_days) == (30, 5)
