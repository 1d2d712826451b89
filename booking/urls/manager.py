"""The pages of managers, of one office each; no language in the address, as at the desk."""

from django.urls import path

from booking.views.manager import (
    changes,
    closures,
    copying,
    desks,
    documents,
    draft,
    draft_mails,
    facts,
    hours,
    house,
    mails,
    one_day,
    overview,
    place,
    seasons,
    service,
    services,
    texts,
    to_do,
    what_if,
    year,
)
from booking.views.manager.people import account, listed, one, roles

app_name = "manage"

AT = "<slug:slug>"
SERVICE, PEOPLE = f"{AT}/services/<int:pk>", f"{AT}/people"
PERSON = f"{PEOPLE}/<int:pk>"

of_hours = [
    path(f"{AT}/hours/", hours.hours, name="hours"),
    path(f"{AT}/hours/beside/", hours.beside, name="beside"),
    path(f"{AT}/hours/add/", hours.add, name="add_hours"),
    path(f"{AT}/hours/copy-day/", copying.day_copied, name="copy_day"),
    path(f"{AT}/hours/copy-week/", copying.week_copied, name="copy_week"),
    path(f"{AT}/hours/<int:pk>/", hours.change, name="change_hours"),
    path(f"{AT}/hours/<int:pk>/end/", hours.end, name="end_hours"),
    path(f"{AT}/one-day/", one_day.one_day, name="one_day"),
    path(f"{AT}/closures/", closures.closures, name="closures"),
    path(f"{AT}/closures/add/", closures.add, name="add_closure"),
    path(f"{AT}/closures/<int:year>/", year.year, name="year"),
    path(f"{AT}/closures/<int:pk>/change/", closures.change, name="change_closure"),
    path(f"{AT}/closures/<int:pk>/end/", closures.end, name="end_closure"),
    path(f"{AT}/closures/<int:pk>/open/", closures.open_on, name="open_holiday"),
    path(f"{AT}/closures/<int:pk>/close/", closures.close_holiday, name="close_holiday"),
    path(f"{AT}/desks/", desks.desks, name="desks"),
    path(f"{AT}/desks/add/", desks.add, name="add_desk"),
    path(f"{AT}/desks/<int:pk>/", desks.change, name="change_desk"),
    path(f"{AT}/house/", house.house, name="house"),
    path(f"{AT}/house/move/", house.add, name="move_house"),
    path(f"{AT}/house/<int:pk>/", house.change, name="change_house"),
    path(f"{AT}/house/<int:pk>/stay/", house.remove, name="stay"),
    path(f"{AT}/draft/", draft.draft, name="draft"),
    path(f"{AT}/draft/drop/", draft.drop, name="drop"),
    path(f"{AT}/draft/mails/", draft_mails.mails, name="draft_mails"),
    path(f"{AT}/draft/mails/<slug:key>/<slug:language>/", draft_mails.letter, name="draft_letter"),
    path(f"{AT}/changes/", changes.changes, name="changes"),
    path(f"{AT}/changes/<int:pk>/", changes.change, name="change"),
    path(f"{AT}/changes/<int:pk>/<slug:what>/", changes.press, name="press_change"),
]

of_services = [
    path(f"{AT}/services/", services.listed, name="services"),
    path(f"{AT}/services/new/", services.new, name="service_new"),
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

of_facts = [
    path(f"{AT}/office/", facts.office, name="office_facts"),
    path(f"{AT}/office/take-back/", facts.take_back_office, name="office_facts_take_back"),
    path(f"{AT}/office/change/<slug:subject>/", facts.change_office, name="office_facts_change"),
    path(f"{AT}/authority/", facts.authority, name="authority"),
    path(f"{AT}/authority/take-back/", facts.take_back_authority, name="authority_take_back"),
    path(f"{AT}/authority/change/<slug:subject>/", facts.change_authority, name="authority_change"),
    path(f"{AT}/to-do/", to_do.to_do, name="to_do"),
]

of_texts = [
    path(f"{AT}/texts/", texts.listed, name="texts"),
    path(f"{AT}/texts/<slug:kind>/<int:pk>/<slug:field>/", texts.one, name="text"),
    path(f"{AT}/texts/<int:pk>/own/", texts.adopt, name="own_wording"),
    path(f"{AT}/mails/", mails.listed, name="mails"),
    path(f"{AT}/mails/additions/<slug:mails>/", mails.addition, name="addition"),
    path(f"{AT}/mails/<slug:kind>/<slug:language>/", mails.preview, name="mail"),
    path(f"{AT}/mails/<slug:kind>/<slug:language>/letter/", mails.letter, name="letter"),
]

of_people = [
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

of_running = [
    path(f"{AT}/figures/<slug:key>.<slug:kind>", overview.table, name="figure"),
    path(f"{AT}/warning/", overview.warning, name="warning"),
    path(f"{AT}/what-if/", what_if.what_if, name="what_if"),
    path(f"{AT}/what-if/what-if.<slug:kind>", what_if.what_if_file, name="what_if_file"),
]

urlpatterns = [
    path("", place.index, name="index"),
    path(f"{AT}/", overview.overview, name="office"),
    *of_hours,
    *of_services,
    *of_facts,
    *of_texts,
    *of_people,
    *of_running,
]
