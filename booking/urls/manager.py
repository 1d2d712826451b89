"""The pages of managers, of one office each; no language in the address, as at the desk."""

from django.urls import path

from booking.views.manager import mails, overview, place, texts

app_name = "manage"

urlpatterns = [
    path("", place.index, name="index"),
    path("<slug:slug>/", overview.overview, name="office"),
    path("<slug:slug>/texts/", texts.listed, name="texts"),
    path("<slug:slug>/texts/<slug:kind>/<int:pk>/<slug:field>/", texts.one, name="text"),
    path("<slug:slug>/texts/<int:pk>/own/", texts.adopt, name="own_wording"),
    path("<slug:slug>/mails/", mails.listed, name="mails"),
    path("<slug:slug>/mails/additions/<slug:mails>/", mails.addition, name="addition"),
    path("<slug:slug>/mails/<slug:kind>/<slug:language>/", mails.preview, name="mail"),
    path("<slug:slug>/mails/<slug:kind>/<slug:language>/letter/", mails.letter, name="letter"),
]
