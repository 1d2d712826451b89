"""What the clock sets off."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from celery import current_app
from celery.beat import ScheduleEntry
from celery.schedules import crontab
from django.conf import settings

SATURDAY = 5
BERLIN = ZoneInfo("Europe/Berlin")
DAYS = [date(2027, 1, 1) + timedelta(days=n) for n in range(365)]  # changes: 28.3. and 31.10.
TIMES = {
    "refresh-public-holidays": ["04:15"],
    "forget-due": [f"{hour:02}:40" for hour in range(24) if hour != 2],
    "end-idle-sessions": [f"{hour:02}:20" for hour in range(24) if hour != 2],
    "forget-audit": ["04:25"],
    "tell-of-endings": ["06:10"],
    "write-missing-sounds": [f"{hour:02}:05" for hour in range(24) if hour != 2],
    "warn-of-shortages": ["07:10"],
    "look-at-waiting-times": ["12:10"],
}
ON_WEEKDAYS = {"warn-of-shortages"}


def due(name: str, day: date) -> list[datetime]:
    """When the job is to run on that day."""
    is_off = name in ON_WEEKDAYS and day.weekday() >= SATURDAY
    return [] if is_off else [berlin(day, at) for at in TIMES[name]]


def berlin(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=BERLIN).astimezone(UTC)


def runs(schedule: crontab, last: datetime, now: datetime, end: datetime) -> Iterator[datetime]:
    """When Celery's beat would start the job: it looks, and looks again when it told itself to."""
    schedule = copy(schedule)
    schedule.nowfun = lambda: now.astimezone(BERLIN)
    job = ScheduleEntry(schedule=schedule, app=current_app, last_run_at=last.astimezone(BERLIN))
    while now < end:
        is_due, seconds = job.is_due()
        if is_due:
            yield now
            job = next(job)
            job.last_run_at = now.astimezone(BERLIN)
        now += timedelta(seconds=seconds)


def test_no_job_starts_between_two_and_three_when_the_clock_may_change():
    assert settings.CELERY_TIMEZONE == "Europe/Berlin"
    for job in settings.CELERY_BEAT_SCHEDULE.values():
        assert 2 not in vars(job["schedule"])["hour"]


def test_over_a_year_with_both_changes_of_the_clock_every_job_runs_when_it_should():
    begin, end = berlin(DAYS[0], "00:00"), berlin(DAYS[-1], "23:59")
    assert {
        name: list(runs(job["schedule"], begin, begin, end))
        for name, job in settings.CELERY_BEAT_SCHEDULE.items()
    } == {name: [moment for day in DAYS for moment in due(name, day)] for name in TIMES}


def test_after_two_days_without_beat_every_job_runs_once_and_then_by_the_clock_again():
    sunday = DAYS[86]  # in March
    back, end = berlin(sunday, "08:00"), berlin(sunday, "23:59")
    for name, job in settings.CELERY_BEAT_SCHEDULE.items():
        later = [moment for moment in due(name, sunday) if moment > back]
        last = back - timedelta(days=2)
        assert list(runs(job["schedule"], last, back, end)) == [back, *later]


def test_every_job_of_the_schedule_exists():
    current_app.loader.import_default_modules()
    assert {job["task"] for job in settings.CELERY_BEAT_SCHEDULE.values()} <= set(current_app.tasks)
