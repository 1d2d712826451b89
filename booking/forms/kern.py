"""Fields of forms in KERN's markup, written without templates.

A form of four fields cost more than all the rest of its page: a template for each field, two more
for each input, and a hundred questions for variables. templates/kern/field.html asks here; what
else belongs to crispy's template pack stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crispy_forms.layout import BaseInput
from crispy_forms.templatetags.crispy_forms_filters import optgroups
from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.template import Context, Library
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from booking.forms.folded import FoldedChoices

register = Library()

INPUTS = ("email", "hidden", "number", "password", "text")
DATE_PARTS = "day, month and year"  # where other widgets name a template
NOTHING = SafeString("")

TYPED = """<div class="kern-form-input{changed}" id="div_{id}">
<label class="kern-label" for="{target}">{label}{optional}</label>
{hint}
{control}
{wrong}
</div>"""
TICKED = """<div class="kern-form-check{changed}" id="div_{id}">
{control}
<label class="kern-label" for="{target}">{label}</label>
{hint}
{wrong}
</div>"""
GROUPED = """<fieldset class="kern-fieldset{changed}" id="div_{id}"{described}>
<legend class="kern-label">{label}{optional}</legend>
{hint}
{control}
{wrong}
</fieldset>"""
FOLDED = """<details class="more fold{changed}" id="div_{id}"{opened}>
<summary id="{target}">{label}{optional} <span class="fold__chosen">{chosen}</span></summary>
<fieldset class="kern-fieldset"{described}>
<legend class="kern-sr-only">{label}</legend>
{hint}
{control}
{wrong}
</fieldset>
</details>"""
DATE = '<div class="kern-fieldset__body kern-fieldset__body--horizontal date-parts">{}</div>'
DATE_PART = (
    '<div class="kern-form-input{place}"><label class="kern-label" for="{id}">{word}</label>'
    '<input class="kern-form-input__input" type="text" inputmode="numeric"{attributes}></div>'
)
HINT = '<div class="kern-hint" id="{}_helptext">{}</div>'
OPTIONAL = ' <span class="kern-label__optional">({})</span>'
SELECT = '<div class="kern-form-input__select-wrapper">{}</div>'
CHOICE = '<div class="kern-form-check"><input{}><label class="kern-label" for="{}">{}</label></div>'
BUTTON = (
    '<button type="{type}" name="{name}" value="{label}" class="kern-btn kern-btn--{rank}"{more}>'
    '<span class="kern-label">{label}</span></button>'
)
CHOICES = '<div class="kern-fieldset__body">{}</div>'


class FormRenderer(TemplatesSetting):
    """Writes plain inputs as Django does, for which it takes two templates."""

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        write = WRITERS.get(template_name)
        if write is None:
            return super().render(template_name, context, request)
        return write(context["widget"])


def _input(widget: dict[str, Any]) -> SafeString:
    return format_html("<input{}>", attributes({"type": widget["type"], **_said(widget)}))


def _date_parts(widget: dict[str, Any]) -> SafeString:
    """Three short fields; a part that is not known stays empty."""
    words, places = (_("Day"), _("Month"), _("Year")), ("", "", " date-parts__year")
    parts = map(_date_part, widget["subwidgets"], words, places)
    return format_html(DATE, format_html_join("", DATE_PART, parts))


def _date_part(part: dict[str, Any], word: str, place: str) -> dict[str, object]:
    named = {"id": part["attrs"]["id"], "word": word, "place": place}
    return {**named, "attributes": attributes(_said(part))}


def _said(widget: dict[str, Any]) -> dict[str, Any]:
    """The name and what is typed already, then everything else."""
    value = {} if widget["value"] is None else {"value": widget["value"]}
    return {"name": widget["name"], **value, **widget["attrs"]}


WRITERS = {
    DATE_PARTS: _date_parts,
    **{f"django/forms/widgets/{kind}.html": _input for kind in INPUTS},
}


def attributes(values: Mapping[str, Any]) -> SafeString:
    """In their order; True is the name alone, False is nothing. Names are ours, never typed."""
    said = ((name, value) for name, value in values.items() if value is not False)
    return SafeString("".join(_attribute(name, value) for name, value in said))


def _attribute(name: str, value: Any) -> str:
    return f" {name}" if value is True else f' {name}="{conditional_escape(value)}"'


@register.simple_tag(takes_context=True)
def kern_fields(context: Context) -> SafeString:
    """All fields of a form, as crispy has laid them out or one after the other."""
    form: forms.BaseForm = context["form"]
    laid_out: SafeString | None = getattr(form, "form_html", None)
    return laid_out or SafeString("".join(written(field, context) for field in form))


@register.simple_tag
def kern_button(button: BaseInput) -> SafeString:
    return format_html(
        BUTTON,
        type=button.input_type,
        name=button.name,
        label=button.value,
        rank="secondary" if "secondary" in button.field_classes else "primary",
        more=button.flat_attrs,
    )


@register.simple_tag(takes_context=True)
def kern_field(context: Context) -> SafeString:
    return written(context["field"], context)


def written(field: BoundField, context: Context) -> SafeString:
    """One field: its name, the hint, what is to be typed or chosen, and what is wrong with it."""
    if field.is_hidden:
        return field.as_widget()
    wrong = bool(field.errors)
    markup, block, control = _shape(field, wrong=wrong)
    wrapper = context.get("wrapper_class")
    described = field.aria_describedby if markup in (GROUPED, FOLDED) else None
    return format_html(
        markup,
        changed=f"{_changed(block, wrong=wrong)}{f' {wrapper}' if wrapper else ''}",
        id=field.auto_id,
        opened=attributes({"open": wrong}),
        chosen=_chosen(field) if markup is FOLDED else NOTHING,
        described=attributes({"aria-describedby": described or False}),
        target=field.id_for_label,
        label=field.label,
        optional=NOTHING if context.get("hide_optional") else _optional(field),
        hint=_hint(field),
        control=control,
        wrong=_what_is_wrong(field) if wrong and context.get("form_show_errors") else NOTHING,
    )


def _shape(field: BoundField, *, wrong: bool) -> tuple[str, str, SafeString]:
    """What stands around this kind of field, how KERN calls it, and the control itself."""
    widget = field.field.widget
    if isinstance(widget, FoldedChoices):
        return FOLDED, "kern-fieldset", _choices(field, wrong=wrong)
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return GROUPED, "kern-fieldset", _choices(field, wrong=wrong)
    if field.use_fieldset:
        return GROUPED, "kern-fieldset", field.as_widget()
    if isinstance(widget, forms.CheckboxInput):
        return TICKED, "kern-form-check", _styled(field, "kern-form-check__checkbox", wrong=wrong)
    if isinstance(widget, forms.Select):
        control = format_html(SELECT, _styled(field, "kern-form-input__select", wrong=wrong))
        return TYPED, "kern-form-input", control
    return TYPED, "kern-form-input", _styled(field, "kern-form-input__input", wrong=wrong)


def _changed(name: str, *, wrong: bool) -> str:
    return f" {name}--error" if wrong else ""


def _styled(field: BoundField, name: str, *, wrong: bool) -> SafeString:
    own = field.field.widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": f"{own} {name}{_changed(name, wrong=wrong)}".strip()})


def _optional(field: BoundField) -> SafeString:
    return NOTHING if field.field.required else format_html(OPTIONAL, _("optional"))


def _hint(field: BoundField) -> SafeString:
    words = field.help_text
    return format_html(HINT, field.auto_id, SafeString(words)) if words else NOTHING


def _choices(field: BoundField, *, wrong: bool) -> SafeString:
    groups = [
        (_group(name), SafeString("".join(_choice(one, wrong=wrong) for one in options)))
        for name, options, _index in optgroups(field)
    ]
    return format_html(CHOICES, format_html_join("", "{}{}", groups))


def _group(name: str | None) -> SafeString:
    return format_html('<p class="kern-label">{}</p>', name) if name else NOTHING


def _choice(option: dict[str, Any], *, wrong: bool) -> SafeString:
    kind, attrs = option["type"], option["attrs"]
    changed = _changed(f"kern-form-check__{kind}", wrong=wrong)
    said = {
        "type": kind,
        "name": option["name"],
        "value": option["value"],
        "id": attrs["id"],
        "class": f"kern-form-check__{kind}{changed}",
        "checked": option["selected"],
        "disabled": attrs.get("disabled", False),
    }
    return format_html(CHOICE, attributes(said), attrs["id"], option["label"])


def _chosen(field: BoundField) -> str:
    """How many of how many, or what none means."""
    options = [one for _name, group, _index in optgroups(field) for one in group]
    count = sum(bool(one["selected"]) for one in options)
    if not count:
        return str(field.field.widget.nothing)
    return _("%(count)d of %(all)d") % {"count": count, "all": len(options)}


def _what_is_wrong(field: BoundField) -> SafeString:
    return render_to_string("kern/layout/field_errors.html", {"field": field})
