"""Make the fonts of papers from Fontsource's pieces: python3 join.py package/files RESULT.

`package/files` holds the pieces of Fira Sans, RESULT (this folder) Vazirmatn. A browser takes one
letter from each of many files; what makes PDFs finds the right weight only in the first family it
is told, so that papers need all letters in one file for each weight. And it would unpack woff2 and
cut weights anew for every paper, for more than half of all its time: these files are ready.
"""

import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

PIECES = ["latin", "latin-ext", "vietnamese", "cyrillic", "cyrillic-ext", "greek"]
ARABIC = "vazirmatn-arabic-wght-normal.woff2"


def save(font: TTFont, path: Path | str) -> None:
    font.flavor = None
    font.save(path)


def unpacked(piece: Path, folder: str) -> str:
    path = f"{folder}/{piece.stem}.ttf"
    save(TTFont(piece), path)
    return path


def join(files: Path, weight: int, result: Path) -> None:
    pieces = [files / f"fira-sans-{piece}-{weight}-normal.woff2" for piece in PIECES]
    with tempfile.TemporaryDirectory() as folder:
        font = Merger().merge([unpacked(piece, folder) for piece in pieces])
    save(font, result)


def cut(variable: Path, weight: int, result: Path) -> None:
    save(instantiateVariableFont(TTFont(variable), {"wght": weight}, static=True), result)


if __name__ == "__main__":
    files, results = map(Path, sys.argv[1:])
    for weight in (400, 600):
        join(files, weight, results / f"fira-sans-paper-{weight}.ttf")
        cut(results / ARABIC, weight, results / f"vazirmatn-paper-{weight}.ttf")
