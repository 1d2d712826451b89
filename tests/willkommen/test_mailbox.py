"""The local mailbox: a real SMTP server, and the page that shows what it was given."""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from django.test import Client

from willkommen.mailserver import HERE, Keeper, free_port


@contextmanager
def running(keeper: Keeper) -> Iterator[int]:
    """Serve in a thread and yield the port."""
    controller = Controller(keeper, hostname=HERE, port=free_port())
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


@pytest.fixture
def folder(tmp_path: Path, settings) -> Path:
    settings.MAILBOX_DIR = str(tmp_path / "mail")
    settings.ROOT_URLCONF = "tests.willkommen.mailbox_urls"
    return tmp_path / "mail"


def invitation() -> EmailMessage:
    """A mail with all its parts, right to left, and a picture that asks another host."""
    mail = EmailMessage()
    mail["Subject"] = "موعدك في مكتب الهجرة"
    mail["From"], mail["To"] = "termine@willkommen.example", "Amal <amal@example.org>"
    mail.set_content("الرمز: 123456")
    mail.add_alternative('<p dir="rtl">123456</p><script>alert(1)</script>', subtype="html")
    mail.add_attachment(b"BEGIN:VCALENDAR", maintype="text", subtype="calendar", filename="a.ics")
    return mail


@pytest.fixture
def name(folder: Path) -> str:
    """Name of the one message that was sent over SMTP."""
    with running(Keeper(folder)) as port, smtplib.SMTP("127.0.0.1", port) as server:
        server.send_message(invitation())
    [file] = folder.glob("*.eml")
    return file.stem


def test_what_is_sent_is_kept_as_it_was_with_whom_it_was_for(folder, name):
    kept = (folder / f"{name}.eml").read_bytes()
    assert kept.startswith(b"X-Envelope-To: amal@example.org\r\n")
    assert "الرمز: 123456".encode() in kept or b"MTIzNDU2" in kept
    assert oct(folder.stat().st_mode) == "0o40700"


def test_the_list_names_subject_and_recipient_newest_first(folder, name):
    Keeper(folder).keep(b"Subject: Later\r\n\r\nx", ["maryna@example.org"])
    page = Client().get("/dev/mail/").content.decode()
    assert "موعدك في مكتب الهجرة" in page
    assert page.index("maryna@example.org") < page.index("amal@example.org")


def test_a_message_shows_its_headers_its_text_its_html_apart_and_its_attachment(name):
    page = Client().get(f"/dev/mail/{name}/").content.decode()
    assert "الرمز: 123456" in page
    assert "amal@example.org" in page
    assert f'src="/dev/mail/{name}/html/"' in page
    assert f'href="/dev/mail/{name}/attachments/0/"' in page
    assert "<script>" not in page


def test_the_html_of_a_message_may_do_nothing_but_be_shown_in_our_page(name):
    part = Client().get(f"/dev/mail/{name}/html/")
    assert part.content.decode().startswith('<p dir="rtl">123456</p>')
    assert part["X-Frame-Options"] == "SAMEORIGIN"
    assert part["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
        "frame-ancestors 'self'; sandbox"
    )


def test_an_attachment_is_downloaded_under_its_name(name):
    part = Client().get(f"/dev/mail/{name}/attachments/0/")
    assert part.content == b"BEGIN:VCALENDAR"
    assert part["Content-Type"] == "text/calendar"
    assert part["Content-Disposition"] == 'attachment; filename="a.ics"'


@pytest.mark.parametrize("rest", ["attachments/1/", "nothing/"])
def test_what_a_message_does_not_have_is_not_found(name, rest):
    assert Client().get(f"/dev/mail/{name}/{rest}").status_code == 404


@pytest.mark.parametrize("path", ["00000000000000000001-00000000/", "..%2Fsecret_key/"])
def test_a_message_that_is_not_there_is_not_found(folder, path):
    assert Client().get(f"/dev/mail/{path}").status_code == 404


def test_without_a_mailbox_there_is_no_page(name, settings):
    settings.MAILBOX_DIR = ""
    assert Client().get("/dev/mail/").status_code == 404
    assert Client().get(f"/dev/mail/{name}/").status_code == 404
