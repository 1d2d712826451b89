"""A password forgotten, changed, or chosen for the first time; and the mails about it."""

import re
import smtplib

import pytest

from offices.models import User
from tests import make
from tests.signing_in import browser, kinds, signed_in, type_password

pytestmark = pytest.mark.django_db
NEW = "four horses eat purple hay"


def ask(user: User, mailoutbox) -> str:
    """Forget the password, and return the link of the mail."""
    browser().post("/accounts/password/reset/", {"email": user.email})
    (link,) = set(re.findall(r"http\S+/accounts/\S+", mailoutbox[-1].body))
    return link


def test_the_link_of_a_mail_leads_to_a_new_password(erika, mailoutbox, settings):
    old = signed_in(erika)
    link = ask(erika, mailoutbox)
    assert link.startswith(f"{settings.BASE_URL}/accounts/password/reset/key/")
    client = browser()
    form = client.get(link.removeprefix(settings.BASE_URL))["Location"]
    assert form.endswith("-set-password/")
    answer = client.post(form, {"password1": NEW, "password2": NEW})
    assert answer["Location"] == "/accounts/password/reset/key/done/"
    assert type_password(browser(), erika, NEW)["Location"] == "/desk/"
    assert old.get("/admin/").status_code == 302
    assert kinds(erika) == ["signed_in", "password_reset", "signed_in"]


def test_the_link_works_once(erika, mailoutbox, settings):
    path = ask(erika, mailoutbox).removeprefix(settings.BASE_URL)
    client = browser()
    client.post(client.get(path)["Location"], {"password1": NEW, "password2": NEW})
    page = browser().get(path).content.decode()
    assert "This link is no longer valid" in page


def test_an_invited_person_gets_the_first_password_the_same_way(essen, mailoutbox, settings):
    invited = User.objects.create_user("neu@essen.example")
    client = browser()
    form = client.get(ask(invited, mailoutbox).removeprefix(settings.BASE_URL))["Location"]
    client.post(form, {"password1": NEW, "password2": NEW})
    assert type_password(browser(), invited, NEW)["Location"] == "/desk/"


def test_the_mail_is_german_with_english_below_and_tells_no_name(erika, mailoutbox):
    ask(erika, mailoutbox)
    (mail,) = mailoutbox
    german, english = mail.body.split("* * *")
    assert "The link is valid for one day and works once." in english
    assert mail.to == ["erika@essen.example"]
    assert "Erika" not in mail.body + mail.subject
    assert [kind for _text, kind in mail.alternatives] == ["text/html"]
    assert german.count("http") == english.count("http") == 1


def test_an_address_changed_by_a_superuser_opens_nothing_any_more(erika, mailoutbox):
    ask(erika, mailoutbox)
    erika.email = "new@essen.example"
    erika.save()
    mailoutbox.clear()
    browser().post("/accounts/password/reset/", {"email": "erika@essen.example"})
    assert not mailoutbox
    assert type_password(browser(), "erika@essen.example").status_code == 200


def test_a_mail_server_that_is_away_is_no_error_page(erika, settings):
    """So that the page does not tell strangers by it whether an account exists."""
    settings.EMAIL_BACKEND = "tests.offices.signin.test_passwords.AwayBackend"
    answer = browser().post("/accounts/password/reset/", {"email": erika.email})
    assert answer["Location"] == "/accounts/password/reset/done/"


class AwayBackend:
    def __init__(self, **_options: object) -> None:
        pass

    def send_messages(self, _messages: object) -> int:
        raise smtplib.SMTPServerDisconnected("away")


def test_a_password_is_changed_here_and_ends_all_other_sessions(erika, mailoutbox):
    there, here = signed_in(erika), signed_in(erika)
    form = {"oldpassword": make.PASSWORD, "password1": NEW, "password2": NEW}
    assert here.post("/accounts/password/change/", form)["Location"] == "/accounts/"
    assert (here.get("/admin/").status_code, there.get("/admin/").status_code) == (200, 302)
    assert kinds(erika)[2:] == ["password_changed"]
    assert "Your account has a new password." in mailoutbox[0].body


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        (
            ("", "", ""),
            {
                "oldpassword": ["Please type your password."],
                "password1": ["Please type a new password."],
                "password2": ["Please type the new password once more."],
            },
        ),
        (
            ("wrong", NEW, NEW),
            {"oldpassword": ["This is not your password. Please type the one you use now."]},
        ),
        (
            (make.PASSWORD, NEW, NEW + "!"),
            {"password2": ["The two passwords are not the same."]},
        ),
    ],
)
def test_what_is_wrong_is_said_in_words(erika, typed, errors):
    form = dict(zip(("oldpassword", "password1", "password2"), typed, strict=True))
    answer = signed_in(erika).post("/accounts/password/change/", form)
    assert answer.context["form"].errors == errors


def test_the_page_of_the_administration_leads_to_ours(erika):
    answer = signed_in(erika).get("/admin/password_change/")
    assert answer["Location"] == "/accounts/password/change/"
