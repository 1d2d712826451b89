"""The pages of managers, of one office each; no language in the address, as at the desk."""

from django.urls import path

from booking.views.manager import changes, draft, hours, house, overview, place, what_if
from booking.views.manager.people import account, listed, one, roles

app_name = "manage"

PEOPLE = "<slug:slug>/people"
PERSON = f"{PEOPLE}/<int:pk>"

urlpatterns = [
    path("", place.index, name="index"),
    path("<slug:slug>/", overview.overview, name="office"),
    path("<slug:slug>/hours/", hours.hours, name="hours"),
    path("<slug:slug>/hours/beside/", hours.beside, name="beside"),
    path("<slug:slug>/hours/add/", hours.add, name="add_hours"),
    path("<slug:slug>/hours/copy-day/", hours.day_copied, name="copy_day"),
    path("<slug:slug>/hours/copy-week/", hours.week_copied, name="copy_week"),
    path("<slug:slug>/hours/<int:pk>/", hours.change, name="change_hours"),
    path("<slug:slug>/hours/<int:pk>/end/", hours.end, name="end_hours"),
    path("<slug:slug>/house/", house.house, name="house"),
    path("<slug:slug>/house/move/", house.add, name="move_house"),
    path("<slug:slug>/house/<int:pk>/", house.change, name="change_house"),
    path("<slug:slug>/house/<int:pk>/stay/", house.remove, name="stay"),
    path("<slug:slug>/draft/", draft.draft, name="draft"),
    path("<slug:slug>/draft/drop/", draft.drop, name="drop"),
    path("<slug:slug>/changes/", changes.changes, name="changes"),
    path("<slug:slug>/changes/<int:pk>/", changes.change, name="change"),
    path("<slug:slug>/changes/<int:pk>/<slug:what>/", changes.press, name="press_change"),
    path(f"{PEOPLE}/", listed.listed, name="people"),
    path(f"{PEOPLE}/invite/", roles.invite, name="invite"),
    path(f"{PERSON}/", one.one, name="person"),
    path(f"{PERSON}/again/", one.send_again, name="send_invitation"),
    path(f"{PERSON}/roles/", roles.add, name="add_role"),
    path(f"{PERSON}/roles/<int:role>/", roles.role, name="role"),
    path(f"{PERSON}/leave/", account.leave, name="leave"),
    path(f"{PERSON}/back/", account.come_back, name="come_back"),
    path(f"{PERSON}/second-step/", account.second_step, name="second_step"),
    path("<slug:slug>/figures/<slug:key>.<slug:kind>", overview.table, name="figure"),
    path("<slug:slug>/warning/", overview.warning, name="warning"),
    path("<slug:slug>/what-if/", what_if.what_if, name="what_if"),
    path("<slug:slug>/what-if/what-if.<slug:kind>", what_if.what_if_file, name="what_if_file"),
]
