"""The pages of managers, of one office each; no language in the address, as at the desk."""

from django.urls import path

from booking.views.manager import (
    changes,
    closures,
    desks,
    draft,
    hours,
    one_day,
    overview,
    place,
    year,
)

app_name = "manage"

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
    path("<slug:slug>/closures/", closures.closures, name="closures"),
    path("<slug:slug>/closures/add/", closures.add, name="add_closure"),
    path("<slug:slug>/closures/<int:year>/", year.year, name="year"),
    path("<slug:slug>/closures/<int:pk>/change/", closures.change, name="change_closure"),
    path("<slug:slug>/closures/<int:pk>/end/", closures.end, name="end_closure"),
    path("<slug:slug>/closures/<int:pk>/open/", closures.open_on, name="open_holiday"),
    path("<slug:slug>/closures/<int:pk>/close/", closures.close_holiday, name="close_holiday"),
    path("<slug:slug>/one-day/", one_day.one_day, name="one_day"),
    path("<slug:slug>/desks/", desks.desks, name="desks"),
    path("<slug:slug>/desks/add/", desks.add, name="add_desk"),
    path("<slug:slug>/desks/<int:pk>/", desks.change, name="change_desk"),
    path("<slug:slug>/draft/", draft.draft, name="draft"),
    path("<slug:slug>/draft/drop/", draft.drop, name="drop"),
    path("<slug:slug>/changes/", changes.changes, name="changes"),
    path("<slug:slug>/changes/<int:pk>/", changes.change, name="change"),
    path("<slug:slug>/changes/<int:pk>/<slug:what>/", changes.press, name="press_change"),
]
