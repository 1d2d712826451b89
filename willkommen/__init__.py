"""The project: wiring and nothing else."""

from willkommen.celery import app as celery_app

__all__ = ["celery_app"]
