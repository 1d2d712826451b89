"""Default wordings of legal texts."""

from offices.models import LegalText
from offices.pilot.hours import day
from offices.pilot.reading import Data
from offices.pilot.records import Loaded, Noun, Wanted
from offices.pilot.sureness import sureness

LEGAL_TEXT = Noun(LegalText, "legal_text", same=("key", "authority_id"))


def legal_texts(data: Data, _loaded: Loaded) -> list[Wanted]:
    return [
        Wanted(
            row["key"],
            {
                **data.translated(row, "text", "condition"),
                "key": row["key"],
                "authority_id": None,
                "until": day(row.get("until")),
                "basis": row["basis"],
                "shown_when": row["shown_when"],
                **sureness(row["confidence"]),
            },
        )
        for row in data.legal_texts
    ]
