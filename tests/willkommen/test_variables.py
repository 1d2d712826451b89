"""A configuration that is wrong or half there ends the start with one sentence."""

import os
import subprocess
import sys

import pytest

OIDC = {
    "OIDC_SERVER_URL": "https://login.example.org/realms/city",
    "OIDC_CLIENT_ID": "willkommen",
    "OIDC_CLIENT_SECRET": "between us",
    "OIDC_NAME": "the city’s sign-in",
}
FORM_ACTION = (
    "from willkommen import settings as s;"
    "print(*s.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'])"
)


def start(**variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **variables}
    command = [sys.executable, "-c", FORM_ACTION]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=60, check=False
    )


def test_forms_lead_to_the_other_service_only_when_there_is_one():
    assert start().stdout == "'self'\n"
    assert start(**OIDC).stdout == "'self' https://login.example.org\n"


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        (
            {**OIDC, "OIDC_CLIENT_SECRET": ""},
            f"OIDC_CLIENT_SECRET is missing: {', '.join(OIDC)} belong together.",
        ),
        (
            {**OIDC, "OIDC_SERVER_URL": "login.example.org"},
            "OIDC_SERVER_URL must begin with https:// or http://.",
        ),
        ({"STAFF_IDLE_MINUTES": "1"}, "STAFF_IDLE_MINUTES must be at least 2."),
        ({"TOTP_GRACE_DAYS": "-1"}, "TOTP_GRACE_DAYS must be at least 0."),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(variables, sentence):
    answer = start(**variables)
    assert (answer.returncode, answer.stderr) == (1, f"Willkommen cannot start: {sentence}\n")
