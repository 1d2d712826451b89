"""All of it, in the order in which one thing needs another."""

from collections.abc import Callable

from django.db import connection, transaction
from django.utils import translation

from offices.pilot.authorities import AUTHORITY, MUNICIPALITY, authorities, municipalities
from offices.pilot.catalogue import DOCUMENT, GROUP, SERVICE, documents, groups, services
from offices.pilot.hours import HOURS, hours
from offices.pilot.legal_texts import LEGAL_TEXT, legal_texts
from offices.pilot.offerings import OFFERING, offerings
from offices.pilot.places import (
    DESK,
    OFFICE,
    RESPONSIBILITY,
    desks,
    offices,
    responsibilities,
)
from offices.pilot.reading import Data
from offices.pilot.records import Loaded, Loading, Noun, Wanted
from offices.pilot.states import States

ORDER: list[tuple[Noun, Callable[[Data, Loaded], list[Wanted]]]] = [
    (AUTHORITY, authorities),
    (MUNICIPALITY, municipalities),
    (GROUP, groups),
    (SERVICE, services),
    (DOCUMENT, documents),
    (OFFICE, offices),
    (DESK, desks),
    (RESPONSIBILITY, responsibilities),
    (OFFERING, offerings),
    (HOURS, hours),
    (LEGAL_TEXT, legal_texts),
]
ONE_AT_A_TIME = 2014  # the number of the lock; the year all this began


@transaction.atomic
@translation.override("de")
def load(data: Data) -> dict[str, int]:
    """Write everything or nothing; give the number of rows of each kind."""
    data.require_translations()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    loaded: Loaded = {}
    states = States()
    for noun, wanted in ORDER:
        loaded[noun.name] = Loading(noun, wanted(data, loaded), states).run()
    states.write()
    return {noun.plural: len(loaded[noun.name]) for noun, _wanted in ORDER}
