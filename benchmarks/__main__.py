"""What `bin/bench` runs: everything that is measured, in one table."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import TextIO

import django

from benchmarks import databases
from willkommen.mailserver import free_port
from willkommen.preparation import Preparation

BEGAN = time.monotonic()
KEPT, TEMPLATE = "bench_pilot", "bench"


def say(text: str, to: TextIO = sys.stdout) -> None:
    print(text, file=to, flush=True)


def tell(line: str) -> None:
    """How far it has come; beside the table, which can be sent elsewhere."""
    say(f"[{time.monotonic() - BEGAN:6.1f} s] {line}", sys.stderr)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the table as JSON")
    parser.add_argument("--quick", action="store_true", help="fewer and shorter rounds")
    parser.add_argument("--only", default="", metavar="WORDS", help="rows with this in their name")
    parser.add_argument("--list", action="store_true", help="name the rows, and measure none")
    return parser.parse_args()


@contextmanager
def template() -> Iterator[dict[str, str]]:
    """Make the database that everything begins with; yield what programs have to be told.

    The ten authorities are loaded once and kept for the next run, as long as their data and the
    tables stay as they are.
    """
    given, var = os.environ["DATABASE_URL"], Path(os.environ["WILLKOMMEN_VAR"])
    told = {
        "BASE_URL": "https://127.0.0.1",  # as behind a proxy that speaks https
        "TRUSTED_PROXIES": "1",
        "MAILBOX_DIR": "",
        "EMAIL_URL": f"smtp://127.0.0.1:{free_port()}",
    }
    is_known = databases.exists(given, KEPT)
    kept = databases.address_of(given, KEPT) if is_known else databases.make(given, KEPT)
    os.environ.update(told, DATABASE_URL=kept)
    Preparation(var, os.environ, tell).run(knows_database=is_known)
    os.environ["DATABASE_URL"] = databases.make(given, TEMPLATE, copy_of=KEPT)
    try:
        yield {**told, "DATABASE_URL": os.environ["DATABASE_URL"]}
    finally:
        databases.drop(given, TEMPLATE)


def main() -> int:
    wish = arguments()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "willkommen.settings")
    given = os.environ["DATABASE_URL"]
    if wish.list:
        say("\n".join(_tour().names()))
        return 0
    with template() as told:
        found = _tour().take(wish, told, given, tell)
    say(json.dumps(found.record, indent=2) if wish.json else "\n".join(found.text))
    return 1 if found.failures else 0


def _tour() -> ModuleType:
    django.setup()
    from benchmarks import tour  # noqa: PLC0415 - models can be read only after set-up

    return tour


if __name__ == "__main__":
    sys.exit(main())
