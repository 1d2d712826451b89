"""Refuse a file of more than 300 lines and a function of more than 25."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

LONGEST_FILE = 300
LONGEST_FUNCTION = 25
FOLDERS = ("willkommen", "offices", "booking", "tests", "benchmarks")


def complaints(file: Path) -> Iterator[str]:
    text = file.read_text()
    lines = len(text.splitlines())
    if lines > LONGEST_FILE:
        yield f"{file}: {lines} lines, at most {LONGEST_FILE}"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                where = f"{file}:{node.lineno}: {node.name}"
                yield f"{where} has {length} lines, at most {LONGEST_FUNCTION}"


def our_files() -> list[Path]:
    listed = subprocess.run(
        ["/usr/bin/env", "git", "ls-files", "--cached", "--others", "--exclude-standard", *FOLDERS],
        capture_output=True,
        text=True,
        check=True,
    )
    files = [Path(line) for line in listed.stdout.splitlines() if line.endswith(".py")]
    return [file for file in files if file.exists() and "migrations" not in file.parts]


if __name__ == "__main__":
    found = [complaint for file in our_files() for complaint in complaints(file)]
    sys.exit("\n".join(found) or None)
