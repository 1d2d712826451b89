"""Authorities and the municipalities they cover."""

from offices.models import Authority, Municipality
from offices.pilot.reading import Data, Row
from offices.pilot.records import Loaded, Noun, Wanted
from offices.pilot.sureness import sureness

AUTHORITY = Noun(Authority, "authority", same=("slug",))
MUNICIPALITY = Noun(Municipality, "municipality", same=("authority_id", "name"), vanishes=True)

WORDS = ("name", "apply_way", "apply_note", "rules_note", "payment_note", "photo_note")
TEXTS = [
    "slug",
    "short_name",
    "kind",
    "land",
    "iso",
    "ags",
    "phone",
    "email",
    "website",
    "apply_url",
    "apply_post",
    "apply_email",
    "history_note",
    "holiday_category",
]
NUMBERS = [
    "earliest_days_before_expiry",
    "apply_at_least_days",
    "apply_at_most_days",
    "cards_per_slot",
    "collect_after_weeks",
    "deadline_letterbox",
    "photo_terminal",
]
RETENTION_DAYS = 7


def authorities(data: Data, _loaded: Loaded) -> list[Wanted]:
    return [Wanted(row["slug"], _authority(data, row)) for row in data.authorities]


def _authority(data: Data, row: Row) -> Row:
    law = data.data_protection[row["iso"]]
    facts = row["confidence"] | {
        "data protection law": law["confidence"],
        "days until data is erased": "proposal",
    }
    return {
        **data.translated(row, *WORDS),
        **{name: row.get(name, "") for name in TEXTS},
        **{name: row.get(name) for name in NUMBERS},
        "data_protection_law": law["paragraph"],
        "retention_days": RETENTION_DAYS,
        **sureness(facts, row["sources"]),
    }


def municipalities(data: Data, loaded: Loaded) -> list[Wanted]:
    return [
        Wanted(f"{row['slug']}/{name}", {"authority_id": authority, "name": name})
        for row in data.authorities
        if (authority := loaded["authority"].get(row["slug"]))
        for name in row["covers"]
    ]
