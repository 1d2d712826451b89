"""What the mails to staff say, word for word."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone, translation

from offices import staff
from offices.models import SignInEvent, User
from offices.staff import Job, letters
from tests import make
from tests.signing_in import browser, type_password

pytestmark = pytest.mark.django_db
NEW = "four horses eat purple hay"
INVITATION = """\
Erika Essen lädt Sie zu Willkommen ein, dem Terminsystem von Stadt essen. \
Ihre Aufgabe dort: Sachbearbeitung (alle Standorte); Pforte (Standort Rathaus).

Mit diesem Link wählen Sie Ihr Passwort:

LINK

Der Link gilt einen Tag und nur einmal.
Später wählen Sie auf der Anmeldeseite „Passwort vergessen?“: BASE/accounts/login/
Haben Sie das nicht erwartet? Dann tun Sie nichts.

* * *

Erika Essen invites you to Willkommen, the appointment system of Stadt essen. \
You work there as: caseworker (all offices); door (Standort Rathaus).

With this link you choose your password:

LINK

The link is valid for one day and works once.
Later press “Forgot your password?” on the sign-in page: BASE/accounts/login/
Did you not expect this? Then do nothing.
"""
KNOWN = """\
Erika Essen invites you to Willkommen, the appointment system of Stadt essen. \
You work there as: caseworker (all offices).

You have an account already. Sign in as always:

BASE/accounts/login/

Did you not expect this? Then do nothing.
"""
RESET = """\
Erika Essen (Stadt essen) hat den zweiten Schritt Ihrer Anmeldung zurückgesetzt.

Sie sind überall abgemeldet. Melden Sie sich mit Ihrem Passwort an und richten Sie den zweiten \
Schritt neu ein.
Haben Sie nicht darum gebeten? Dann wählen Sie sofort ein neues Passwort und sagen Sie es einer \
anderen Leitung Ihres Standorts.

* * *

Erika Essen (Stadt essen) has reset the second step of your sign-in.

You are signed out everywhere. Sign in with your password, and set up the second step again.
Did you not ask for this? Then choose a new password at once, and tell another manager of your \
office.
"""


def invite(email: str, essen, erika, **where) -> User:
    job = Job(essen, where.pop("role", "caseworker"), where.pop("office", None))
    return staff.invite(email=email, name="Neu", job=job, by=erika).user


@pytest.fixture
def neu(essen, erika) -> User:
    return invite("neu@essen.example", essen, erika)


def link_of(mail) -> str:
    (link,) = set(re.findall(r"http\S+/accounts/password/\S+", mail.body))
    return link


def test_the_invitation_says_who_where_as_what_and_how(essen, erika, neu, mailoutbox, settings):
    office = make.office(of=essen, name_de="Standort Rathaus")
    invite(neu.email, essen, erika, role="door", office=office)
    assert staff.send_invitation(neu, essen, by=erika)
    (mail,) = mailoutbox
    link = link_of(mail)
    said = INVITATION.replace("LINK", link).replace("BASE", settings.BASE_URL)
    assert (mail.subject, mail.to) == ("Ihre Einladung zu Willkommen", ["neu@essen.example"])
    assert mail.body == said
    ((page, kind),) = mail.alternatives
    assert kind == "text/html"
    assert page.count(f'href="{link}"') == 2
    assert "caseworker (all offices)" in page


def test_its_link_leads_to_the_first_password(essen, erika, neu, mailoutbox, settings):
    staff.send_invitation(neu, essen, by=erika)
    path = link_of(mailoutbox[0]).removeprefix(settings.BASE_URL)
    client = browser()
    client.post(client.get(path)["Location"], {"password1": NEW, "password2": NEW})
    assert type_password(browser(), neu, NEW)["Location"] == "/desk/"


def test_below_german_stands_the_language_of_whoever_invites(essen, erika, neu, mailoutbox):
    with translation.override("uk"):
        staff.send_invitation(neu, essen, by=erika)
    german, ukrainian = mailoutbox[0].body.split("* * *")
    assert german.startswith("Erika Essen lädt Sie")
    assert "Erika Essen запрошує Вас" in ukrainian  # noqa: RUF001


def test_arabic_runs_from_right_to_left(essen, erika, neu, mailoutbox):
    with translation.override("ar"):
        staff.send_invitation(neu, essen, by=erika)
    ((page, _kind),) = mailoutbox[0].alternatives
    assert re.findall(r'<div lang="(..)" dir="(...)"', page) == [("de", "ltr"), ("ar", "rtl")]


def test_whoever_has_a_password_is_led_to_the_sign_in(essen, erika, mara, mailoutbox, settings):
    user = invite(mara.email, essen, erika)
    staff.send_invitation(user, essen, by=erika)
    _german, english = mailoutbox[0].body.split("\n* * *\n\n")
    assert english == KNOWN.replace("BASE", settings.BASE_URL)


def test_an_account_that_is_off_gets_no_link(essen, erika, neu, mailoutbox):
    User.objects.filter(pk=neu.pk).update(is_active=False)
    neu.refresh_from_db()
    staff.send_invitation(neu, essen, by=erika)
    assert "http" not in mailoutbox[0].body
    assert "Your account is switched off. Please ask your manager" in mailoutbox[0].body


def test_another_service_is_named_where_the_office_has_one(essen, erika, neu, mailoutbox, settings):
    apps = [{"provider_id": "stadt", "name": "Stadt-Konto"}]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": apps}}
    staff.send_invitation(neu, essen, by=erika)
    said = "Without a password you come in with Stadt-Konto, if your office uses it."
    assert said in mailoutbox[0].body


def test_it_is_written_down_and_not_sent_twice_within_a_minute(essen, erika, neu, mailoutbox):
    assert staff.send_invitation(neu, essen, by=erika)
    assert staff.send_invitation(neu, essen, by=erika)
    assert len(mailoutbox) == 1
    events = SignInEvent.objects.filter(user=neu).values_list("kind", "by", "authority")
    assert list(events) == [("invited", erika.pk, essen.pk)]


def test_later_it_is_sent_again(essen, erika, neu, mailoutbox, monkeypatch):
    staff.send_invitation(neu, essen, by=erika)
    later = timezone.now() + letters.PAUSE + timedelta(seconds=1)
    monkeypatch.setattr(letters.timezone, "now", lambda: later)
    assert staff.send_invitation(neu, essen, by=erika)
    assert len(mailoutbox) == 2


def test_a_mail_server_that_is_away_is_told_and_nothing_written_down(essen, erika, neu, settings):
    settings.EMAIL_BACKEND = "tests.offices.signin.test_passwords.AwayBackend"
    assert not staff.send_invitation(neu, essen, by=erika)
    assert not SignInEvent.objects.filter(kind="invited").exists()


def test_the_mail_about_a_reset_says_by_whom_and_what_to_do(essen, erika, mailoutbox):
    clara = make.caseworker(of=essen, email="clara@essen.example")
    assert staff.tell_of_reset(clara, essen, by=erika)
    (mail,) = mailoutbox
    assert mail.subject == "Ihr zweiter Schritt wurde zurückgesetzt"
    assert mail.body == RESET
