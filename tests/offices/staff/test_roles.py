"""Who gives roles, who gets them, and that a manager always stays."""

import pytest
from django.utils import timezone

from offices import staff
from offices.models import Membership, User
from offices.staff import Job, StaffError
from tests import make

pytestmark = pytest.mark.django_db
OWN = "Nobody changes their own rights. Please ask another manager of your authority."
ONLY = (
    "This is the only manager. Please make somebody else a manager first: without one, nobody "
    "could let people in."
)
NOT_ANY_MORE = "You do not manage this authority any more."


def jobs(user: User) -> list[tuple[str, str, int | None]]:
    rows = user.memberships.order_by("pk")
    return list(rows.values_list("authority__slug", "role", "office"))


def test_an_invited_person_has_an_account_without_a_password(erika, essen):
    made = staff.invite(
        email=" Neu@Essen.example ", name="Neu", job=Job(essen, "caseworker"), by=erika
    )
    user = User.objects.get(email="neu@essen.example")
    assert (made.user, made.invited_as, user.name) == (user, "Neu", "Neu")
    assert not user.has_usable_password()
    assert not user.is_staff
    assert jobs(user) == [("essen", "caseworker", None)]


def test_a_manager_may_open_the_administration_as_long_as_the_role_lasts(erika, essen, clara):
    role = clara.memberships.get()
    staff.change(role, Job(essen, "manager"), by=erika)
    clara.refresh_from_db()
    assert clara.is_staff
    staff.dismiss(role, by=erika)
    clara.refresh_from_db()
    assert not clara.is_staff


def test_an_account_elsewhere_is_left_as_it_is(erika, essen, mara):
    before = User.objects.values().get(pk=mara.pk)
    staff.invite(email="MARA@mainz.example", name="Anders", job=Job(essen, "door"), by=erika)
    assert User.objects.values().get(pk=mara.pk) == before
    assert jobs(mara) == [("mainz", "manager", None), ("essen", "door", None)]


def test_a_role_is_given_once(erika, essen, clara):
    with pytest.raises(StaffError, match=r"^This person already has this role there\.$"):
        staff.invite(email=clara.email, name="", job=Job(essen, "caseworker"), by=erika)
    other = staff.invite(email=clara.email, name="", job=Job(essen, "door"), by=erika)
    with pytest.raises(StaffError, match=r"^This person already has this role there\.$"):
        staff.change(other, Job(essen, "caseworker"), by=erika)


def test_further_roles_count_since_the_first(erika, essen):
    first = staff.invite(email="neu@essen.example", name="Neu", job=Job(essen, "door"), by=erika)
    second = staff.invite(
        email="neu@essen.example", name="", job=Job(essen, "caseworker"), by=erika
    )
    assert (second.since, second.invited_as) == (first.since, "Neu")


def test_whoever_worked_here_before_anybody_wrote_it_down_has_always_been_here(erika, essen, clara):
    more = staff.invite(email=clara.email, name="X", job=Job(essen, "door"), by=erika)
    assert (more.since, more.invited_as) == (None, "")


# --- oneself -----------------------------------------------------------------------------------
@pytest.mark.parametrize("role", ["auditor", "door", "caseworker"])
def test_nobody_gives_a_role_to_themselves(erika, emil, essen, role):
    with pytest.raises(StaffError) as refusal:
        staff.invite(email="ERIKA@essen.example", name="", job=Job(essen, role), by=erika)
    assert str(refusal.value) == OWN
    assert jobs(erika) == [("essen", "manager", None)]


def test_nobody_changes_or_takes_away_what_they_are(erika, emil, essen):
    own = erika.memberships.get()
    for what in (
        lambda: staff.change(own, Job(essen, "auditor"), by=erika),
        lambda: staff.dismiss(own, by=erika),
        lambda: staff.dismiss_from_all(erika, essen, by=erika),
    ):
        with pytest.raises(StaffError) as refusal:
            what()
        assert str(refusal.value) == OWN
    assert jobs(erika) == [("essen", "manager", None)]


# --- the last manager --------------------------------------------------------------------------
def test_the_only_manager_stays_whoever_asks(erika, essen):
    chief, role = make.superuser(), erika.memberships.get()
    for what in (
        lambda: staff.change(role, Job(essen, "caseworker"), by=chief),
        lambda: staff.dismiss(role, by=chief),
        lambda: staff.dismiss_from_all(erika, essen, by=chief),
    ):
        with pytest.raises(StaffError) as refusal:
            what()
        assert str(refusal.value) == ONLY
    assert jobs(erika) == [("essen", "manager", None)]


def test_a_manager_who_cannot_sign_in_is_none(erika, emil, essen):
    User.objects.filter(pk=emil.pk).update(is_active=False)
    with pytest.raises(StaffError, match=r"^This is the only manager\."):
        staff.dismiss(erika.memberships.get(), by=make.superuser())
    emil.refresh_from_db()
    staff.dismiss_from_all(emil, essen, by=erika)
    assert jobs(emil) == []


def test_one_of_two_managers_may_be_something_else(erika, emil, essen):
    staff.change(emil.memberships.get(), Job(essen, "caseworker"), by=erika)
    assert jobs(emil) == [("essen", "caseworker", None)]


def test_whoever_has_lost_the_role_meanwhile_changes_nothing_any_more(erika, emil, essen, clara):
    staff.dismiss(erika.memberships.get(), by=emil)
    for what in (
        lambda: staff.invite(email="x@essen.example", name="", job=Job(essen, "door"), by=erika),
        lambda: staff.dismiss_from_all(clara, essen, by=erika),
    ):
        with pytest.raises(StaffError) as refusal:
            what()
        assert str(refusal.value) == NOT_ANY_MORE
    assert not User.objects.filter(email="x@essen.example").exists()


def test_a_role_taken_away_meanwhile_is_not_changed(erika, essen, clara):
    role = clara.memberships.get()
    Membership.objects.all().filter(pk=role.pk).delete()
    with pytest.raises(StaffError, match=r"^Somebody has taken this role away meanwhile\.$"):
        staff.change(role, Job(essen, "door"), by=erika)


def test_taking_all_roles_away_leaves_those_elsewhere(erika, essen, both, mainz):
    Membership.objects.create(user=both, authority=essen, role="door", since=timezone.now())
    staff.dismiss_from_all(both, essen, by=erika)
    both.refresh_from_db()
    assert jobs(both) == [("mainz", "caseworker", None)]
    assert both.is_active
