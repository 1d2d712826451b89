"""Offices, their desks, and the surnames desks are responsible for."""

from collections.abc import Iterator

from offices.models import Desk, Office, PeopleGroup, Responsibility
from offices.pilot.reading import Data, Row
from offices.pilot.records import Loaded, Noun, Wanted
from offices.pilot.sureness import led_by, sureness

OFFICE = Noun(Office, "office", same=("slug",))
DESK = Noun(Desk, "desk", same=("office_id", "label"))
RESPONSIBILITY = Noun(Responsibility, "responsibility", vanishes=True)

FACTS = ["slug", "street", "postal_code", "city", "timezone", "grid_minutes", "status"]


def offices(data: Data, loaded: Loaded) -> list[Wanted]:
    return [
        Wanted(row["slug"], _office(data, row) | {"authority_id": authority})
        for of in data.authorities
        if (authority := loaded["authority"].get(of["slug"]))
        for row in of["offices"]
    ]


def _office(data: Data, row: Row) -> Row:
    facts = row["confidence"] | {"appointments begin every": "demo"}
    return {
        **data.translated(row, "name", "access_notes", "directions"),
        **{name: row[name] for name in FACTS},
        **led_by("address", facts),
    }


def offices_of(data: Data, loaded: Loaded) -> Iterator[tuple[Row, int]]:
    """Each office of the data with its number, but for those that a person deleted."""
    for authority in data.authorities:
        for row in authority["offices"]:
            if office := loaded["office"].get(row["slug"]):
                yield row, office


def desk_key(office: Row, label: str) -> str:
    return f"{office['slug']}/{label}"


def desks(data: Data, loaded: Loaded) -> list[Wanted]:
    return [
        Wanted(
            desk_key(of, row["label"]),
            {"office_id": office, "label": row["label"], "position": n}
            | sureness({"desk": of["confidence"]["desks"]}),
        )
        for of, office in offices_of(data, loaded)
        for n, row in enumerate(of["desks"])
    ]


def responsibilities(data: Data, loaded: Loaded) -> list[Wanted]:
    return [
        Wanted(f"{key}/{people}", {"desk_id": desk, "people": people, **letters})
        for of, _office in offices_of(data, loaded)
        for row in of["desks"]
        if (desk := loaded["desk"].get(key := desk_key(of, row["label"])))
        for people, letters in _letters(row, of["confidence"]["desks"])
    ]


def _letters(desk: Row, remark: str) -> Iterator[tuple[str, Row]]:
    """The surname ranges of a desk; one for each group of people."""
    main = [desk] if "surname_from" in desk else []
    for row in [*main, *desk.get("also", [])]:
        yield (
            PeopleGroup(row["group"]).value,
            {
                "surname_from": row["surname_from"],
                "surname_to": row["surname_to"],
                **sureness({"letters": row.get("confidence", remark)}),
            },
        )
