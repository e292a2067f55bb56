"""A real Matrix homeserver on loopback, for a slow story and for `benchmarks.live`.

Synapse is AGPL, so it is no part of Qunli: it stands in an environment of its own, `.cache/synapse` (`make synapse`) or
wherever QUNLI_SYNAPSE says that a Python with it is. It talks to nobody: no federation, no key servers.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import socket
import subprocess
import time
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

OWN = Path(__file__).resolve().parent.parent / ".cache" / "synapse" / "bin" / "python"
SECRET = "only on this machine"
READY_WITHIN = 60.0
FREE = {"per_second": 100_000, "burst_count": 100_000}
LIMITS: dict[str, Any] = {f"rc_{what}": FREE for what in ("message", "registration", "room_creation")}
LIMITS |= {"rc_login": {"address": FREE, "account": FREE}, "rc_joins": {"local": FREE, "remote": FREE}}
LIMITS |= {"rc_invites": {"per_room": FREE, "per_user": FREE, "per_issuer": FREE}}


def python() -> str | None:
    """A Python that has Synapse; null when there is none."""
    named = os.environ.get("QUNLI_SYNAPSE")
    return named or (str(OWN) if OWN.exists() else None)


class Synapse:
    """One homeserver whose data are in `folder`; it may be stopped and started again."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.address = f"http://127.0.0.1:{self.port}"
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        folder.mkdir(parents=True, exist_ok=True)
        listener = {"port": self.port, "tls": False, "bind_addresses": ["127.0.0.1"], "type": "http"}
        config = {
            "server_name": "localhost",
            "listeners": [{**listener, "resources": [{"names": ["client"], "compress": False}]}],
            "database": {"name": "sqlite3", "args": {"database": str(folder / "homeserver.db")}},
            "trusted_key_servers": [],
            "federation_domain_whitelist": [],
            "signing_key_path": str(folder / "signing.key"),
            "media_store_path": str(folder / "media"),
            "pid_file": str(folder / "pid"),
            "log_config": str(folder / "log.json"),
            "registration_shared_secret": SECRET,
            "macaroon_secret_key": SECRET,
            "form_secret": SECRET,
            "report_stats": False,
            "presence": {"enabled": False},
            **LIMITS,
            **settings,
        }
        (folder / "homeserver.yaml").write_text(json.dumps(config))
        handler = {"class": "logging.FileHandler", "filename": str(folder / "log"), "formatter": "plain"}
        log = {"version": 1, "formatters": {"plain": {"format": "%(asctime)s %(message)s"}}, "handlers": {"f": handler}}
        (folder / "log.json").write_text(json.dumps({**log, "root": {"level": "WARNING", "handlers": ["f"]}}))

    def start(self) -> None:
        """Returns when it answers. Raises `RuntimeError` when it does not within a minute."""
        found = python()
        if found is None:
            raise RuntimeError("Synapse is not installed: make synapse")
        words = [found, "-m", "synapse.app.homeserver", "-c", str(self._folder / "homeserver.yaml")]
        with (self._folder / "out").open("ab") as out:
            self._process = subprocess.Popen(words, stdout=out, stderr=out, cwd=self._folder)
        end = time.monotonic() + READY_WITHIN
        while time.monotonic() < end and self._process.poll() is None:
            try:
                self.ask("GET", "/_matrix/client/versions")
            except URLError:
                time.sleep(0.1)
            else:
                return
        self.stop()
        raise RuntimeError(f"Synapse did not start: {(self._folder / 'out').read_text()[-2000:]}")

    def stop(self) -> None:
        """Ended at once if it does not end by itself."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None

    def user(self, name: str) -> tuple[str, str]:
        """A new account: its id and an access token."""
        path = "/_synapse/admin/v1/register"
        nonce = str(self.ask("GET", path)["nonce"])
        password = secrets.token_hex(8)
        signed = "\0".join((nonce, name, password, "notadmin"))
        mac = hmac.new(SECRET.encode(), signed.encode(), hashlib.sha1).hexdigest()
        body = {"nonce": nonce, "username": name, "displayname": name.title(), "password": password, "mac": mac}
        made = self.ask("POST", path, body=body)
        return str(made["user_id"]), str(made["access_token"])

    def ask(self, method: str, path: str, token: str = "", body: Any = None) -> Any:
        """What it answers. Raises `HTTPError`, `URLError`."""
        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
        data = None if body is None and method == "GET" else json.dumps(body or {}).encode()
        request = Request(self.address + path, data=data, headers=headers, method=method)
        try:
            with urlopen(request, timeout=30) as answer:
                return json.loads(answer.read())
        except HTTPError as error:
            error.add_note(error.read().decode("utf-8", "replace"))
            raise
