"""A small OpenID Connect provider on this machine, which signs in whoever it was told to."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET, KEY_ID = "willkommen", "between us", "today"


@dataclass
class Provider:
    """`person` is what it says of whoever comes; None: they press cancel. `asked` is what came."""

    url: str = ""
    person: dict[str, Any] | None = None
    is_broken: bool = False
    asked: list[dict[str, str]] = field(default_factory=list)
    key: Any = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))
    _challenge: str = ""

    @property
    def settings(self) -> dict[str, Any]:
        app = {"provider_id": "oidc", "name": "the city’s sign-in", "client_id": CLIENT}
        own = {"server_url": self.url, "oauth_pkce_enabled": True}
        return {"openid_connect": {"APPS": [{**app, "secret": SECRET, "settings": own}]}}

    def discovery(self) -> dict[str, Any]:
        names = {
            "authorization_endpoint": "authorize",
            "token_endpoint": "token",
            "userinfo_endpoint": "userinfo",
            "jwks_uri": "keys",
        }
        found = {name: f"{self.url}/{path}" for name, path in names.items()}
        ways = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
        return {**found, **ways, "issuer": self.url}

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser is sent back to."""
        self.asked.append(asked)
        self._challenge = asked["code_challenge"]
        answer = {"code": "today only"} if self.person else {"error": "access_denied"}
        return f"{asked['redirect_uri']}?{urlencode({**answer, 'state': asked['state']})}"

    def token(self, asked: dict[str, str]) -> dict[str, Any] | None:
        digest = hashlib.sha256(asked["code_verifier"].encode()).digest()
        proof = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        told = (asked["client_secret"], asked["code"], proof)
        if told != (SECRET, "today only", self._challenge):
            return None
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 60}
        claims |= self.person or {}
        signed = jwt.encode(claims, self.key, "RS256", {"kid": KEY_ID})
        return {"access_token": "a", "token_type": "Bearer", "id_token": signed}

    def keys(self) -> dict[str, Any]:
        own = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**own, "kid": KEY_ID, "alg": "RS256", "use": "sig"}]}


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        address, provider = urlsplit(self.path), self.server.provider
        if provider.is_broken:
            self._send(503, {})
        elif address.path == "/authorize":
            self._send(302, {}, Location=provider.authorize(flat(address.query)))
        else:
            self._send(200, self._page(address.path))

    def _page(self, path: str) -> Any:
        provider = self.server.provider
        pages = {
            "/.well-known/openid-configuration": provider.discovery,
            "/userinfo": lambda: provider.person,
            "/keys": provider.keys,
        }
        return pages[path]()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        answer = self.server.provider.token(flat(body))
        self._send(200 if answer else 401, answer or {"error": "invalid_client"})

    def _send(self, status: int, content: Any, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(json.dumps(content).encode())

    def log_message(self, *_said: Any) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    provider: Provider


def flat(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}


@contextmanager
def running() -> Iterator[Provider]:
    provider = Provider()
    with Server(("127.0.0.1", 0), Handler) as server:
        server.provider = provider
        provider.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield provider
        server.shutdown()
        thread.join()


def follow(address: str) -> str:
    """Go where a browser is sent, and return where it is sent from there: path and query."""
    there = urlsplit(address)
    connection = HTTPConnection(there.netloc, timeout=10)
    connection.request("GET", f"{there.path}?{there.query}")
    back = urlsplit(connection.getresponse().headers["Location"])
    connection.close()
    return f"{back.path}?{back.query}"
