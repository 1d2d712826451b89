"""Reading a paper: its pages, their words, and where on the sheet words begin."""

import io
from typing import Any

from pypdf import PageObject, PdfReader

MM = 25.4 / 72
HEIGHT = 297.0


def read(paper: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(paper))


def words(page: PageObject) -> str:
    return " ".join(page.extract_text().split())


def placed(page: PageObject) -> list[tuple[str, float, float]]:
    """Pieces of text from top to bottom, with the millimetres from the left and from the top."""
    found: list[tuple[str, float, float]] = []

    def note(text: str, outer: list[float], inner: list[float], *_font: Any) -> None:
        x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
        y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
        if text.strip():
            found.append((text.strip(), round(x * MM, 1), round(HEIGHT - y * MM, 1)))

    page.extract_text(visitor_text=note)
    return sorted(found, key=lambda piece: piece[2])
