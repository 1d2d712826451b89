"""What a manager is told before a change of a service is saved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import copy
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from booking.agenda.affected import Affected, affected_by_end, booked
from booking.forms.manager.offering import AccessForm, BookingForm, EndForm, TimeForm
from booking.forms.manager.record import RecordForm
from booking.views.caseworker.place import Place
from offices.models import Offering
from offices.moments import day_in_words
from offices.policy.oddities import Oddities
from offices.policy.words import column, span


def consequences(
    offering: Offering, form: RecordForm, changes: Mapping[str, Any], place: Place
) -> list[str]:
    after = copy(offering)
    for name, value in changes.items():
        setattr(after, column(Offering, name), value)
    return [*_of_subject(form, after, changes, place), *_newly_odd(offering, after, place)]


def _of_subject(
    form: RecordForm, after: Offering, changes: Mapping[str, Any], place: Place
) -> Iterator[str]:
    if isinstance(form, TimeForm):
        yield from lengths(after)
    elif isinstance(form, BookingForm) and "horizon_days" in changes:
        last = place.today + timedelta(days=after.horizon_days)
        yield _("The last day that people can book today is then %(day)s.") % {
            "day": day_in_words(last, place.language)
        }
    elif isinstance(form, EndForm) and after.valid_until:
        yield from _end(affected_by_end(after, after.valid_until, now=place.now), after, place)
    if isinstance(form, TimeForm | AccessForm):
        yield from _booked(booked(after, now=place.now).count())


def lengths(offering: Offering) -> list[str]:
    """How long visits take: for one person, for three, and for as many as may come."""
    numbers = sorted({1, min(3, offering.max_persons), offering.max_persons})
    return [_length(offering, persons) for persons in numbers]


def _length(offering: Offering, persons: int) -> str:
    tidy = offering.tidy_minutes
    sentence = (
        ngettext(
            "A visit for %(persons)d person takes %(minutes)s and %(tidy)s to tidy up.",
            "A visit for %(persons)d persons takes %(minutes)s and %(tidy)s to tidy up.",
            persons,
        )
        if tidy
        else ngettext(
            "A visit for %(persons)d person takes %(minutes)s.",
            "A visit for %(persons)d persons takes %(minutes)s.",
            persons,
        )
    )
    facts = {"persons": persons, "minutes": span(offering.minutes(persons)), "tidy": span(tidy)}
    return sentence % facts


def _booked(count: int) -> Iterator[str]:
    if count:
        yield (
            ngettext(
                "%(count)d appointment is booked already. It stays as it is.",
                "%(count)d appointments are booked already. They stay as they are.",
                count,
            )
            % {"count": count}
        )


def _end(found: Affected, after: Offering, place: Place) -> Iterator[str]:
    last: date = after.valid_until or place.today
    yield _("After %(day)s nobody gets an appointment for it any more.") % {
        "day": day_in_words(last, place.language)
    }
    yield from _staying(found.appointments)
    yield from _waiting(found)


def _staying(count: int) -> Iterator[str]:
    if count:
        said = ngettext(
            "%(count)d appointment lies after that day. It stays in the calendar: "
            "move it or cancel it there.",
            "%(count)d appointments lie after that day. They stay in the calendar: "
            "move them or cancel them there.",
            count,
        )
        yield said % {"count": count}


def _waiting(found: Affected) -> Iterator[str]:
    if found.invitations:
        said = ngettext(
            "%(count)d person is invited and may choose a time until later than that.",
            "%(count)d people are invited and may choose a time until later than that.",
            found.invitations,
        )
        yield said % {"count": found.invitations}
    if found.requests:
        said = ngettext(
            "%(count)d request for it waits for an answer.",
            "%(count)d requests for it wait for an answer.",
            found.requests,
        )
        yield said % {"count": found.requests}


def _newly_odd(before: Offering, after: Offering, place: Place) -> list[str]:
    """Only what was not odd before."""
    odd = Oddities(place.office, place.today)
    known = odd.of(before)
    return [sentence for sentence in odd.of(after) if sentence not in known]
