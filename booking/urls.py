"""The pages of people who need an appointment; every address begins with their language."""

from django.urls import path

from booking.views.citizen import (
    booked,
    check,
    code,
    contact,
    hold,
    offering,
    pages,
    person,
    services,
    start,
    times,
)

app_name = "citizen"

urlpatterns = [
    path("", start.start, name="start"),
    path("where/", start.where, name="where"),
    path("elsewhere/", start.elsewhere, name="elsewhere"),
    path("mine/", start.mine, name="mine"),
    path("invitation/", start.invitation, name="invitation"),
    path("at/<slug:slug>/", services.document, name="document"),
    path("at/<slug:slug>/services/", services.services, name="services"),
    path("offer/<int:pk>/", offering.offering, name="offering"),
    path("offer/<int:pk>/persons/", times.persons, name="persons"),
    path("offer/<int:pk>/letters/", times.letters, name="letters"),
    path("offer/<int:pk>/times/", times.times, name="times"),
    path("offer/<int:pk>/receipt/", times.receipt, name="receipt"),
    path("booking/person/<int:number>/", person.person, name="person"),
    path("booking/contact/", contact.contact, name="contact"),
    path("booking/by-phone/", contact.by_phone, name="by_phone"),
    path("booking/help/", contact.help_, name="help"),
    path("booking/check/", check.check, name="check"),
    path("booking/code/", code.code, name="code"),
    path("booking/code/new/", code.new_code, name="new_code"),
    path("booking/again/", hold.again, name="again"),
    path("booking/give-back/", hold.back, name="give_back"),
    path("booking/", booked.booked, name="booked"),
    path("booking/link/", booked.link_unknown, name="link_unknown"),
    path("l/<slug:number>/<slug:token>/", booked.link, name="link"),
    path("at/<slug:slug>/privacy/", pages.privacy, name="privacy"),
    path("at/<slug:slug>/imprint/", pages.imprint, name="imprint"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("easy/", pages.easy, name="easy"),
]
