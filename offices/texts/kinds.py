"""Which rows hold texts, whose they are, and which of them people still read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from modeltranslation.translator import translator

from offices.models import (
    Authority,
    Closure,
    LegalText,
    MailAddition,
    Offering,
    Office,
    OfficeAddress,
    OpeningHours,
    RequiredDocument,
    ServiceGroup,
    ServiceType,
)
from offices.moments import day_at

GERMAN = "de"
TRANSLATED = tuple(code for code, _name in settings.LANGUAGES if code != GERMAN)


@dataclass(frozen=True)
class Kind:
    """A model with texts; `path` leads from a row to its authority.

    Without a path its rows belong to the catalogue all share, and `offered` to what they are of.
    """

    model: type[models.Model]
    path: str = ""
    near: tuple[str, ...] = ()
    offered: str = ""
    shown: Callable[[datetime], Q] | None = None

    @property
    def name(self) -> str:
        return str(self.model._meta.model_name)

    @property
    def fields(self) -> tuple[str, ...]:
        """In the order of the model."""
        translated = frozenset(self._options.fields)
        names = (field.name for field in self.model._meta.concrete_fields)
        return tuple(name for name in names if name in translated)

    def is_required(self, field: str) -> bool:
        """Whether the German may not be missing."""
        return field in dict(self._options.required_languages).get(GERMAN, ())

    @property
    def _options(self) -> Any:
        return translator.get_options_for_model(self.model)

    def rows(self) -> QuerySet[Any]:
        return self.model._default_manager.select_related(*self.near)  # noqa: SLF001

    def of(self, authority: Authority) -> QuerySet[Any]:
        return self.rows().filter(**{self.path: authority.pk}) if self.path else self.rows().none()

    def shared_with(self, authority: Authority) -> QuerySet[Any]:
        """What all share, as far as this authority has to do with it."""
        if not self.offered:
            return self.rows().none()
        return self.rows().filter(**{f"{self.offered}__office__authority": authority}).distinct()

    def read_at(self, rows: QuerySet[Any], now: datetime) -> QuerySet[Any]:
        return rows.filter(self.shown(now)) if self.shown else rows


def _in_use(now: datetime) -> Q:
    return Q(valid_until=None) | Q(valid_until__gte=now.date())


def _to_come(now: datetime) -> Q:
    """Not public holidays: the system names those itself."""
    return Q(ends_at__gt=now, holiday=None)


@dataclass(frozen=True)
class LegalKind(Kind):
    """Default wordings are shared, except where the authority has written its own."""

    def shared_with(self, authority: Authority) -> QuerySet[Any]:
        own = LegalText.objects.filter(authority=authority).values("key")
        return self.rows().filter(authority=None).exclude(key__in=own)


@dataclass(frozen=True)
class DocumentKind(Kind):
    """Those of the catalogue are shared; what one office asks for besides is its authority's."""

    def shared_with(self, authority: Authority) -> QuerySet[Any]:
        return super().shared_with(authority).filter(offering=None)


KINDS = {
    kind.name: kind
    for kind in (
        Kind(Authority, "pk"),
        Kind(Office, "authority", shown=_in_use),
        Kind(OfficeAddress, "office__authority", ("office",)),
        LegalKind(LegalText, "authority"),
        Kind(MailAddition, "authority"),
        Kind(Offering, "office__authority", ("service", "office"), shown=_in_use),
        Kind(OpeningHours, "office__authority", ("office",), shown=_in_use),
        Kind(Closure, "office__authority", ("office",), shown=_to_come),
        Kind(ServiceGroup, offered="services__offerings"),
        Kind(ServiceType, offered="offerings"),
        DocumentKind(
            RequiredDocument,
            "offering__office__authority",
            ("service",),
            offered="service__offerings",
        ),
    )
}


def named(row: Any) -> str:
    """Call a row by what people know it by; where it is one of many, also by whose it is."""
    if isinstance(row, Closure):
        return f"{day_at(row.starts_at, row.office.zone):%d.%m.%Y} – {row.office}"
    if isinstance(row, OpeningHours):
        return f"{row} – {row.office}"
    if isinstance(row, RequiredDocument):
        return str(row.service)
    return str(row.name if isinstance(row, Authority) else row)


def columns(kind: Kind) -> Iterator[tuple[str, str]]:
    """Every field of it with every language that is not German."""
    return ((field, language) for field in kind.fields for language in TRANSLATED)
