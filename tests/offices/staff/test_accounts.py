"""Switching an account off and on, and resetting its second step: who may, and what it does."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import InternalError, transaction

from offices import staff
from offices.models import SignInEvent, User
from offices.staff import StaffError
from tests import make
from tests.offices.staff.test_roles import NOT_ANY_MORE, ONLY, OWN
from tests.signing_in import at_desk, kinds, with_app

pytestmark = pytest.mark.django_db
ELSEWHERE = (
    "This person works for another authority too. Only whoever looks after the whole system can "
    "do that."
)
SUPERUSER = "This person looks after the whole system. Nobody changes their account here."


def secured(user: User) -> User:
    """With an app and recovery codes."""
    with_app(user)
    RecoveryCodes.activate(user)
    return user


def acts(user: User) -> list[tuple[str, str, str, str]]:
    rows = SignInEvent.objects.filter(user=user).exclude(by=None).order_by("pk")
    return list(rows.values_list("kind", "by__email", "authority__slug", "note"))


def everything(user, essen, *, by) -> dict[str, str]:
    """What is answered to each of the three."""
    said = {}
    for name, what in {
        "off": lambda: staff.switch_off(user, essen, by=by),
        "on": lambda: staff.switch_on(user, essen, by=by),
        "reset": lambda: staff.reset_second_step(user, essen, reason="lost", by=by),
    }.items():
        with pytest.raises(StaffError) as refusal:
            what()
        said[name] = str(refusal.value)
    return said


def test_switched_off_nobody_goes_on_and_the_roles_stay(erika, essen, clara):
    client = at_desk(clara)
    assert client.get("/accounts/").status_code == 200
    staff.switch_off(clara, essen, by=erika)
    assert client.get("/accounts/").status_code == 302
    staff.switch_on(clara, essen, by=erika)
    assert client.get("/accounts/").status_code == 302
    assert clara.memberships.get().role == "caseworker"
    assert acts(clara) == [
        ("switched_off", erika.email, "essen", ""),
        ("switched_on", erika.email, "essen", ""),
    ]
    assert kinds(clara) == ["switched_off", "session_ended", "switched_on"]


def test_pressed_twice_it_is_written_down_once(erika, essen, clara):
    staff.switch_off(clara, essen, by=erika)
    staff.switch_off(clara, essen, by=erika)
    assert len(acts(clara)) == 1


def test_a_reset_forgets_app_and_codes_and_keeps_why(erika, essen, clara):
    client = at_desk(secured(clara))
    staff.reset_second_step(clara, essen, reason="New phone", by=erika)
    assert not Authenticator.objects.filter(user=clara).exists()
    assert client.get("/accounts/").status_code == 302
    assert acts(clara) == [("factor_reset", erika.email, "essen", "New phone")]


def test_what_is_kept_of_a_reset_is_never_changed(erika, essen, clara):
    staff.reset_second_step(secured(clara), essen, reason="New phone", by=erika)
    rows = SignInEvent.objects.filter(kind="factor_reset")
    with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
        rows.update(note="Nothing")
    assert rows.get().note == "New phone"


def test_where_there_is_no_second_step_none_is_reset(erika, essen, clara):
    with pytest.raises(StaffError, match=r"^This person has no second step that could be reset\.$"):
        staff.reset_second_step(clara, essen, reason="lost", by=erika)
    assert acts(clara) == []


def test_nobody_does_so_to_themselves(erika, essen, emil):
    assert set(everything(secured(erika), essen, by=erika).values()) == {OWN}
    assert Authenticator.objects.filter(user=erika).count() == 2


def test_nobody_does_so_to_whoever_works_elsewhere_too(erika, essen, both):
    assert set(everything(secured(both), essen, by=erika).values()) == {ELSEWHERE}
    both.refresh_from_db()
    assert both.is_active
    assert Authenticator.objects.filter(user=both).count() == 2


def test_inviting_somebody_gives_no_power_over_their_account(erika, essen, mara):
    staff.invite(email=mara.email, name="", job=staff.Job(essen, "door"), by=erika)
    assert set(everything(secured(mara), essen, by=erika).values()) == {ELSEWHERE}


def test_nobody_does_so_to_strangers(erika, essen, mara):
    said = everything(secured(mara), essen, by=erika)
    assert set(said.values()) == {"This person does not work for your authority any more."}


def test_nobody_touches_superusers_not_even_one_of_them(erika, essen):
    chief, other = make.superuser(), make.superuser()
    chief.memberships.create(authority=essen, role="caseworker")
    assert set(everything(secured(chief), essen, by=erika).values()) == {SUPERUSER}
    assert set(everything(chief, essen, by=other).values()) == {SUPERUSER}


def test_a_superuser_may_where_an_authority_alone_may_not(essen, mainz, both, mara):
    chief = make.superuser()
    staff.switch_off(both, essen, by=chief)
    assert acts(both) == [("switched_off", chief.email, "essen", "")]


def test_the_only_manager_is_never_switched_off_also_not_of_another_authority(essen, erika, mainz):
    chief = make.superuser()
    with pytest.raises(StaffError) as refusal:
        staff.switch_off(erika, essen, by=chief)
    assert str(refusal.value) == ONLY
    worker = make.manager(of=mainz)
    worker.memberships.create(authority=essen, role="caseworker")
    with pytest.raises(StaffError) as refusal:
        staff.switch_off(worker, essen, by=chief)
    assert str(refusal.value) == ONLY


def test_whoever_was_switched_off_switches_nobody_off(erika, emil, essen, clara):
    staff.switch_off(erika, essen, by=emil)
    assert set(everything(secured(clara), essen, by=erika).values()) == {NOT_ANY_MORE}
