"""The mail server of the made-up people: hands a code to whoever waits for it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email import message_from_bytes, policy

from aiosmtpd.smtp import SMTP, Envelope, Session

HOST = "127.0.0.1"
# As a person reads: the only number of six digits.
CODE = re.compile(r"(?<![\w/-])(\d{6})(?![\w/-])")
SECONDS_FOR_A_CODE = 60.0
MOST_KEPT = 100


class Mailbox:
    def __init__(self) -> None:
        self._waiting: dict[str, asyncio.Future[str]] = {}
        self._unclaimed: dict[str, str] = {}

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002, N802
        text = _text(envelope.content)
        for to in envelope.rcpt_tos:
            somebody = self._waiting.pop(to, None)
            if somebody and not somebody.done():
                somebody.set_result(text)
            else:
                self._keep(to, text)
        return "250 OK"

    def expect(self, address: str) -> asyncio.Future[str]:
        """Begin to wait for the next mail; a code that has come already will do."""
        mail = self._waiting.setdefault(address, asyncio.get_running_loop().create_future())
        if address in self._unclaimed:
            mail.set_result(self._unclaimed.pop(address))
            del self._waiting[address]
        return mail

    def _keep(self, to: str, text: str) -> None:
        """The latest few: confirmations are read by nobody."""
        self._unclaimed[to] = text
        while len(self._unclaimed) > MOST_KEPT:
            del self._unclaimed[next(iter(self._unclaimed))]

    async def code(self, mail: asyncio.Future[str]) -> str:
        text = await asyncio.wait_for(mail, SECONDS_FOR_A_CODE)
        found: set[str] = set(CODE.findall(text))
        (code,) = found
        return code


@asynccontextmanager
async def mailbox_at(port: int) -> AsyncIterator[Mailbox]:
    box = Mailbox()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(box), HOST, port)
    async with server:
        yield box


def _text(content: bytes | str | None) -> str:
    raw = content if isinstance(content, bytes) else (content or "").encode()
    part = message_from_bytes(raw, policy=policy.default).get_body(("plain",))
    return str(part.get_content()) if part else ""
