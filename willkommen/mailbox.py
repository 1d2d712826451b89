"""The page that shows what the local mailbox keeps. There only where MAILBOX_DIR says so."""

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, register_converter
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from booking.views.strangers import STRANGER, as_stranger, framed

SHOWN_AT_ONCE = 200
HEADERS = ("Subject", "From", "To", "Date", "Message-ID", "Content-Language", "Reply-To")


@dataclass(frozen=True)
class Letter:
    """One message of the mailbox, read from its file."""

    name: str
    mail: EmailMessage

    @classmethod
    def read(cls, file: Path) -> "Letter":
        return cls(file.stem, message_from_bytes(file.read_bytes(), policy=policy.default))

    @property
    def subject(self) -> str:
        return str(self.mail["Subject"] or "–")

    @property
    def recipients(self) -> str:
        return str(self.mail["X-Envelope-To"])

    @property
    def sent_at(self) -> str:
        return str(self.mail["Date"] or "–")

    @property
    def headers(self) -> list[tuple[str, str]]:
        return [(name, str(self.mail[name])) for name in HEADERS if self.mail[name]]

    @property
    def text(self) -> str:
        return self._body("plain")

    @property
    def html(self) -> str:
        return self._body("html")

    @property
    def attachments(self) -> list[EmailMessage]:
        return list(self.mail.iter_attachments())

    def _body(self, kind: str) -> str:
        part = self.mail.get_body((kind,))
        return str(part.get_content()) if part else ""


class LetterName:
    regex = "[0-9]{20}-[0-9a-f]{8}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    newest_first = sorted(_folder().glob("*.eml"), reverse=True)[:SHOWN_AT_ONCE]
    found = [Letter.read(file) for file in newest_first]
    return render(request, "dev/mail_list.html", {"letters": found})


@require_safe
def letter(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, "dev/mail_letter.html", {"letter": _letter(name)})


@require_safe
@framed
def html(request: HttpRequest, name: str) -> HttpResponse:  # noqa: ARG001
    return as_stranger(_letter(name).html)


@require_safe
def attachment(request: HttpRequest, name: str, number: int) -> HttpResponse:  # noqa: ARG001
    attachments = _letter(name).attachments
    if number >= len(attachments):
        raise Http404
    part = attachments[number]
    return HttpResponse(
        part.get_payload(decode=True),
        content_type=part.get_content_type(),
        headers={
            "Content-Disposition": content_disposition_header(True, _file_name(part)),  # noqa: FBT003
            "Content-Security-Policy": STRANGER,
        },
    )


def _file_name(part: EmailMessage) -> str:
    return part.get_filename() or "attachment"


def _folder() -> Path:
    if not settings.MAILBOX_DIR:
        raise Http404
    return Path(settings.MAILBOX_DIR)


def _letter(name: str) -> Letter:
    file = _folder() / f"{name}.eml"
    if not file.is_file():
        raise Http404
    return Letter.read(file)


register_converter(LetterName, "letter")
app_name = "mailbox"
urlpatterns = [
    path("", letters, name="letters"),
    path("<letter:name>/", letter, name="letter"),
    path("<letter:name>/html/", html, name="html"),
    path("<letter:name>/attachments/<int:number>/", attachment, name="attachment"),
]
