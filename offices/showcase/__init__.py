"""What public pages show of authorities: values in one language, kept while unchanged."""

from offices.showcase.catalogue import (
    authority,
    documents,
    for_the_calendar,
    offering,
    offering_row,
    office_now,
    office_row,
    places,
)
from offices.showcase.closed import ShownClosure
from offices.showcase.keeping import forget
from offices.showcase.moves import ANNOUNCED
from offices.showcase.search import find_place, find_services, similar_places
from offices.showcase.shown import (
    ShownAddress,
    ShownAuthority,
    ShownDocument,
    ShownGroup,
    ShownOffering,
    ShownOffice,
    ShownPlace,
    ShownService,
)
from offices.showcase.walk_in import WalkIn, WalkInHours, open_today, walk_in_at
from offices.showcase.words import Words

__all__ = [
    "ANNOUNCED",
    "ShownAddress",
    "ShownAuthority",
    "ShownClosure",
    "ShownDocument",
    "ShownGroup",
    "ShownOffering",
    "ShownOffice",
    "ShownPlace",
    "ShownService",
    "WalkIn",
    "WalkInHours",
    "Words",
    "authority",
    "documents",
    "find_place",
    "find_services",
    "for_the_calendar",
    "forget",
    "offering",
    "offering_row",
    "office_now",
    "office_row",
    "open_today",
    "places",
    "similar_places",
    "walk_in_at",
]
