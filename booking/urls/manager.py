"""The pages of managers, of one office each; no language in the address, as at the desk."""

from django.urls import path

from booking.views.manager import overview, place, what_if

app_name = "manage"

urlpatterns = [
    path("", place.index, name="index"),
    path("<slug:slug>/", overview.overview, name="office"),
    path("<slug:slug>/figures/<slug:key>.<slug:kind>", overview.table, name="figure"),
    path("<slug:slug>/warning/", overview.warning, name="warning"),
    path("<slug:slug>/what-if/", what_if.what_if, name="what_if"),
    path("<slug:slug>/what-if/what-if.<slug:kind>", what_if.what_if_file, name="what_if_file"),
]
