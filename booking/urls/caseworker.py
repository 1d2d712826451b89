"""The pages of staff at an office; no language in the address, people here choose it once."""

from datetime import date

from django.urls import path, register_converter

from booking.views.caseworker import (
    acting,
    answering,
    appointment,
    auditing,
    blocking,
    checking,
    conflicts,
    corrections,
    day,
    door,
    index,
    invitation,
    invitations,
    inviting,
    lists,
    matters,
    moving,
    new,
    papers,
    picked,
    requests,
    results,
    sealing,
    searching,
    weeks,
)

app_name = "desk"


class DayConverter:
    """A day of the office's calendar: 2026-11-30."""

    regex = r"\d{4}-\d\d-\d\d"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(DayConverter, "day")

OF_DAY, OF_BOOKING = "<slug:slug>/day/<day:on>", "<slug:slug>/appointment/<int:pk>"
REQUESTS, INVITATIONS = "<slug:slug>/requests", "<slug:slug>/invitations"

urlpatterns = [
    path("", index.index, name="index"),
    path("<slug:slug>/", day.today, name="today"),
    path("<slug:slug>/go/", day.go, name="go"),
    path(f"{OF_DAY}/", day.day, name="day"),
    path(f"{OF_DAY}/list/", day.as_list, name="list"),
    path(f"{OF_DAY}/changes/", day.changes, name="changes"),
    path("<slug:slug>/week/", weeks.this_week, name="this_week"),
    path("<slug:slug>/week/<day:on>/", weeks.week, name="week"),
    path("<slug:slug>/months/", weeks.months, name="months"),
    path("<slug:slug>/audit/", auditing.looks, name="audit"),
    path("<slug:slug>/audit/changes/", auditing.changes, name="audit_changes"),
    path("<slug:slug>/search/", searching.find, name="search"),
    path("<slug:slug>/conflicts/", conflicts.to_settle, name="conflicts"),
    path("<slug:slug>/conflicts/send/", conflicts.send_failed, name="send_failed"),
    path("<slug:slug>/tomorrow/", lists.tomorrow, name="tomorrow"),
    path("<slug:slug>/tomorrow/<day:on>/", lists.of_day, name="tomorrow_day"),
    path("<slug:slug>/tomorrow/<day:on>/list.pdf", lists.as_pdf, name="tomorrow_pdf"),
    path("<slug:slug>/tomorrow/<day:on>/list.xlsx", lists.as_xlsx, name="tomorrow_xlsx"),
    path("<slug:slug>/sealed/", sealing.seal, name="sealed"),
    path("<slug:slug>/door/", door.door, name="door"),
    path("<slug:slug>/door/check/", checking.check, name="check_paper"),
    path("<slug:slug>/new/", new.new, name="new"),
    path("<slug:slug>/block/", blocking.block, name="block"),
    path("<slug:slug>/block/<int:pk>/", blocking.blocked, name="blocked"),
    path(f"{OF_BOOKING}/", appointment.appointment, name="appointment"),
    path(f"{OF_BOOKING}/do/<slug:what>/", acting.press, name="press"),
    path(f"{OF_BOOKING}/undo/", acting.undo, name="undo"),
    path(f"{OF_BOOKING}/documents/", acting.check, name="check"),
    path(f"{OF_BOOKING}/remark/", acting.remark, name="remark"),
    path(f"{OF_BOOKING}/result/", results.result, name="result"),
    path(f"{OF_BOOKING}/move/", moving.move, name="move"),
    path(f"{OF_BOOKING}/desk/", moving.desk, name="desk"),
    path(f"{OF_BOOKING}/swap/", moving.swap, name="swap"),
    path(f"{OF_BOOKING}/matter/", matters.matter, name="matter"),
    path(f"{OF_BOOKING}/correct/<int:position>/", results.correct, name="correct"),
    path(f"{OF_BOOKING}/cancel/", results.cancel, name="cancel"),
    path(f"{OF_BOOKING}/slip.pdf", papers.slip, name="slip"),
    path(f"{OF_BOOKING}/missing.pdf", papers.missing, name="missing"),
    path(f"{REQUESTS}/", requests.listed, name="requests"),
    path(f"{REQUESTS}/<int:pk>/", requests.one, name="request"),
    path(f"{REQUESTS}/<int:pk>/<slug:what>/", answering.answer, name="answer"),
    path(f"{INVITATIONS}/", invitations.listed, name="invitations"),
    path(f"{INVITATIONS}/do/", picked.press, name="press_invitations"),
    path(f"{INVITATIONS}/letters.pdf", picked.letters, name="letters"),
    path(f"{INVITATIONS}/invite/", inviting.one, name="invite"),
    path(f"{INVITATIONS}/invite/list/", inviting.many, name="invite_list"),
    path(f"{INVITATIONS}/<int:pk>/", invitation.one, name="invitation"),
    path(f"{INVITATIONS}/<int:pk>/letter.pdf", invitation.letter, name="letter"),
    path("<slug:slug>/corrections/", corrections.listed, name="corrections"),
    path("<slug:slug>/corrections/<int:pk>/", corrections.decide, name="correction"),
]
