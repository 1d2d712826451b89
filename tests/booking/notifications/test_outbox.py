"""Owing a message, and the knock that may fail."""

import json
import time
from datetime import timedelta

import pytest
from django.db import transaction

from booking import notifications
from booking.models import Message
from booking.notifications import delivery, doorbell
from tests import people

CODE, CONFIRMATION = Message.Kind.CODE, Message.Kind.CONFIRMATION


@pytest.fixture
def amal(transactional_db, now):
    """Amal holds a time and has asked for a code."""
    return people.held(now=now, language="ar")


def owe(booking, kind, now):
    """Owe as a page does; return the seconds until the transaction is done with all it set off."""
    begun = time.monotonic()
    with transaction.atomic():
        notifications.owe(booking, kind, now=now, issue=1)
    return time.monotonic() - begun


def test_a_message_is_owed_to_the_person_in_their_language_at_once(amal, now, broker):
    message = notifications.owe(amal, CODE, now=now, issue=3)
    message.refresh_from_db()
    assert (message.authority, message.booking) == (amal.authority, amal)
    assert (message.kind, message.issue, message.language) == ("code", 3, "ar")
    assert (message.to, message.due_at) == ("amal@people.example", now)
    assert (message.status, message.attempts, message.leased_until) == ("owed", 0, None)


@pytest.mark.parametrize(("kind", "queue"), [(CODE, "codes"), (CONFIRMATION, "mail")])
def test_the_queue_is_told_the_number_of_the_message_and_nothing_else(
    kind, queue, amal, now, broker
):
    owe(amal, kind, now)
    [knock] = broker.client.lrange(queue, 0, -1)
    told = json.loads(knock)
    assert told["headers"]["task"] == "booking.tasks.deliver"
    assert told["headers"]["argsrepr"] == f"({Message.objects.get().pk},)"
    assert b"amal" not in knock.lower()


def test_nobody_is_told_of_a_message_whose_transaction_fails(amal, now, broker, postbox):
    with transaction.atomic():
        notifications.owe(amal, CODE, now=now, issue=1)
        transaction.set_rollback(True)
    assert Message.objects.count() == broker.waiting("codes") == len(postbox.mails) == 0


def test_nobody_is_told_before_the_commit(amal, now, broker):
    with transaction.atomic():
        notifications.owe(amal, CODE, now=now, issue=1)
        assert broker.waiting("codes") == 0
    assert broker.waiting("codes") == 1


def test_a_page_hardly_notices_the_knock(amal, now, broker):
    owe(amal, CODE, now)
    assert owe(amal, CODE, now) < 0.1


@pytest.mark.parametrize("away", ["hang", "die"])
def test_without_a_broker_the_page_takes_less_than_a_second_and_the_code_arrives(
    away, amal, now, broker, postbox
):
    getattr(broker, away)()
    assert owe(amal, CODE, now) < 1
    assert Message.objects.get().status == "sent"
    assert [mail["Subject"] for mail in postbox.mails] == ["رمزك"]


@pytest.mark.parametrize("away", ["hang", "die"])
def test_a_broker_that_goes_away_while_connected_is_noticed_just_as_fast(
    away, amal, now, broker, postbox
):
    owe(amal, CODE, now)
    getattr(broker, away)()
    assert owe(amal, CODE, now) < 1
    assert len(postbox.mails) == 1


def test_after_one_failure_nobody_knocks_for_thirty_seconds(
    amal, now, broker, postbox, monkeypatch
):
    broker.hang()
    assert 0.4 < owe(amal, CONFIRMATION, now) < 1
    clock = time.monotonic()
    assert max(owe(amal, CONFIRMATION, now) for _ in range(5)) < 0.2
    monkeypatch.setattr(doorbell, "monotonic", lambda: clock + 29)
    assert owe(amal, CONFIRMATION, now) < 0.2
    monkeypatch.setattr(doorbell, "monotonic", lambda: clock + 31)
    assert owe(amal, CONFIRMATION, now) > 0.4


def test_only_a_code_is_sent_by_the_page_itself(amal, now, broker, postbox):
    broker.die()
    owe(amal, CONFIRMATION, now)
    assert postbox.mails == []
    assert Message.objects.get().status == "owed"


def test_with_broker_and_mail_server_hanging_a_page_waits_at_most_four_seconds(
    amal, now, broker, postbox
):
    broker.hang()
    postbox.hangs_before_250 = True
    assert 3 < owe(amal, CODE, now) < 4
    assert Message.objects.get().status == "owed"


def test_control_with_the_brokers_usual_patience_a_page_would_wait_for_seconds(
    amal, now, broker, monkeypatch, request
):
    if not request.config.getoption("--long"):
        pytest.skip("waits eight seconds")
    usual = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5}
    monkeypatch.setattr(doorbell, "IMPATIENT", usual)
    broker.hang()
    assert owe(amal, CONFIRMATION, now) > 2


def test_an_error_in_delivering_after_the_commit_is_no_error_of_the_page(
    amal, now, broker, postbox, monkeypatch
):
    broker.die()
    monkeypatch.setattr(delivery, "claim", None)
    owe(amal, CODE, now)
    assert Message.objects.get().status == "owed"


def test_a_message_waits_for_its_time(amal, now, postbox):
    message = people.message(amal, CODE, due=now + timedelta(minutes=1))
    assert notifications.deliver(message.pk) is False
    assert postbox.mails == []
