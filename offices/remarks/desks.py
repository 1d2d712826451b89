"""Desks at which nobody can book, and services that no desk serves."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from offices.remarks.rows import DeskRow, HoursRow, Remark, Rows, ServiceRow


def odd(rows: Rows) -> Iterator[Remark]:
    for desk in rows.desks:
        yield from _about_desk(rows, desk)
    for service in rows.services:
        yield from _about_service(rows, service)


def _about_desk(rows: Rows, desk: DeskRow) -> Iterator[Remark]:
    said = {"desk": desk.label}
    if not desk.offerings:
        text = _("%(desk)s serves no service: nobody can book there.") % said
        yield Remark(text, "change_desk", desk.pk)
    elif rows.hours and not any(desk.pk in one.desks for one in _coming(rows)):
        text = _("%(desk)s has no opening hours: nobody can book there.") % said
        yield Remark(text, "hours")


def _about_service(rows: Rows, service: ServiceRow) -> Iterator[Remark]:
    said = {"service": service.name}
    desks = {desk.pk for desk in rows.desks if service.pk in desk.offerings}
    hours = [one for one in _coming(rows) if one.is_by_time and service.pk in one.offerings]
    if not desks:
        text = _("“%(service)s”: no desk serves it, so there are no times for it.") % said
        yield Remark(text, "desks")
    elif rows.hours and not any(desks & one.desks for one in hours):
        text = _("“%(service)s”: its desks have no opening hours for it.") % said
        yield Remark(text, "hours")


def _coming(rows: Rows) -> list[HoursRow]:
    return [one for one in rows.hours if one.is_coming]
