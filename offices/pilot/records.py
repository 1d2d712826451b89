"""Writing rows so that what a person changed or deleted stays as they left it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import ManyToManyField
from django.utils import translation

from offices.models import LoadedRecord
from offices.pilot.states import States

Values = dict[str, Any]
Loaded = dict[str, dict[str, int]]  # kind of record -> key in the data -> its row's number
Natural = tuple[Any, ...]


@dataclass(frozen=True)
class Wanted:
    """What the data says about one record: its lasting key, its values, its many-to-many links."""

    key: str
    values: Values
    links: dict[str, list[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Noun:
    """A kind of record: its model, what makes two of them the same, whether it may vanish."""

    model: type[models.Model]
    name: str
    same: tuple[str, ...] = ()
    vanishes: bool = False

    @property
    def plural(self) -> str:
        with translation.override("en"):  # the terminal's language, as all commands speak it
            return str(self.model._meta.verbose_name_plural)


class Loading:
    """Loads one kind of record in a handful of statements, whatever their number."""

    def __init__(self, noun: Noun, wanted: Iterable[Wanted], states: States) -> None:
        self.noun = noun
        self.states = states
        self.wanted = {f"{noun.name}:{each.key}": each for each in wanted}
        self.remembered = {
            each.key: each for each in LoadedRecord.objects.filter(key__startswith=f"{noun.name}:")
        }
        links = {name for each in self.wanted.values() for name in each.links}
        present = noun.model._default_manager.prefetch_related(*sorted(links))  # noqa: SLF001
        self.rows = {row.pk: row for row in present}
        self.by_nature = {self._nature(vars(row)): row for row in self.rows.values()}

    def run(self) -> dict[str, int]:
        """Write, and give each key's row; what a person deleted is missing."""
        self._remove_what_vanished()
        new = [key for key in self.wanted if key not in self.remembered]
        self._remember(self._make(new))
        for key, memory in self.remembered.items():
            if key in self.wanted and memory.row in self.rows and key not in new:
                self._refresh(self.rows[memory.row], memory, self.wanted[key])
        found = {key: row for key in self.wanted if (row := self.remembered[key].row) in self.rows}
        for key, row in found.items():
            self.states.note(self.rows[row], self.wanted[key].values)
        return {self.wanted[key].key: row for key, row in found.items()}

    def _nature(self, values: Values) -> Natural:
        return tuple(values.get(name) for name in self.noun.same)

    def _make(self, keys: list[str]) -> dict[str, models.Model]:
        """Create rows; one that a person made before, with the same nature, is left to them."""
        found = {key: self._found(self.wanted[key]) for key in keys}
        missing = [key for key, row in found.items() if row is None]
        made = self._create([self.wanted[key] for key in missing])
        return {key: row for key, row in found.items() if row} | dict(
            zip(missing, made, strict=True)
        )

    def _found(self, wanted: Wanted) -> models.Model | None:
        return self.by_nature.get(self._nature(wanted.values)) if self.noun.same else None

    def _create(self, wanted: list[Wanted]) -> list[models.Model]:
        rows = self.noun.model._default_manager.bulk_create(  # noqa: SLF001
            [self.noun.model(**each.values) for each in wanted]
        )
        for name in {name for each in wanted for name in each.links}:
            connect(name, list(zip(rows, [each.links[name] for each in wanted], strict=True)))
        self.rows |= {row.pk: row for row in rows}
        return rows

    def _remember(self, rows: dict[str, models.Model]) -> None:
        memories = [
            LoadedRecord(key=key, row=row.pk, values=self._plain(self.wanted[key]))
            for key, row in rows.items()
        ]
        LoadedRecord.objects.bulk_create(memories)
        self.remembered |= {memory.key: memory for memory in memories}

    def _plain(self, wanted: Wanted) -> Values:
        return {name: plain(value) for name, value in wanted.values.items()} | wanted.links

    def _refresh(self, row: models.Model, memory: LoadedRecord, wanted: Wanted) -> None:
        """Bring new facts to fields that still hold what was loaded; remember what now holds.

        A wording that somebody has reviewed is theirs, even where it is the one that was loaded.
        """
        told = self._plain(wanted)
        held = {name: present(row, name, linked=name in wanted.links) for name in told}
        theirs = self.states.reviewed(row)
        agreed = {
            name
            for name in told
            if held[name] in (memory.values.get(name, ""), told[name])
            and (name not in theirs or held[name] == told[name])
        }
        memory_now = memory.values | {name: told[name] for name in agreed}
        if memory_now != memory.values:
            memory.values = memory_now
            memory.save(update_fields=["values"])
        if changed := {name for name in agreed if held[name] != told[name]}:
            update(row, wanted, changed)

    def _remove_what_vanished(self) -> None:
        """Delete rows the data no longer knows, where nobody has changed them."""
        gone = [memory for key, memory in self.remembered.items() if key not in self.wanted]
        for memory in gone if self.noun.vanishes else ():
            row = self.rows.pop(memory.row, None)
            if row is not None and untouched(row, memory):
                row.delete()
            memory.delete()


def untouched(row: models.Model, memory: LoadedRecord) -> bool:
    linked = {relation.name for relation in type(row)._meta.many_to_many}
    return all(
        present(row, name, linked=name in linked) == value for name, value in memory.values.items()
    )


def update(row: models.Model, wanted: Wanted, changed: set[str]) -> None:
    fields = changed - wanted.links.keys()
    for name in fields:
        setattr(row, name, wanted.values[name])
    if fields:
        # German also stands in the column without a language, which is what Django itself reads.
        row.save(update_fields=fields | {name.removesuffix("_de") for name in fields})
    for name in changed - fields:
        getattr(row, name).set(wanted.links[name])


def connect(name: str, targets: Sequence[tuple[models.Model, list[int]]]) -> None:
    """Write the links of many new rows at once."""
    row = targets[0][0]
    relation = type(row)._meta.get_field(name)
    assert isinstance(relation, ManyToManyField)  # noqa: S101
    through: type[models.Model] | None = relation.remote_field.through
    assert through is not None  # noqa: S101
    ours, theirs = f"{relation.m2m_field_name()}_id", f"{relation.m2m_reverse_field_name()}_id"
    through._default_manager.bulk_create(  # noqa: SLF001
        through(**{ours: row.pk, theirs: pk}) for row, pks in targets for pk in pks
    )


def present(row: models.Model, name: str, *, linked: bool) -> Any:
    if linked:
        return sorted(each.pk for each in getattr(row, name).all())
    return plain(getattr(row, name))


def plain(value: Any) -> Any:
    """Make a value comparable with what JSON keeps."""
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, date | time):
        return value.isoformat()
    return "" if value is None else value
