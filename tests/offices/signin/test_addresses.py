"""Every address of signing in is ours; none of allauth's others exists."""

import pytest
from allauth import urls as theirs
from django.urls import get_resolver

from offices.signin import urls
from tests.signing_in import browser

OURS = {
    "my_sign_in",
    "mfa_index",
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "usersessions_list",
    "end_session",
    "socialaccount_login_cancelled",
    "openid_connect_login",
    "openid_connect_callback",
}
# By their paths below /accounts/ in allauth's own list.
THEIRS = {
    "2fa/",
    "3rdparty/",
    "3rdparty/login/cancelled/",
    "3rdparty/login/error/",
    "3rdparty/signup/",
    "confirm-email/",
    "email/",
    "login/code/confirm/",
    "oidc/any/login/",
    "oidc/any/login/callback/",
    "signup/",
    "social/connections/",
    "social/login/cancelled/",
    "social/login/error/",
    "social/signup/",
}


def test_these_are_ours():
    assert {pattern.name for pattern in urls.urlpatterns} == OURS


def paths_of(patterns, before: str = "") -> set[str]:
    found: set[str] = set()
    for pattern in patterns:
        here = before + str(pattern.pattern)
        inner = getattr(pattern, "url_patterns", None)
        found |= paths_of(inner, here) if inner is not None else {here}
    return {path.replace("^(?P<provider_id>[^/]+)/", "any/") for path in found if "\\w" not in path}


def test_all_others_of_allauth_are_known_here():
    """Whatever a new version adds must be looked at."""
    ours = {str(pattern.pattern) for pattern in urls.urlpatterns}
    assert paths_of(theirs.urlpatterns) - ours == THEIRS


@pytest.mark.django_db
@pytest.mark.parametrize("path", sorted(THEIRS))
def test_none_of_the_others_exists(path):
    assert browser().get(f"/accounts/{path}").status_code == 404
    assert browser().post(f"/accounts/{path}").status_code == 404


@pytest.mark.django_db
def test_nobody_is_led_to_a_service_that_is_not_there():
    assert browser().post("/accounts/oidc/login/").status_code == 404
    assert browser().get("/accounts/oidc/login/callback/").status_code == 404


@pytest.mark.django_db
def test_signing_in_and_choosing_a_language_are_the_only_ways_in():
    prefixes = {str(one.pattern) for one in get_resolver().url_patterns}
    assert {"accounts/", "i18n/", "admin/"} <= prefixes


@pytest.mark.django_db
def test_the_page_comes_back_in_the_language_that_was_chosen():
    client = browser(language="en")
    answer = client.post("/i18n/setlang/", {"language": "ar", "next": "/accounts/login/"})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/")
    assert '<html lang="ar" dir="rtl"' in client.get("/accounts/login/").content.decode()


@pytest.mark.django_db
def test_no_choice_of_a_language_leads_to_another_site():
    answer = browser().post("/i18n/setlang/", {"language": "ar", "next": "https://evil.example/"})
    assert answer["Location"] == "/"
