"""The pages of managers, of one office each; no language in the address, as at the desk."""

from django.urls import path

from booking.views.manager import (
    documents,
    house,
    overview,
    place,
    seasons,
    service,
    services,
    to_do,
)

app_name = "manage"

SERVICE = "<slug:slug>/services/<int:pk>"

of_services = [
    path("<slug:slug>/services/", services.listed, name="services"),
    path("<slug:slug>/services/new/", services.new, name="service_new"),
    path(f"{SERVICE}/", service.service, name="service"),
    path(f"{SERVICE}/take-back/", service.take_back, name="service_take_back"),
    path(f"{SERVICE}/change/<slug:subject>/", service.change, name="service_change"),
    path(f"{SERVICE}/seasons/new/", seasons.new, name="season_new"),
    path(f"{SERVICE}/seasons/<int:season>/end/", seasons.end, name="season_end"),
    path(f"{SERVICE}/documents/", documents.listed, name="documents"),
    path(f"{SERVICE}/documents/new/", documents.new, name="document_new"),
    path(f"{SERVICE}/documents/leave-out/", documents.leave_out, name="document_leave_out"),
    path(f"{SERVICE}/documents/ask-again/", documents.ask_again, name="document_ask_again"),
    path(f"{SERVICE}/documents/<int:document>/", documents.change, name="document"),
]

of_house = [
    path("<slug:slug>/office/", house.office, name="office_facts"),
    path("<slug:slug>/office/take-back/", house.take_back_office, name="office_facts_take_back"),
    path(
        "<slug:slug>/office/change/<slug:subject>/",
        house.change_office,
        name="office_facts_change",
    ),
    path("<slug:slug>/authority/", house.authority, name="authority"),
    path("<slug:slug>/authority/take-back/", house.take_back_authority, name="authority_take_back"),
    path(
        "<slug:slug>/authority/change/<slug:subject>/",
        house.change_authority,
        name="authority_change",
    ),
]

urlpatterns = [
    path("", place.index, name="index"),
    path("<slug:slug>/", overview.overview, name="office"),
    *of_services,
    *of_house,
    path("<slug:slug>/to-do/", to_do.to_do, name="to_do"),
]
