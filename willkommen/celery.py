"""The Celery app: its tasks live where their subject lives."""

import os
from typing import Any

from celery import Celery
from celery.signals import task_prerun
from django.db import close_old_connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "willkommen.settings")

app = Celery("willkommen")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@task_prerun.connect
def look_after_connections(**_told: Any) -> None:
    """End what is too old, and ask the rest whether it is there: Celery itself ends nothing."""
    close_old_connections()
