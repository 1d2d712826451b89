"""The pages of managers, of one office each; no language in the address, as at the desk."""

from django.urls import path

from booking.views.manager import overview, place
from booking.views.manager.people import account, listed, one, roles

app_name = "manage"

PEOPLE = "<slug:slug>/people"
PERSON = f"{PEOPLE}/<int:pk>"

urlpatterns = [
    path("", place.index, name="index"),
    path("<slug:slug>/", overview.overview, name="office"),
    path(f"{PEOPLE}/", listed.listed, name="people"),
    path(f"{PEOPLE}/invite/", roles.invite, name="invite"),
    path(f"{PERSON}/", one.one, name="person"),
    path(f"{PERSON}/again/", one.send_again, name="send_invitation"),
    path(f"{PERSON}/roles/", roles.add, name="add_role"),
    path(f"{PERSON}/roles/<int:role>/", roles.role, name="role"),
    path(f"{PERSON}/leave/", account.leave, name="leave"),
    path(f"{PERSON}/back/", account.come_back, name="come_back"),
    path(f"{PERSON}/second-step/", account.second_step, name="second_step"),
]
