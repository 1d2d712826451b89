"""The services of an office, to choose some of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from django.db.models import Q

from offices.models import Office

Group = tuple[str, list[tuple[int, str]]]


def by_group(office: Office, today: date, also: Iterable[int] = ()) -> list[Group]:
    """By group of services; what is not offered any more is left out, unless it is chosen."""
    offered = Q(valid_until=None) | Q(valid_until__gte=today) | Q(pk__in=list(also))
    rows = office.offerings.filter(offered).select_related("service__group")
    ordered = rows.order_by("service__group__position", "service__group", "service__position")
    return [
        (str(group), [(one.pk, str(one.service)) for one in offerings])
        for group, offerings in groupby(ordered, key=lambda one: one.service.group)
    ]
