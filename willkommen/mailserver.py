"""A real SMTP server on this machine that keeps what it is given, for bin/run."""

import argparse
import asyncio
import secrets
import signal
import socket
import time
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

HERE = "127.0.0.1"


class Keeper:
    """Keeps each message as one file, named so that the newest comes last."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002, N802
        self.keep(_bytes(envelope.content), [str(to) for to in envelope.rcpt_tos])
        return "250 OK"

    def keep(self, content: bytes, recipients: list[str]) -> None:
        name = f"{time.time_ns():020d}-{secrets.token_hex(4)}"
        unfinished = self.folder / f"{name}.part"
        envelope = f"X-Envelope-To: {', '.join(recipients)}\r\n".encode()
        unfinished.write_bytes(envelope + content)
        unfinished.rename(self.folder / f"{name}.eml")


def _bytes(content: bytes | str | None) -> bytes:
    return content.encode() if isinstance(content, str) else content or b""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        return int(probe.getsockname()[1])


async def serve(folder: Path, port: int) -> None:
    keeper = Keeper(folder)
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    for last in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(last, stopped.set)
    async with await loop.create_server(lambda: SMTP(keeper), HERE, port):
        await stopped.wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m willkommen.mailserver", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("port", type=int)
    wish = parser.parse_args()
    asyncio.run(serve(wish.folder, wish.port))
