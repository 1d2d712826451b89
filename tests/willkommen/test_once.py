"""What is the same for all who get the same values is written once for each language."""

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.safestring import SafeString

from willkommen import once


@pytest.fixture(autouse=True)
def _nothing_kept():
    once.written.cache_clear()


def step(number, language="en"):
    page = Template('{% load once %}{% once "includes/step.html" step=number steps=8 %}')
    with translation.override(language):
        return page.render(Context({"number": number, "name": "Amina"}))


def test_an_include_is_written_once_for_each_language_and_value():
    pages = [step(5), step(6), step(5, "de"), step(5), step(5, "de")]

    assert [page.partition("</p>")[0].rpartition(">")[2] for page in pages] == [
        "Step 5 of 8",
        "Step 6 of 8",
        "Schritt 5 von 8",
        "Step 5 of 8",
        "Schritt 5 von 8",
    ]
    assert once.written.cache_info().currsize == 3


def test_it_is_given_nothing_but_its_values():
    page = Template('{% load once %}{% once template kind="info" text=text title="" %}')
    values = {"template": "includes/notice.html", "text": "Hello", "title": "Amina", "csrf": "x"}

    assert "Amina" not in page.render(Context(values))


@pytest.mark.parametrize("first", [str, SafeString])
def test_safe_and_unsafe_text_are_not_taken_for_each_other(first):
    page = Template(
        '{% load once %}{% once "includes/notice.html" kind="info" text=text title="" %}'
    )
    second = SafeString if first is str else str
    shown = {kind: page.render(Context({"text": kind("<b>Hi</b>")})) for kind in (first, second)}

    assert "<p>&lt;b&gt;Hi&lt;/b&gt;</p>" in shown[str]
    assert "<p><b>Hi</b></p>" in shown[SafeString]
