"""How sure each fact of a record is, and saying that it is right.

A record knows one word for itself (`confidence`), and in `source` a line for each fact that
differs: `minutes: estimate (remark)`. Whoever confirms a fact changes its line; when the last one
is confirmed, so is the record.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from offices.models.provenance import FACT, Confidence, Provenance

WHOLE = ""  # the name of the one fact of a record without lines


@dataclass(frozen=True, slots=True)
class Fact:
    name: str
    confidence: str
    remark: str

    @property
    def is_sure(self) -> bool:
        return self.confidence == Confidence.CONFIRMED


def facts_of(record: Provenance) -> list[Fact]:
    """Every fact of a record; one without a name where it has no lines."""
    whole = record.confidence
    found = [
        Fact(line["name"], _of_line(line["confidence"], whole), line["remark"] or "")
        for line in FACT.finditer(record.source)
        if line["confidence"] in Confidence.values
    ]
    return found or [Fact(WHOLE, whole, record.source.strip())]


def _of_line(confidence: str, whole: str) -> str:
    """Who confirmed the record has confirmed all of it."""
    return whole if whole == Confidence.CONFIRMED else confidence


def confirm(record: Provenance, names: Collection[str]) -> bool:
    """Write into the record, without saving it, that these facts are right; False if they were."""
    unsure = {fact.name for fact in facts_of(record) if not fact.is_sure}
    if not unsure & set(names):
        return False
    record.source = FACT.sub(
        lambda line: _confirmed(line["name"], line[0]) if line["name"] in names else line[0],
        record.source,
    )
    if unsure <= set(names):
        record.confidence = Confidence.CONFIRMED
    return True


def _confirmed(name: str, line: str) -> str:
    """The line of a fact that is right now; other lines that only look like one stay."""
    word = line.removeprefix(f"{name}: ").partition(" ")[0]
    return f"{name}: {Confidence.CONFIRMED}" if word in Confidence.values else line
