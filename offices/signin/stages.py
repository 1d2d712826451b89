"""The step of a sign-in that asks for a code."""

from typing import Any

from allauth.mfa.stages import AuthenticateStage

from offices.signin.factors import is_vouched_for


class CodeStage(AuthenticateStage):  # type: ignore[misc]  # allauth is untyped
    def handle(self) -> tuple[Any, bool]:
        """Go on at once where the other service has asked for a second factor itself."""
        if is_vouched_for(self.request, self.login.user):
            return None, True
        answer: tuple[Any, bool] = super().handle()
        return answer
