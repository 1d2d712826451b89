"""Refuse a catalogue that misses a sentence of the source, or keeps one it no longer has."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.pofile import read_po

# English is what the sentences are written in; its catalogue may leave them as they are.
SOURCE_LANGUAGE = "en"
SEEN = (".py", ".html", ".txt", ".po", ".js")


def copy_of_source(target: Path) -> None:
    listed = subprocess.run(
        ["/usr/bin/env", "git", "ls-files", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        text=True,
        check=True,
    )
    for file in map(Path, listed.stdout.splitlines()):
        if file.suffix in SEEN and file.exists():
            (target / file.parent).mkdir(parents=True, exist_ok=True)
            shutil.copy(file, target / file)


def renew(folder: Path, languages: list[str]) -> None:
    """Collect the sentences anew, in the copy."""
    wanted = [word for language in languages for word in ("--locale", language)]
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "--verbosity", "0", *wanted],
        cwd=folder,
        check=True,
    )


def read(root: Path, language: str) -> Catalog:
    with (root / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language)


def complaints(kept: Catalog, renewed: Catalog, language: str) -> Iterator[str]:
    ours = {(message.id, message.context) for message in kept if message.id}
    source = {(message.id, message.context) for message in renewed if message.id}
    yield from (f"{language}: not there: {key[0]!r}" for key in sorted(source - ours, key=str))
    yield from (f"{language}: no longer used: {key[0]!r}" for key in sorted(ours - source, key=str))
    yield from (f"{language}: obsolete: {key!r}" for key in kept.obsolete)
    yield from (f"{language}: fuzzy: {message.id!r}" for message in kept if message.fuzzy)
    if language != SOURCE_LANGUAGE:
        yield from (f"{language}: empty: {message.id!r}" for message in kept if is_empty(message))


def is_empty(message: Message) -> bool:
    words = message.string
    return bool(message.id) and not (all(words) if isinstance(words, tuple) else words)


def main() -> str:
    here = Path.cwd()
    languages = sorted(folder.parent.name for folder in here.glob("locale/*/LC_MESSAGES"))
    if not languages:
        return "There is no translation yet: locale/<language>/LC_MESSAGES/django.po"
    with tempfile.TemporaryDirectory() as scratch:
        copy_of_source(Path(scratch))
        renew(Path(scratch), languages)
        return "\n".join(
            complaint
            for language in languages
            for complaint in complaints(
                read(here, language), read(Path(scratch), language), language
            )
        )


if __name__ == "__main__":
    sys.exit(main() or None)
