"""Whoever tries too often waits, and is told how long; all processes count together."""

import pytest

from tests.signing_in import browser, type_password, with_app
from willkommen.shared_cache import SharedCache

pytestmark = pytest.mark.django_db
WORDS = "That was wrong too often. Please wait 5 minutes, then try again."


def test_after_five_wrong_passwords_even_the_right_one_waits_five_minutes(erika):
    answers = [type_password(browser(), erika, "wrong").status_code for _ in range(5)]
    assert answers == [200] * 5
    answer = type_password(browser(), erika)
    assert (answer.status_code, answer["Retry-After"]) == (429, "300")
    assert WORDS in answer.content.decode()


def test_strangers_do_not_learn_by_it_whether_an_account_exists():
    answers = [type_password(browser(), "nobody@people.example", "x").status_code for _ in range(6)]
    assert answers == [200, 200, 200, 200, 200, 429]


def test_five_wrong_codes_wait_too(erika):
    client = browser()
    type_password(client, with_app(erika))
    answers = [
        client.post("/accounts/2fa/authenticate/", {"code": f"00000{n}"}).status_code
        for n in range(6)
    ]
    assert answers == [200, 200, 200, 200, 200, 429]


def test_a_page_asked_for_too_often_says_how_long_to_wait(erika):
    client = browser()
    for _ in range(5):
        client.post("/accounts/password/reset/", {"email": "someone@people.example"})
    answer = client.post("/accounts/password/reset/", {"email": "someone@people.example"})
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert "Please wait 1 minute, then try again." in answer.content.decode()


def test_while_redis_is_away_people_sign_in_all_the_same(erika, settings):
    nowhere = {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:9/0"}
    settings.CACHES = {"default": nowhere}
    client = browser()
    try:
        assert type_password(client, erika)["Location"] == "/desk/"
    finally:
        SharedCache.ask_again()
    assert client.get("/admin/").status_code == 200
