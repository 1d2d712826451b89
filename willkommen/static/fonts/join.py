"""Join Fontsource's pieces of Fira Sans for papers: python3 join.py package/files .

A browser takes one letter from each of many files; what makes PDFs finds the right weight only in
the first family it is told, so that papers need all letters in one file for each weight.
"""

import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

PIECES = ["latin", "latin-ext", "vietnamese", "cyrillic", "cyrillic-ext", "greek"]


def unpacked(piece: Path, folder: str) -> str:
    font = TTFont(piece)
    font.flavor = None
    path = f"{folder}/{piece.stem}.ttf"
    font.save(path)
    return path


def join(files: Path, weight: int, result: Path) -> None:
    pieces = [files / f"fira-sans-{piece}-{weight}-normal.woff2" for piece in PIECES]
    with tempfile.TemporaryDirectory() as folder:
        font = Merger().merge([unpacked(piece, folder) for piece in pieces])
    font.flavor = "woff2"
    font.save(result)


if __name__ == "__main__":
    for weight in (400, 600):
        join(Path(sys.argv[1]), weight, Path(sys.argv[2]) / f"fira-sans-paper-{weight}.woff2")
