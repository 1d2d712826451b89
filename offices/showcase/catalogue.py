"""Reading what pages show, in few statements."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from offices.models import (
    Access,
    Authority,
    Municipality,
    Offering,
    Office,
    OpeningHours,
    RequiredDocument,
    Responsibility,
)
from offices.models.offering import OfferingQuerySet
from offices.showcase.keeping import fresh
from offices.showcase.moves import in_use, read_offices
from offices.showcase.search import foldings
from offices.showcase.shown import (
    ShownAuthority,
    ShownDocument,
    ShownGroup,
    ShownOffering,
    ShownOffice,
    ShownPlace,
    ShownService,
)
from offices.showcase.words import Words, words
from offices.wording import translation_fields

Row = Mapping[str, Any]

AUTHORITY_WORDS = (
    "name",
    "apply_way",
    "apply_note",
    "rules_note",
    "payment_note",
    "photo_note",
)
SERVICE_WORDS = ("name", "plain", "note", "fee_note", "who_attends", "no_visit_note")
SERVICE_FACTS = (
    "legal_basis",
    "fee_per",
    "biometrics",
    "proxy",
    "no_visit_needed",
    "urgent",
)
FOR_THE_CALENDAR = (
    "access",
    "service__group_id",
    "service__urgent",
    "duration_minutes",
    "minutes_per_further_person",
    "tidy_minutes",
    "max_persons",
    "notice_minutes",
    "horizon_days",
    "valid_until",
    "office__authority_id",
    "office__timezone",
    "office__grid_minutes",
    "office__release_at",
    "office__valid_until",
)
OFFERING_FACTS = (
    "walk_in",
    "duration_minutes",
    "minutes_per_further_person",
    "max_persons",
    "horizon_days",
)


def authority(slug: str, language: str) -> ShownAuthority:
    """Raises Authority.DoesNotExist."""
    return fresh(("authority", slug, language), lambda: _read_authority(slug, language))


def offering(pk: int, language: str) -> tuple[ShownAuthority, ShownOffering]:
    """Return an offering with its authority. Raises Offering.DoesNotExist."""
    owner = authority(_authority_of(pk), language)
    found = owner.offering(pk)
    if found is None:
        raise Offering.DoesNotExist
    return owner, found


@lru_cache(maxsize=4096)
def _authority_of(pk: int) -> str:
    return str(Offering.objects.values_list("office__authority__slug", flat=True).get(pk=pk))


def office_row(pk: int) -> Office:
    """The row itself with authority and addresses, for whoever asks a booking where it is."""
    office: Office = fresh(("office", pk), lambda: office_now(pk))
    return office


def office_now(pk: int) -> Office:
    """The same as it is written at this moment, for whoever decides something by it."""
    return Office.objects.select_related("authority").prefetch_related("addresses").get(pk=pk)


def offering_row(pk: int) -> Offering:
    """The row itself with its service, for whoever asks a booking what it is for."""
    offering: Offering = fresh(
        ("offering row", pk), lambda: Offering.objects.select_related("service").get(pk=pk)
    )
    return offering


def places(language: str) -> tuple[ShownPlace, ...]:
    """All authorities with the towns they cover, by name."""
    return fresh(("places", language), lambda: tuple(_read_places(language)))


def documents(offering: int, language: str) -> tuple[ShownDocument, ...]:
    """What to bring for an offering: what its service asks for, as its office has changed it.

    What its authority always requires stands without a condition.
    """
    return fresh(
        ("documents", offering, language), lambda: tuple(_read_documents(offering, language))
    )


def _read_documents(offering: int, language: str) -> Iterable[ShownDocument]:
    asked = RequiredDocument.objects.asked_at(offering)
    rows = asked.annotate(at=F("service__offerings__office__authority__slug")).values(
        "pk", "key", "required_at", "at", *translation_fields(language, "name", "condition")
    )
    for row in rows:
        yield ShownDocument(
            pk=row["pk"],
            key=row["key"],
            name=words(row, "name", language),
            condition=Words()
            if row["at"] in row["required_at"]
            else words(row, "condition", language),
        )


def _read_places(language: str) -> Iterable[ShownPlace]:
    towns: dict[int, list[str]] = {}
    for owner, town in Municipality.objects.values_list("authority", "name"):
        towns.setdefault(owner, []).append(town)
    rows = Authority.objects.values(
        "pk",
        "slug",
        "short_name",
        "phone",
        "email",
        "website",
        *translation_fields(language, "name"),
    )
    for row in rows:
        contact = (row["phone"], row["email"] or row["website"])
        yield ShownPlace(
            slug=row["slug"],
            place=row["short_name"],
            name=words(row, "name", language),
            contact=", ".join(filter(None, contact)),
            municipalities=tuple(towns.get(row["pk"], ())),
        )


def _read_authority(slug: str, language: str) -> ShownAuthority:
    record = Authority.objects.get(slug=slug)
    row = vars(record)
    shown = {field: words(row, field, language) for field in AUTHORITY_WORDS}
    offices = {office.pk: office for office in read_offices(record, language)}
    return ShownAuthority(
        record=record,
        offices=tuple(offices.values()),
        offerings=tuple(_read_offerings(record, offices, language)),
        **shown,
    )


def _offering_rows(owner: Authority, language: str) -> QuerySet[Any]:
    service_columns = translation_fields(language, *SERVICE_WORDS)
    facts = ("slug", "position", "fee_min", "fee_max", "max_persons", *SERVICE_FACTS)
    group = ("slug", "position", *translation_fields(language, "name"))
    offered = in_use(Offering.objects.filter(office__authority=owner).with_access(timezone.now()))
    return offered.order_by("service__group__position", "service__position", "office").values(
        "pk",
        "office",
        "service",
        "access_now",
        *OFFERING_FACTS,
        *translation_fields(language, "access_note", "note"),
        *(f"service__{field}" for field in (*facts, *service_columns)),
        *(f"service__group__{field}" for field in group),
    )


def for_the_calendar() -> OfferingQuerySet:
    """Offerings with the few columns that free times depend on."""
    return Offering.objects.select_related("office", "service").only(*FOR_THE_CALENDAR)


def _read_offerings(
    owner: Authority, offices: Mapping[int, ShownOffice], language: str
) -> Iterable[ShownOffering]:
    rows = [row for row in _offering_rows(owner, language) if row["office"] in offices]
    records = for_the_calendar().in_bulk([row["pk"] for row in rows])
    calendars, kept = _calendars(owner), _offices_that_keep_back(owner)
    routed = set(Responsibility.objects.values_list("desk__offerings", flat=True))
    offered_at = Counter(row["service"] for row in rows)
    for row in rows:
        service = _service(row, language)
        yield ShownOffering(
            record=records[row["pk"]],
            calendar=calendars[row["pk"]],
            pk=row["pk"],
            office=offices[row["office"]],
            service=service,
            access=Access(row["access_now"]),
            access_note=words(row, "access_note", language),
            note=words(row, "note", language),
            routes_by_name=row["pk"] in routed,
            keeps_back=row["office"] in kept and not row["service__urgent"],
            names_office=offered_at[row["service"]] > 1,
            found_by=_found_by(service),
            **{field: row[field] for field in OFFERING_FACTS},
        )


def _calendars(owner: Authority) -> defaultdict[int, frozenset[tuple[str, int]]]:
    """What besides its length decides when an offering is free: its desks, and hours of its own."""
    found = defaultdict[int, frozenset[tuple[str, int]]](frozenset)
    served = Offering.objects.filter(office__authority=owner, desks__isnull=False)
    restricted = OpeningHours.objects.filter(office__authority=owner, offerings__isnull=False)
    for pk, desk in served.values_list("pk", "desks"):
        found[pk] |= {("desk", desk)}
    for pk, rule in restricted.values_list("offerings", "pk"):
        found[pk] |= {("hours", rule)}
    return found


def _offices_that_keep_back(owner: Authority) -> set[int]:
    kept = OpeningHours.objects.filter(
        office__authority=owner, opens_to_public_before__isnull=False
    )
    return set(kept.values_list("office", flat=True))


def _service(row: Row, language: str) -> ShownService:
    own = {key.removeprefix("service__"): value for key, value in row.items()}
    return ShownService(
        pk=row["service"],
        slug=own["slug"],
        group=ShownGroup(
            slug=own["group__slug"],
            name=words(own, "group__name", language),
            position=own["group__position"],
        ),
        fee_min=own["fee_min"],
        fee_max=own["fee_max"],
        facts={field: own[field] for field in SERVICE_FACTS},
        **{field: words(own, field, language) for field in SERVICE_WORDS},
    )


def _found_by(service: ShownService) -> str:
    texts = (service.name, service.plain, service.group.name)
    legal = str(service.facts["legal_basis"])
    return foldings("\n".join([legal, *(f"{one.text}\n{one.german}" for one in texts)]))
