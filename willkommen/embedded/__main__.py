"""Run both servers for a command, or until Ctrl-C: python -m willkommen.embedded --help."""

import argparse
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from willkommen.embedded import servers
from willkommen.parts import StartError, interrupt
from willkommen.surroundings import surroundings


def main() -> int:
    wish = _arguments()
    for last in (signal.SIGINT, signal.SIGTERM):
        signal.signal(last, interrupt)
    try:
        with servers(wish.var, hasty=wish.hasty) as addresses:
            environment = {**surroundings(wish.var), **addresses}
            return _run(wish.command, environment) if wish.command else _show(environment)
    except StartError as refusal:
        print(refusal, file=sys.stderr)  # noqa: T201
        return 1
    except KeyboardInterrupt:
        return 0 if not wish.command else 130


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m willkommen.embedded", description=__doc__)
    parser.add_argument("--var", type=Path, default=Path("var/dev"), help="folder for the data")
    parser.add_argument("--hasty", action="store_true", help="for tests: faster, not durable")
    parser.add_argument("command", nargs=argparse.REMAINDER, help="-- program and arguments")
    wish = parser.parse_args()
    wish.command = wish.command[1:] if wish.command[:1] == ["--"] else wish.command
    return wish


def _run(command: list[str], environment: dict[str, str]) -> int:
    with subprocess.Popen(command, env={**os.environ, **environment}) as process:  # noqa: S603
        signal.signal(signal.SIGTERM, lambda *_: process.send_signal(signal.SIGINT))
        with suppress(KeyboardInterrupt):
            return process.wait()
        return process.wait()  # the terminal has told it too


def _show(environment: dict[str, str]) -> int:
    for name, value in environment.items():
        print(f"export {name}='{value}'", flush=True)  # noqa: T201
    signal.pause()
    return 0


if __name__ == "__main__":
    sys.exit(main())
