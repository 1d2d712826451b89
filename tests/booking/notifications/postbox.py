"""A real mail server that can refuse, hesitate and hang."""

# ruff: noqa: ARG002, N802 - the names and arguments are aiosmtpd's

import asyncio
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Event

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

HERE = "127.0.0.1"


class Postbox:
    """`mails` are those the server has said 250 to (or was about to, at a `hang_after`)."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.answer_to_recipient = "250 OK"
        self.answer_to_data = "250 OK"
        self.hangs_before_250 = False
        self.hangs_after_250 = False
        self.reached = Event()
        self.client_died = Event()

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.answer_to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return f"{self.answer_to_recipient} <{address}>"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """A client that dies while we hang cancels this, and the mail is not kept."""
        try:
            while self.hangs_before_250:
                self.reached.set()
                await asyncio.sleep(0.01)
        except asyncio.CancelledError:
            self.client_died.set()
            raise
        if self.answer_to_data.startswith("250"):
            content = envelope.original_content or b""
            self.mails.append(message_from_bytes(content, policy=policy.default))
            self.recipients += envelope.rcpt_tos
        return self.answer_to_data

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        while self.hangs_after_250:
            self.reached.set()
            await asyncio.sleep(0.01)
        return "221 Bye"


class Server(Controller):
    def __init__(self, postbox: Postbox) -> None:
        super().__init__(postbox, hostname=HERE, port=0)

    def _trigger_server(self) -> None:
        """Learn the port the system gave, before the first client asks for it."""
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        super()._trigger_server()
