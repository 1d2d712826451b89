"""Real workers, a real broker, a real mail server, and what happens when one of them dies."""

import pytest
from celery import current_app
from django.db import connection, transaction

from booking import notifications
from booking.models import Message
from tests import people
from tests.booking.notifications.machinery import kill, process, wait_until

NAME_AT_DATABASE = "worker"
CODE = Message.Kind.CODE
WORKER = ["-m", "celery", "-A", "willkommen", "worker", "-Q", "codes", "-c", "1", "-l", "warning"]
SWEEP = ["manage.py", "sweep"]


@pytest.fixture
def amal(transactional_db, now):
    return people.held(now=now)


def owe_code(booking, now):
    with transaction.atomic():
        return notifications.owe(booking, CODE, now=now, issue=1).pk


def is_sent(message):
    return Message.objects.filter(pk=message, status="sent").exists()


def attempts(message):
    return Message.objects.get(pk=message).attempts


def test_killed_before_the_servers_250_exactly_one_mail_arrives(amal, now, postbox, surroundings):
    postbox.hangs_before_250 = True
    with process(*WORKER, **surroundings) as worker:
        message = owe_code(amal, now)
        assert postbox.reached.wait(20)
        kill(worker)
    assert postbox.client_died.wait(20)
    postbox.hangs_before_250 = False
    assert Message.objects.filter(pk=message, status="owed", attempts=1).exists()
    with process(*SWEEP, **surroundings):
        wait_until(lambda: is_sent(message))
    assert (len(postbox.mails), attempts(message)) == (1, 2)


def test_killed_after_the_servers_250_a_second_mail_has_the_same_message_id(
    amal, now, postbox, surroundings
):
    postbox.hangs_after_250 = True
    with process(*WORKER, **surroundings) as worker:
        message = owe_code(amal, now)
        assert postbox.reached.wait(20)
        kill(worker)
    postbox.hangs_after_250 = False
    with process(*SWEEP, **surroundings):
        wait_until(lambda: is_sent(message))
    assert (len(postbox.mails), attempts(message)) == (2, 2)
    assert len({mail["Message-ID"] for mail in postbox.mails}) == 1


def test_when_the_queue_is_emptied_after_the_knock_the_code_arrives_all_the_same(
    amal, now, postbox, surroundings, broker
):
    message = owe_code(amal, now)
    assert broker.waiting("codes") == 1
    broker.client.flushall()
    with process(*SWEEP, **surroundings):
        wait_until(lambda: is_sent(message))
    assert len(postbox.mails) == 1


def test_control_when_the_queue_is_emptied_a_worker_alone_never_hears_of_the_code(
    amal, now, postbox, surroundings, broker
):
    lost = owe_code(amal, now)
    broker.client.flushall()
    with process(*WORKER, **surroundings):
        heard = owe_code(amal, now)
        wait_until(lambda: is_sent(heard))
    assert (is_sent(lost), len(postbox.mails)) == (False, 1)


def test_a_worker_that_was_knocked_for_sends_the_code_also_after_the_broker_was_away(
    amal, now, postbox, surroundings, broker, request
):
    with process(*WORKER, **surroundings):
        first = owe_code(amal, now)
        wait_until(lambda: is_sent(first))
        broker.pause(seconds=15 if request.config.getoption("--long") else 1)
        second = owe_code(amal, now)
        wait_until(lambda: is_sent(second), seconds=60)
    assert (len(postbox.mails), attempts(first), attempts(second)) == (2, 1, 1)


def test_a_worker_keeps_its_connection_to_the_database_and_outlives_its_end(
    amal, now, postbox, surroundings, broker
):
    with process(*WORKER, **surroundings, PGAPPNAME=NAME_AT_DATABASE):
        served = []
        for cut in (False, True, False):
            message = owe_code(amal, now)
            wait_until(lambda message=message: is_sent(message))
            served.append(connections_of_worker(cut=cut))
    assert len(served[0]) == 1
    assert served[0] == served[1] != served[2]
    assert len(postbox.mails) == 3


def test_a_worker_forgets_people_also_after_its_connection_was_cut(
    amal, now, postbox, surroundings, broker
):
    with process(*WORKER, **surroundings, PGAPPNAME=NAME_AT_DATABASE):
        message = owe_code(amal, now)
        wait_until(lambda: is_sent(message))
        [cut] = connections_of_worker(cut=True)
        with current_app.connection_for_write() as way:
            current_app.send_task("booking.tasks.forget_due", queue="codes", connection=way)
        wait_until(lambda: connections_of_worker(cut=False) not in ([], [cut]))


def connections_of_worker(*, cut: bool) -> list[int]:
    """The server's processes that serve the worker, and the end of them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid, CASE WHEN %s THEN pg_terminate_backend(pid) END FROM pg_stat_activity"
            " WHERE application_name = %s",
            [cut, NAME_AT_DATABASE],
        )
        return [pid for pid, _ended in cursor.fetchall()]
