"""What managers see of their people, and what of an account from elsewhere they never learn."""

from datetime import timedelta

import pytest
from django.utils import timezone

from offices import staff
from offices.models import SignInEvent, User
from offices.signin import journal
from offices.staff import Job, State
from tests import make
from tests.signing_in import with_app

pytestmark = pytest.mark.django_db


def sign_in(user: User) -> None:
    """As allauth does."""
    user.last_login = timezone.now()
    user.save(update_fields=["last_login"])
    journal.write(SignInEvent.Kind.SIGNED_IN, user)


def seen(authority, user: User) -> dict[str, object]:
    found = staff.colleague(authority, user.pk)
    assert found is not None
    return {
        "called": found.called,
        "state": found.state,
        "last": found.last_sign_in,
        "second": found.has_second_step,
    }


def test_everybody_of_the_authority_by_name_and_nobody_else(erika, essen, mara, clara, emil):
    door = make.member(of=essen, role="door", office=make.office(of=essen), name="änne")
    assert [one.user for one in staff.colleagues(essen)] == [clara, emil, erika, door]
    assert staff.colleague(essen, mara.pk) is None


def test_all_roles_of_a_person_stand_together(essen, clara, both):
    clara.memberships.create(authority=essen, role="door")
    (found,) = staff.colleagues(essen)
    assert [one.role for one in found.roles] == ["caseworker", "door"]


def test_an_account_from_elsewhere_looks_like_a_new_one(erika, essen, mara):
    sign_in(with_app(mara))
    for email, name in ((mara.email, "Frau M."), ("neu@essen.example", "Neue Person")):
        staff.invite(email=email, name=name, job=Job(essen, "door"), by=erika)
    new = User.objects.get(email="neu@essen.example")
    unknown = {"state": State.INVITED, "last": None, "second": None}
    assert seen(essen, mara) == {"called": "Frau M."} | unknown
    assert seen(essen, new) == {"called": "Neue Person"} | unknown


def test_it_is_known_once_the_person_signs_in(erika, essen, mara):
    with_app(mara)
    staff.invite(email=mara.email, name="Frau M.", job=Job(essen, "door"), by=erika)
    sign_in(mara)
    assert seen(essen, mara) == {
        "called": "Mara Mainz",
        "state": State.ACTIVE,
        "last": mara.last_login,
        "second": True,
    }


def test_an_account_that_is_off_elsewhere_is_no_news(erika, essen, mara):
    User.objects.filter(pk=mara.pk).update(is_active=False)
    staff.invite(email=mara.email, name="Frau M.", job=Job(essen, "door"), by=erika)
    assert seen(essen, mara)["state"] is State.INVITED


def test_off_invited_and_active(erika, essen, clara):
    assert seen(essen, clara)["state"] is State.ACTIVE
    assert seen(essen, make.caseworker(of=essen))["state"] is State.INVITED
    staff.switch_off(clara, essen, by=erika)
    assert seen(essen, clara)["state"] is State.OFF


def test_sign_ins_from_before_they_worked_here_are_not_told(erika, essen, mara):
    journal.write(SignInEvent.Kind.SIGNED_IN, mara, timezone.now() - timedelta(days=1))
    staff.invite(email=mara.email, name="", job=Job(essen, "door"), by=erika)
    journal.write(SignInEvent.Kind.FAILED, mara)
    assert not SignInEvent.objects.of(erika, "manager").exists()
    sign_in(mara)
    kinds = [one.kind for one in SignInEvent.objects.of(erika, "manager")]
    assert kinds == ["signed_in", "failed"]
    found = staff.colleague(essen, mara.pk)
    assert found is not None
    assert [one.kind for one in found.sign_ins(essen)] == kinds


def test_what_one_authority_did_the_other_does_not_see(essen, mainz, erika, mara, both):
    journal.write_act(SignInEvent.Kind.INVITED, both, by=mara, authority=mainz)
    assert not SignInEvent.objects.of(erika, "manager").filter(kind="invited").exists()
    assert SignInEvent.objects.of(mara, "manager").filter(kind="invited").exists()
    here, there = (staff.colleague(each, both.pk) for each in (essen, mainz))
    assert here is not None
    assert there is not None
    assert not here.acts(essen).exists()
    assert [one.by for one in there.acts(mainz)] == [mara]


@pytest.mark.parametrize("many", [1, 6])
def test_the_list_is_one_question_however_many_work_there(essen, many, django_assert_num_queries):
    for _ in range(many):
        with_app(make.caseworker(of=essen))
    with django_assert_num_queries(1):
        assert len(staff.colleagues(essen)) == many
