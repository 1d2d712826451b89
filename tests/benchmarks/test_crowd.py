"""How the made-up people of bin/bench keep step, and get their codes."""

import asyncio
import os
import smtplib
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage
from typing import Any

from benchmarks.browser import Answer, Browser, address_of
from benchmarks.lockstep import Lockstep
from benchmarks.mailbox import mailbox_at
from benchmarks.page import Page
from benchmarks.processes import Meter
from willkommen.mailserver import free_port

STEPS = ["GET /de/", "POST /de/", "GET /de/booking/"]


def test_nobody_makes_the_next_request_before_all_have_made_this_one():
    made: list[tuple[str, str]] = []

    async def walk(person: str, turns: Lockstep) -> None:
        for step in STEPS:
            await turns(step, lambda step=step: answered(person, step))

    async def answered(person: str, step: str) -> tuple[Answer, Page]:
        made.append((step, person))
        return Answer("somewhere", step, 200, 0.0), Page("/", 200, "")

    async def everybody() -> Lockstep:
        turns = Lockstep(3, Meter({"web": (os.getpid(),)}))
        await asyncio.gather(*(walk(person, turns) for person in ("Amal", "Bohdan", "Chidi")))
        return turns

    costs = apart(everybody()).costs
    assert [step for step, _person in made] == [step for step in STEPS for _ in range(3)]
    assert [(cost.step, cost.request) for cost in costs] == [
        ("somewhere", f"{step} 200") for step in STEPS
    ]
    assert all(cost.cpu.web >= 0 for cost in costs)


def test_a_code_reaches_whoever_waits_and_whoever_asks_later():
    port = free_port()

    async def two_people() -> list[str]:
        async with mailbox_at(port) as mailbox:
            early = mailbox.expect("amal@post.example")
            for number, to in ((123456, "amal"), (654321, "bohdan")):
                await asyncio.to_thread(send, port, f"{to}@post.example", number)
            late = mailbox.expect("bohdan@post.example")
            return [await mailbox.code(early), await mailbox.code(late)]

    assert apart(two_people()) == ["123456", "654321"]


def apart(coroutine: Coroutine) -> Any:
    """Run it in a thread of its own: the tests' browser keeps a loop in the main one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


def send(port: int, to: str, code: int) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "termine@willkommen.example", to, "Code"
    mail.set_content(f"Ihr Code: {code}\nBuchung K7QM-42XD, 15.12.2026\n")
    with smtplib.SMTP("127.0.0.1", port) as server:
        server.send_message(mail)


def test_every_person_has_an_address_and_keeps_cookies():
    assert len({address_of(number) for number in range(3000)}) == 3000
    assert address_of(66_051) == "10.1.2.3"
    browser = Browser(None, "http://127.0.0.1", address_of(1))
    browser._keep(["w=abc; HttpOnly; Path=/", "csrftoken=x; Secure"])  # noqa: SLF001
    browser._keep(["w=def; Path=/"])  # noqa: SLF001
    assert browser.cookies == {"w": "def", "csrftoken": "x"}
