"""Changing what somebody does: add, change, take away; and who changed what."""

import pytest

from offices.models import Membership
from tests import make
from tests.booking.views.manager.people.essen_people import at, errors, jobs, text, told
from tests.signing_in import at_desk

pytestmark = pytest.mark.django_db
GONE = (
    "Clara Essen does not work for you any more. Was it a mistake? Then invite this person again."
)
OWN = "Nobody changes their own rights. Please ask another manager of your authority."


def role_of(user) -> int:
    return user.memberships.order_by("pk").first().pk


def test_another_role_is_given(manager, clara, campus):
    answer = manager.post(
        at("add_role", clara.pk), {"role": "door", "where": campus.pk}, follow=True
    )
    assert told(answer) == ["The role is given."]
    assert jobs(clara) == [
        ("essen", "caseworker", "essen-amt"),
        ("essen", "door", "essen-campus"),
    ]


def test_one_office_becomes_all(manager, clara):
    url = at("role", clara.pk, role_of(clara))
    form = manager.get(url).context["form"]
    assert form.initial == {"role": "caseworker", "where": str(clara.memberships.get().office_id)}
    answer = manager.post(url, {"role": "caseworker", "where": ""}, follow=True)
    assert told(answer) == ["The role is changed."]
    assert jobs(clara) == [("essen", "caseworker", None)]


def test_a_caseworker_becomes_a_manager_and_back(manager, clara):
    url = at("role", clara.pk, role_of(clara))
    for role, may in (("manager", True), ("caseworker", False)):
        manager.post(url, {"role": role, "where": ""})
        clara.refresh_from_db()
        assert (jobs(clara), clara.is_staff) == ([("essen", role, None)], may)


def test_one_of_two_roles_is_taken_away(manager, clara, essen):
    more = clara.memberships.create(authority=essen, role="door")
    answer = manager.post(at("role", clara.pk, more.pk), {"take_away": "on"}, follow=True)
    assert told(answer) == ["The role is taken away."]
    assert answer.redirect_chain == [(at("person", clara.pk), 302)]
    assert jobs(clara) == [("essen", "caseworker", "essen-amt")]


def test_the_only_role_is_announced_and_leads_to_the_list(manager, clara):
    url = at("role", clara.pk, role_of(clara))
    assert "It is the only role of this person." in text(manager.get(url))
    answer = manager.post(url, {"take_away": "on"}, follow=True)
    assert told(answer) == [GONE]
    assert answer.redirect_chain == [(at("people"), 302)]
    assert manager.get(at("person", clara.pk)).status_code == 404


def test_who_changed_what_stands_on_the_page(manager, clara, erika):
    manager.post(at("role", clara.pk, role_of(clara)), {"role": "door", "where": ""})
    manager.post(at("add_role", clara.pk), {"role": "auditor", "where": ""})
    last = clara.memberships.get(role="auditor")
    manager.post(at("role", clara.pk, last.pk), {"take_away": "on"})
    changes = manager.get(at("person", clara.pk)).context["changes"]
    assert [(one.what, one.who) for one in changes] == [
        ("role taken away: auditor, all offices", "Erika Essen"),
        ("role given: auditor, all offices", "Erika Essen"),
        ("role changed: door, all offices; before: caseworker, Rathaus", "Erika Essen"),
        ("role given: caseworker, Rathaus", ""),
    ]
    assert all(one.when.startswith("today, ") for one in changes)


def test_what_was_changed_elsewhere_is_not_told(manager, mainz, both):
    changes = manager.get(at("person", both.pk)).context["changes"]
    assert [one.what for one in changes] == ["role given: caseworker, Rathaus"]


def test_the_same_role_is_refused_and_the_page_stays(manager, clara, office):
    answer = manager.post(at("add_role", clara.pk), {"role": "caseworker", "where": office.pk})
    assert errors(answer) == {"__all__": ["This person already has this role there."]}


def test_managers_are_for_all_offices(manager, clara, campus):
    answer = manager.post(
        at("role", clara.pk, role_of(clara)), {"role": "manager", "where": campus.pk}
    )
    assert errors(answer) == {"where": ["A manager works for the whole authority."]}


def test_offices_elsewhere_cannot_be_chosen(manager, clara, mainz):
    there = make.office(of=mainz)
    for url in (at("role", clara.pk, role_of(clara)), at("add_role", clara.pk)):
        answer = manager.post(url, {"role": "door", "where": there.pk})
        assert errors(answer) == {"where": ["Please choose one of your offices."]}
    assert jobs(clara) == [("essen", "caseworker", "essen-amt")]


def test_nobody_changes_their_own_roles(manager, erika, essen):
    make.manager(of=essen)
    pages = [at("add_role", erika.pk), at("role", erika.pk, role_of(erika))]
    sent = [{"role": "auditor", "where": ""}, {"take_away": "on"}, {}]
    for url in pages:
        answers = [manager.get(url, follow=True)]
        answers += [manager.post(url, one, follow=True) for one in sent]
        assert [told(answer) for answer in answers] == [[OWN]] * 4
    assert jobs(erika) == [("essen", "manager", None)]


def test_the_own_page_offers_nothing_but_the_own_sign_in(manager, erika):
    shown = manager.get(at("person", erika.pk)).content.decode()
    assert "This is you. Nobody changes their own rights" in shown
    assert 'href="/accounts/">My sign-in: password' in shown
    page = at("person", erika.pk)
    assert f"{page}roles/" not in shown
    assert f"{page}leave/" not in shown
    assert f"{page}second-step/" not in shown


def test_the_last_manager_stays_whoever_asks(office, erika):
    chief = at_desk(make.superuser())
    url = at("role", erika.pk, role_of(erika))
    only = "This is the only manager. Please make somebody else a manager first: without one, "
    only += "nobody could let people in."
    assert errors(chief.post(url, {"role": "door", "where": ""})) == {"__all__": [only]}
    assert told(chief.post(url, {"take_away": "on"}, follow=True)) == [only]
    assert Membership.objects.filter(user=erika, role="manager").exists()
