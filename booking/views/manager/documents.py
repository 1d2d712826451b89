"""What an office asks people to bring: the catalogue's documents but some, and its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from booking.forms.manager.document import DocumentForm
from booking.forms.wishes import number_of
from booking.views.caseworker.place import Place, status_of
from booking.views.caseworker.wording import matter_name
from booking.views.manager.place import managed, page
from booking.views.manager.service import offering_at
from offices.models import Offering, RequiredDocument
from offices.policy import offering as verbs
from offices.wording import in_words


@dataclass(frozen=True, slots=True)
class Row:
    """A document of the list: `url` leads to where its own wording is changed."""

    pk: int
    name: str
    condition: str
    is_own: bool
    is_left_out: bool
    url: str


def _known(offering: Offering) -> QuerySet[RequiredDocument]:
    """All that could be asked for: of the catalogue, and the office's own."""
    of_service = RequiredDocument.objects.filter(service=offering.service_id)
    known = of_service.filter(Q(offering=None) | Q(offering=offering))
    return known.order_by("position", F("offering").asc(nulls_last=True), "pk")


def _document(offering: Offering, pk: int) -> RequiredDocument:
    """Raises Http404."""
    found = _known(offering).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@require_safe
@managed
def listed(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    offering = offering_at(place, pk)
    left_out = set(offering.left_out.values_list("document", flat=True))
    return page(
        request,
        place,
        "documents",
        title=_("Documents to bring"),
        about=matter_name(pk, place.language),
        offering=offering,
        rows=[_row(one, left_out, place, pk) for one in _known(offering)],
        back_url=place.manage("service", pk),
        place_is="services",
    )


def _row(document: RequiredDocument, left_out: set[int], place: Place, offering: int) -> Row:
    is_own = document.offering_id is not None
    words = vars(document)
    required = place.office.authority.slug in document.required_at
    return Row(
        pk=document.pk,
        name=in_words(words, "name", place.language),
        condition="" if required else in_words(words, "condition", place.language),
        is_own=is_own,
        is_left_out=document.pk in left_out,
        url=place.manage("document", offering, document.pk) if is_own else "",
    )


def _press(
    verb: Callable[[Offering, RequiredDocument], None], request: HttpRequest, place: Place, pk: int
) -> HttpResponse:
    offering = offering_at(place, pk)
    named = number_of(request.POST.get("document")) or 0
    verb(offering, _document(offering, named))
    return redirect(place.manage("documents", pk))


@require_POST
@managed
def leave_out(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    answer = _press(verbs.leave_out, request, place, pk)
    messages.success(request, _("Left out. Nobody is asked to bring it any more."))
    return answer


@require_POST
@managed
def ask_again(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    answer = _press(verbs.ask_again, request, place, pk)
    messages.success(request, _("It is on the list again."))
    return answer


@require_http_methods(["GET", "POST"])
@managed
def new(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    offering = offering_at(place, pk)
    return _written(request, place, offering, None)


@require_http_methods(["GET", "POST"])
@managed
def change(request: HttpRequest, place: Place, pk: int, document: int) -> HttpResponse:
    offering = offering_at(place, pk)
    found = _document(offering, document)
    if found.offering_id is None:
        raise Http404
    return _written(request, place, offering, found)


def _written(
    request: HttpRequest, place: Place, offering: Offering, document: RequiredDocument | None
) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = DocumentForm(data, initial=_typed(offering, document))
    if form.is_valid():
        _write(offering, document, form)
        messages.success(request, _("Saved."))
        return redirect(place.manage("documents", offering.pk))
    return page(
        request,
        place,
        "document",
        status=status_of(form),
        title=_("Change the document") if document else _("Ask for another document"),
        about=matter_name(offering.pk, place.language),
        form=form,
        back_url=place.manage("documents", offering.pk),
        place_is="services",
    )


def _write(offering: Offering, document: RequiredDocument | None, form: DocumentForm) -> None:
    typed = form.cleaned_data
    verbs.write_document(
        offering,
        name=typed["name"],
        condition=typed["condition"],
        position=typed["place"] - 1,
        document=document,
    )


def _typed(offering: Offering, document: RequiredDocument | None) -> dict[str, object]:
    if document is None:
        last = _known(offering).last()
        return {"place": last.position + 2 if last else 1}
    words = vars(document)
    return {
        "name": words["name_de"],
        "condition": words["condition_de"],
        "place": document.position + 1,
    }
