"""What the clock sets off."""

from celery import current_app
from django.conf import settings


def test_no_job_starts_between_two_and_three_when_the_clock_may_change():
    assert settings.CELERY_TIMEZONE == "Europe/Berlin"
    for job in settings.CELERY_BEAT_SCHEDULE.values():
        assert 2 not in vars(job["schedule"])["hour"]


def test_every_job_of_the_schedule_exists():
    current_app.loader.import_default_modules()
    assert {job["task"] for job in settings.CELERY_BEAT_SCHEDULE.values()} <= set(current_app.tasks)
