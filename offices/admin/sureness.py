"""How sure a record is, in words, with a mark on what is made up for the demonstration."""

from typing import Any

from django.contrib import admin
from django.forms import Media
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from offices.admin.bases import AnyAdmin
from offices.policy.facts import NAMES


class Sureness(AnyAdmin):
    """Mix into the admin of everything that has a `confidence`."""

    @property
    def media(self) -> Media:
        return super().media + Media(css={"all": ["offices/admin.css"]})

    @admin.display(description=_("how sure"), ordering="confidence")
    def how_sure(self, obj: Any) -> SafeString | str:
        words = obj.get_confidence_display() if obj and obj.pk else "–"
        if not (obj and obj.pk):
            return words
        if obj.is_made_up:
            return format_html('<strong class="made-up">{}</strong>', words)
        if not obj.made_up_facts:
            return str(words)
        names = ", ".join(sorted({str(NAMES.get(name, name)) for name in obj.made_up_facts}))
        mark = _("made up or estimated: %(facts)s") % {"facts": names}
        return format_html('{}<br><strong class="made-up">{}</strong>', words, mark)


WHERE_FROM: Any = (_("Where this comes from"), {"fields": ("how_sure", "confidence", "source")})
