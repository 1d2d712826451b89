"""Compile the translations, without gettext on the machine: python -m willkommen.translations."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).resolve().parent.parent / "locale"


def compile_translations(locales: Path = LOCALES) -> None:
    """Write the compiled file beside each catalogue that is newer than it.

    Several may do so at once: each file is whole whenever somebody reads it.
    """
    for source in locales.glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime <= source.stat().st_mtime:
            _compile(source, target)


def _compile(source: Path, target: Path) -> None:
    with source.open("rb") as text:
        catalogue = read_po(text, locale=source.parent.parent.name)
    # Of its own for each process: bin/run and bin/test compile in one folder.
    unfinished = target.with_suffix(f".{os.getpid()}.unfinished")
    with unfinished.open("wb") as compiled:
        write_mo(compiled, catalogue)
    unfinished.replace(target)


if __name__ == "__main__":
    compile_translations()
