"""Translations are compiled beside their catalogues, also by two who start at the same time."""

import subprocess
import sys
from gettext import GNUTranslations
from pathlib import Path

import pytest

from willkommen import translations

CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8"

msgid "Welcome"
msgstr "Ласкаво просимо"
"""
ANOTHER = "import sys, pathlib; from willkommen.translations import compile_translations; "
ANOTHER += "compile_translations(pathlib.Path(sys.argv[1]))"


@pytest.fixture
def locales(tmp_path: Path) -> Path:
    folder = tmp_path / "uk" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(CATALOGUE)
    return tmp_path


SENTENCE = "Welcome"


def said(locales: Path) -> str:
    with (locales / "uk/LC_MESSAGES/django.mo").open("rb") as compiled:
        return GNUTranslations(compiled).gettext(SENTENCE)


def test_what_is_compiled_is_found_and_nothing_else_is_left_behind(locales):
    translations.compile_translations(locales)
    assert said(locales) == "Ласкаво просимо"
    assert {file.name for file in locales.rglob("django*")} == {"django.po", "django.mo"}


def test_another_process_that_compiles_in_between_takes_nothing_away(locales, monkeypatch):
    write = translations.write_mo

    def write_while_another_compiles(file, catalogue):
        subprocess.run([sys.executable, "-c", ANOTHER, locales], check=True)
        write(file, catalogue)

    monkeypatch.setattr(translations, "write_mo", write_while_another_compiles)
    translations.compile_translations(locales)
    assert said(locales) == "Ласкаво просимо"
    assert {file.name for file in locales.rglob("django*")} == {"django.po", "django.mo"}
