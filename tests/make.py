"""Plain builders: each makes one row that is right, told only what a test cares about."""

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import cache
from itertools import count
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from offices.models import (
    Authority,
    Closure,
    Desk,
    LegalText,
    Membership,
    Offering,
    Office,
    OfficeAddress,
    OpeningHours,
    Responsibility,
    ServiceGroup,
    ServiceType,
    TextState,
    User,
)
from offices.texts.states import german_hash

PASSWORD = "correct horse battery staple"
_number = count(1)


def authority(*, slug: str = "", **fields: Any) -> Authority:
    slug = slug or f"authority-{next(_number)}"
    facts = {
        "name_de": f"Stadt {slug}",
        "short_name": slug.title(),
        "land": "Nordrhein-Westfalen",
        "iso": "DE-NW",
        "phone": "+49 201 88-0",
        "email": f"amt@{slug}.example",
        "apply_way_de": "per Post",
    }
    return Authority.objects.create(slug=slug, **facts | fields)


def office(*, of: Authority | None = None, slug: str = "", **fields: Any) -> Office:
    slug = slug or f"office-{next(_number)}"
    facts = {
        "name_de": f"Standort {slug}",
        "street": "Rathausplatz 1",
        "postal_code": "12345",
        "city": "Musterstadt",
    }
    return Office.objects.create(authority=of or authority(), slug=slug, **facts | fields)


def move(*, of: Office, since: date, **fields: Any) -> OfficeAddress:
    """Let the office move house: from `since` on it is in Kruppstraße."""
    facts = {"street": "Kruppstraße 16", "postal_code": "45128", "city": "Essen"}
    return OfficeAddress.objects.create(office=of, since=since, **facts | fields)


def desk(*, at: Office, label: str = "", responsible: Sequence[Any] = (), **fields: Any) -> Desk:
    """Make a desk; `responsible` holds (from, to) or (people, from, to)."""
    position = fields.pop("position", at.desks.count())
    label = label or f"Schalter {position + 1}"
    made = Desk.objects.create(office=at, label=label, position=position, **fields)
    for *people, first, last in responsible:
        group = {"people": people[0]} if people else {}
        Responsibility.objects.create(desk=made, surname_from=first, surname_to=last, **group)
    return made


def group(*, slug: str = "", **fields: Any) -> ServiceGroup:
    slug = slug or f"group-{next(_number)}"
    return ServiceGroup.objects.create(slug=slug, **{"name_de": f"Gruppe {slug}"} | fields)


def service(*, slug: str = "", minutes: int = 30, **fields: Any) -> ServiceType:
    slug = slug or f"service-{next(_number)}"
    facts = {"name_de": f"Leistung {slug}", "proxy": "no", "duration_minutes": minutes}
    if "group" not in fields:
        facts["group"] = group()
    return ServiceType.objects.create(slug=slug, **facts | fields)


def offering(
    *, at: Office, desks: Sequence[Desk] | None = None, minutes: int = 30, **fields: Any
) -> Offering:
    """Make an open offering, served by `desks` (all of the office unless told)."""
    facts: dict[str, Any] = {"access": "open", "duration_minutes": minutes}
    if "service" not in fields:
        facts["service"] = service(minutes=minutes)
    made = Offering.objects.create(office=at, **facts | fields)
    made.desks.set(at.desks.all() if desks is None else desks)
    return made


def hours(*, at: Office, weekday: int, opens: str, closes: str, **fields: Any) -> OpeningHours:
    """Make weekly hours, given as 08:00; `desks` and `offerings` may be named among the fields."""
    desks, offerings = fields.pop("desks", ()), fields.pop("offerings", ())
    made = OpeningHours.objects.create(
        office=at,
        weekday=weekday,
        opens=time.fromisoformat(opens),
        closes=time.fromisoformat(closes),
        **fields,
    )
    made.desks.set(desks)
    made.offerings.set(offerings)
    return made


def closure(
    *, at: Office, starts: datetime, ends: datetime, desk: Desk | None = None, **fields: Any
) -> Closure:
    return Closure.objects.create(office=at, desk=desk, starts_at=starts, ends_at=ends, **fields)


def local(at: Office, day: date, clock: str) -> datetime:
    """Say 08:00 on the office's wall clock as an instant."""
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=at.zone)


def office_open_on_weekdays(*, desks: int = 1, of: Authority | None = None) -> Office:
    """Make an office with desks, open Monday to Friday from 08:00 to 12:00."""
    made = office(of=of)
    for _ in range(desks):
        desk(at=made)
    for weekday in range(5):
        hours(at=made, weekday=weekday, opens="08:00", closes="12:00")
    return made


def legal_text(key: str, german: str, *, reviewed: Sequence[str] = (), **fields: Any) -> LegalText:
    """Make a wording; `reviewed` names the languages that somebody has reviewed."""
    made = LegalText.objects.create(key=key, text_de=german, **fields)
    for language in reviewed:
        for field in ("text", "condition"):
            judged(made, field, language)
    return made


def judged(row: Any, field: str, language: str, state: str = "reviewed") -> TextState:
    """Note that the wording was reviewed beside its German, both as they are now."""
    return TextState.objects.create(
        authority=getattr(row, "authority", None),
        model=row._meta.model_name,
        row=row.pk,
        field=field,
        language=language,
        state=state,
        german_hash=german_hash(getattr(row, f"{field}_de") or ""),
        text=getattr(row, f"{field}_{language}") or "",
        changed_at=timezone.now(),
    )


def user(*, email: str = "", **fields: Any) -> User:
    email = email or f"person-{next(_number)}@people.example"
    return User.objects.create(email=email, password=_hashed(*settings.PASSWORD_HASHERS), **fields)


@cache
def _hashed(*_hashers: str) -> str:
    """Hash once for all people of a run: hashing is made to be slow."""
    return make_password(PASSWORD)


def member(*, of: Authority, role: str, office: Office | None = None, **fields: Any) -> User:
    person = user(**fields)
    Membership.objects.create(user=person, authority=of, office=office, role=role)
    return person


def manager(*, of: Authority, **fields: Any) -> User:
    return member(of=of, role="manager", **{"is_staff": True} | fields)


def caseworker(*, of: Authority, office: Office | None = None, **fields: Any) -> User:
    return member(of=of, role="caseworker", office=office, **fields)


def superuser(*, email: str = "") -> User:
    return user(email=email, is_staff=True, is_superuser=True)
