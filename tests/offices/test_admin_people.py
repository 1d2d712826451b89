"""Managers give roles in their own authority, and gain no power by it."""

from typing import Any

import pytest

from offices.models import Membership, User
from tests import make
from tests.offices.test_admin_scope import errors, page
from tests.signing_in import at_desk

pytestmark = pytest.mark.django_db


def invitation(**fields: Any) -> dict[str, Any]:
    return {"email": "Neu@Essen.example", "name": "Neue Person", "role": "caseworker"} | fields


def test_inviting_makes_an_account_without_a_password(erika, essen):
    answer = at_desk(erika).post(page("membership_add"), invitation(authority=essen.pk))
    assert answer.status_code == 302
    made = User.objects.get(email="neu@essen.example")
    assert made.name == "Neue Person"
    assert not made.has_usable_password()
    assert not made.is_staff
    assert [(m.authority, m.role) for m in made.memberships.all()] == [(essen, "caseworker")]


def test_a_new_manager_may_open_the_administration_until_dismissed(erika, essen):
    client = at_desk(erika)
    client.post(page("membership_add"), invitation(authority=essen.pk, role="manager"))
    made = User.objects.get(email="neu@essen.example")
    assert made.is_staff
    client.post(page("membership_delete", made.memberships.get().pk), {"post": "yes"})
    made.refresh_from_db()
    assert not made.is_staff
    assert not made.memberships.exists()


def test_a_role_that_changes_opens_or_closes_the_administration(erika, essen):
    worker = make.caseworker(of=essen)
    url = page("membership_change", worker.memberships.get().pk)
    at_desk(erika).post(url, {"role": "manager"})
    worker.refresh_from_db()
    assert (worker.memberships.get().role, worker.is_staff) == ("manager", True)


def test_nobody_is_invited_into_another_authority(erika, mainz):
    answer = at_desk(erika).post(page("membership_add"), invitation(authority=mainz.pk))
    assert list(errors(answer)) == ["authority"]
    assert not User.objects.filter(email="neu@essen.example").exists()


def test_inviting_somebody_who_works_elsewhere_changes_nothing_in_their_account(
    erika, essen, mara, mainz
):
    before = User.objects.values().get(pk=mara.pk)
    form = invitation(email="MARA@mainz.example", name="Anders", authority=essen.pk)
    assert at_desk(erika).post(page("membership_add"), form).status_code == 302
    assert User.objects.values().get(pk=mara.pk) == before
    assert set(mara.memberships.values_list("authority__slug", "role")) == {
        ("mainz", "manager"),
        ("essen", "caseworker"),
    }


def test_roles_of_the_same_person_elsewhere_stay_hidden(erika, essen, mara, mainz):
    Membership.objects.create(user=mara, authority=essen, role="caseworker")
    client = at_desk(erika)
    elsewhere = mara.memberships.get(authority=mainz)
    assert client.get(page("membership_change", elsewhere.pk)).status_code == 404
    listed = client.get(page("membership_changelist")).context["cl"].queryset
    assert {membership.authority for membership in listed} == {essen}


def test_a_superuser_stays_one_and_a_manager_never_becomes_one(erika, essen):
    chief = make.superuser(email="chief@willkommen.example")
    client = at_desk(erika)
    form = invitation(email=chief.email, authority=essen.pk, is_superuser="on")
    client.post(page("membership_add"), form)
    client.post(page("membership_delete", chief.memberships.get().pk), {"post": "yes"})
    chief.refresh_from_db()
    assert (chief.is_superuser, chief.is_staff) == (True, True)
    assert not User.objects.filter(is_superuser=True).exclude(pk=chief.pk).exists()
    assert client.get(page("user_change", chief.pk)).status_code == 404
    assert client.get(page("user_change", erika.pk)).status_code == 404


def test_nobody_changes_or_removes_the_role_they_hold(erika):
    own = page("membership_change", erika.memberships.get().pk)
    client = at_desk(erika)
    assert client.post(own, {"role": "auditor"}).status_code == 403
    assert client.get(own.replace("change", "delete")).status_code == 403


def test_a_role_is_given_once(erika, essen):
    worker = make.caseworker(of=essen)
    form = invitation(email=worker.email, authority=essen.pk)
    answer = at_desk(erika).post(page("membership_add"), form)
    assert errors(answer) == {"__all__": ["This person already has this role there."]}


def test_a_role_is_at_an_office_of_the_authority(erika, essen, mainz):
    chief = make.superuser()
    form = invitation(authority=essen.pk, office=make.office(of=mainz).pk)
    answer = at_desk(chief).post(page("membership_add"), form)
    assert errors(answer) == {"office": ["This office belongs to another authority."]}


def test_a_manager_works_for_the_whole_authority(erika, essen):
    form = invitation(authority=essen.pk, role="manager", office=make.office(of=essen).pk)
    answer = at_desk(erika).post(page("membership_add"), form)
    assert errors(answer) == {"__all__": ["A manager works for the whole authority."]}


def test_nobody_takes_the_address_of_a_future_colleague(erika):
    """Roles go to addresses, so nobody chooses another one for their own account."""
    client = at_desk(erika)
    for press in ("add", "primary"):
        answer = client.post(
            "/accounts/email/", {"email": "neu@mainz.example", f"action_{press}": ""}
        )
        assert answer.status_code == 404
    erika.refresh_from_db()
    assert erika.email != "neu@mainz.example"


def test_a_stranger_gets_no_mail_about_a_password(client, mailoutbox):
    answer = client.post("/accounts/password/reset/", {"email": "stranger@people.example"})
    assert answer.status_code == 302
    assert not mailoutbox
