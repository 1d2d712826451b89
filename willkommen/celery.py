"""The Celery app: its tasks live where their subject lives."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "willkommen.settings")

app = Celery("willkommen")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
