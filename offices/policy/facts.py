"""What is not confirmed yet: every fact of an office and its authority, with its present value."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from offices.models import (
    Authority,
    Confidence,
    Desk,
    LegalText,
    Offering,
    Office,
    OpeningHours,
    Responsibility,
)
from offices.models.provenance import Provenance
from offices.policy.sureness import WHOLE, Fact, facts_of
from offices.policy.words import NOTHING, column, label, listed, said
from offices.wording import in_words

# Names of facts as the loader writes them into `source`.
NAMES: dict[str, Promise] = {
    "access": gettext_lazy("access"),
    "address": gettext_lazy("address"),
    "ags": gettext_lazy("municipality key (AGS)"),
    "apply": gettext_lazy("how to apply"),
    "appointments begin every": gettext_lazy("appointments begin every"),
    "covers": gettext_lazy("municipalities"),
    "data protection law": gettext_lazy("data-protection law"),
    "days until data is erased": gettext_lazy("days until personal data is erased"),
    "desk": gettext_lazy("desk"),
    "desks": gettext_lazy("desks"),
    "duration": gettext_lazy("minutes"),
    "email": gettext_lazy("e-mail"),
    "horizon": gettext_lazy("bookable so many days ahead"),
    "hours": gettext_lazy("opening hours"),
    "hours of the office": gettext_lazy("opening hours"),
    "letters": gettext_lazy("surnames"),
    "minutes": gettext_lazy("minutes"),
    "notice": gettext_lazy("minutes of notice"),
    "payment": gettext_lazy("how to pay"),
    "phone": gettext_lazy("phone"),
    "photo_terminal": gettext_lazy("photo can be taken in the office"),
    "rules": gettext_lazy("rules"),
    "times": gettext_lazy("times"),
    "wording": gettext_lazy("wording"),
}
RULES = (
    "earliest_days_before_expiry",
    "apply_at_least_days",
    "apply_at_most_days",
    "cards_per_slot",
    "collect_after_weeks",
    "rules_note",
)
APPLYING = ("apply_way", "apply_url", "apply_post", "apply_email", "deadline_letterbox")
# By which fields of its record a fact is said.
FIELDS: dict[str, dict[str, tuple[str, ...]]] = {
    "authority": {
        "ags": ("ags",),
        "apply": APPLYING,
        "data protection law": ("data_protection_law",),
        "days until data is erased": ("retention_days",),
        "email": ("email",),
        "payment": ("payment_note",),
        "phone": ("phone",),
        "photo_terminal": ("photo_terminal", "photo_note"),
        "rules": RULES,
    },
    "office": {
        "address": ("street", "postal_code", "city"),
        "appointments begin every": ("grid_minutes",),
    },
    "offering": {
        "access": ("access", "walk_in", "access_note"),
        "horizon": ("horizon_days",),
        "minutes": ("duration_minutes", "minutes_per_further_person"),
        "notice": ("notice_minutes",),
    },
    "openinghours": {},
    "desk": {},
    "responsibility": {"letters": ("people", "surname_from", "surname_to")},
    "legaltext": {"wording": ("text",)},
}


def _services(row: Any) -> str:
    return listed(str(one.service) for one in row.offerings.all())


def _whom(rule: OpeningHours) -> str:
    """For whom, at which desks, for which services, and from when until when."""
    days = [
        said(OpeningHours, name, day)
        for name, day in (("valid_from", rule.valid_from), ("valid_until", rule.valid_until))
        if day
    ]
    parts = [
        str(rule.get_audience_display()),
        listed(map(str, rule.desks.all())) or _("all desks"),
        _services(rule) or _("all services"),
        *([" – ".join(days)] if days else []),
    ]
    return " · ".join(parts)


COUNTED: dict[str, Callable[[Any], Any]] = {
    "covers": lambda owner: listed(owner.municipalities.values_list("name", flat=True)),
    "desk": lambda desk: _services(desk) or _("no service"),
    "desks": lambda office: listed(office.desks.values_list("label", flat=True)),
    "hours": lambda office: listed(map(str, office.opening_hours.all())),
    "hours of the office": _whom,
    "times": _whom,
}
ALONE = ("authority", "office")  # of these there is one
KINDS: dict[str, Promise] = {
    "authority": gettext_lazy("authority"),
    "office": gettext_lazy("office"),
    "offering": gettext_lazy("services"),
    "openinghours": gettext_lazy("opening hours"),
    "desk": gettext_lazy("desks"),
    "responsibility": gettext_lazy("responsibilities"),
    "legaltext": gettext_lazy("legal texts"),
}


def _rows(office: Office) -> dict[str, QuerySet[Any]]:
    """Everything with a source: of this office, and of the authority as a whole."""
    return {
        "authority": Authority.objects.filter(pk=office.authority_id),
        "office": Office.objects.filter(pk=office.pk),
        "offering": Offering.objects.filter(office=office).select_related("service__group"),
        "openinghours": OpeningHours.objects.filter(office=office).prefetch_related(
            "desks", "offerings__service"
        ),
        "desk": Desk.objects.filter(office=office).prefetch_related("offerings__service"),
        "responsibility": Responsibility.objects.filter(desk__office=office).select_related("desk"),
        "legaltext": LegalText.objects.filter(authority=office.authority_id),
    }


@dataclass(frozen=True, slots=True)
class Item:
    """One fact of one record."""

    kind: str
    record: Any
    fact: Fact

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.record.pk}:{self.fact.name}"

    @property
    def group(self) -> str:
        """By this they are filtered: the kind of record and, where there are many, the fact."""
        return self.kind if self.kind in ALONE else f"{self.kind}.{self.fact.name}"

    @property
    def group_name(self) -> str:
        kind = capfirst(str(KINDS[self.kind]))
        is_alone = self.kind in ALONE or self.fact.name in (WHOLE, self.kind)
        return kind if is_alone else f"{kind}: {self.name}"

    @property
    def name(self) -> str:
        return str(NAMES.get(self.fact.name, self.fact.name))

    @property
    def value(self) -> str:
        """What the record says of it now."""
        if self.fact.name in COUNTED:
            return str(COUNTED[self.fact.name](self.record)) or NOTHING
        fields = FIELDS[self.kind].get(self.fact.name, ())
        return _values(self.record, fields) if fields else str(self.record)

    @property
    def where_from(self) -> str:
        """How sure it is, and what was remarked when it was written down."""
        sure = str(Confidence(self.fact.confidence).label)
        return f"{sure} ({self.fact.remark})" if self.fact.remark else sure

    def title(self, language: str) -> str:
        """What tells it from others of its group."""
        if self.kind in ALONE:
            return capfirst(self.name)
        if self.kind == "offering":
            return in_words(vars(self.record.service), "name", language)
        if self.kind == "responsibility":
            return str(self.record.desk)
        return str(self.record)


def _values(record: Provenance, fields: tuple[str, ...]) -> str:
    """One alone, or each with its name; what is empty, and what is not so, is left out."""
    model = type(record)
    raw = {name: getattr(record, column(model, name)) for name in fields}
    words = {name: said(model, name, value) for name, value in raw.items()}
    if len(words) == 1:
        return next(iter(words.values()))
    known = {n: value for n, value in words.items() if value != NOTHING and raw[n] is not False}
    if known.keys() & {"street", "surname_from"}:
        return listed(known.values())
    return "; ".join(f"{label(model, name)}: {value}" for name, value in known.items()) or NOTHING


def items_of(office: Office) -> Iterator[Item]:
    """All facts, sure or not, in the order of KINDS."""
    for kind, rows in _rows(office).items():
        for record in rows:
            yield from (Item(kind, record, fact) for fact in facts_of(record))
