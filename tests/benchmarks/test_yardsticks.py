"""What we are measured against stays what it was."""

import re
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from benchmarks.machine import HERE, yardsticks

BARE = (HERE / "yardsticks" / "bare.py").read_text()


def test_the_empty_page_has_our_sessions_languages_and_forms_around_it_in_our_order():
    theirs = re.findall(r'"(django\.\S+Middleware)"', BARE)
    assert theirs == [name for name in settings.MIDDLEWARE if name in theirs]
    for name in ("SessionMiddleware", "LocaleMiddleware", "CsrfViewMiddleware"):
        assert any(one.endswith(name) for one in theirs)
    assert re.findall(r'\("(\w\w)", "', BARE) == [code for code, _name in settings.LANGUAGES]


def test_every_source_of_them_is_told_with_the_table():
    told = yardsticks()
    files = {file for file in (HERE / "yardsticks").rglob("*.*") if file.suffix != ".pyc"}
    assert {HERE / name for name in told} == {*files, HERE / "load.lua"}
    assert told["load.lua"] == sha256(Path(HERE / "load.lua").read_bytes()).hexdigest()
