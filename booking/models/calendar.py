"""Telling whether an office's calendar is still as it was."""

from django.db import models


class Calendar(models.Model):
    """Which transaction changed the free times of an office last.

    Triggers of the database write it, whoever changes reservations, desks, hours or closures; the
    row is the last thing a transaction locks, offices in ascending order, at its commit. The
    number is that of the transaction: no two changes leave the same.
    """

    office = models.BigIntegerField(primary_key=True)  # no foreign key: triggers write it
    changed_by = models.BigIntegerField()

    class Meta:
        verbose_name = "calendar"
        verbose_name_plural = "calendars"

    def __str__(self) -> str:
        return f"{self.office}: {self.changed_by}"
