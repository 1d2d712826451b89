"""People of another authority do not exist: no page, no way of asking, no number (rule 8)."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from booking.urls import manager as urls
from offices.models import Authority, Membership, Office, User
from tests import make
from tests.booking.views.manager.people.essen_people import at, errors, jobs
from tests.signing_in import at_desk

pytestmark = pytest.mark.django_db
PEOPLE = [one for one in urls.urlpatterns if str(one.pattern).startswith("<slug:slug>/people")]
OWN = "Nobody changes their own rights. Please ask another manager of your authority."
SENT = {
    "role": "manager",
    "where": "",
    "do": "off",
    "take_away": "on",
    "reason": "lost",
    "email": "neu@essen.example",
    "name": "Neu",
}


def pages(slug: str, user: User, role: int) -> Iterator[str]:
    for one in PEOPLE:
        known = {"slug": slug, "pk": user.pk, "role": role}
        yield reverse(
            f"manage:{one.name}", kwargs={name: known[name] for name in one.pattern.converters}
        )


def answers(client: Client, url: str) -> set[int]:
    found = {client.get(url).status_code, client.post(url).status_code}
    return (found | {client.post(url, SENT).status_code}) - {405}


@pytest.fixture
def stadthaus(mainz: Authority) -> Office:
    return make.office(of=mainz, slug="mainz-amt")


def test_every_page_is_looked_at():
    assert len(PEOPLE) == 9


def test_no_page_of_the_office_exists_for_managers_elsewhere(mara, clara, office):
    client, role = at_desk(mara), clara.memberships.get().pk
    found = {url: answers(client, url) for url in pages(office.slug, clara, role)}
    assert found == {url: {404} for url in found}
    assert jobs(clara) == [("essen", "caseworker", "essen-amt")]


@pytest.mark.parametrize("role", ["caseworker", "auditor", "door"])
def test_nor_for_whoever_does_not_manage(role, essen, clara, office):
    client = at_desk(make.member(of=essen, role=role))
    urls = pages(office.slug, clara, clara.memberships.get().pk)
    found = {url: answers(client, url) for url in urls}
    assert found == {url: {404} for url in found}


def test_nobody_of_another_authority_is_found_at_ones_own_office(manager, mara, stadthaus):
    role = mara.memberships.get().pk
    about = [one for one in pages("essen-amt", mara, role) if f"/{mara.pk}/" in one]
    assert len(about) == 7
    found = {url: answers(manager, url) for url in about}
    assert found == {url: {404} for url in about}
    mara.refresh_from_db()
    assert (mara.is_active, jobs(mara)) == (True, [("mainz", "manager", None)])


def test_a_role_elsewhere_of_ones_own_person_is_not_there(manager, both, mainz):
    elsewhere = both.memberships.get(authority=mainz)
    assert answers(manager, at("role", both.pk, elsewhere.pk)) == {404}
    assert Membership.objects.filter(pk=elsewhere.pk).exists()


def test_a_role_of_somebody_else_is_not_there(manager, clara, erika):
    assert answers(manager, at("role", clara.pk, erika.memberships.get().pk)) == {404}


def test_nobody_raises_or_ends_their_own_rights_on_any_page(manager, erika, essen, office):
    """Whatever is sent, and though another manager could give the rights back."""
    make.manager(of=essen)
    own = erika.memberships.get()
    before = User.objects.filter(pk=erika.pk).values("is_active", "is_staff", "is_superuser").get()
    raised = {"is_superuser": "on", "is_staff": "on", "user": erika.pk, "authority": essen.pk}
    for url in pages("essen-amt", erika, own.pk):
        for sent in (SENT, {"role": "auditor", "where": office.pk}, {"do": "roles"}, raised):
            assert manager.post(url, sent | raised).status_code in (200, 302, 405, 422), url
    assert jobs(erika) == [("essen", "manager", None)]
    now = User.objects.filter(pk=erika.pk).values("is_active", "is_staff", "is_superuser").get()
    assert now == before


def test_nobody_invites_themselves(manager, erika):
    for address in (erika.email, erika.email.upper(), f" {erika.email} "):
        sent = SENT | {"email": address, "role": "auditor"}
        answer = manager.post(at("invite"), sent)
        assert errors(answer) == {"__all__": [OWN]}
    assert jobs(erika) == [("essen", "manager", None)]


def test_whoever_is_not_signed_in_is_led_there(client, clara, office):
    for url in pages(office.slug, clara, clara.memberships.get().pk):
        answer = client.get(url)
        assert answer.status_code in (302, 405), url
        if answer.status_code == 302:
            assert answer["Location"].startswith("/accounts/login/?next="), url


def test_reading_changes_nothing(manager, clara, django_assert_num_queries):
    before = [*jobs(clara), clara.is_active]
    for url in pages("essen-amt", clara, clara.memberships.get().pk):
        manager.get(url, {"do": "off", "take_away": "on", "role": "manager"})
    clara.refresh_from_db()
    assert [*jobs(clara), clara.is_active] == before
