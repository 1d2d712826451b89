"""The post office: SMTP with one deadline for the whole conversation.

smtplib's time-out counts anew at every step; a slow server could keep a message longer than the
lease on it lasts, and a second worker would send it again.
"""

import smtplib
from time import monotonic
from typing import Any

from django.core.mail.backends.smtp import EmailBackend


class _Deadline(smtplib.SMTP):
    def __init__(self, *args: Any, **options: Any) -> None:
        self._ends = monotonic() + options["timeout"]
        super().__init__(*args, **options)

    def send(self, s: Any) -> None:
        self._hurry()
        super().send(s)

    def getreply(self) -> tuple[int, bytes]:
        self._hurry()
        return super().getreply()

    def _hurry(self) -> None:
        left = self._ends - monotonic()
        if left <= 0:
            self.close()
            raise smtplib.SMTPServerDisconnected("The mail server took too long.")
        if self.sock:
            self.sock.settimeout(left)


class _SecureDeadline(_Deadline, smtplib.SMTP_SSL):
    pass


class PunctualBackend(EmailBackend):
    """Django's SMTP backend; `timeout` (EMAIL_TIMEOUT) is for the whole conversation."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _SecureDeadline if self.use_ssl else _Deadline
