"""Somebody at the office opens the list of bookings every second, until told to stop.

python -m benchmarks.staff URL COOKIE: prints status and seconds of each answer when standard
input ends.
"""

import http.client
import select
import sys
import time
from urllib.parse import urlsplit

PATH = "/admin/booking/booking/"
EVERY = 1.0
PATIENCE = 60.0


def ask(host: str, cookie: str) -> tuple[int, float]:
    """Return status and seconds; 0 when no answer came."""
    headers = {"Cookie": cookie, "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}
    begun = time.perf_counter()
    connection = http.client.HTTPConnection(host, timeout=PATIENCE)
    try:
        connection.request("GET", PATH, headers=headers)
        answer = connection.getresponse()
        answer.read()
        status = answer.status
    except OSError:
        status = 0
    finally:
        connection.close()
    return status, time.perf_counter() - begun


def is_over(seconds: float) -> bool:
    return bool(select.select([sys.stdin], [], [], max(0.0, seconds))[0])


def main(url: str, cookie: str) -> None:
    answers = []
    due = time.monotonic()
    while not is_over(due - time.monotonic()):
        answers.append(ask(urlsplit(url).netloc, cookie))
        due = max(due + EVERY, time.monotonic())
    sys.stdout.writelines(f"{status} {seconds:.4f}\n" for status, seconds in answers)


if __name__ == "__main__":
    main(*sys.argv[1:])
