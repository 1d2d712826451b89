"""The files in `offices/data/`, and the words of the other languages for every German text."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "data"
TRANSLATED = ("ar", "uk")

Row = dict[str, Any]


class PilotDataError(Exception):
    """The data cannot be loaded; the message says what to do."""


@dataclass(frozen=True)
class Data:
    authorities: list[Row]
    groups: list[Row]
    services: list[Row]
    legal_texts: list[Row]
    data_protection: dict[str, Row]
    words: dict[str, dict[str, str]]  # language -> German sentence -> translation

    @classmethod
    def read(cls) -> "Data":
        catalogue, texts = read("services"), read("legal_texts")
        return cls(
            authorities=read("authorities")["authorities"],
            groups=catalogue["groups"],
            services=catalogue["services"],
            legal_texts=texts["texts"],
            data_protection=texts["land_data_protection"],
            words={language: read(language) for language in TRANSLATED},
        )

    def require_translations(self) -> None:
        """Refuse before anything is written where a sentence is missing in a language."""
        rows = [self.authorities, self.groups, self.services, self.legal_texts]
        sentences = set(german_sentences(rows))
        for language, words in self.words.items():
            if missing := sorted(sentences - words.keys()):
                raise PilotDataError(
                    f"Nothing was loaded: offices/data/{language}.json lacks the translation "
                    f"of {len(missing)} German texts, the first: {missing[0]}"
                )

    def translated(self, row: Row, *fields: str) -> Row:
        """Give each field in every language, `name_de`, `name_en`, …; empty where there is none."""
        return {
            f"{field}_{language}": "\n".join(self._paragraphs(row, field, language))
            for field in fields
            for language in ("de", "en", *TRANSLATED)
        }

    def _paragraphs(self, row: Row, field: str, language: str) -> list[str]:
        if language not in self.words:
            return paragraphs(row.get(f"{field}_{language}"))
        return [self.words[language][german] for german in paragraphs(row.get(f"{field}_de"))]


def read(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def paragraphs(text: str | list[str] | None) -> list[str]:
    if not text:
        return []
    return text if isinstance(text, list) else [text]


def german_sentences(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for each in node:
            yield from german_sentences(each)
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from paragraphs(value) if key.endswith("_de") else german_sentences(value)
