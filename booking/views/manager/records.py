"""A record on one page: what it says by subject, what was changed, and changing it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from booking.forms.manager.record import RecordForm
from booking.forms.wishes import number_of
from booking.views.caseworker.history import names_of
from booking.views.caseworker.place import Place, status_of
from booking.views.manager.place import page
from offices.models.provenance import Provenance
from offices.policy import past, saving
from offices.policy.past import SURENESS, Changed, Difference
from offices.policy.saving import ChangedMeanwhileError, NothingBeforeError
from offices.policy.words import is_translated, label, said, translations_of

MOST = 20  # changes that are shown
KNOWN = "known"  # the button under what was told before saving


def _nothing(
    _record: Any, _form: RecordForm, _changes: Mapping[str, Any], _place: Place
) -> list[str]:
    return []


@dataclass(frozen=True)
class Pages:
    """One record: what is set of it, where its pages stand, and what a change of it brings.

    `check` refuses with a ValidationError what must not be saved, whatever somebody was told.
    """

    record: Any
    title: str
    subjects: Mapping[str, type[RecordForm]]
    address: str  # of its page; those for changing it and taking back begin alike
    args: tuple[object, ...]
    place_is: str
    tell: Callable[[Any, RecordForm, Mapping[str, Any], Place], list[str]] = _nothing
    check: Callable[[Any], None] = saving.anything

    def path(self, place: Place, more: str = "", *args: object) -> str:
        return place.manage(f"{self.address}{more}", *self.args, *args)


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Section:
    name: str
    title: str
    lines: list[Line]
    url: str


@dataclass(frozen=True, slots=True)
class Past:
    """One change in words."""

    when: str
    who: str
    lines: list[str]


def about(pages: Pages, place: Place) -> dict[str, Any]:
    """What stands on the page of a record."""
    rows = list(past.rows_of(pages.record)[:MOST])
    return {
        "title": pages.title,
        "place_is": pages.place_is,
        "sections": [_section(pages, place, name) for name in pages.subjects],
        "changes": history(pages.record, rows, place),
        "version": rows[0].pgh_id if rows else 0,
        "can_take_back": len(rows) > 1,
        "take_back_url": pages.path(place, "_take_back"),
    }


def _section(pages: Pages, place: Place, name: str) -> Section:
    form, record = pages.subjects[name], pages.record
    known = form.known(record).items()
    return Section(
        name=name,
        title=str(form.title),
        lines=[
            Line(label(form.model, field), said(form.model, field, now)) for field, now in known
        ],
        url=pages.path(place, "_change", name),
    )


def history(record: Provenance, rows: list[Any], place: Place) -> list[Past]:
    changes = past.changed(rows, type(record).__name__)
    names = names_of(one.user for one in changes)
    return [
        Past(place.on_the_wall(one.at), _who(one, names), _what(type(record), one))
        for one in changes
    ]


def _who(changed: Changed, names: Mapping[int, str]) -> str:
    """Nobody by name where a command did it, as when the first data was loaded."""
    if changed.user is None:
        return _("by itself")
    return names.get(changed.user, _("somebody who works here no longer"))


def _what(model: type[Any], changed: Changed) -> list[str]:
    if changed.label != "update":
        return [_("written down for the first time")]
    lines = [in_words(model, one) for one in changed.differences if one.name not in SURENESS]
    return lines or [_("said to be right, or not")]


def in_words(model: type[Any], one: Difference) -> str:
    return _("%(field)s: %(before)s → %(after)s") % {
        "field": label(model, one.name),
        "before": said(model, one.name, one.before),
        "after": said(model, one.name, one.after),
    }


@dataclass(frozen=True)
class _Open:
    """A page on which somebody changes a subject of a record."""

    request: HttpRequest
    place: Place
    pages: Pages

    def show(
        self,
        form: RecordForm,
        *,
        told: list[str] | None = None,
        others: dict[str, Any] | None = None,
        status: int = 0,
    ) -> HttpResponse:
        pages = self.pages
        return page(
            self.request,
            self.place,
            "change_record",
            status=status or status_of(form),
            title=str(form.title),
            about=pages.title,
            form=form,
            others=others,
            told=told,
            digest=_digest(told or []),
            lines=self._lines(form) if told else [],
            back_url=pages.path(self.place),
            place_is=pages.place_is,
        )

    def _lines(self, form: RecordForm) -> list[str]:
        """Each field that is changed, before and after."""
        known = form.known(self.pages.record)
        changes = form.changes(self.pages.record).items()
        return [
            in_words(form.model, Difference(name, "", known[name], value))
            for name, value in changes
        ]

    def told(self, form: RecordForm, changes: Mapping[str, Any]) -> list[str]:
        record = self.pages.record
        return [
            *self.pages.tell(record, form, changes, self.place),
            *_translations(record, changes),
        ]

    def save(self, form: RecordForm, changes: Mapping[str, Any]) -> HttpResponse:
        seen, facts = form.cleaned_data["seen"], form.sure(changes)
        record, check = self.pages.record, self.pages.check
        try:
            saving.change(record, changes, seen=seen, facts=facts, check=check)
        except ValidationError as error:
            form.refuse(error)
            return self.show(form)
        except ChangedMeanwhileError as error:
            return self._changed_meanwhile(form, error)
        messages.success(self.request, _("Saved."))
        return redirect(self.pages.path(self.place))

    def _changed_meanwhile(self, form: RecordForm, error: ChangedMeanwhileError) -> HttpResponse:
        """Keep what was typed, and count what others wrote as seen: the next press overwrites."""
        typed = self.request.POST.copy()
        typed["seen"] = str(saving.version_of(self.pages.record))
        lines = [in_words(type(self.pages.record), one) for one in error.differences]
        who = names_of([error.user]).get(error.user or 0, _("Somebody else"))
        others = {"who": who, "lines": lines}
        return self.show(type(form)(typed), others=others, status=409)


def change(request: HttpRequest, place: Place, pages: Pages, subject: str) -> HttpResponse:
    """Look at one subject, type, be told what it brings, and save."""
    kind, opened = pages.subjects.get(subject), _Open(request, place, pages)
    if kind is None:
        raise Http404
    if request.method != "POST":
        initial = kind.initial_of(pages.record) | {"seen": saving.version_of(pages.record)}
        return opened.show(kind(initial=initial))
    form = kind(request.POST)
    if not form.is_valid():
        return opened.show(form)
    changes = form.changes(pages.record)
    if not changes:
        messages.info(request, _("Nothing was changed."))
        return redirect(pages.path(place))
    told = opened.told(form, changes)
    if told and request.POST.get(KNOWN) != _digest(told):
        return opened.show(form, told=told)
    return opened.save(form, changes)


def _translations(record: Provenance, changes: Mapping[str, Any]) -> list[str]:
    """Which other languages say something that the German does not say any more."""
    texts = [name for name in changes if is_translated(type(record), name)]
    count = sum(len(translations_of(record, name)) for name in texts)
    if not count:
        return []
    return [
        ngettext(
            "%(count)d translation of this text stays as it is. Please have it changed too.",
            "%(count)d translations of this text stay as they are. Please have them changed too.",
            count,
        )
        % {"count": count}
    ]


def _digest(told: list[str]) -> str:
    """What somebody has read before they press: if it is something else by then, they read it."""
    return sha256("\n".join(told).encode()).hexdigest()[:16]


def take_back(request: HttpRequest, place: Place, pages: Pages) -> HttpResponse:
    seen = number_of(request.POST.get("seen")) or 0
    try:
        saving.take_back(pages.record, seen=seen, check=pages.check)
    except ChangedMeanwhileError:
        messages.error(request, _("Somebody has changed something meanwhile. Please look again."))
    except NothingBeforeError:
        messages.error(request, _("What was before is not known any more."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request, _("The last change is taken back. You can bring it back in the same way.")
        )
    return redirect(pages.path(place))
