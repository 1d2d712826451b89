"""Staff sign in with a second step, with a recovery code, and see where else they are signed in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.inspector import Inspector
from tests.journeys.phones import Lent, Watch, new_phone
from tests.journeys.stack import Stack
from tests.signing_in import code_of

pytestmark = pytest.mark.browser
OTHER_BROWSER = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"


@dataclass
class Colleague(Inspector):
    """Somebody of the staff, whose pages name no language in their address."""

    email: str = ""
    looks: bool = True
    looked_at: set[tuple[str, str]] = field(default_factory=set)

    def go(self, path: str) -> None:
        self.page.goto(f"{self.stack.url}/accounts/{path}")
        self.is_a_kind_page()

    def is_a_kind_page(self) -> None:
        """Each once, where somebody looks closely; the desk has walks of its own."""
        page = (self.page.url.partition("?")[0], self.page.title())
        if self.looks and page not in self.looked_at and "/desk/" not in self.page.url:
            self.looked_at.add(page)
            super().is_a_kind_page()

    def press(self, button: str = "form.form button[type=submit]") -> None:
        """Come back when the next page is there, so that others are asked about it afterwards."""
        with self.page.expect_navigation():
            self.main(button).first.click()
        self.is_a_kind_page()

    def types_password(self) -> None:
        logins = (self.stack.var / "logins.txt").read_text()
        (password,) = re.findall(rf"{re.escape(self.email)}\s+(\S+)", logins)
        self.go("login/")
        self.page.fill("input[name=login]", self.email)
        self.page.fill("input[name=password]", password)
        self.press()

    def types_code(self, code: str) -> None:
        self.page.fill("input[name=code]", code)
        self.press()

    def sets_up(self) -> tuple[str, list[str]]:
        """Return the key of the app, and the recovery codes."""
        self.go("2fa/totp/activate/")
        secret = self.main("code.secret").inner_text()
        self.types_code(code_of(secret, left=2))
        return secret, self.main(".recovery-codes code").all_inner_texts()

    def removes(self) -> None:
        self.go("2fa/totp/deactivate/")
        self.press()

    def signs_out(self) -> None:
        self.go("logout/")
        self.press()

    def is_in(self) -> bool:
        return self.page.context.request.get(f"{self.stack.url}/accounts/", max_redirects=0).ok


@pytest.fixture
def elsewhere(browser: Browser, stack: Stack) -> Iterator[Page]:
    """Another browser, in another place."""
    watch, context = Watch(stack.url), new_phone(browser, user_agent=OTHER_BROWSER)
    page = context.new_page()
    watch.over(page)
    yield page
    context.close()
    assert watch.complaints == []


def test_a_second_step_is_set_up_and_asked_for(phone: Page, stack: Stack) -> None:
    manager = Colleague(phone, stack, email="manager@kiel.example", looks=False)
    manager.types_password()
    secret, codes = manager.sets_up()
    assert len(codes) == 10
    assert manager.email in str(stack.wait_for_mail(manager.email)["To"])

    manager.signs_out()
    manager.types_password()
    manager.types_code("000000")
    assert manager.main("[role=alert]").count() == 1
    manager.types_code(code_of(secret, left=2))
    phone.wait_for_url("**/desk/**")
    manager.removes()
    manager.signs_out()


def test_sessions_are_ended_from_elsewhere(phone: Page, elsewhere: Page, stack: Stack) -> None:
    here = Colleague(phone, stack, email="manager@chemnitz.example", looks=False)
    there = Colleague(elsewhere, stack, email=here.email, looks=False)
    here.types_password()
    _secret, codes = here.sets_up()
    there.types_password()
    there.types_code(codes[0])
    elsewhere.wait_for_url("**/desk/**")

    here.go("sessions/")
    assert "Firefox" in here.main(".sessions strong").nth(1).inner_text()
    here.press("form[action$='/end/'] button")
    assert (here.is_in(), there.is_in()) == (True, False)

    there.types_password()
    there.types_code(codes[1])
    here.go("sessions/")
    here.press()
    assert (here.is_in(), there.is_in()) == (True, False)
    here.removes()


@pytest.mark.parametrize("language", ["de", "ar"])
def test_every_page_is_kind(smallest_phone: Lent, stack: Stack, language: str) -> None:
    colleague = Colleague(
        smallest_phone.hand_over(), stack, language, email="manager@potsdam.example"
    )
    colleague.page.context.add_cookies(
        [{"name": "django_language", "value": language, "url": stack.url}]
    )
    colleague.look_at("login/", "password/reset/", "password/reset/done/", "inactive/")
    colleague.look_at("password/reset/key/1-wrong/", "password/reset/key/done/", "cancelled/")
    colleague.go("login/")
    colleague.is_refused()
    colleague.types_password()
    colleague.look_at("", "password/change/", "sessions/", "reauthenticate/", "logout/")
    colleague.go("password/change/")
    colleague.is_refused()
    colleague.go("2fa/totp/activate/")
    colleague.is_refused()
    _secret, codes = colleague.sets_up()
    colleague.look_at("", "2fa/recovery-codes/generate/", "2fa/reauthenticate/")
    colleague.signs_out()
    colleague.types_password()
    colleague.is_refused()
    colleague.types_code(codes[0])
    colleague.removes()
    assert smallest_phone.watch.complaints == []
