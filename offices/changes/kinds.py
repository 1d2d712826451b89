"""What a change may write: kinds of rows, as plain values that JSON can keep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import connection, models

from offices.models import Closure, Desk, Office, OfficeAddress, OpeningHours, Responsibility

Values = dict[str, Any]


def in_every_language(*fields: str) -> tuple[str, ...]:
    return tuple(f"{field}_{code}" for field in fields for code, _name in settings.LANGUAGES)


@dataclass(frozen=True)
class Kind:
    """A model with the columns that a change writes, and the links to other rows.

    `owner` leads to the office; where it is a column of the row itself, new rows get it.
    """

    model: type[models.Model]
    columns: tuple[str, ...]
    links: tuple[str, ...] = ()
    owner: str = "office"

    @property
    def has_office(self) -> bool:
        return self.owner == "office"

    def rows(self, office: Office) -> models.QuerySet[Any]:
        return self.model._default_manager.filter(**{self.owner: office.pk})  # noqa: SLF001

    def next_number(self) -> int:
        """Draw the number of a new row when it is drafted: later steps can then name it, and what
        is tried out is the row that will be saved.
        """
        table = self.model._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [table])
            number: int = cursor.fetchone()[0]
        return number

    def values_of(self, row: models.Model) -> Values:
        """What stands in the row, as JSON keeps it."""
        values = {name: _plain(getattr(row, name)) for name in self.columns}
        return values | {
            name: sorted(getattr(row, name).values_list("pk", flat=True)) for name in self.links
        }

    def complete(self, values: Values) -> Values:
        """All that a new row holds: what is not said is empty."""
        columns = {name: _plain(value) for name, value in self.columns_from(values).items()}
        return columns | {name: sorted(set(values.get(name, []))) for name in self.links}

    def columns_from(self, values: Values) -> Values:
        """The columns among the values, as the model holds them."""
        return {name: self._typed(name, values.get(name)) for name in self.columns}

    def _typed(self, name: str, value: Any) -> Any:
        field = self.model._meta.get_field(name)
        if isinstance(field, models.ForeignKey) or not isinstance(field, models.Field):
            return value
        return field.to_python("" if value is None and not field.null else value)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        value = value.astimezone(UTC)
    return value.isoformat() if hasattr(value, "isoformat") else value


KINDS = {
    "hours": Kind(
        OpeningHours,
        (
            "weekday",
            "opens",
            "closes",
            "audience",
            "valid_from",
            "valid_until",
            "every_weeks",
            "opens_to_public_before",
            *in_every_language("note"),
        ),
        ("desks", "offerings"),
    ),
    "closure": Kind(
        Closure,
        (
            "desk_id",
            "starts_at",
            "ends_at",
            "holiday",
            "applies",
            "open_reason",
            *in_every_language("reason"),
        ),
    ),
    "desk": Kind(Desk, ("label", "position", "valid_until"), ("offerings",)),
    "responsible": Kind(
        Responsibility,
        ("desk_id", "people", "surname_from", "surname_to"),
        owner="desk__office",
    ),
    "address": Kind(
        OfficeAddress,
        (
            "since",
            "street",
            "postal_code",
            "city",
            *in_every_language("name", "access_notes", "directions"),
        ),
    ),
}
