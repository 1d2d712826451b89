"""Deactivating with the open work before it, coming back, and resetting the second step."""

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from booking.models import Look
from offices.models import SignInEvent
from offices.signin import journal
from tests import make, people
from tests.booking.views.manager.people.essen_people import acts, at, errors, jobs, text, told
from tests.signing_in import at_desk, with_app

pytestmark = pytest.mark.django_db
ELSEWHERE = (
    "This person works for another authority too. Only whoever looks after the whole system can "
    "do that."
)
OWN = "Nobody changes their own rights. Please ask another manager of your authority."
SUPERUSER = "This person looks after the whole system. Nobody changes their account here."


def off(manager, user):
    return manager.post(at("leave", user.pk), {"do": "off"}, follow=True)


def test_a_deactivated_person_is_out_at_once_and_comes_back_with_all_roles(manager, clara):
    browser = at_desk(clara)
    assert browser.get("/desk/essen-amt/").status_code == 200
    assert told(off(manager, clara)) == ["Clara Essen cannot sign in any more."]
    assert browser.get("/desk/essen-amt/").status_code == 302
    shown = text(manager.get(at("person", clara.pk)))
    assert "This account is not active: nobody can sign in with it." in shown
    answer = manager.post(at("come_back", clara.pk), follow=True)
    assert told(answer) == ["Clara Essen can sign in again, with the roles of before."]
    assert jobs(clara) == [("essen", "caseworker", "essen-amt")]
    assert browser.get("/desk/essen-amt/").status_code == 302
    assert acts(clara) == [("switched_off", ""), ("switched_on", "")]
    changes = manager.get(at("person", clara.pk)).context["changes"]
    assert [(one.what, one.who) for one in changes][:2] == [
        ("account switched on again", "Erika Essen"),
        ("account switched off", "Erika Essen"),
    ]


def test_the_page_says_what_will_happen_before_anything_does(manager, clara):
    shown = text(manager.get(at("leave", clara.pk)))
    assert "The person is signed out everywhere at once and cannot sign in any more." in shown
    assert "Nothing that this person has begun waits for anybody." in shown
    manager.post(at("leave", clara.pk), {"do": "something"})
    clara.refresh_from_db()
    assert clara.is_active


# --- open work ---------------------------------------------------------------------------------
@pytest.fixture
def matter(campus):
    make.desk(at=campus)
    return make.offering(at=campus, service=make.service(name_de="Karte abholen"))


def question(matter, clara):
    now = timezone.now()
    answer = {"status": "question", "answered_by": clara, "answered_at": now}
    return people.asked(now=now, offering=matter, request=answer)


def invitation(matter, clara):
    today, sent = timezone.localdate(), {"invited_by": clara}
    return people.invited(latest=today, now=timezone.now(), offering=matter, invitation=sent)


@pytest.fixture
def begun(clara, matter):
    """A question that Clara asked, and an invitation that she sent, at the other office."""
    return question(matter, clara), invitation(matter, clara)


def test_open_work_is_listed_with_where_it_is_looked_after(manager, clara, begun):
    asked, invited = begun
    answer = manager.get(at("leave", clara.pk))
    shown, page = text(answer), answer.content.decode()
    assert "Campus Requests that this person answered last" in shown
    assert "O&#x27;Hadi-Öztürk, Amal, Karte abholen – asked back" in shown
    assert "Invitations with which nobody has chosen a time yet" in shown
    assert f"/desk/essen-campus/requests/{asked.request.pk}/" in page
    assert f"/desk/essen-campus/invitations/{invited.invitation.pk}/" in page


def test_who_was_shown_is_written_down(manager, clara, begun, erika, campus):
    manager.get(at("leave", clara.pk))
    (look,) = Look.objects.all()
    assert (look.user, look.office, look.fields) == (erika, campus, ["name", "matter"])
    assert sorted(look.bookings) == sorted(one.pk for one in begun)


def test_of_much_work_the_rest_is_counted(manager, clara, matter, monkeypatch):
    monkeypatch.setattr("booking.views.manager.people.account.MOST", 1)
    for _ in range(3):
        question(matter, clara)
        invitation(matter, clara)
    shown = text(manager.get(at("leave", clara.pk)))
    assert shown.count("And 2 more") == 2
    assert shown.count("Amal") == 2


# --- people of two authorities -----------------------------------------------------------------
def test_whoever_works_elsewhere_too_loses_only_the_roles_here(manager, both, erika):
    assert ELSEWHERE in text(manager.get(at("person", both.pk)))
    shown = text(manager.get(at("leave", both.pk)))
    assert "So the account itself stays, and you take away only the roles" in shown
    assert "Mainz" not in shown
    answer = manager.post(at("leave", both.pk), {"do": "roles"}, follow=True)
    assert told(answer)[0].startswith("Clara Essen does not work for you any more.")
    both.refresh_from_db()
    assert both.is_active
    assert jobs(both) == [("mainz", "caseworker", None)]


def test_nothing_whole_is_done_to_them_whatever_is_sent(manager, both):
    with_app(both)
    sent = [
        off(manager, both),
        manager.get(at("second_step", both.pk), follow=True),
        manager.post(at("second_step", both.pk), {"reason": "lost"}, follow=True),
    ]
    assert [told(answer) for answer in sent] == [[ELSEWHERE]] * 3
    both.refresh_from_db()
    assert both.is_active
    assert Authenticator.objects.filter(user=both).exists()
    assert acts(both) == []


def test_a_superuser_may(office, both):
    chief = at_desk(make.superuser())
    assert told(off(chief, both)) == ["Clara Essen cannot sign in any more."]


# --- the second step ---------------------------------------------------------------------------
def reset(manager, user, reason="New phone, asked in person"):
    return manager.post(at("second_step", user.pk), {"reason": reason}, follow=True)


def test_a_reset_is_done_written_down_with_why_and_mailed(manager, clara, mailoutbox):
    browser = at_desk(with_app(clara))
    assert told(reset(manager, clara)) == ["The second step is reset."]
    assert not Authenticator.objects.filter(user=clara).exists()
    assert browser.get("/desk/essen-amt/").status_code == 302
    assert acts(clara) == [("factor_reset", "New phone, asked in person")]
    (mail,) = mailoutbox
    assert mail.to == [clara.email]
    assert "Erika Essen (Stadt essen) has reset the second step" in mail.body
    assert "New phone" not in mail.body
    first = manager.get(at("person", clara.pk)).context["changes"][0]
    assert (first.what, first.who) == (
        "second step reset: New phone, asked in person",
        "Erika Essen",
    )


def test_a_mail_that_cannot_be_sent_is_told(manager, clara, settings):
    settings.EMAIL_BACKEND = "tests.offices.signin.test_passwords.AwayBackend"
    assert told(reset(manager, with_app(clara))) == [
        "The second step is reset.",
        "The mail about it could not be sent. Please tell Clara Essen yourself.",
    ]


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("", "Please write why."),
        (" \u200b", "Please write why."),
        ("x" * 301, "At most 300 characters, please."),
    ],
)
def test_without_a_reason_nothing_is_reset(manager, clara, reason, said):
    answer = manager.post(at("second_step", with_app(clara).pk), {"reason": reason})
    assert errors(answer) == {"reason": [said]}
    assert Authenticator.objects.filter(user=clara).exists()


def test_where_there_is_none_the_page_says_so(manager, clara):
    shown = text(manager.get(at("second_step", clara.pk)))
    assert "This person has no second step that could be reset." in shown
    assert text(reset(manager, clara)) == shown
    assert "Reset the second step" not in text(manager.get(at("person", clara.pk)))


# --- oneself, superusers, the last one ---------------------------------------------------------
def test_nobody_does_any_of_it_to_themselves(manager, erika, essen):
    make.manager(of=essen)
    with_app(erika)
    sent = [
        manager.get(at("leave", erika.pk), follow=True),
        off(manager, erika),
        manager.post(at("leave", erika.pk), {"do": "roles"}, follow=True),
        reset(manager, erika),
    ]
    assert [told(answer) for answer in sent] == [[OWN]] * 4
    erika.refresh_from_db()
    assert erika.is_active
    assert Authenticator.objects.filter(user=erika).exists()


def test_superusers_are_not_touched(manager, essen):
    chief = with_app(make.superuser())
    chief.memberships.create(authority=essen, role="caseworker")
    chief.last_login = timezone.now()
    chief.save()
    assert SUPERUSER in text(manager.get(at("person", chief.pk)))
    assert [told(off(manager, chief)), told(reset(manager, chief))] == [[SUPERUSER]] * 2
    chief.refresh_from_db()
    assert (chief.is_active, chief.is_superuser, chief.is_staff) == (True, True, True)


def test_the_last_manager_is_not_deactivated(office, erika):
    chief = at_desk(make.superuser())
    erika.last_login = timezone.now()
    erika.save()
    (said,) = told(off(chief, erika))
    assert said.startswith("This is the only manager. Please make somebody else a manager first")
    (said,) = told(chief.post(at("leave", erika.pk), {"do": "roles"}, follow=True))
    assert said.startswith("This is the only manager.")


# --- the journal -------------------------------------------------------------------------------
def test_the_last_twenty_sign_ins_are_shown(manager, clara):
    for _ in range(25):
        journal.write(SignInEvent.Kind.SIGNED_IN, clara)
    journal.write(SignInEvent.Kind.FAILED, clara)
    shown = manager.get(at("person", clara.pk)).context["sign_ins"]
    assert len(shown) == 20
    assert [what for _when, what in shown][:2] == ["could not sign in", "signed in"]


def test_an_invitation_is_withdrawn(manager, essen):
    invited = make.caseworker(of=essen, email="neu@essen.example")
    shown = text(manager.get(at("leave", invited.pk)))
    assert "Withdraw the invitation" in shown
    manager.post(at("leave", invited.pk), {"do": "roles"})
    assert jobs(invited) == []


def test_the_pages_are_german_too(erika, office, clara):
    client = at_desk(erika, **{"accept-language": "de"})
    with_app(clara)
    assert "Wer was geändert hat" in text(client.get(at("person", clara.pk)))
    assert "Dieses Konto deaktivieren" in text(client.get(at("leave", clara.pk)))
    assert "Zweiten Schritt zurücksetzen" in text(client.get(at("second_step", clara.pk)))
