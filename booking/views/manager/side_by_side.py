"""A text in German and beside it in every other language: to read, to write, to review."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from booking.forms.manager.text import GERMAN, PRESSED, SEEN, TextForm
from booking.forms.manager.text_filter import language_name
from booking.views.caseworker.place import Place, status_of
from booking.views.manager.place import page
from offices import texts
from offices.models import TextState
from offices.moments import on_the_wall
from offices.showcase.keeping import look_again
from offices.texts import TRANSLATED, ChangedMeanwhileError, Earlier, Standing, Text
from offices.texts.text import gaps


@dataclass(frozen=True)
class Beside:
    """One language of a text, ready for its page; `stored` where it is not what was typed."""

    code: str
    name: str
    field: BoundField
    standing: Standing
    said: str
    stored: str
    german_before: str

    @property
    def dir(self) -> str:
        return str(self.field.field.widget.attrs["dir"])

    @property
    def can_be_confirmed(self) -> bool:
        return self.standing in (Standing.MACHINE, Standing.OUTDATED)


def side_by_side(
    request: HttpRequest, place: Place, text: Text, *, back: str, place_is: str, **more: object
) -> HttpResponse:
    """Show the page, or save what was typed; `back` leads to where the text was chosen."""
    may_write = not text.is_shared or place.user.is_superuser
    alike = texts.same_texts(text, place.office.authority, place.now)
    form = TextForm(request.POST if may_write else None, text=text, alike=len(alike))
    status = status_of(form)
    if form.is_bound and form.is_valid():
        try:
            _save(request, place, form, alike)
            return redirect(request.get_full_path())
        except ChangedMeanwhileError as refusal:
            form, status = _again(form, refusal, len(alike)), 409
    shown = _context(place, form, back) | {"alike": alike, "may_write": may_write}
    return page(request, place, "text", status=status, place_is=place_is, **shown, **more)


def _save(request: HttpRequest, place: Place, form: TextForm, alike: list[Text]) -> None:
    """Write the text, and those that are alike if that was wanted. Raises ChangedMeanwhileError."""
    wanted = [form.text, *(alike if form.cleaned_data["everywhere"] else [])]
    outdated = texts.write_all(wanted, form.wanted, by=place.user, now=place.now)
    _tell(request, form, outdated, len(wanted))
    look_again()


def _again(form: TextForm, refusal: ChangedMeanwhileError, alike: int) -> TextForm:
    """The same words beside the text as it stands now; saved once more, they count."""
    data = {**dict(form.data.items()), SEEN: refusal.text.fingerprint}
    again = TextForm(data, text=refusal.text, alike=alike)
    again.add_error(None, str(refusal))
    return again


def _tell(request: HttpRequest, form: TextForm, outdated: list[str], places: int) -> None:
    language, _how = form.pressed
    if language in form.wanted.reviewed:
        said = _("Saved and reviewed: %(language)s.") % {"language": language_name(language)}
        messages.success(request, said)
    else:
        messages.success(request, _("Saved."))
    if places > 1:
        said = ngettext(
            "The same text was saved in %(count)s place.",
            "The same text was saved in %(count)s places.",
            places,
        )
        messages.info(request, said % {"count": places})
    if outdated:
        names = ", ".join(map(language_name, outdated))
        said = _("The German has changed. Now outdated, please look at: %(languages)s.")
        messages.warning(request, said % {"languages": names})


def _context(place: Place, form: TextForm, back: str) -> dict[str, object]:
    text = form.text
    germans = texts.germans_of(text)
    return {
        "title": capfirst(text.of),
        "text": text,
        "form": form,
        "german": form[GERMAN],
        "german_stored": _stored(form, text, GERMAN),
        "beside": [_beside(place, form, text, code, germans) for code in TRANSLATED],
        "gaps": sorted(gaps(text.german)),
        "history": [_told(one, place) for one in texts.history_of(text)],
        "press": PRESSED,
        "back_url": back,
    }


def _beside(
    place: Place, form: TextForm, text: Text, code: str, germans: Mapping[str, str]
) -> Beside:
    kept, standing = text.kept.get(code), text.standing(code)
    is_outdated = kept is not None and standing is Standing.OUTDATED
    return Beside(
        code=code,
        name=language_name(code),
        field=form[code],
        standing=standing,
        said=_who_and_when(kept, place),
        stored=_stored(form, text, code),
        german_before=germans.get(kept.german_hash, "") if kept and is_outdated else "",
    )


def _told(one: Earlier, place: Place) -> dict[str, object]:
    """A wording of before, ready for reading."""
    return {
        "when": on_the_wall(one.at, place.office.zone),
        "code": one.language,
        "name": language_name(one.language),
        "state": TextState.State(one.state).label if one.state else "",
        "wording": one.wording,
        "by": one.by,
    }


def _stored(form: TextForm, text: Text, code: str) -> str:
    """What is stored, where somebody has typed something else and has to compare."""
    stored = text.in_language(code)
    is_other = form.non_field_errors() and form.data.get(code, "").strip() != stored.strip()
    return stored if is_other else ""


def _who_and_when(kept: TextState | None, place: Place) -> str:
    if kept is None:
        return ""
    who = str(kept.changed_by or _("loaded with the data"))
    return f"{who}, {on_the_wall(kept.changed_at, place.office.zone)}"
