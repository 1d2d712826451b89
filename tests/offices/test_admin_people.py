"""The stock administration of staff: managers read there, and only superusers change anything."""

from typing import Any

import pytest
from django.utils import timezone

from offices.models import Membership, SignInEvent, User
from tests import make
from tests.offices.test_admin_scope import errors, page
from tests.signing_in import at_desk

pytestmark = pytest.mark.django_db


def invitation(**fields: Any) -> dict[str, Any]:
    return {"email": "Neu@Essen.example", "name": "Neue Person", "role": "caseworker"} | fields


@pytest.fixture
def chief() -> User:
    return make.superuser(email="chief@willkommen.example")


# --- managers ----------------------------------------------------------------------------------
def test_a_manager_only_reads_and_is_told_where_to_go(erika, essen):
    worker = make.caseworker(of=essen, name="Wanda")
    client, row = at_desk(erika), worker.memberships.get().pk
    for url in (page("membership_changelist"), page("membership_change", row)):
        shown = client.get(url).content.decode()
        assert "Here you only read." in shown
        assert 'href="/manage/">To the page “Staff” of your office</a>' in shown
        assert "Wanda" in shown


def test_no_manager_gives_changes_or_takes_a_role_away_there(erika, essen):
    worker = make.caseworker(of=essen)
    client, row = at_desk(erika), worker.memberships.get().pk
    several = {"action": "delete_selected", "_selected_action": [row], "post": "yes"}
    client.post(page("membership_changelist"), several)
    answers = [
        client.post(page("membership_add"), invitation(authority=essen.pk)).status_code,
        client.post(page("membership_change", row), {"role": "manager"}).status_code,
        client.post(page("membership_delete", row), {"post": "yes"}).status_code,
    ]
    assert answers == [403, 403, 403]
    assert worker.memberships.get().role == "caseworker"
    assert not User.objects.filter(email="neu@essen.example").exists()


def test_roles_of_the_same_person_elsewhere_stay_hidden(erika, essen, mara, mainz):
    Membership.objects.create(user=mara, authority=essen, role="caseworker")
    client = at_desk(erika)
    elsewhere = mara.memberships.get(authority=mainz)
    assert client.get(page("membership_change", elsewhere.pk)).status_code == 404
    listed = client.get(page("membership_changelist")).context["cl"].queryset
    assert {membership.authority for membership in listed} == {essen}


def test_the_account_of_whoever_was_invited_is_not_named(erika, essen, mara):
    mara.memberships.create(
        authority=essen, role="door", since=timezone.now(), invited_as="Frau M."
    )
    shown = at_desk(erika).get(page("membership_changelist")).content.decode()
    assert "Frau M." in shown
    assert "Mara Mainz" not in shown


def test_accounts_are_closed_to_managers(erika, chief):
    client = at_desk(erika)
    assert client.get(page("user_change", chief.pk)).status_code == 404
    assert client.get(page("user_change", erika.pk)).status_code == 404


# --- superusers --------------------------------------------------------------------------------
def test_a_superuser_invites_and_the_person_gets_the_mail(
    chief, essen, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = at_desk(chief).post(page("membership_add"), invitation(authority=essen.pk))
    assert answer.status_code == 302
    made = User.objects.get(email="neu@essen.example")
    assert made.name == "Neue Person"
    assert not made.has_usable_password()
    assert [(m.authority, m.role) for m in made.memberships.all()] == [(essen, "caseworker")]
    (mail,) = mailoutbox
    assert mail.to == ["neu@essen.example"]
    assert "chief@willkommen.example invites you to Willkommen" in mail.body


def test_a_new_manager_may_open_the_administration_until_dismissed(chief, essen, erika):
    client = at_desk(chief)
    client.post(page("membership_add"), invitation(authority=essen.pk, role="manager"))
    made = User.objects.get(email="neu@essen.example")
    assert made.is_staff
    client.post(page("membership_delete", made.memberships.get().pk), {"post": "yes"})
    made.refresh_from_db()
    assert not made.is_staff
    assert not made.memberships.exists()


def test_a_role_that_changes_opens_or_closes_the_administration(chief, essen):
    worker = make.caseworker(of=essen)
    url = page("membership_change", worker.memberships.get().pk)
    at_desk(chief).post(url, {"role": "manager"})
    worker.refresh_from_db()
    assert (worker.memberships.get().role, worker.is_staff) == ("manager", True)


def test_several_roles_are_taken_away_at_once(chief, essen):
    workers = [make.manager(of=essen), make.caseworker(of=essen)]
    rows = [one.memberships.get().pk for one in workers]
    form = {"action": "delete_selected", "_selected_action": rows, "post": "yes"}
    at_desk(chief).post(page("membership_changelist"), form)
    assert not Membership.objects.exists()
    assert not User.objects.get(pk=workers[0].pk).is_staff


def test_inviting_changes_nothing_in_an_account(chief, essen, mara):
    before = User.objects.values().get(pk=mara.pk)
    form = invitation(email="MARA@mainz.example", name="Anders", authority=essen.pk)
    assert at_desk(chief).post(page("membership_add"), form).status_code == 302
    assert User.objects.values().get(pk=mara.pk) == before


def test_nobody_changes_or_removes_the_role_they_hold(chief, essen):
    role = chief.memberships.create(authority=essen, role="caseworker")
    own = page("membership_change", role.pk)
    client = at_desk(chief)
    assert client.post(own, {"role": "auditor"}).status_code == 403
    assert client.get(own.replace("change", "delete")).status_code == 403


def test_a_role_is_given_once(chief, essen):
    worker = make.caseworker(of=essen)
    form = invitation(email=worker.email, authority=essen.pk)
    answer = at_desk(chief).post(page("membership_add"), form)
    assert errors(answer) == {"__all__": ["This person already has this role there."]}


def test_a_role_is_at_an_office_of_the_authority(chief, essen, mainz):
    form = invitation(authority=essen.pk, office=make.office(of=mainz).pk)
    answer = at_desk(chief).post(page("membership_add"), form)
    assert errors(answer) == {"office": ["This office belongs to another authority."]}


def test_a_manager_works_for_the_whole_authority(chief, essen):
    form = invitation(authority=essen.pk, role="manager", office=make.office(of=essen).pk)
    answer = at_desk(chief).post(page("membership_add"), form)
    assert errors(answer) == {"__all__": ["A manager works for the whole authority."]}


def test_switching_an_account_off_there_is_written_down_too(chief, erika):
    client, form = at_desk(erika), {"email": erika.email, "name": erika.name, "is_staff": "on"}
    at_desk(chief).post(page("user_change", erika.pk), form)
    at_desk(chief).post(page("user_change", erika.pk), form | {"is_active": "on"})
    events = SignInEvent.objects.filter(by=chief).order_by("pk")
    assert [(one.user, one.kind, one.authority) for one in events] == [
        (erika, "switched_off", None),
        (erika, "switched_on", None),
    ]
    assert client.get("/accounts/").status_code == 302


# --- oneself -----------------------------------------------------------------------------------
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
