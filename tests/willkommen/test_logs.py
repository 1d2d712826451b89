"""Logs tell what happened, never what opens a booking."""

import logging

from willkommen.logs import NoLinks


def line(message: str, *values: object) -> str:
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, message, values, None)
    assert NoLinks().filter(record)
    return record.getMessage()


def test_the_key_of_a_link_is_left_out():
    said = line("Method Not Allowed (%s): %s", "PUT", "/ar/l/ABCDEFGH/xYz-0_tokentokentoken/")
    assert said == "Method Not Allowed (PUT): /ar/l/…/"


def test_what_a_paper_says_is_left_out():
    said = line("Not Found: %s", "/de/proof/ABCDEFGH/7/2026-11-24/0/xYz-0_tokentokentoken/")
    assert said == "Not Found: /de/proof/…/"


def test_the_link_for_a_new_password_is_left_out():
    said = line("Not Found: %s", "/accounts/password/reset/key/1-abc-def/")
    assert said == "Not Found: /accounts/password/reset/key/…/"


def test_everything_else_stays():
    assert line("Conflict: %s", "/de/offer/76/times/") == "Conflict: /de/offer/76/times/"
