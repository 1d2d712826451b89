"""What is written down about signing in, who reads it, and how long it stays."""

from datetime import timedelta

import pytest
from django.db import InternalError, transaction
from django.utils import timezone

from booking import tasks
from offices.models import SignInEvent
from offices.signin import journal
from tests import make
from tests.offices.test_admin_scope import page
from tests.signing_in import at_desk, browser, code_of, kinds, signed_in, type_password

pytestmark = pytest.mark.django_db


def test_who_signed_in_and_out_is_written_down(erika):
    signed_in(erika).post("/accounts/logout/")
    assert kinds(erika) == ["signed_in", "signed_out"]


def test_a_wrong_password_is_written_down_for_whoever_has_the_account(erika):
    type_password(browser(), "ERIKA@essen.example", "wrong")
    assert kinds(erika) == ["failed"]


def test_of_somebody_unknown_nothing_is_kept_but_that_it_happened():
    type_password(browser(), "stranger@people.example", "wrong")
    (event,) = SignInEvent.objects.values("kind", "user")
    assert event == {"kind": "failed", "user": None}


def test_a_wrong_code_and_a_recovery_code_are_written_down(erika):
    client = signed_in(erika)
    set_up(client)
    codes = client.get("/accounts/2fa/recovery-codes/").context["unused_codes"]
    client.post("/accounts/logout/")
    type_password(client, erika)
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    client.post("/accounts/2fa/authenticate/", {"code": codes[3]})
    assert kinds(erika)[-4:] == ["signed_out", "code_failed", "code_used", "signed_in"]


def set_up(client):
    secret = client.get("/accounts/2fa/totp/activate/").context["secret"]
    client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})


# --- append-only -------------------------------------------------------------------------------
@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_lets_nobody_change_or_delete_a_line(erika, change):
    journal.write(SignInEvent.Kind.FAILED, erika)
    rows = SignInEvent.objects.all()
    with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
        rows.update(kind="signed_in") if change == "update" else rows.delete()
    assert kinds(erika) == ["failed"]


def test_lines_go_after_a_year(erika, settings):
    settings.AUDIT_DAYS = 365
    for days in (366, 364):
        journal.write(SignInEvent.Kind.SIGNED_IN, erika, timezone.now() - timedelta(days=days))
    assert tasks.forget_audit() == 1
    assert kinds(erika) == ["signed_in"]
    assert tasks.forget_audit() == 0


# --- who reads it ------------------------------------------------------------------------------
def listed(user) -> list[str]:
    answer = at_desk(user).get(page("signinevent_changelist"))
    return sorted(str(one.user) for one in answer.context["cl"].queryset)


def test_managers_read_of_their_own_people_only_superusers_of_all(erika, mara, clara):
    for person in (erika, mara, clara, None):
        journal.write(SignInEvent.Kind.SIGNED_IN, person)
    assert listed(erika) == ["Clara Essen", "Erika Essen"]
    assert listed(mara) == ["Mara Mainz"]
    assert listed(make.superuser()) == ["Clara Essen", "Erika Essen", "Mara Mainz", "None"]


def test_nobody_else_reads_it(clara, essen):
    auditor = make.member(of=essen, role="auditor", is_staff=True)
    for person in (clara, auditor):
        assert at_desk(person).get(page("signinevent_changelist")).status_code in (302, 403)


def test_one_of_another_authority_is_not_there(erika, mara):
    journal.write(SignInEvent.Kind.SIGNED_IN, mara)
    event = SignInEvent.objects.get()
    assert at_desk(erika).get(page("signinevent_change", event.pk)).status_code == 404
    assert at_desk(mara).get(page("signinevent_change", event.pk)).status_code == 200


def test_the_administration_offers_no_change_not_even_to_superusers(erika):
    journal.write(SignInEvent.Kind.SIGNED_IN, erika)
    event = SignInEvent.objects.get()
    client = at_desk(make.superuser())
    answers = [
        client.post(page("signinevent_change", event.pk), {"kind": "failed"}).status_code,
        client.post(page("signinevent_delete", event.pk), {"post": "yes"}).status_code,
        client.get(page("signinevent_add")).status_code,
    ]
    assert answers == [403, 403, 403]


@pytest.mark.parametrize("lines", [1, 3])
def test_the_list_costs_the_same_however_many_people(
    erika, clara, lines, django_assert_num_queries
):
    for _ in range(lines):
        journal.write(SignInEvent.Kind.SIGNED_IN, clara)
    client = at_desk(erika)
    with django_assert_num_queries(12):
        client.get(page("signinevent_changelist"))
