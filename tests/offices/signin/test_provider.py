"""Another service signs people in, by the address it has checked, and only who has an account."""

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client

from offices.models import User
from tests.offices.signin.provider import Provider, follow, running
from tests.signing_in import SECRET, browser, code_of, kinds, with_app

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def city() -> Iterator[Provider]:
    with running() as provider:
        yield provider


@pytest.fixture
def provider(city, settings) -> Provider:
    settings.SOCIALACCOUNT_PROVIDERS = city.settings
    city.person, city.is_broken = None, False
    return city


def person(email: str, **more: Any) -> dict[str, Any]:
    return {"sub": "77", "email": email, "email_verified": True, **more}


def come(client: Client, **fields: str) -> Any:
    """Press the button, sign in there, come back."""
    sent = client.post("/accounts/oidc/login/", fields)
    assert sent.status_code == 302, sent.content.decode()
    return client.get(follow(sent["Location"]))


def test_the_sign_in_page_has_a_button_only_where_there_is_such_a_service(provider, settings):
    assert "Sign in with the city’s sign-in" in browser().get("/accounts/login/").content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}
    assert "Sign in with" not in browser().get("/accounts/login/").content.decode()


def test_a_person_with_an_account_is_signed_in_and_led_to_where_they_wanted(provider, erika):
    provider.person = person("Erika@Essen.example")
    client = browser()
    answer = come(client, next="/admin/offices/desk/")
    assert answer["Location"] == "/admin/offices/desk/"
    assert client.get("/admin/offices/desk/").status_code == 200
    assert kinds(erika) == ["by_provider"]
    assert set(provider.asked[-1]["scope"].split()) == {"openid", "profile", "email"}


def test_nothing_of_the_other_account_is_kept_and_the_password_stays(provider, erika):
    provider.person = person(erika.email, name="Somebody Else")
    come(browser())
    erika_now = User.objects.get(pk=erika.pk)
    assert (erika_now.password, erika_now.name) == (erika.password, "Erika Essen")
    for kept in (SocialAccount, SocialToken, EmailAddress):
        assert not kept.objects.exists()


def test_nobody_gets_an_account_by_it_and_the_page_says_whom_to_ask(provider):
    provider.person = person("new@essen.example")
    client = browser()
    answer = come(client)
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "There is no account for you here yet" in page
    assert "new@essen.example" in page
    assert "Ask a manager of your office" in page
    assert "_auth_user_id" not in client.session
    assert not User.objects.exists()
    assert kinds(None) == ["failed"]


def test_an_address_that_nobody_checked_opens_nothing(provider, erika):
    provider.person = person(erika.email, email_verified=False)
    client = browser()
    answer = come(client)
    assert answer.status_code == 403
    assert "no e-mail address of yours that it has checked" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_an_account_that_is_switched_off_stays_so(provider, erika):
    erika.is_active = False
    erika.save()
    provider.person = person(erika.email)
    assert come(browser())["Location"] == "/accounts/inactive/"


def test_its_second_factor_is_enough(provider, erika, settings):
    settings.TOTP_GRACE_DAYS = 0
    provider.person = person(with_app(erika).email)
    client = browser()
    assert come(client)["Location"] == "/desk/"
    assert client.get("/admin/").status_code == 200


def test_or_it_is_not_if_the_office_says_so(provider, erika, settings):
    settings.OIDC_IS_ENOUGH, settings.TOTP_GRACE_DAYS = False, 0
    provider.person = person(erika.email)
    client = browser()
    come(client)
    assert client.get("/admin/")["Location"] == "/accounts/2fa/totp/activate/?next=%2Fadmin%2F"
    with_app(erika)
    again = browser()
    assert come(again)["Location"] == "/accounts/2fa/authenticate/"
    again.post("/accounts/2fa/authenticate/", {"code": code_of(SECRET)})
    assert again.get("/admin/").status_code == 200


def test_accounts_are_never_connected(provider, erika):
    client = browser()
    assert client.post("/accounts/oidc/login/?process=connect").status_code == 404
    assert client.post("/accounts/oidc/login/", {"process": "connect"}).status_code == 404


def test_only_a_press_leads_there(provider):
    """No link in a mail signs anybody in."""
    assert browser().get("/accounts/oidc/login/").status_code == 405


def test_whoever_stops_there_comes_back_to_words(provider):
    client = browser()
    answer = come(client)
    assert answer["Location"] == "/accounts/cancelled/"
    page = client.get(answer["Location"]).content.decode()
    assert "You have stopped signing in at the other service." in page


def test_an_answer_that_nobody_asked_for_is_refused(provider, erika):
    provider.person = person(erika.email)
    client = browser()
    answer = client.get("/accounts/oidc/login/callback/?code=today+only&state=stolen")
    assert answer.status_code == 401
    assert "Signing in did not work" in answer.content.decode()


def test_a_service_that_is_away_is_no_error_page(provider):
    provider.is_broken = True
    answer = browser().post("/accounts/oidc/login/")
    assert answer.status_code == 502
    assert "Signing in did not work" in answer.content.decode()
