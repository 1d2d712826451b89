"""Password, code from the app, recovery codes; and that nobody goes on without for ever."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from offices.signin import sealing
from tests import make
from tests.signing_in import (
    SECRET,
    browser,
    code_of,
    kinds,
    signed_in,
    type_password,
    with_app,
)

pytestmark = pytest.mark.django_db
SET_UP = "/accounts/2fa/totp/activate/"


def set_up(client: Client) -> str:
    """Type what the app shows; return its key."""
    secret = client.get(SET_UP).context["secret"]
    answer = client.post(SET_UP, {"code": code_of(secret)})
    assert answer["Location"] == "/accounts/2fa/recovery-codes/"
    return secret


def test_the_password_alone_signs_nobody_in_who_has_an_app(erika):
    client = browser()
    answer = type_password(client, with_app(erika))
    assert answer["Location"] == "/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in client.session
    assert client.get("/admin/").status_code == 302


def test_password_and_code_lead_to_the_administration(erika):
    client = browser()
    type_password(client, with_app(erika))
    answer = client.post("/accounts/2fa/authenticate/", {"code": code_of(SECRET)})
    assert answer["Location"] == "/desk/"
    assert client.get("/admin/").status_code == 200


def test_a_code_may_be_typed_in_groups_and_with_other_digits(erika):
    client = browser()
    type_password(client, with_app(erika))
    shown = code_of(SECRET)
    arabic = shown.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    answer = client.post("/accounts/2fa/authenticate/", {"code": f"{arabic[:3]} {arabic[3:]}"})
    assert answer["Location"] == "/desk/"


def test_a_code_opens_once(erika):
    signed_in(with_app(erika))
    client = browser()
    type_password(client, erika)
    answer = client.post("/accounts/2fa/authenticate/", {"code": code_of(SECRET)})
    assert answer.status_code == 200
    assert answer.context["form"].errors == {
        "code": [
            "This code is wrong or too old. Please wait for the next code in your app and type it."
        ]
    }


def test_set_up_gives_ten_recovery_codes_each_of_which_opens_once(erika):
    client = signed_in(erika)
    secret = set_up(client)
    codes = client.get("/accounts/2fa/recovery-codes/").context["unused_codes"]
    assert len(set(codes)) == 10
    for is_let_in in (True, False):
        other = browser()
        type_password(other, erika)
        other.post("/accounts/2fa/authenticate/", {"code": codes[0]})
        assert ("_auth_user_id" in other.session) is is_let_in
    assert len(secret.replace(" ", "")) == 32


def test_recovery_codes_are_kept_as_a_file_and_made_anew(erika):
    client = signed_in(erika)
    set_up(client)
    before = client.get("/accounts/2fa/recovery-codes/").context["unused_codes"]
    file = client.get("/accounts/2fa/recovery-codes/download/")
    assert file["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    assert file.content.decode().split()[-10:] == before
    client.post("/accounts/2fa/recovery-codes/generate/")
    after = client.get("/accounts/2fa/recovery-codes/").context["unused_codes"]
    assert not set(before) & set(after)


def test_the_key_in_the_database_opens_nothing_by_itself(erika, settings):
    client = signed_in(erika)
    secret = set_up(client).replace(" ", "")
    stored = Authenticator.objects.get(user=erika, type="totp").data["secret"]
    assert secret not in stored
    assert sealing.open_sealed(stored) == secret
    settings.PEPPER = "another"
    assert sealing.open_sealed(stored) == ""


def test_removing_it_removes_the_recovery_codes_too(erika):
    client = signed_in(erika)
    set_up(client)
    client.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=erika).exists()
    assert client.get("/accounts/2fa/recovery-codes/").status_code == 404


def test_whoever_signed_in_long_ago_types_the_password_again_before_a_change(erika):
    client = signed_in(erika)
    session = client.session
    session["account_authentication_methods"][-1]["at"] -= 301
    session.save()
    answer = client.get(SET_UP)
    assert answer["Location"] == f"/accounts/reauthenticate/?next={SET_UP.replace('/', '%2F')}"
    answer = client.post(answer["Location"], {"password": make.PASSWORD})
    assert answer["Location"] == SET_UP
    assert client.get(SET_UP).status_code == 200


# --- it is asked of everybody ------------------------------------------------------------------
def test_nobody_goes_on_without_and_the_page_says_why(erika, settings):
    settings.TOTP_GRACE_DAYS = 0
    client = signed_in(erika)
    answer = client.get("/admin/offices/desk/?q=1")
    assert answer["Location"] == f"{SET_UP}?next=%2Fadmin%2Foffices%2Fdesk%2F%3Fq%3D1"
    page = client.get(answer["Location"]).content.decode()
    assert "A password alone is not enough here" in page
    set_up(client)
    assert client.get("/admin/offices/desk/").status_code == 200


def test_public_pages_stay_open_to_everybody(erika, settings):
    settings.TOTP_GRACE_DAYS = 0
    client = signed_in(erika)
    assert client.get("/de/").status_code == 200
    assert client.get("/health/").status_code == 200


@pytest.mark.parametrize(
    ("days_ago", "may_go_on"), [(0, True), (6, True), (7, False), (400, False)]
)
def test_a_new_account_has_some_days(erika, settings, days_ago, may_go_on):
    settings.TOTP_GRACE_DAYS = 7
    erika.date_joined = timezone.now() - timedelta(days=days_ago)
    erika.save()
    client = signed_in(erika)
    assert (client.get("/admin/").status_code == 200) is may_go_on


def test_in_these_days_it_is_told_until_when(erika, settings):
    settings.TOTP_GRACE_DAYS = 7
    erika.date_joined = timezone.make_aware(timezone.datetime(2126, 11, 20, 12))
    erika.save()
    page = signed_in(erika).get("/accounts/")
    (message,) = page.context["messages"]
    assert str(message) == (
        "Please set up a second step for your sign-in. "
        "From Wednesday, November 27, 2126 on you cannot go on without it."
    )
    assert "from 27.11.2126 on you cannot go on without it" in page.content.decode()


def test_whoever_has_one_is_told_nothing(erika):
    page = signed_in(with_app(erika)).get("/accounts/")
    assert not list(page.context["messages"])
    assert "You have no second step yet" not in page.content.decode()


def test_what_was_done_is_written_down(erika, django_capture_on_commit_callbacks, mailoutbox):
    client = signed_in(erika)
    with django_capture_on_commit_callbacks(execute=True):
        set_up(client)
        client.post("/accounts/2fa/recovery-codes/generate/")
    client.post("/accounts/2fa/totp/deactivate/")
    assert [mail.to for mail in mailoutbox] == [["erika@essen.example"]] * 3
    assert kinds(erika) == [
        "signed_in",
        "factor_set_up",
        "codes_made",
        "codes_made",
        "factor_removed",
    ]
