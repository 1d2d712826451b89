"""A column that says how the names beside it sound, whoever writes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db import models, transaction

from booking.spelling import LONGEST, sounds

M = TypeVar("M", bound=models.Model)
BATCH = 500


class HeardField(models.CharField):  # type: ignore[type-arg]
    """Says how the fields `names` sound, and is written with them, never by itself.

    Wherever a row is saved or made; to write some fields alone, see the classes below.
    """

    def __init__(self, *names: str, **options: Any) -> None:
        self.names = names
        kept = {"max_length": LONGEST, "blank": True, "db_default": "", "editable": False}
        super().__init__(**{**kept, **options})

    def deconstruct(self) -> Any:
        """In migrations it is a column like any other: they compute nothing."""
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.CharField", args, options

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: ARG002, FBT001
        heard = sounds(*(getattr(model_instance, name) for name in self.names))
        setattr(model_instance, self.attname, heard)
        return heard


class HeardQuerySet(models.QuerySet[M]):
    """`bulk_create` brings along how it sounds; `update` knows no names, so give it none."""

    def bulk_create(self, objs: Any, *args: Any, **options: Any) -> list[M]:
        written = options.get("update_fields")
        return super().bulk_create(
            objs, *args, **{**options, "update_fields": with_heard(self.model, written)}
        )


class Heard(models.Model):
    """Saves how it sounds whenever one of the names is saved."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        written = options.get("update_fields")
        super().save(*args, **{**options, "update_fields": with_heard(type(self), written)})


def with_heard(model: type[models.Model], written: Iterable[str] | None) -> list[str] | None:
    """The fields to be written, and those that say how they sound."""
    if written is None:
        return None
    fields = list(written)
    heard = (field for field in model._meta.concrete_fields if isinstance(field, HeardField))
    return [*fields, *(one.name for one in heard if not set(fields).isdisjoint(one.names))]


def write_missing(
    model: type[models.Model], names: Sequence[str] = ("family_name", "given_names")
) -> int:
    """Say how names sound where nothing says so yet; return of how many rows.

    They were written by the version before, which may still serve while this one starts. In
    batches, so that nobody waits for long; a name that is changed meanwhile is left alone.
    """
    missing: models.QuerySet[Any] = models.QuerySet(model).filter(sounds="").order_by("pk")
    last, written = 0, 0
    while batch := list(missing.filter(pk__gt=last).values_list("pk", *names)[:BATCH]):
        with transaction.atomic():
            written += sum(_write_missing(missing, names, row) for row in batch)
        last = batch[-1][0]
    return written


def _write_missing(missing: models.QuerySet[Any], names: Sequence[str], row: Any) -> int:
    pk, *parts = row
    same = missing.order_by().filter(pk=pk, **dict(zip(names, parts, strict=True)))
    return same.update(sounds=sounds(*parts))
