"""What nobody knocked for, found and delivered: by one sweep, by several, in a fair order."""

import subprocess
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from booking import notifications
from booking.models import Message
from booking.notifications import delivery
from tests import make, people
from tests.booking.notifications.machinery import process, wait_until
from tests.connections import end_all_others

CODE, CONFIRMATION = Message.Kind.CODE, Message.Kind.CONFIRMATION
WEEK = timedelta(days=7)


@pytest.fixture
def owed(transactional_db, now):
    """Owe a booked person at some office a confirmation since so many seconds."""

    def owe(seconds=10, kind=CONFIRMATION, office=None):
        at = office or make.office()
        offering = make.offering(at=at, desks=[make.desk(at=at)])
        booking = (
            people.held(now=now, offering=offering)
            if kind == CODE
            else people.booked(starts=now + WEEK, now=now, offering=offering)
        )
        return people.message(booking, kind, due=now - timedelta(seconds=seconds)).pk

    return owe


def at_once(count, work):
    """Let so many threads begin together, each with a connection of its own."""
    ready = threading.Barrier(count)

    def run(_number):
        ready.wait()
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(run, range(count)))


def test_what_is_due_since_a_few_seconds_is_delivered(owed, postbox):
    message = owed(seconds=4)
    assert notifications.sweep() == 1
    assert notifications.sweep() == 0
    assert Message.objects.get(pk=message).status == "sent"


def test_a_worker_that_was_knocked_for_comes_first(owed, postbox):
    owed(seconds=1)
    assert notifications.sweep() == 0


def test_what_is_leased_or_finished_is_left_alone(owed, now, postbox):
    leased, *finished = [owed() for _ in range(4)]
    Message.objects.filter(pk=leased).update(leased_until=now + timedelta(minutes=1))
    for pk, status in zip(finished, ["sent", "dropped", "failed"], strict=True):
        Message.objects.filter(pk=pk).update(status=status)
    assert notifications.sweep() == 0


def test_every_authority_and_every_kind_has_its_turn(owed, now):
    crowded = make.office()
    crowd = [owed(seconds=600 - n, office=crowded) for n in range(12)]
    few = [owed(seconds=20), owed(seconds=10)]
    code = owed(seconds=5, kind=CODE, office=crowded)
    assert delivery.overdue(now) == [crowd[0], *few, code, *crowd[1:7]]


def test_of_ten_who_ask_for_the_same_message_one_sends_it(owed, postbox):
    message = owed()
    delivered = at_once(10, lambda: notifications.deliver(message))
    assert sorted(delivered) == [False] * 9 + [True]
    assert len(postbox.mails) == 1


def test_control_without_the_condition_in_the_claim_more_than_one_sends_it(
    owed, postbox, monkeypatch
):
    message = owed()
    looked = threading.Barrier(4)

    def look_then_take(pk, now):
        found = Message.objects.due(now).filter(pk=pk).first()
        looked.wait()
        return found

    monkeypatch.setattr(delivery, "claim", look_then_take)
    assert at_once(4, lambda: notifications.deliver(message)) == [True] * 4
    assert len(postbox.mails) == 4


def test_three_sweeps_at_once_send_each_of_twelve_messages_once(owed, postbox):
    office = make.office()
    for _ in range(12):
        owed(office=office)

    def sweep_all():
        while notifications.sweep() or Message.objects.filter(status="owed").exists():
            pass

    at_once(3, sweep_all)
    times = Counter(mail["Message-ID"] for mail in postbox.mails)
    assert (len(times), set(times.values())) == (12, {1})


def test_the_sweep_runs_beside_the_workers_and_stops_when_told(owed, postbox, surroundings):
    message = owed()
    with process("manage.py", "sweep", **surroundings) as sweep:
        wait_until(lambda: Message.objects.get(pk=message).status == "sent")
        later = owed()
        wait_until(lambda: Message.objects.get(pk=later).status == "sent")
        sweep.terminate()
        assert sweep.wait(timeout=5) == 0


def test_the_sweep_outlives_a_database_that_is_away(owed, postbox, surroundings, capfd):
    message = owed()
    with process("manage.py", "sweep", **surroundings) as sweep:
        wait_until(lambda: Message.objects.get(pk=message).status == "sent")
        end_all_others()
        later = owed()
        wait_until(lambda: Message.objects.get(pk=later).status == "sent")
        with pytest.raises(subprocess.TimeoutExpired):
            sweep.wait(timeout=0.1)
