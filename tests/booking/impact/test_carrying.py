"""What follows for people once a change is saved; whatever else has happened since."""

from datetime import timedelta

import pytest
from django.utils import timezone

from booking.impact import carry_out, carrying, save
from booking.impact.foreseen import outside_of
from booking.models import Affected, Booking, Invitation, Message, Reservation, Stage, stage_of
from booking.reservations import OverError, Terms, choose_again, give_time, invite_again, move
from offices.changes.edits import add_hours, change_hours
from offices.changes.steps import steps_of, write
from offices.models import OpeningHours
from tests import make
from tests.booking.impact.deciding import decided, drafted, foreseen, rule_of

pytestmark = pytest.mark.django_db
Decision, Status = Affected.Decision, Affected.Status


@pytest.fixture
def shorter(draft):
    """Thursdays end at ten."""
    return drafted(draft, change_hours(rule_of(draft, 3), {"closes": "10:00"}, None))


def only_saved(change, decision, now, **terms):
    """Nothing is carried out yet."""
    said = decided(foreseen(change, now), decision, now)
    return save(change, said.__class__(**vars(said) | terms), by=change.made_by, now=now)


def fresh(booking):
    near = Booking.objects.select_related("reservation", "invitation", "office")
    return near.get(pk=booking.pk)


def outcome(booking):
    one = Affected.objects.get(booking=booking)
    return one.decision, one.status


def told(booking):
    rows = booking.messages.filter(due_at__lte=timezone.now()).order_by("pk")
    return list(rows.values_list("kind", flat=True))


def finish(change):
    return carry_out(change, now=timezone.now, seconds=60)


@pytest.mark.parametrize("decision", [Decision.AGAIN, Decision.CANCEL])
def test_who_moved_meanwhile_keeps_the_new_time(shorter, booked, thursday, now, decision):
    falls = booked(thursday, "10:00")
    only_saved(shorter, decision, now)
    other = make.local(falls.office, thursday - timedelta(days=1), "09:00")
    move(fresh(falls), other, now=now)
    finish(shorter)
    assert outcome(falls) == (decision, Status.OVERTAKEN)
    assert (fresh(falls).time.status, fresh(falls).time.starts_at) == ("booked", other)
    assert told(falls) == ["moved"]


@pytest.mark.parametrize("decision", [Decision.AGAIN, Decision.CANCEL])
def test_who_was_given_an_open_desk_meanwhile_keeps_the_time(
    draft, office, booked, thursday, now, decision
):
    """At the first desk Thursdays end at ten; at the second they do not."""
    second = office.desks.all()[1]
    rule = rule_of(draft, 3)
    short = change_hours(rule, {"closes": "10:00"}, None)
    longer = {"opens": "08:00", "closes": "12:00", "audience": "public", "every_weeks": 1}
    falls = booked(thursday, "10:00")
    change = drafted(draft, [*short, *add_hours([3], longer | {"desks": [second.pk]})])
    only_saved(change, decision, now)
    give_time(fresh(falls), falls.time.starts_at, now=now, desk=second.pk)
    finish(change)
    assert outcome(falls) == (decision, Status.OVERTAKEN)
    assert fresh(falls).time.status == Reservation.Status.BOOKED
    assert told(falls) == []


@pytest.mark.parametrize("decision", [Decision.AGAIN, Decision.CANCEL])
def test_when_the_hours_came_back_nobody_has_to_go(shorter, booked, thursday, now, decision):
    falls = booked(thursday, "10:00")
    only_saved(shorter, decision, now)
    write(shorter.office, [step.back for step in steps_of(shorter)])
    finish(shorter)
    assert outcome(falls) == (decision, Status.OVERTAKEN)
    assert fresh(falls).time.status == Reservation.Status.BOOKED
    assert told(falls) == []


def test_who_chose_a_time_by_hand_since_the_page_was_shown_is_not_displaced(
    shorter, booked, thursday, now
):
    seen = booked(thursday, "10:00")
    stale = fresh(seen)
    move(fresh(seen), make.local(seen.office, thursday, "08:00"), now=now)
    terms = Terms(now + timedelta(days=7), timezone.localdate(now) + timedelta(days=60))
    with pytest.raises(OverError):
        choose_again(stale, terms, now=now)
    assert fresh(seen).time.status == Reservation.Status.BOOKED


def test_one_who_cannot_be_helped_stops_nobody_behind_them(
    shorter, booked, thursday, now, monkeypatch
):
    first, second = booked(thursday, "10:00"), booked(thursday, "10:30")
    only_saved(shorter, Decision.AGAIN, now)

    usual = carrying.ACTS[Decision.AGAIN]

    def fails(one, booking, moment):
        done = usual(one, booking, moment)
        if booking.pk == first.pk:
            raise ValueError
        return done

    monkeypatch.setitem(carrying.ACTS, Decision.AGAIN, fails)
    assert finish(shorter) == 2
    assert (outcome(first)[1], outcome(second)[1]) == (Status.REFUSED, Status.DONE)
    assert fresh(first).time.status == Reservation.Status.BOOKED


def test_stopped_in_the_middle_and_resumed_everybody_is_done_once(shorter, booked, thursday, now):
    people = [booked(thursday, clock) for clock in ("10:00", "10:30", "11:00")]
    only_saved(shorter, Decision.CANCEL, now)

    def moment():
        """After the first has been done somebody presses stop."""
        if told(people[0]):
            type(shorter).objects.update(stopped_at=now)
        return now

    assert carry_out(shorter, now=moment, seconds=60) == 1
    assert finish(shorter) == 0
    type(shorter).objects.update(stopped_at=None)
    assert finish(shorter) == 2
    assert [told(one) for one in people] == [["cancellation"]] * 3


def test_an_error_between_two_people_loses_nobody(shorter, booked, thursday, now):
    people = [booked(thursday, clock) for clock in ("10:00", "10:30", "11:00")]
    only_saved(shorter, Decision.AGAIN, now)

    def moment():
        if told(people[0]):
            raise KeyboardInterrupt
        return now

    with pytest.raises(KeyboardInterrupt):
        carry_out(shorter, now=moment, seconds=60)
    assert finish(shorter) == 2
    assert [told(one) for one in people] == [["choose_again"]] * 3


def test_the_time_that_cannot_stay_is_never_the_one_that_is_kept(
    draft, office, booked, thursday, now
):
    """Closed at the first desk; at the second the very same time would be free."""
    second = office.desks.all()[1]
    falls = booked(thursday, "10:00")
    rule = rule_of(draft, 3)
    change = drafted(draft, change_hours(rule, {"desks": [second.pk]}, None))
    only_saved(change, Decision.AGAIN, now)
    finish(change)
    assert Affected.objects.get().kept_at not in {None, falls.time.starts_at}


def test_what_is_carried_out_too_late_to_keep_a_time_keeps_none(shorter, booked, thursday, now):
    falls = booked(thursday, "10:00")
    only_saved(shorter, Decision.AGAIN, now, kept_until=now + timedelta(minutes=1))
    carry_out(shorter, now=lambda: now + timedelta(minutes=2), seconds=60)
    assert stage_of(fresh(falls), now) is Stage.INVITED
    assert Invitation.objects.get(booking=falls).kept_until is None
    assert falls.messages.filter(kind="choose_again").count() == 1


def asked_until_tomorrow(change, now):
    until, latest = now + timedelta(hours=1), timezone.localdate(now) + timedelta(days=1)
    only_saved(change, Decision.AGAIN, now, kept_until=until, latest=latest)


def test_gone_on_with_on_the_latest_day_people_are_still_asked(shorter, booked, thursday, now):
    falls, then = booked(thursday, "10:00"), now + timedelta(days=1)
    asked_until_tomorrow(shorter, now)
    carry_out(shorter, now=lambda: then, seconds=60)
    assert outcome(falls) == (Decision.AGAIN, Status.DONE)
    assert stage_of(fresh(falls), then) is Stage.INVITED


def test_who_could_choose_nothing_any_more_keeps_the_time_and_has_to_be_settled(
    shorter, booked, thursday, now
):
    """Stopped, and gone on with after the latest day."""
    falls, then = booked(thursday, "10:00"), now + timedelta(days=2)
    asked_until_tomorrow(shorter, now)
    carry_out(shorter, now=lambda: then, seconds=60)
    assert outcome(falls) == (Decision.AGAIN, Status.REFUSED)
    assert stage_of(fresh(falls), then) is Stage.BOOKED
    assert not falls.messages.exists()
    assert outside_of(falls.office, then) == {falls.reservation_id}


def test_who_was_invited_before_is_called_once_before_it_ends(shorter, booked, thursday, now):
    falls = booked(thursday, "10:00")
    latest = timezone.localdate(now) + timedelta(days=60)
    Invitation.objects.create(booking=falls, way="email", latest=latest, invited_at=now)
    before = falls.messages.create(
        authority=falls.authority,
        kind="last_call",
        language="en",
        to=falls.email,
        due_at=now + timedelta(days=53),
    )
    only_saved(shorter, Decision.AGAIN, now)
    finish(shorter)
    before.refresh_from_db()
    assert before.status == Message.Status.DROPPED
    calls = Message.objects.filter(booking=falls, kind="last_call", status="owed")
    assert calls.count() == calls.values("due_at").distinct().count() == 2  # the kept time's too


def test_another_desk_given_again_before_the_mail_is_told_by_nobody_twice(
    draft, office, booked, thursday, now
):
    first, second = office.desks.all()
    falls = booked(thursday, "10:00")
    change = drafted(draft, change_hours(rule_of(draft, 3), {"desks": [second.pk]}, None))
    only_saved(change, Decision.DESK, now)
    assert fresh(falls).time.desk_id == second.pk
    Reservation.objects.filter(booking=falls).update(desk=first)
    finish(change)
    assert outcome(falls) == (Decision.DESK, Status.OVERTAKEN)
    assert told(falls) == []
    assert OpeningHours.objects.filter(desks=second).count() == 1


def test_free_times_end_with_the_office(shorter, office, now):
    office.valid_until = timezone.localdate(now) + timedelta(days=7)
    office.save()
    shorter.office = office
    weeks = foreseen(shorter, now).weeks
    assert all((week.before, week.after) == (0, 0) for week in weeks[2:])


def test_an_office_that_has_ended_has_no_free_times(shorter, office, now):
    office.valid_until = timezone.localdate(now) - timedelta(days=30)
    office.save()
    shorter.office = office
    assert {week.before for week in foreseen(shorter, now).weeks} == {0}


def test_who_was_invited_anew_before_it_was_carried_out_is_told_once(
    shorter, booked, thursday, now
):
    """A time was kept for them until the hours changed."""
    kept = booked(thursday, "10:00")
    until, latest = now + timedelta(days=2), timezone.localdate(now) + timedelta(days=60)
    Reservation.objects.filter(booking=kept).update(status="held", expires_at=until)
    Booking.objects.filter(pk=kept.pk).update(confirmed_at=None)
    invitation = Invitation.objects.create(
        booking=kept, way="email", latest=latest, invited_at=now, kept_until=until
    )
    only_saved(shorter, Decision.LEAVE, now)
    assert outcome(kept) == (Decision.GIVEN_BACK, Status.WAITING)
    invite_again(invitation, latest=latest, now=now)
    finish(shorter)
    assert outcome(kept) == (Decision.GIVEN_BACK, Status.DONE)
    assert told(kept) == ["offer_over"]
