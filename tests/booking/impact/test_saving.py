"""A change is foreseen, saved, and carried out for everybody whom it concerns."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from booking.agenda.conflicts import outside_hours
from booking.impact import LookAgainError, carry_out, save
from booking.models import Affected, Booking, Reservation, Stage, stage_of
from booking.reservations import accept_kept
from offices.changes.days import one_day
from offices.changes.edits import change_hours, end_hours
from offices.changes.steps import ChangedMeanwhileError, steps_of, write
from offices.models import OpeningHours
from tests.booking.impact.deciding import decided, drafted, foreseen, rule_of, saved

pytestmark = pytest.mark.django_db
Decision, Status = Affected.Decision, Affected.Status


@pytest.fixture
def shorter(draft):
    """Thursdays end at ten."""
    rule = rule_of(draft, 3)
    return drafted(draft, change_hours(rule, {"closes": "10:00:00"}, None))


def fresh(booking):
    return Booking.objects.select_related("reservation", "invitation", "office").get(pk=booking.pk)


def kinds(booking):
    """What they are told now; reminders come later."""
    rows = booking.messages.filter(due_at__lte=timezone.now()).order_by("pk")
    return list(rows.values_list("kind", flat=True))


def test_who_would_fall_outside_is_named_and_nothing_is_changed(shorter, booked, thursday, now):
    stays, falls = booked(thursday, "09:30"), booked(thursday, "10:00")
    seen = foreseen(shorter, now)
    assert [hit.booking for hit in seen.hits] == [falls.pk]
    assert rule_of(shorter, 3).closes == time(12)
    assert fresh(stays).time.status == Reservation.Status.BOOKED


def test_free_times_are_counted_for_every_week(shorter, booked, thursday, now):
    booked(thursday, "11:00")
    weeks = {week.begins: week for week in foreseen(shorter, now).weeks}
    week = weeks[thursday - timedelta(days=3)]
    # Two desks, five mornings of eight half hours; one is taken. Two hours less at each desk.
    assert (week.before, week.after, week.gained) == (79, 72, -7)


def test_left_people_stay_as_conflicts(shorter, booked, thursday, now):
    falls = booked(thursday, "10:00")
    saved(shorter, Decision.LEAVE, now)
    assert fresh(falls).time.status == Reservation.Status.BOOKED
    assert kinds(falls) == []
    assert [*outside_hours(shorter.office, now)] == [falls]


def test_the_other_desk_takes_them_at_the_same_time(draft, office, booked, thursday, now):
    first = office.desks.all()[0]
    day = one_day(office, list(office.opening_hours.all()), thursday, None, [first.pk])
    one, two = booked(thursday, "10:00"), booked(thursday, "11:00")
    saved(drafted(draft, day), Decision.DESK, now)
    second = office.desks.all()[1]
    assert [fresh(b).time.desk_id for b in (one, two)] == [second.pk, second.pk]
    assert [fresh(b).time.starts_at for b in (one, two)] == [
        one.time.starts_at,
        two.time.starts_at,
    ]
    assert (kinds(one), kinds(two)) == (["other_desk"], ["other_desk"])


@pytest.mark.parametrize(("letters", "is_given"), [("am", False), ("nz", True)])
def test_another_desk_is_one_that_is_responsible_for_the_name(
    draft, booked, thursday, now, letters, is_given
):
    falls = booked(thursday, "10:00")  # O'Hadi-Öztürk
    closed, other = draft.office.desks.all()
    other.responsibilities.create(surname_from=letters[0], surname_to=letters[1])
    rules = list(draft.office.opening_hours.all())
    day = one_day(draft.office, rules, thursday, None, [closed.pk])
    (hit,) = foreseen(drafted(draft, day), now).hits
    assert (hit.booking, hit.other_desk) == (falls.pk, other.pk if is_given else None)


def test_who_is_cancelled_is_told_why_once(shorter, booked, thursday, now):
    falls = booked(thursday, "10:00")
    saved(shorter, Decision.CANCEL, now)
    assert fresh(falls).time.status == Reservation.Status.CANCELLED
    assert kinds(falls) == ["cancellation"]
    carry_out(shorter, now=timezone.now, seconds=60)
    assert kinds(falls) == ["cancellation"]


def test_who_chooses_again_has_a_time_kept_nearby(shorter, booked, thursday, now):
    falls = booked(thursday, "10:00")
    saved(shorter, Decision.AGAIN, now)
    kept = fresh(falls)
    assert stage_of(kept, timezone.now()) is Stage.KEPT
    # On the same day, at the nearest time of the clock.
    assert kept.time.starts_at == falls.time.starts_at - timedelta(minutes=30)
    assert kinds(falls) == ["choose_again"]
    accept_kept(kept, now=timezone.now())
    assert stage_of(fresh(falls), timezone.now()) is Stage.BOOKED
    assert kinds(falls) == ["choose_again", "confirmation"]


def test_what_is_kept_back_is_for_those_who_choose_again(draft, office, booked, thursday, now):
    office.opening_hours.update(opens_to_public_before=1)
    falls = booked(thursday, "10:00")
    rule = rule_of(draft, 3)
    saved(drafted(draft, change_hours(rule, {"closes": "10:00:00"}, None)), Decision.AGAIN, now)
    assert fresh(falls).time.starts_at == falls.time.starts_at - timedelta(minutes=30)
    assert stage_of(fresh(falls), timezone.now()) is Stage.KEPT


def test_without_a_free_time_they_choose_freely(draft, office, booked, thursday, now):
    falls = booked(thursday, "10:00")
    steps = [step for rule in office.opening_hours.all() for step in end_hours(rule, None)]
    saved(drafted(draft, steps), Decision.AGAIN, now)
    assert stage_of(fresh(falls), timezone.now()) is Stage.INVITED
    assert kinds(falls) == ["choose_again"]
    assert Affected.objects.get(booking=falls).kept_at is None


def test_somebody_who_books_after_the_preview_stops_the_saving(shorter, booked, thursday, now):
    booked(thursday, "10:00")
    seen = decided(foreseen(shorter, now), Decision.CANCEL, now)
    booked(thursday, "11:00")
    with pytest.raises(LookAgainError):
        save(shorter, seen, by=shorter.made_by, now=now)
    assert rule_of(shorter, 3).closes == time(12)
    assert Affected.objects.count() == 0


def test_hours_that_somebody_else_has_changed_stop_the_saving(shorter, now):
    seen = decided(foreseen(shorter, now), Decision.LEAVE, now)
    OpeningHours.objects.filter(weekday=3).update(closes=time(13))
    with pytest.raises(ChangedMeanwhileError):
        save(shorter, seen, by=shorter.made_by, now=now)


def test_pressing_twice_saves_once(shorter, booked, thursday, now):
    falls = booked(thursday, "10:00")
    seen = decided(foreseen(shorter, now), Decision.CANCEL, now)
    for _press in range(2):
        save(shorter, seen, by=shorter.made_by, now=now)
    assert Affected.objects.filter(booking=falls).count() == 1


def test_a_time_that_somebody_is_typing_for_is_free_again(shorter, booked, thursday, now):
    typing = booked(thursday, "10:00")
    Reservation.objects.filter(booking=typing).update(
        status=Reservation.Status.HELD, expires_at=now + timedelta(minutes=15)
    )
    seen = foreseen(shorter, now)
    assert (seen.typing, seen.hits) == (1, ())
    saved(shorter, Decision.LEAVE, now)
    assert fresh(typing).time.status == Reservation.Status.LAPSED


def test_the_steps_turned_round_bring_everything_back(shorter, now):
    saved(shorter, Decision.LEAVE, now)
    write(shorter.office, [step.back for step in reversed(steps_of(shorter))])
    assert rule_of(shorter, 3).closes == time(12)
