"""What must not be read in a log."""

import logging
import re

# The link of a booking opens it, the one for a new password an account; some mail scanners ask for
# them in ways that are logged. The one on a paper opens nothing, but names number, place and day
# when that is long forgotten.
LINK = re.compile(r"/(l|proof)(?:/[^/\s]+){2,5}|/(password/reset/key)/[^/\s]+")


class NoLinks(logging.Filter):
    """Leave out the key of every link, wherever in the line it stands."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = LINK.sub(_shortened, record.getMessage()), None
        return True


def _shortened(link: re.Match[str]) -> str:
    return f"/{link[1] or link[2]}/…"


CONFIGURATION = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
    },
    "filters": {"no_links": {"()": "willkommen.logs.NoLinks"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["no_links"],
        },
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "mail.log": {"level": "WARNING"},  # aiosmtpd writes down every address
        # Forty lines for every PDF.
        "fontTools": {"level": "WARNING"},
        "weasyprint.progress": {"level": "WARNING"},
    },
}
