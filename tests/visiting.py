"""Servers on this machine, and a visitor who asks them for every page all the time."""

import http.client
import json
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from site_builder.traces import sha256

NGINX = """
daemon off;
{user}
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
include /usr/share/nginx/modules-available/mod-http-brotli-static.con[f];
events {{ worker_connections 64; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  include {folder}/site.conf;
}}
"""

FOLDER = """
server {{
  listen 127.0.0.1:{port};
  root {root};
  index index.html;
}}
"""


def nginx_program() -> str:
    """Return where nginx is: Debian keeps it where only the superuser looks."""
    return shutil.which("nginx") or "/usr/sbin/nginx"


def free_port() -> int:
    """Return the number of a port of loopback that nobody uses."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def nginx(root: Path, folder: Path) -> Iterator[int]:
    """Serve a folder by nginx; yield the port."""
    port = free_port()
    with nginx_by(FOLDER.format(port=port, root=root), port, folder):
        yield port


@contextmanager
def nginx_by(settings: str, port: int, folder: Path) -> Iterator[None]:
    """Run nginx with settings of sites, one of which listens to a port of loopback."""
    folder.mkdir()
    (folder / "site.conf").write_text(settings, encoding="utf-8")
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, user=user), encoding="utf-8")
    command = (nginx_program(), "-c", str(folder / "nginx.conf"))
    with subprocess.Popen(command) as server:
        try:
            wait(port)
            yield
        finally:
            server.terminate()


def wait(port: int) -> None:
    """Wait until something answers at a port."""
    for _ in range(100):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the server does not answer")


class _Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one go, for which nobody waits

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def plain_server(root: Path, _: Path) -> Iterator[int]:
    """Serve a folder by Python's own server; yield the port."""
    handler = partial(_Quiet, directory=str(root))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield int(server.server_address[1])
        finally:
            server.shutdown()


Known = dict[str, dict[str, str]]
"""Complete builds: the SHA-256 of their files by path, by that of the list."""


class Visitor:
    """Asks for every address of the site, over and over, and holds each answer against builds.

    Between two equal answers for `build.json` all answers must be of that build; where the site
    was changed meanwhile, each must be of a complete one.
    """

    def __init__(self, port: int, known: Known) -> None:
        self._port, self._known = port, known
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self.wrong: list[str] = []
        self.rounds = 0

    def __enter__(self) -> "Visitor":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        while not self._stop.is_set():
            try:
                self.visit(partial(_asked, connection))
                self.rounds += 1
            except Exception as fault:  # noqa: BLE001 - an answer that does not come is a fault
                self.wrong.append(repr(fault))
                return

    def visit(self, get: Callable[[str], str]) -> str:
        """Ask for everything once; return the digest of the build that answers at the end."""
        before = get("build.json")
        files = self._known.get(before, {})
        answers = {path: get(path) for path in files}
        after = get("build.json")
        builds = [files] if before == after else list(self._known.values())
        for path, answer in answers.items():
            if answer not in {build.get(path, "") for build in builds}:
                self.wrong.append(f"{path} of {before[:8]}, {after[:8]}: {answer[:8]}")
        for one in (before, after):
            if one not in self._known:
                self.wrong.append(f"no complete build: {one[:8]}")
        return after

    def now(self) -> str:
        """Ask for everything once, by a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        return self.visit(partial(_asked, connection))


def _asked(connection: http.client.HTTPConnection, path: str) -> str:
    """Return the SHA-256 of what a server answers, "" where it has no such file."""
    connection.request("GET", f"/{path}")
    answer = connection.getresponse()
    body = answer.read()
    return sha256(body) if answer.status == 200 else ""


def listed(folder: Path) -> tuple[str, dict[str, str]]:
    """Return the digest of a build's list, and its files."""
    data = (folder / "build.json").read_bytes()
    return sha256(data), json.loads(data)["files"]
