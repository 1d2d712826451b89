"""The mails that are shown before saving are those that people get, each as they stand."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from booking.impact import carry_out
from booking.models import Booking, Invitation, Message, Request, Reservation
from booking.models.dossier import read_booking
from booking.notifications.letters import compose
from offices.changes.edits import change_hours
from offices.changes.steps import to_add
from offices.models import Change
from tests.booking.views.manager.planning import DRAFT, SEEN, decisions, save

pytestmark = pytest.mark.django_db

MAILS = f"{DRAFT}mails/?language=en"
NEW = {"street": "Neue Straße 9", "postal_code": "45127", "city": "Essen"}
INVENTED = re.compile(
    r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b|\b\d{6}\b|http\S+|Amal O'Hadi-Öztürk|Alex Muster"
)
Stands = Callable[[Booking, datetime], None]


@pytest.fixture
def amal(booked, thursday) -> Booking:
    return booked(thursday, "10:30")


@pytest.fixture
def amal_who(amal, now) -> Callable[[Stands], Booking]:
    def do(stands: Stands) -> Booking:
        stands(amal, now)
        return amal

    return do


@pytest.fixture
def shorter(planned, rule) -> Change:
    """Thursdays end at ten."""
    return planned(change_hours(rule, {"closes": "10:00"}, None))


@pytest.fixture
def moving(planned, thursday) -> Change:
    return planned([to_add("address", NEW | {"since": thursday.isoformat()})])


def invite(booking: Booking, now: datetime, days: int = 40, **fields: object) -> None:
    latest = timezone.localdate(now) + timedelta(days=days)
    Invitation.objects.create(booking=booking, way="email", latest=latest, invited_at=now, **fields)


def ask(booking: Booking, now: datetime, status: str = "open") -> None:
    Request.objects.create(booking=booking, asked_at=now, status=status)


def keep(booking: Booking, now: datetime) -> datetime:
    """It is no appointment yet; return until when it is kept or offered."""
    until = now + timedelta(days=2)
    Reservation.objects.filter(booking=booking).update(status="held", expires_at=until)
    Booking.objects.filter(pk=booking.pk).update(confirmed_at=None)
    return until


def shown(client: Client, **fields: str) -> dict[str, str]:
    """Each mail before saving, by the key of those who get it."""
    found = SEEN.search(client.get(DRAFT).text)
    assert found is not None
    client.post(DRAFT, decisions(found[1], look="1", **fields))
    mails = client.get(MAILS).context["mails"]
    return {one.share.key: INVENTED.sub("…", one.mail.body) for one in mails}


def mailed(client: Client, booking: Booking, **fields: str) -> str:
    """What the person is mailed once it is saved."""
    save(client, **fields)
    change = Change.objects.get()
    carry_out(change, now=timezone.now, seconds=60)
    message = Message.objects.get(booking=booking, change=change)
    read = read_booking(booking.pk)
    assert read is not None
    message.booking = read
    return INVENTED.sub("…", compose(message).body)


def with_offer(booking: Booking, now: datetime) -> None:
    keep(booking, now)
    ask(booking, now, "offered")


def with_kept_time(booking: Booking, now: datetime) -> None:
    invite(booking, now, kept_until=keep(booking, now))


def with_kept_time_and_order(booking: Booking, now: datetime) -> None:
    invite(booking, now, kept_until=keep(booking, now), is_order=True)


def with_order(booking: Booking, now: datetime) -> None:
    invite(booking, now, is_order=True)


def with_old_invitation(booking: Booking, now: datetime) -> None:
    invite(booking, now, days=-1)


def with_nothing(booking: Booking, now: datetime) -> None:
    pass


@pytest.mark.parametrize(
    ("stands", "key", "words"),
    [
        (with_offer, "given_back-asked", "The office looks for another time and writes to you."),
        (with_kept_time, "given_back-invited", "The time that we kept for you is not possible"),
        (with_kept_time_and_order, "given_back-ordered", "Please choose a time: you must come."),
    ],
)
def test_a_time_that_falls_away_is_shown_as_it_was_kept_or_offered(
    managing, shorter, amal_who, stands, key, words
):
    amal = amal_who(stands)
    before = shown(managing)
    assert list(before) == [key]
    assert words in before[key]
    assert before[key] == mailed(managing, amal)


@pytest.mark.parametrize(
    ("stands", "key", "words"),
    [
        (with_nothing, "cancel", "Please book another appointment."),
        (with_old_invitation, "cancel", "Please book another appointment."),
        (ask, "cancel-asked", "Please ask the office for another appointment."),
        (invite, "cancel-invited", "Please choose another time: your invitation is still good."),
        (with_order, "cancel-ordered", "The letter counts: you must come."),
    ],
)
def test_a_cancellation_is_shown_with_what_the_person_can_do_then(
    managing, shorter, amal_who, stands, key, words
):
    amal = amal_who(stands)
    said = {"group-ordered" if stands is with_order else "group-reached": "cancel"}
    before = shown(managing, **said)
    assert list(before) == [key]
    assert words in before[key]
    assert before[key] == mailed(managing, amal, **said)


@pytest.mark.parametrize(
    ("stands", "key", "link_for"),
    [
        (with_nothing, "place", "See, move or cancel your appointment:"),
        (with_order, "place-ordered", "See or move your appointment:"),
    ],
)
def test_the_word_of_a_new_building_is_shown_as_each_reads_it(
    managing, moving, amal_who, stands, key, link_for
):
    amal = amal_who(stands)
    before = shown(managing)
    assert list(before) == [key]
    assert link_for in before[key]
    assert before[key] == mailed(managing, amal)


def test_who_may_choose_longer_than_the_change_says_reads_their_own_last_day(
    managing, shorter, amal, now
):
    invite(amal, now, days=100)
    last = "The last day you can choose is: "
    [before] = shown(managing).values()
    said = [line for line in before.splitlines() if line.startswith(last)]
    assert len(said) == 1
    assert said[0] in mailed(managing, amal)


def test_those_who_read_other_words_are_counted_apart(managing, shorter, booked, thursday, now):
    for clock, stands in [("10:00", with_nothing), ("10:30", ask), ("11:00", invite)]:
        stands(booked(thursday, clock), now)
    before = shown(managing, **{"group-reached": "cancel"})
    assert list(before) == ["cancel", "cancel-invited", "cancel-asked"]
    for key in before:
        assert managing.get(f"{DRAFT}mails/{key}/en/").status_code == 200
