"""CPU time and memory, read from /proc of programs that do what we know."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.processes import Meter, cpu_ms, family, memory_mb, parent

# Says so when it has worked for a while; goes on when it is told to.
WORKS = """
import sys, time
until = time.process_time() + {seconds}
while time.process_time() < until: pass
print("done", flush=True)
sys.stdin.readline()
"""
STARTS_ANOTHER = """
import subprocess, sys
subprocess.run([sys.executable, "-c", {program!r}], check=True)
print("ended", flush=True)
sys.stdin.readline()
"""


@contextmanager
def running(program: str, words: int = 1) -> Iterator[subprocess.Popen]:
    """A program that has said its words, and waits."""
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        for _ in range(words):
            process.stdout.readline()
        yield process
        process.communicate("\n")


def test_time_on_the_processor_is_that_which_was_worked():
    with running(WORKS.format(seconds=0.2)) as process:
        assert cpu_ms(process.pid) >= 200
        assert cpu_ms(process.pid) == cpu_ms(process.pid)  # whoever waits uses none


def test_who_runs_for_it_counts_too():
    starting = STARTS_ANOTHER.format(program=WORKS.format(seconds=0.2))
    with running(starting) as process:  # the other one waits still
        assert len(family(process.pid)) == 2
        assert cpu_ms(process.pid) >= 200


def test_who_has_ended_counts_on():
    ends = WORKS.format(seconds=0.2).replace("sys.stdin.readline()", "")
    with running(STARTS_ANOTHER.format(program=ends), words=2) as process:
        assert family(process.pid) == [process.pid]
        assert cpu_ms(process.pid) >= 200


def test_a_meter_keeps_the_parts_apart():
    with running(WORKS.format(seconds=0.1)) as busy, running(WORKS.format(seconds=0)) as idle:
        meter = Meter({"web": (busy.pid,), "database": (idle.pid,), "workers": ()})
        used = meter.read()
    assert used.web >= 100
    assert 0 < used.database < used.web
    assert (used.queue, used.workers) == (0, 0)


def test_a_process_that_is_gone_has_used_nothing():
    with running(WORKS.format(seconds=0)) as process:
        pid = process.pid
    assert cpu_ms(pid) == 0


def test_memory_and_parent_are_those_of_the_process():
    with running(WORKS.format(seconds=0)) as process:
        resident, shared_out = memory_mb(process.pid)
        assert parent(process.pid) == os.getpid()
    assert 1 < shared_out <= resident < 100
