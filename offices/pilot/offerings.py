"""What each office offers, and how."""

from typing import Any

from offices.models import Offering
from offices.pilot.access import Offer, offers
from offices.pilot.places import desk_key
from offices.pilot.reading import Data, Row
from offices.pilot.records import Loaded, Noun, Wanted
from offices.pilot.sureness import led_by

OFFERING = Noun(Offering, "offering", same=("office_id", "service_id"))

# Nobody has told us these; every office sets its own.
INVENTED = {"notice_minutes": 60, "horizon_days": 56, "tidy_minutes": 0}
REMARKS = {"minutes": "estimate", "notice": "demo", "horizon": "demo"}
MINUTES = ("duration_minutes", "minutes_per_further_person")


def offerings(data: Data, loaded: Loaded) -> list[Wanted]:
    return [
        _wanted(data, loaded, authority, offer)
        for authority in data.authorities
        for offer in offers(authority, data.services)
        if offer.office["slug"] in loaded["office"] and offer.service["slug"] in loaded["service"]
    ]


def offering_key(office: Row, service: Row) -> str:
    return f"{office['slug']}/{service['slug']}"


def _wanted(data: Data, loaded: Loaded, authority: Row, offer: Offer) -> Wanted:
    numbers = {
        "office_id": loaded["office"][offer.office["slug"]],
        "service_id": loaded["service"][offer.service["slug"]],
    }
    desks = [loaded["desk"].get(desk_key(offer.office, label)) for label in offer.desks]
    return Wanted(
        offering_key(offer.office, offer.service),
        numbers | _access(data, offer.access) | _extent(authority, offer.service) | INVENTED,
        {"desks": sorted(desk for desk in desks if desk)},
    )


def _access(data: Data, access: Row) -> dict[str, Any]:
    note = {f"access_note_{end}": access[f"note_{end}"] for end in ("de", "en")}
    sources = [access["source"]] if "source" in access else []
    return {
        "access": access["mode"],
        "walk_in": access["walk_in"],
        **data.translated(note, "access_note", "note"),
        **led_by("access", {"access": access["confidence"], **REMARKS}, sources),
    }


def _extent(authority: Row, service: Row) -> dict[str, Any]:
    """The catalogue's minutes and persons; fewer persons where only so many cards fit in."""
    limits = [service["max_persons"]]
    if service["collection"] and "cards_per_slot" in authority:
        limits.append(authority["cards_per_slot"])
    return {name: service[name] for name in MINUTES} | {"max_persons": min(limits)}
