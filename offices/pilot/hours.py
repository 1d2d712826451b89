"""When offices are open, for which of their desks and offerings."""

from datetime import date, time

from offices.models import OpeningHours
from offices.pilot.access import names
from offices.pilot.offerings import offering_key
from offices.pilot.places import desk_key, offices_of
from offices.pilot.reading import Data, Row
from offices.pilot.records import Loaded, Noun, Wanted
from offices.pilot.sureness import led_by

HOURS = Noun(OpeningHours, "hours", vanishes=True)


def hours(data: Data, loaded: Loaded) -> list[Wanted]:
    return [
        Wanted(
            f"{office['slug']}/{row['key']}",
            _times(data, office, row) | {"office_id": number},
            _links(data, loaded, office, row),
        )
        for office, number in offices_of(data, loaded)
        for row in office["opening_hours"]
    ]


def _times(data: Data, office: Row, row: Row) -> Row:
    remark = office["confidence"]["hours"]  # what is known of all hours of the office
    return {
        "weekday": row["weekday"],
        "opens": time.fromisoformat(row["from"]),
        "closes": time.fromisoformat(row["to"]),
        "audience": row["audience"],
        "valid_from": day(row.get("valid_from")),
        "valid_until": day(row.get("valid_until")),
        **data.translated(row, "note"),
        **led_by("times", {"times": row["confidence"], "hours of the office": remark}),
    }


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _links(data: Data, loaded: Loaded, office: Row, row: Row) -> dict[str, list[int]]:
    """Rows linked to nothing are for all desks and all offerings."""
    desks = [desk_key(office, label) for label in row.get("desks", [])]
    services = [s for s in data.services if names(row.get("services", []), s)]
    offerings = [offering_key(office, service) for service in services]
    return {
        "desks": sorted(loaded["desk"][key] for key in desks if key in loaded["desk"]),
        "offerings": sorted(
            loaded["offering"][key] for key in offerings if key in loaded["offering"]
        ),
    }
