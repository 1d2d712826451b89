"""A made-up office to measure: desks, hours, and as many reservations as wanted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from django.db import connection, transaction
from psycopg2.extras import DateTimeTZRange

from booking.availability import Ask, ask_for
from booking.models import Reservation
from offices.models import (
    Access,
    Authority,
    Desk,
    Offering,
    Office,
    OpeningHours,
    ServiceGroup,
    ServiceType,
)

NOW = datetime(2026, 9, 28, 5, 0, tzinfo=UTC)  # a Monday; the clock changes within the month
MONTH = 30
SLUG = "measured"
MINUTES = (20, 30, 20, 40, 15, 30, 60, 25)
# Monday to Friday in the morning, Tuesday and Thursday in the afternoon as well.
HOURS = [(day, 8, 12) for day in range(5)] + [(1, 13, 16), (3, 13, 18)]


@dataclass(frozen=True)
class Measured:
    """An office and what can be booked there."""

    office: Office
    offerings: list[Offering]

    def ask(self, days: int) -> Ask:
        ask = ask_for([(self.offerings[0], 1)], now=NOW)
        first = NOW.astimezone(ask.zone).date()
        return ask.within(first, first + timedelta(days=days - 1))

    def asks(self, now: datetime = NOW) -> list[Ask]:
        return [ask_for([(offering, 1)], now=now) for offering in self.offerings]


def measured(slug: str) -> Measured:
    """What was built under this address."""
    office = Office.objects.get(slug=slug)
    offerings = Offering.objects.filter(office=office).select_related("office", "service")
    return Measured(office, list(offerings.order_by("pk")))


def build(
    *,
    desks: int,
    offerings: int = 1,
    horizon: int = 56,
    slug: str = "",
    authority: str = SLUG,
) -> Measured:
    slug = slug or f"{SLUG}-{Office.objects.count()}"
    owner = Authority.objects.get_or_create(
        slug=authority, defaults={"name": "Measured", "land": "", "iso": "DE-NI"}
    )[0]
    office = Office.objects.create(authority=owner, slug=slug, name="Measured")
    Desk.objects.bulk_create(Desk(office=office, label=str(n), position=n) for n in range(desks))
    OpeningHours.objects.bulk_create(
        OpeningHours(office=office, weekday=day, opens=time(opens), closes=time(closes))
        for day, opens, closes in HOURS
    )
    return Measured(office, [_offering(office, n, horizon) for n in range(offerings)])


def _offering(office: Office, number: int, horizon: int) -> Offering:
    minutes = MINUTES[number % len(MINUTES)]
    offering = Offering.objects.create(
        office=office,
        service=_service(number),
        access=Access.OPEN,
        duration_minutes=minutes,
        horizon_days=horizon,
    )
    offering.desks.set(office.desks.all())
    return offering


def _service(number: int) -> ServiceType:
    group = ServiceGroup.objects.get_or_create(slug=SLUG, defaults={"name": "Measured"})[0]
    return ServiceType.objects.get_or_create(
        slug=f"{SLUG}-{number}", defaults={"group": group, "duration_minutes": 20}
    )[0]


def name_of(*, desks: int, horizon: int) -> str:
    """The address of the made-up office whose pages are measured."""
    return f"{SLUG}-{desks}-desks-{horizon}-days"


def fill(office: Office, *, days: int, share: float, now: datetime = NOW) -> int:
    """Book this share of all open time from now on; return the number of reservations."""
    random = Random(1)  # noqa: S311 - the same appointments in every run
    first = now.astimezone(office.zone).date()
    taken = [
        Reservation(desk=desk, during=during, status=Reservation.Status.BOOKED)
        for desk in office.desks.all()
        for ahead in range(days)
        for weekday, opens, closes in HOURS
        if (day := first + timedelta(days=ahead)).weekday() == weekday
        for during in _one_after_the_other(office, day, (opens, closes))
        if random.random() < share
    ]
    Reservation.objects.bulk_create(taken, batch_size=2000)
    return len(taken)


def _one_after_the_other(
    office: Office, day: date, hours: tuple[int, int]
) -> list[DateTimeTZRange]:
    """Cut the hours into appointments of 20 to 40 minutes, without a rest between them."""
    begin, end = (
        datetime.combine(day, time(hour), tzinfo=office.zone).astimezone(UTC) for hour in hours
    )
    random = Random(f"{day}{hours}")  # noqa: S311
    periods = []
    while begin < end:
        length = timedelta(minutes=random.choice([20, 30, 40]))
        periods.append(DateTimeTZRange(begin, min(begin + length, end)))
        begin += length
    return periods


def multiply(office: Office, times: int, *, since: datetime = NOW) -> int:
    """Store `times` as many reservations: half of them before today, half at other desks."""
    other = build(desks=office.desks.count())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # no triggers: much faster
        for copies, desk in ((times // 2, "r.desk_id"), (times - times // 2 - 1, "o.id")):
            cursor.execute(COPY.format(desk=desk), [other.office.pk, copies, office.pk, since])
    return Reservation.objects.count()


# 91 days keep the weekday; each copy lies on its own days, years back.
COPY = """
INSERT INTO booking_reservation (desk_id, during, kind, status, created_at)
SELECT {desk}, tstzrange(lower(r.during) - days, upper(r.during) - days), r.kind, r.status, now()
FROM booking_reservation r JOIN offices_desk d ON d.id = r.desk_id
JOIN LATERAL (
  SELECT id FROM offices_desk WHERE office_id = %s AND position = d.position) AS o ON true
CROSS JOIN generate_series(1, %s) AS copy
CROSS JOIN LATERAL (SELECT make_interval(days => 91 * copy) AS days) AS back
WHERE d.office_id = %s AND lower(r.during) >= %s
"""
