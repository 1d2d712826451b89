"""Whoever does not manage here finds nothing: every page, every way of asking (rule 8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from booking.urls import manager
from offices.models import LegalText, Membership, Office, User
from tests import make
from tests.booking.views.manager.everything import FIELDS, OF_ROWS, PLAIN, Everything, named_by
from tests.signing_in import at_desk

pytestmark = pytest.mark.django_db
PATTERNS = {one.name: one for one in manager.urlpatterns if one.name != "index"}
NOT_ALLOWED = 405


@pytest.fixture
def everything(essen, erika) -> Everything:
    return Everything.at(essen, "essen-amt", by=erika)


def addresses(of: Everything, *, at: Office | None = None) -> Iterator[tuple[str, str]]:
    """The address of every page with the rows of an office, at it or at another one."""
    for name in PATTERNS:
        slug = (at or of.office).slug
        yield name, reverse(f"manage:{name}", kwargs={"slug": slug, **named_by(name, of)})


def answers(client: Client, name: str, url: str) -> set[int]:
    sent = FIELDS.get(name, {})
    found = {client.get(url, sent).status_code, client.post(url, sent).status_code}
    return {*found, client.head(url).status_code} - {NOT_ALLOWED}


def stored() -> Counter[str]:
    """Of everything how many rows there are, the history among them: so every change shows."""
    models = [
        model for app in ("offices", "booking") for model in apps.get_app_config(app).get_models()
    ]
    return Counter({model.__name__: model._default_manager.count() for model in models})  # noqa: SLF001


def test_every_page_has_an_example_with_all_that_its_address_names(everything):
    assert sorted([*PLAIN, *OF_ROWS]) == sorted(PATTERNS)
    named = {name: {"slug", *named_by(name, everything)} for name in PATTERNS}
    assert named == {name: set(one.pattern.converters) for name, one in PATTERNS.items()}


def test_whoever_manages_the_office_finds_each_of_them(everything, erika):
    """Else a page that is not there would be shut to nobody."""
    client = at_desk(erika)
    found = {name: client.get(url).status_code for name, url in addresses(everything)}
    assert {name: code for name, code in found.items() if code not in (200, 302, 405)} == {}


def both(here: Any, there: Any) -> User:
    user = make.caseworker(of=here)
    Membership.objects.create(user=user, authority=there, role="manager")
    return user


STRANGERS: dict[str, Callable[[Any, Any], User]] = {
    "a manager of another authority": lambda _essen, mainz: make.manager(of=mainz),
    "a caseworker": lambda essen, _mainz: make.caseworker(of=essen),
    "an auditor": lambda essen, _mainz: make.member(of=essen, role="auditor"),
    "somebody at the door": lambda essen, _mainz: make.member(of=essen, role="door"),
    "a caseworker of another office": lambda essen, _mainz: make.caseworker(
        of=essen, office=make.office(of=essen)
    ),
    "a caseworker who manages elsewhere": both,
    "somebody without a role": lambda _essen, _mainz: make.user(),
    "somebody who only has the flag": lambda essen, _mainz: make.caseworker(
        of=essen, is_staff=True
    ),
}


@pytest.mark.parametrize("who", STRANGERS)
def test_to_all_others_no_page_exists_and_nothing_changes(everything, essen, mainz, who):
    client = at_desk(STRANGERS[who](essen, mainz))
    before = stored()
    found = {name: answers(client, name, url) for name, url in addresses(everything)}
    assert {name: codes for name, codes in found.items() if codes != {404}} == {}
    assert stored() == before


def test_whoever_was_a_manager_a_moment_ago_finds_nothing(everything, erika, essen):
    client = at_desk(erika)
    make.manager(of=essen)
    erika.memberships.update(role="caseworker")
    before = stored()
    found = {name: answers(client, name, url) for name, url in addresses(everything)}
    assert {name: codes for name, codes in found.items() if codes != {404}} == {}
    assert stored() == before


def test_somebody_who_is_not_signed_in_is_led_to_the_sign_in(everything):
    before = stored()
    for name, url in addresses(everything):
        for ask in (Client().get, Client().post):
            answer = ask(url, FIELDS.get(name, {}))
            assert answer.status_code in (302, NOT_ALLOWED), url
            if answer.status_code == 302:
                assert answer["Location"].startswith("/accounts/login/?next=/manage/"), url
    assert stored() == before


def test_nobody_manages_one_office_alone(essen, everything):
    """So there is no manager who could look from one office into another."""
    user = make.user()
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(
            user=user, authority=essen, office=everything.office, role="manager"
        )


# --- rows of others at one's own office ----------------------------------------------------------


@pytest.fixture
def elsewhere(mainz, mara) -> Everything:
    return Everything.at(mainz, "mainz-amt", by=mara)


@pytest.fixture
def campus(essen, erika) -> Everything:
    """Another office of the same authority: its rows are on its own pages."""
    LegalText.objects.all().delete()
    return Everything.at(essen, "essen-campus", by=erika)


def test_rows_of_another_authority_do_not_exist_at_ones_own_office(everything, elsewhere, erika):
    client, before = at_desk(erika), stored()
    found = {
        name: answers(client, name, url)
        for name, url in addresses(elsewhere, at=everything.office)
        if name in OF_ROWS
    }
    assert {name: codes for name, codes in found.items() if codes != {404}} == {}
    assert stored() == before


OF_THE_AUTHORITY = {"text", "own_wording"}


def test_nor_do_rows_of_another_office(everything, campus, erika):
    """Only people, and texts, are those of the whole authority."""
    client, before = at_desk(erika), stored()
    found = {
        name: answers(client, name, url)
        for name, url in addresses(campus, at=everything.office)
        if name in OF_ROWS.keys() - OF_THE_AUTHORITY and "/people/" not in url
    }
    assert {name: codes for name, codes in found.items() if codes != {404}} == {}
    assert stored() == before


FOREIGN_CHOICES: dict[str, tuple[str, Callable[[Everything], dict[str, Any]]]] = {
    "hours at a desk": ("add_hours", lambda of: {"desks": [of.desk.pk]}),
    "hours for a service": ("add_hours", lambda of: {"offerings": [of.offering.pk]}),
    "one day at a desk": ("one_day", lambda of: {"desks": [of.desk.pk]}),
    "a closed desk": ("add_closure", lambda of: {"desks": [of.desk.pk]}),
    "a desk that serves": ("add_desk", lambda of: {"offerings": [of.offering.pk]}),
    "a desk that serves otherwise": ("change_desk", lambda of: {"offerings": [of.offering.pk]}),
    "a role at an office": ("invite", lambda of: {"where": of.office.pk}),
    "another role at an office": ("add_role", lambda of: {"where": of.office.pk}),
}


@pytest.mark.parametrize("what", FOREIGN_CHOICES)
def test_rows_of_others_cannot_be_chosen_in_a_form(everything, elsewhere, erika, what):
    name, foreign = FOREIGN_CHOICES[what]
    url = reverse(f"manage:{name}", args=["essen-amt", *named_by(name, everything).values()])
    client, before = at_desk(erika), stored()
    assert client.post(url, FIELDS[name] | foreign(elsewhere)).status_code == 422
    assert stored() == before
    assert client.post(url, FIELDS[name]).status_code == 302  # all the rest is right


def test_documents_and_facts_of_others_are_not_there_to_press(everything, elsewhere, erika):
    client, before = at_desk(erika), stored()
    mine, theirs = f"/manage/essen-amt/services/{everything.offering.pk}/", elsewhere
    for what in ("leave-out", "ask-again"):
        sent = {"document": theirs.document.pk}
        assert client.post(f"{mine}documents/{what}/", sent).status_code == 404
    for kind, row in (
        ("openinghours", theirs.rule),
        ("desk", theirs.desk),
        ("offering", theirs.offering),
        ("office", theirs.office),
        ("authority", theirs.office.authority),
    ):
        sent = {"one": f"{kind}:{row.pk}:"}
        assert client.post("/manage/essen-amt/to-do/", sent).status_code == 404
    assert stored() == before


def test_what_is_tried_out_is_of_ones_own_services(everything, elsewhere, erika):
    client = at_desk(erika)
    asked = FIELDS["what_if"] | {"services": [elsewhere.offering.pk]}
    for url in ("what-if/", "what-if/what-if.csv", "what-if/what-if.xlsx"):
        shown = client.get(f"/manage/essen-amt/{url}", asked, follow=True)
        assert elsewhere.offering.service.name_de.encode() not in shown.content


def test_no_page_names_anything_of_another_authority(everything, elsewhere, erika):
    """Pages, previews of mails and files, though both offer services of one catalogue."""
    client = at_desk(erika)
    for name, url in addresses(everything):
        answer = client.get(url)
        assert b"Mainz" not in answer.content, name
        assert b"mainz" not in answer.content, name


def test_managers_choose_among_their_own_offices(everything, essen, elsewhere, erika):
    make.office(of=essen, slug="essen-zwei")
    text = at_desk(erika).get("/manage/").text
    assert "/manage/essen-amt/" in text
    assert "/manage/essen-zwei/" in text
    assert elsewhere.office.slug not in text


def test_who_manages_one_office_is_led_there(everything, erika):
    assert at_desk(erika).get("/manage/")["Location"] == "/manage/essen-amt/"


def test_who_manages_none_is_told_what_to_do(everything, essen):
    assert "You manage no office." in at_desk(make.caseworker(of=essen)).get("/manage/").text
