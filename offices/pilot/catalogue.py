"""The shared catalogue: groups, services, documents."""

from decimal import Decimal

from offices.models import RequiredDocument, ServiceGroup, ServiceType
from offices.pilot.reading import Data, Row
from offices.pilot.records import Loaded, Noun, Wanted
from offices.pilot.sureness import sureness

GROUP = Noun(ServiceGroup, "group", same=("slug",))
SERVICE = Noun(ServiceType, "service", same=("slug",))
DOCUMENT = Noun(RequiredDocument, "document", same=("service_id", "key"), vanishes=True)

WORDS = ("name", "plain", "note", "fee_note", "who_attends", "no_visit_note")
TEXTS = ["slug", "legal_basis", "leika", "ozg_id", "fee_per", "internal_note", "proxy"]
FACTS = [
    "duration_minutes",
    "minutes_per_further_person",
    "max_persons",
    "biometrics",
    "no_visit_needed",
    "urgent",
]


def groups(data: Data, _loaded: Loaded) -> list[Wanted]:
    return [
        Wanted(
            row["slug"],
            data.translated(row, "name", "special_law")
            | {name: row[name] for name in ("slug", "position", "people")},
        )
        for row in data.groups
    ]


def services(data: Data, loaded: Loaded) -> list[Wanted]:
    return [
        Wanted(row["slug"], _service(data, row) | {"position": n, "group_id": group})
        for n, row in enumerate(data.services)
        if (group := loaded["group"].get(row["group"]))
    ]


def _service(data: Data, row: Row) -> Row:
    return {
        **data.translated(row, *WORDS),
        **{name: row.get(name, "") for name in TEXTS},
        **{name: row[name] for name in FACTS},
        "fee_min": euro(row.get("fee_min")),
        "fee_max": euro(row.get("fee_max")),
        **sureness(row["confidence"], row["sources"]),
    }


def euro(amount: float | None) -> Decimal | None:
    return None if amount is None else Decimal(str(amount))


def documents(data: Data, loaded: Loaded) -> list[Wanted]:
    return [
        Wanted(
            f"{of['slug']}/{row['key']}",
            _document(data, row) | {"service_id": service, "position": n},
        )
        for of in data.services
        if (service := loaded["service"].get(of["slug"]))
        for n, row in enumerate(of["documents"])
    ]


def _document(data: Data, row: Row) -> Row:
    return {
        **data.translated(row, "name", "condition"),
        "key": row["key"],
        "required_at": row.get("required_at", []),
    }
