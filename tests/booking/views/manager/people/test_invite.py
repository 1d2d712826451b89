"""Inviting: one page, one mail, and nothing learnt about accounts elsewhere."""

import pytest
from django.test import Client

from offices.models import User
from tests import make
from tests.booking.views.manager.people.essen_people import acts, at, errors, jobs, text, told
from tests.signing_in import at_desk

pytestmark = pytest.mark.django_db
AWAY = (
    "The invitation could not be sent: the mail server does not answer. Please send it again later."
)
OWN = "Nobody changes their own rights. Please ask another manager of your authority."


def form(**fields) -> dict[str, object]:
    typed = {"email": "Neu@Essen.example", "name": "Neue Person", "role": "caseworker", "where": ""}
    return typed | fields


def invite(manager: Client, **fields):
    return manager.post(at("invite"), form(**fields), follow=True)


def test_an_invited_person_gets_account_role_and_mail(manager, campus, mailoutbox):
    answer = invite(manager, where=campus.pk)
    made = User.objects.get(email="neu@essen.example")
    assert jobs(made) == [("essen", "caseworker", "essen-campus")]
    assert answer.redirect_chain == [(at("person", made.pk), 302)]
    assert told(answer) == ["The invitation is on its way to neu@essen.example."]
    (mail,) = mailoutbox
    assert mail.to == ["neu@essen.example"]
    assert "You work there as: caseworker (Campus)." in mail.body
    assert acts(made) == [("invited", "")]


def test_the_page_of_whoever_was_invited_says_so(manager, mailoutbox):
    shown = text(invite(manager))
    assert "Neue Person" in shown
    assert "Invited, has not signed in yet" in shown
    assert "Role given: caseworker, all offices – Erika Essen" in shown
    assert "Invitation sent – Erika Essen" in shown
    assert "Deactivate" not in shown
    assert "Reset the second step" not in shown


def test_it_is_sent_again_but_not_twice_within_a_minute(manager, mailoutbox):
    invite(manager)
    made = User.objects.get(email="neu@essen.example")
    answer = manager.post(at("send_invitation", made.pk), follow=True)
    assert told(answer) == ["The invitation is on its way to neu@essen.example."]
    assert len(mailoutbox) == 1


def test_whoever_has_signed_in_gets_no_invitation_again(manager, clara, mailoutbox):
    manager.post(at("send_invitation", clara.pk))
    assert not mailoutbox


def test_a_mail_server_that_is_away_is_told_and_the_role_stays(manager, settings):
    settings.EMAIL_BACKEND = "tests.offices.signin.test_passwords.AwayBackend"
    answer = invite(manager)
    made = User.objects.get(email="neu@essen.example")
    assert told(answer) == [AWAY]
    assert jobs(made) == [("essen", "caseworker", None)]
    assert acts(made) == []


def test_an_account_elsewhere_looks_like_a_new_one(manager, mara, mailoutbox):
    pages = {}
    for email in ("neu@mainz.example", mara.email):
        answer = invite(manager, email=email, name="Frau M.")
        made = User.objects.get(email=email)
        page = text(answer).replace(email, "EMAIL").replace(str(made.pk), "PK")
        pages[email] = page
        pages[f"{email} leaves"] = text(manager.get(at("leave", made.pk)))
        pages[f"{email} second step"] = text(manager.get(at("second_step", made.pk)))
        pages[f"{email} back"] = told(manager.post(at("come_back", made.pk), follow=True))
        off = manager.post(at("leave", made.pk), {"do": "off"}, follow=True)
        pages[f"{email} off"] = text(off)
    values = list(pages.values())
    assert values[:5] == values[5:]
    mara.refresh_from_db()
    assert (mara.is_active, mara.name) == (True, "Mara Mainz")


def test_whoever_works_here_already_gets_the_role_and_no_mail(manager, clara, mailoutbox):
    answer = invite(manager, email=clara.email, role="door")
    assert told(answer) == ["This person works here already. The role is given."]
    assert jobs(clara)[1] == ("essen", "door", None)
    assert not mailoutbox


def test_what_is_missing_or_wrong_is_said_and_nothing_lost(manager, office):
    answer = manager.post(at("invite"), {"email": "neu@", "name": "\u200b", "where": ""})
    assert errors(answer) == {
        "email": ["This is not a whole e-mail address."],
        "name": ["Please type the name."],
        "role": ["Please choose a role."],
    }
    assert 'value="neu@"' in answer.content.decode()
    assert errors(manager.post(at("invite"), {"role": ""})) == {
        "email": ["Please type an e-mail address."],
        "name": ["Please type the name."],
        "role": ["Please choose a role."],
    }


def test_managers_are_for_all_offices(manager, campus):
    answer = manager.post(at("invite"), form(role="manager", where=campus.pk))
    assert errors(answer) == {"where": ["A manager works for the whole authority."]}
    assert not User.objects.filter(email="neu@essen.example").exists()


def test_only_offices_of_the_own_authority_can_be_chosen(manager, mainz):
    there = make.office(of=mainz)
    answer = manager.post(at("invite"), form(where=there.pk))
    assert errors(answer) == {"where": ["Please choose one of your offices."]}
    assert there.name not in answer.content.decode()


@pytest.mark.parametrize("role", ["auditor", "door", "caseworker"])
def test_nobody_invites_themselves(manager, erika, role):
    answer = manager.post(at("invite"), form(email="ERIKA@essen.example", role=role))
    assert errors(answer) == {"__all__": [OWN]}
    assert jobs(erika) == [("essen", "manager", None)]


def test_nobody_becomes_a_superuser_by_what_is_sent(manager, mailoutbox):
    invite(manager, role="manager", is_superuser="on", is_staff="on", authority="1")
    made = User.objects.get(email="neu@essen.example")
    assert (made.is_superuser, made.is_staff) == (False, True)
    assert jobs(made) == [("essen", "manager", None)]


def test_the_page_is_german_too(erika, office):
    shown = text(at_desk(erika, **{"accept-language": "de"}).get(at("invite")))
    assert "Jemanden einladen" in shown
    assert "Sachbearbeitung: arbeitet am Schalter mit Terminen" in shown
    assert "Alle Standorte" in shown
