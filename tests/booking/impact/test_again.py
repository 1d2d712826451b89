"""Somebody has to choose again: what they may do, what it does to the calendar, what they hear."""

from datetime import timedelta
from threading import Thread
from time import sleep

import pytest
from django.db import connection, transaction
from django.utils import timezone

from booking import keys
from booking.availability import free_starts
from booking.models import Affected, Booking, Contact, Invitation, Message, Reservation, Stage
from booking.reservations import (
    DuplicateError,
    InvitationOverError,
    KeptOverError,
    OrderedError,
    OverError,
    SlotTakenError,
    Terms,
    accept_kept,
    ask_new_email,
    ask_of,
    choose,
    choose_again,
    confirm_invited,
    describe,
    give_up_kept,
    invite_again,
    move,
    prove_new_email,
    restore,
    send_again,
    take_instead,
)
from offices.changes.edits import change_hours
from offices.models import Change
from offices.models.history import done_by
from tests import people
from tests.booking.impact.deciding import drafted, rule_of, saved
from tests.booking.impact.displaced import displaced, fresh, lapsed, stage

pytestmark = pytest.mark.django_db
Decision, Status, Kind = Affected.Decision, Affected.Status, Message.Kind
HALF_AN_HOUR = timedelta(minutes=30)


@pytest.fixture
def falls(booked, thursday) -> Booking:
    """Thursday at ten; then Thursdays end at ten."""
    return booked(thursday, "10:00")


@pytest.fixture
def kept(falls, manager) -> Booking:
    """The half hour before is kept."""
    return displaced(falls, manager, words_de="Der Aufzug wird repariert.")


def terms(now) -> Terms:
    return Terms(now + timedelta(days=7), timezone.localdate(now) + timedelta(days=60))


def owed(booking, *kinds) -> list[Message]:
    rows = booking.messages.filter(status="owed")
    return list((rows.filter(kind__in=kinds) if kinds else rows).order_by("pk"))


def other_time(booking, now):
    """Free, and on another day than the kept one."""
    day = booking.time.starts_at.date()
    starts = [one.start for one in free_starts(ask_of(booking, now=now), now=now)]
    return next(start for start in starts if start.date() != day)


# --- who was faster ------------------------------------------------------------------------------
def test_who_moves_while_the_office_acts_keeps_the_new_time(falls, now):
    seen, later = fresh(falls), falls.time.starts_at + timedelta(hours=1)
    move(fresh(falls), later, now=now)
    with pytest.raises(OverError):
        choose_again(seen, terms(now), now=now)
    assert (stage(falls), fresh(falls).time.starts_at) == (Stage.BOOKED, later)


@pytest.mark.django_db(transaction=True)
def test_papers_are_locked_before_the_time_as_everywhere(falls, now):
    """Whoever extends an invitation and whoever displaces its appointment do not wait for each
    other for ever.
    """
    Invitation.objects.create(
        booking=falls, way="email", latest=timezone.localdate(), invited_at=now
    )

    def displace() -> None:
        try:
            choose_again(fresh(falls), terms(now), now=now)
        finally:
            connection.close()

    office = Thread(target=displace)
    with transaction.atomic():
        Invitation.objects.select_for_update().get(booking=falls)
        office.start()
        sleep(0.5)
        list(Reservation.objects.select_for_update(nowait=True).filter(booking=falls))
    office.join()
    assert stage(falls) is Stage.KEPT


# --- the kept time -------------------------------------------------------------------------------
def test_a_yes_books_the_kept_time_and_calendars_take_it_as_newer(kept):
    cancelled = owed(kept, Kind.CHOOSE_AGAIN)[0]
    accept_kept(kept, now=timezone.now())
    [confirmation] = owed(kept, Kind.CONFIRMATION)
    assert stage(kept) is Stage.BOOKED
    assert confirmation.issue > cancelled.issue
    assert fresh(kept).sequence == confirmation.issue


def test_a_yes_twice_books_and_writes_once(kept):
    for _press in range(2):
        accept_kept(kept, now=timezone.now())
    assert len(owed(kept, Kind.CONFIRMATION)) == 1


def test_a_yes_too_late_is_refused_and_books_nothing(kept):
    late = lapsed(kept)
    with pytest.raises(KeptOverError):
        accept_kept(late, now=timezone.now())
    assert stage(kept) is Stage.INVITED


def test_a_yes_of_somebody_who_has_booked_anew_is_for_staff_to_settle(kept, booked, thursday):
    other = booked(thursday, "08:00")
    other.items.update(identity=kept.person.fingerprint)
    with pytest.raises(DuplicateError):
        accept_kept(kept, now=timezone.now())
    assert stage(kept) is Stage.KEPT
    assert fresh(kept).clashed_at is not None


def test_another_time_is_booked_at_once_and_the_kept_one_is_free(kept, now):
    start, before = other_time(kept, now), kept.time.starts_at
    take_instead(kept, start, now=now)
    assert (stage(kept), fresh(kept).time.starts_at) == (Stage.BOOKED, start)
    assert fresh(kept).time.expires_at is None
    assert [one.kind for one in owed(kept, Kind.CONFIRMATION, Kind.MOVED)] == ["confirmation"]
    free = [one.start for one in free_starts(ask_of(fresh(kept), now=now), now=now)]
    assert before in free


def test_one_that_overlaps_the_kept_one_can_be_taken(kept, offering, now):
    offering.office.grid_minutes = 10
    offering.office.save()
    start = kept.time.starts_at - timedelta(minutes=10)
    take_instead(fresh(kept), start, now=now)
    assert (stage(kept), fresh(kept).time.starts_at) == (Stage.BOOKED, start)


def test_the_kept_time_stays_theirs_when_somebody_was_faster_with_another(kept, offering, now):
    start, before = other_time(kept, now), kept.time.starts_at
    for desk in offering.office.desks.all():
        people.reservation(at=desk, starts=start, status=Reservation.Status.BOOKED)
    with pytest.raises(SlotTakenError):
        take_instead(kept, start, now=now)
    assert (stage(kept), fresh(kept).time.starts_at) == (Stage.KEPT, before)


def test_another_time_is_not_taken_at_once_by_whom_nothing_is_kept_for(kept, now):
    start = other_time(kept, now)
    with pytest.raises(KeptOverError):
        take_instead(lapsed(kept), start, now=now)


def test_taking_the_kept_time_itself_is_a_yes(kept, now):
    take_instead(kept, kept.time.starts_at, now=now)
    take_instead(fresh(kept), kept.time.starts_at, now=now)
    assert stage(kept) is Stage.BOOKED
    assert len(owed(kept, Kind.CONFIRMATION)) == 1


def test_what_is_kept_is_not_held_a_second_time(kept, now):
    with pytest.raises(InvitationOverError):
        choose(kept, kept.time.starts_at, now=now, language="en")


def test_once_it_is_free_again_a_chosen_time_is_newer_for_calendars(kept, now):
    cancelled, start = owed(kept, Kind.CHOOSE_AGAIN)[0], other_time(kept, now)
    choose(lapsed(kept), start, now=timezone.now(), language="en")
    describe(fresh(kept), talk="german", needs=[])
    Contact.objects.filter(booking=kept).update(proven=True)
    confirm_invited(fresh(kept), now=now)
    assert fresh(kept).sequence > cancelled.issue


def test_what_is_not_needed_any_more_is_free_and_nobody_asks_again(kept, now):
    give_up_kept(kept, now=now)
    give_up_kept(fresh(kept), now=now)
    assert stage(kept) is Stage.INVITED
    assert (fresh(kept).time.status, fresh(kept).ended_at) == ("cancelled", now)
    assert owed(kept, Kind.LAST_CALL) == []


def test_what_was_never_booked_cannot_be_taken_back(kept, now):
    give_up_kept(kept, now=now)
    with pytest.raises(OverError):
        restore(fresh(kept), now=now)


def test_who_must_come_gives_nothing_up(kept, now):
    Invitation.objects.filter(booking=kept).update(is_order=True)
    with pytest.raises(OrderedError):
        give_up_kept(fresh(kept), now=now)
    assert stage(kept) is Stage.KEPT


def test_nothing_is_kept_until_a_moment_that_has_passed(falls, now):
    late = Terms(now - timedelta(hours=1), terms(now).latest)
    assert choose_again(fresh(falls), late, now=now) is None
    assert stage(falls) is Stage.INVITED


# --- what they are told --------------------------------------------------------------------------
def test_of_an_earlier_invitation_no_word_is_left_over(falls, manager, now):
    Invitation.objects.create(
        booking=falls, way="email", latest=timezone.localdate(), invited_at=now
    )
    for kind in (Kind.INVITATION, Kind.LAST_CALL):
        people.message(falls, kind, due=now + timedelta(days=20))
    displaced(falls, manager)
    assert [one.kind for one in owed(falls)] == ["choose_again", "last_call", "last_call"]


def test_sent_again_it_says_the_same_as_before(kept, falls, now):
    send_again(kept, now=now)
    first, again = owed(kept, Kind.CHOOSE_AGAIN)
    assert (again.change, again.before) == (first.change, first.before)
    assert again.before == falls.time.starts_at
    assert again.change is not None


def test_sent_again_after_the_kept_time_is_free_it_says_so_too(kept, now):
    send_again(lapsed(kept), now=now)
    assert len(owed(kept, Kind.CHOOSE_AGAIN)) == 2
    assert owed(kept, Kind.INVITATION) == []


def test_a_new_address_hears_of_it_and_is_called_later(kept, now):
    ask_new_email(kept, "new@people.example", now=now)
    issue = fresh(kept).verification.issue
    code = keys.mail_code(kept.number, "new@people.example", issue)
    prove_new_email(fresh(kept), code, now=now)
    told = [one.kind for one in owed(kept) if one.to == "new@people.example"]
    assert told == ["choose_again", "last_call", "last_call"]


def test_who_is_invited_again_keeps_the_time_and_hears_why(kept, now):
    latest = kept.invitation.latest + timedelta(days=5)
    invite_again(kept.invitation, latest=latest, now=now)
    assert stage(kept) is Stage.KEPT
    told = owed(kept, Kind.CHOOSE_AGAIN, Kind.INVITATION)
    assert [(one.kind, bool(one.change)) for one in told] == [("choose_again", True)]
    assert len(owed(kept, Kind.LAST_CALL)) == 2


def test_cancelled_for_a_change_is_sent_again_with_the_reason(falls, manager, now):
    gone = displaced(falls, manager, decision=Decision.CANCEL)
    send_again(gone, now=now)
    first, again = owed(gone, Kind.CANCELLATION)
    assert first.change == again.change is not None


def test_a_kept_time_that_falls_away_with_its_hours_is_told(kept, manager, now):
    change = Change.objects.create(office=kept.office, made_by=manager, made_at=now)
    saved(
        drafted(change, change_hours(rule_of(change, 3), {"closes": "09:00:00"}, None)),
        Decision.LEAVE,
        now,
    )
    assert stage(kept) is Stage.INVITED
    [over] = owed(kept, Kind.OFFER_OVER)
    assert (over.change, over.before) == (change, kept.time.starts_at)
    send_again(fresh(kept), now=now)
    assert [one.before for one in owed(kept, Kind.OFFER_OVER)] == [kept.time.starts_at] * 2


def test_the_history_names_who_has_saved_the_change(falls, manager):
    gone = displaced(falls, manager, decision=Decision.CANCEL)
    assert done_by(gone.time.history.order_by("-pgh_id")[0]) == manager.pk


# --- without an address --------------------------------------------------------------------------
def test_without_an_address_a_letter_is_due_and_nothing_is_mailed(booked, thursday, manager):
    falls = booked(thursday, "10:00", email="")
    kept = displaced(falls, manager)
    assert (stage(kept), kept.invitation.way, owed(kept)) == (Stage.KEPT, "letter", [])
