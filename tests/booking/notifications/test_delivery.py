"""One message on its way: claimed, checked, sent, marked; or refused, put off, given up."""

import logging
from datetime import timedelta

import pytest
from django.utils import timezone

from booking import notifications
from booking.models import Booking, Contact, Message, Reservation, Verification
from booking.notifications import delivery
from tests import people

pytestmark = pytest.mark.django_db

CODE, CONFIRMATION = Message.Kind.CODE, Message.Kind.CONFIRMATION
WEEK = timedelta(days=7)


@pytest.fixture
def code(now):
    return people.message(people.held(now=now), CODE, due=now)


@pytest.fixture
def confirmation(now):
    return people.message(people.booked(starts=now + WEEK, now=now), CONFIRMATION, due=now)


def status_of(message):
    message.refresh_from_db()
    return message.status


@pytest.mark.parametrize("kind", ["code", "confirmation"])
def test_a_message_is_sent_once_and_marked(kind, request, postbox):
    message = request.getfixturevalue(kind)
    assert notifications.deliver(message.pk) is True
    assert notifications.deliver(message.pk) is False
    assert postbox.recipients == ["amal@people.example"]
    assert status_of(message) == "sent"
    assert (message.attempts, message.leased_until, message.last_error) == (1, None, "")
    assert message.sent_at is not None


def test_a_message_in_somebody_elses_hands_is_left_alone(confirmation, now, postbox):
    Message.objects.update(leased_until=now + timedelta(minutes=1))
    assert notifications.deliver(confirmation.pk) is False
    assert postbox.mails == []


def test_a_message_is_taken_over_when_the_lease_has_run_out(confirmation, now, postbox):
    Message.objects.update(leased_until=now, attempts=1)
    assert notifications.deliver(confirmation.pk) is True
    assert len(postbox.mails) == 1
    assert (status_of(confirmation), confirmation.attempts) == ("sent", 2)


def test_the_claim_is_stored_before_the_mail_server_is_spoken_to(
    confirmation, now, postbox, monkeypatch
):
    seen = []

    def look(*_args, **_options):
        seen.append(Message.objects.values_list("attempts", "leased_until").get())
        raise ConnectionRefusedError

    monkeypatch.setattr("smtplib.socket.create_connection", look)
    notifications.deliver(confirmation.pk)
    [(attempts, leased_until)] = seen
    assert attempts == 1
    assert leased_until is not None
    assert now + timedelta(seconds=60) <= leased_until <= timezone.now() + timedelta(seconds=60)


@pytest.mark.parametrize(
    "change",
    [
        lambda: Verification.objects.update(issue=2),
        lambda: Verification.objects.update(issued_at=timezone.now() - Verification.LIFETIME),
        lambda: Verification.objects.all().delete(),
        lambda: Booking.objects.update(confirmed_at=timezone.now()),
        lambda: Contact.objects.update(email="other@people.example"),
        lambda: Reservation.objects.update(status="lapsed"),
        lambda: Reservation.objects.update(expires_at=timezone.now()),
        lambda: Message.objects.update(to=""),
    ],
    ids=["newer code", "run out", "none", "confirmed", "moved", "lapsed", "expired", "forgotten"],
)
def test_a_code_that_is_of_no_use_any_more_is_dropped(change, code, postbox):
    change()
    assert notifications.deliver(code.pk) is True
    assert (status_of(code), postbox.mails) == ("dropped", [])


@pytest.mark.parametrize(
    "change",
    [
        lambda: Reservation.objects.update(status="cancelled"),
        lambda: Reservation.objects.update(
            during=(timezone.now() - timedelta(minutes=1), timezone.now())
        ),
    ],
    ids=["cancelled", "past"],
)
def test_a_confirmation_that_is_not_true_any_more_is_dropped(change, confirmation, postbox):
    change()
    assert notifications.deliver(confirmation.pk) is True
    assert (status_of(confirmation), postbox.mails) == ("dropped", [])


def test_pauses_grow_and_after_the_last_it_has_failed(confirmation, postbox):
    postbox.answer_to_recipient = "450 later"
    pauses = []
    for _ in range(delivery.ATTEMPTS):
        Message.objects.update(due_at=timezone.now())
        assert notifications.deliver(confirmation.pk) is True
        confirmation.refresh_from_db()
        pauses.append(round((confirmation.due_at - timezone.now()).total_seconds()))
    assert pauses == [10, 30, 120, 600, 3600, *[21600] * 12, 0]
    assert (confirmation.status, confirmation.attempts) == ("failed", 18)
    assert notifications.deliver(confirmation.pk) is False


def test_a_message_that_kills_whoever_takes_it_is_given_up(confirmation, postbox):
    Message.objects.update(attempts=delivery.ATTEMPTS)
    notifications.deliver(confirmation.pk)
    assert (status_of(confirmation), postbox.mails) == ("failed", [])
    assert confirmation.last_error == "interrupted at every attempt"


def test_a_code_that_would_come_too_late_has_failed(code, postbox):
    postbox.answer_to_recipient = "450 later"
    Verification.objects.update(
        issued_at=timezone.now() - Verification.LIFETIME + timedelta(seconds=9)
    )
    notifications.deliver(code.pk)
    assert status_of(code) == "failed"


def test_a_code_that_is_still_of_use_is_tried_again(code, postbox):
    postbox.answer_to_recipient = "450 later"
    notifications.deliver(code.pk)
    assert (status_of(code), code.leased_until) == ("owed", None)
    postbox.answer_to_recipient = "250 OK"
    Message.objects.update(due_at=timezone.now())
    notifications.deliver(code.pk)
    assert (status_of(code), len(postbox.mails)) == ("sent", 1)


@pytest.mark.parametrize(
    ("who", "says", "becomes", "error"),
    [
        ("recipient", "450 busy", "owed", "SMTPRecipientsRefused 450"),
        ("recipient", "550 unknown", "failed", "SMTPRecipientsRefused 550"),
        ("data", "451 later", "owed", "SMTPDataError 451"),
        ("data", "554 spam", "failed", "SMTPDataError 554"),
    ],
)
def test_what_the_mail_server_says_decides(who, says, becomes, error, confirmation, postbox):
    setattr(postbox, f"answer_to_{who}", says)
    notifications.deliver(confirmation.pk)
    assert status_of(confirmation) == becomes
    assert confirmation.last_error.partition(" (")[0] == error


def test_a_mail_server_that_is_away_is_asked_again(confirmation, settings, postbox):
    settings.EMAIL_PORT = 1
    notifications.deliver(confirmation.pk)
    assert status_of(confirmation) == "owed"
    assert confirmation.last_error.startswith("ConnectionRefusedError (")


def test_a_letter_that_cannot_be_written_does_not_stop_the_others(confirmation, settings, postbox):
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": []}]
    notifications.deliver(confirmation.pk)
    assert status_of(confirmation) == "owed"
    assert confirmation.last_error.startswith("TemplateDoesNotExist (")


def test_nothing_written_about_a_failure_names_anybody(confirmation, postbox, caplog):
    caplog.set_level(logging.DEBUG)
    postbox.answer_to_recipient = "550 no such user"
    notifications.deliver(confirmation.pk)
    confirmation.refresh_from_db()
    ours = [r.getMessage() for r in caplog.records if r.name.startswith("booking")]
    assert len(ours) == 1
    for written in (*ours, confirmation.last_error):
        assert "amal" not in written.lower()
        assert "@" not in written


def test_whoever_lost_the_lease_does_not_undo_what_the_other_did(
    confirmation, now, settings, postbox
):
    slow = delivery.claim(confirmation.pk, now)
    assert slow is not None
    Message.objects.update(leased_until=now)
    assert notifications.deliver(confirmation.pk) is True
    settings.EMAIL_PORT = 1
    delivery.send(slow)
    assert status_of(confirmation) == "sent"


def test_a_server_that_answers_slowly_at_every_step_is_left_after_the_deadline(
    confirmation, settings, postbox
):
    settings.EMAIL_TIMEOUT = 1
    postbox.hangs_before_250 = True
    begun = timezone.now()
    notifications.deliver(confirmation.pk)
    assert timedelta(seconds=1) <= timezone.now() - begun < timedelta(seconds=1.5)
    assert status_of(confirmation) == "owed"


def test_a_mail_taken_by_a_server_that_never_says_goodbye_is_sent(confirmation, settings, postbox):
    settings.EMAIL_TIMEOUT = 1
    postbox.hangs_after_250 = True
    notifications.deliver(confirmation.pk)
    assert (status_of(confirmation), len(postbox.mails)) == ("sent", 1)


def test_whatever_is_due_can_be_claimed_and_nothing_else(now):
    booking = people.booked(starts=now + WEEK, now=now)
    moments = [now - timedelta(seconds=1), now, now + timedelta(seconds=1)]
    messages = [
        people.message(booking, CONFIRMATION, due=due, status=status, leased_until=leased)
        for status in Message.Status.values
        for due in moments
        for leased in (None, *moments)
    ]
    due = set(Message.objects.due(now).values_list("pk", flat=True))
    claimed = {message.pk for message in messages if delivery.claim(message.pk, now)}

    assert len(due) == 6
    assert claimed == due
