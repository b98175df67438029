"""A web on this machine for tests: a server that answers as servers outside do, well and badly."""

import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from msgspec import Struct, field

STATUS = {
    "/fine": 200,
    "/gone": 410,
    "/none": 404,
    "/broken": 500,
    "/forbidden": 403,
    "/guarded": 412,
    "/many": 429,
}
LEADS = {
    "/moved": (301, "/fine"),
    "/moved-twice": (308, "/moved"),
    "/away": (302, "/fine"),
    "/away-moved": (302, "/moved"),
    "/moved-to-none": (301, "/none"),
    "/round": (302, "/round"),
    "/ftp": (301, "ftp://127.0.0.1/"),
    "/odd": (301, "http://[/"),
    "/chinese": (301, "/好 的"),
    "/inside": (302, "http://10.0.0.1/"),
}


class Web(Struct, kw_only=True):
    """What was asked of a server: method, path and headers of each request, and when it came."""

    address: str = ""
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    at_once: int = 0
    most: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    done: threading.Event = field(default_factory=threading.Event)


@contextmanager
def serving(certificate: Path | None = None) -> Iterator[Web]:
    """Serve on a free port of the loopback, with a certificate over TLS."""
    web = Web()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(web))
    server.daemon_threads = True
    scheme = "http"
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        scheme = "https"
    web.address = f"{scheme}://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield web
    finally:
        web.done.set()
        server.shutdown()
        server.server_close()
        thread.join()


def certificate(file: Path, name: str = "127.0.0.1", days: int = 30) -> Path:
    """Write a certificate with its key, signed by itself, for a name and so many days from now."""
    key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.now(UTC)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    known: x509.GeneralName = x509.DNSName(name)
    with suppress(ValueError):
        known = x509.IPAddress(ip_address(name))
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=60))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([known]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file


def leading(site: Path, web: Web, *paths: str) -> Path:
    """Let a page of a site lead to a server."""
    with (site / "site.toml").open("a", encoding="utf-8") as settings:
        settings.write(f'\n[outside]\nhosts = ["{web.address.rpartition("/")[2]}"]\n')
    page = site / "content/pages/about.md"
    shown = "".join(f"[页{path}]({web.address}{path})。\n\n" for path in paths)
    page.write_text(f"{page.read_text('utf-8')}\n{shown}", encoding="utf-8")
    return site


def _handler(web: Web) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            with web.lock:
                web.asked.append((self.command, self.path, dict(self.headers)))
                web.times.append(time.monotonic())
                web.at_once += 1
                web.most = max(web.most, web.at_once)
            try:
                self._answer()
            finally:
                with web.lock:
                    web.at_once -= 1

        do_GET = do_HEAD  # noqa: N815

        def _answer(self) -> None:
            path = self.path.partition("?")[0]
            if path == "/slow":
                web.done.wait(20)
            elif path == "/drip":
                with suppress(OSError):
                    self.wfile.write(b"HTTP/1.1 200 OK\r\n")
                    while not web.done.wait(0.02):
                        self.wfile.write(b"x")
            elif path == "/cut":
                return
            elif path == "/words":
                self.wfile.write(b"SSH-2.0-none\r\n\r\n")
            elif path == "/get-only" and self.command == "HEAD":
                self._say(405)
            elif path == "/no-head" and self.command == "HEAD":
                return
            elif path in LEADS:
                status, place = LEADS[path]
                self._say(status, ("Location", place.encode().decode("latin-1")))
            else:
                self._say(STATUS.get(path, 200))

        def _say(self, status: int, *headers: tuple[str, str]) -> None:
            self.send_response(status)
            for name, value in (*headers, ("Content-Length", "0")):
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    return Handler
