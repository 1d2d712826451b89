"""An include that is written once and kept: {% once "includes/step.html" step=step steps=steps %}.

It is given these values and nothing else, so it looks the same for all who get the same in one
language. Nothing of a person may be among them.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache

from django.template import Library
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = Library()


@register.simple_tag
def once(template: str, **values: Hashable) -> SafeString:
    return written(template, get_language(), **values)


# Typed, because text that is safe as it is equals text that has to be escaped.
@lru_cache(maxsize=4096, typed=True)
def written(template: str, language: str, /, **values: Hashable) -> SafeString:  # noqa: ARG001
    return render_to_string(template, values)
