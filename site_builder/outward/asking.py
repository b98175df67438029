"""Asking one address whether it still answers: HEAD, then GET, and a few redirects."""

import errno
import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from enum import StrEnum
from http.client import HTTPConnection, HTTPException
from threading import Event, Timer
from urllib.parse import quote, urldefrag, urljoin, urlsplit

from msgspec import Struct

from site_builder.outward.hosts import Limits, PrivateHost, Turns, connected

_PORTS = {"http": 80, "https": 443}
_PERMANENT, _PASSING = (301, 308), (302, 303, 307)
_GUARDED = (401, 403, 405, 406, 407, 412, 418, 429, 451, 521, 999)
"""What servers say to programs where a person may be shown the page; 412 and 521 are the answers of
guards that stand before many sites in China."""
_CERTIFICATES = {
    10: "@certificate-expired",
    18: "@certificate-issuer",
    19: "@certificate-issuer",
    20: "@certificate-issuer",
    62: "@certificate-name",
    64: "@certificate-name",
}
"""What OpenSSL says of a certificate (`X509_V_ERR_…`), in words."""
_LINES = {
    errno.ECONNREFUSED: "@link-refused",
    errno.ECONNRESET: "@link-cut",
    errno.EPIPE: "@link-cut",
    errno.ENETUNREACH: "@link-no-way",
    errno.EHOSTUNREACH: "@link-no-way",
}
"""What systems say of connections that came to nothing."""
_WRITTEN = "!#$%&'()*+,/:;=?@[]~-._"
"""What may stand in an address as it is; all else is escaped (RFC 3986)."""


class State(StrEnum):
    """What came of asking an address."""

    FINE = "fine"
    MOVED = "moved"
    BROKEN = "broken"
    CLOSED = "closed"
    SILENT = "silent"
    CERTIFICATE = "certificate"
    PRIVATE = "private"


class Answer(Struct, frozen=True, kw_only=True):
    """What came of asking; `cause` is a phrase. `target` is where what has moved is found now."""

    state: State
    cause: str = ""
    target: str = ""


class Visitor(Struct, frozen=True, kw_only=True):
    """Who asks: under which name, within which limits, in turn with the others."""

    agent: str
    limits: Limits
    turns: Turns

    def ask(self, address: str) -> Answer:
        """Return what an address answers. Never raises for what a server or an address is."""
        here, moved = address, ""
        lasting = True
        for _ in range(self.limits.redirects + 1):
            answer, leads = self._look(here)
            if not leads:
                found_moved = answer.state is State.FINE and moved
                return Answer(state=State.MOVED, target=moved) if found_moved else answer
            here = leads
            lasting = lasting and answer.state is State.MOVED
            moved = here if lasting else moved
        return Answer(state=State.BROKEN, cause=f"@link-redirects|{self.limits.redirects}")

    def _look(self, address: str) -> tuple[Answer, str]:
        """Return the answer of one address, and where it sends who asks, "" where it does not."""
        try:
            try:
                status, leads = self._request("HEAD", address)
            except (ConnectionResetError, HTTPException):
                status, leads = 501, ""  # there are servers that do not know it
            if status >= 400 and status != 429:
                status, leads = self._request("GET", address)
            leads = leads and urldefrag(urljoin(address, leads)).url
        except PrivateHost:
            return Answer(state=State.PRIVATE), ""
        except ssl.SSLCertVerificationError as fault:
            cause = _CERTIFICATES.get(fault.verify_code, f"@certificate-code|{fault.verify_code}")
            return Answer(state=State.CERTIFICATE, cause=cause), ""
        except ssl.SSLError:
            return Answer(state=State.CERTIFICATE, cause="@certificate-none"), ""
        except socket.gaierror:
            return Answer(state=State.SILENT, cause="@link-no-host"), ""
        except TimeoutError:
            return Answer(state=State.SILENT, cause="@link-no-answer"), ""
        except OSError as fault:
            other = "@link-cut" if isinstance(fault, ConnectionError) else "@link-no-answer"
            cause = _LINES.get(fault.errno or 0, other)
            return Answer(state=State.SILENT, cause=cause), ""
        except (HTTPException, ValueError):  # UnicodeError is a ValueError
            return Answer(state=State.BROKEN, cause="@link-no-http"), ""
        return _judged(status, leads)

    def _request(self, method: str, address: str) -> tuple[int, str]:
        """Return status and `Location` of one answer, whose body is not read."""
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode()
        if parts.scheme not in _PORTS or not host:
            raise ValueError(address)
        port = parts.port or _PORTS[parts.scheme]
        target = quote(f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}", _WRITTEN)
        shown = f"[{host}]" if ":" in host else host
        headers = {
            "Host": shown if port == _PORTS[parts.scheme] else f"{shown}:{port}",
            "User-Agent": self.agent,
            "Accept": "*/*",
            "Accept-Encoding": "identity",
            "Connection": "close",
        }
        with self.turns.turn(host):
            line = connected(host, port, self.limits)
            line.settimeout(self.limits.silence)
            if parts.scheme == "https":
                context = ssl.create_default_context()
                line = context.wrap_socket(
                    line, server_hostname=host, do_handshake_on_connect=False
                )
            return _answered(line, (method, target, headers), self.limits.whole)


def _answered(
    line: socket.socket, asked: tuple[str, str, Mapping[str, str]], whole: float
) -> tuple[int, str]:
    """Ask over a connection and close it; TimeoutError where the answer takes too long in all."""
    late = Event()

    def cut() -> None:
        late.set()
        with suppress(OSError):
            socket.socket.shutdown(line, socket.SHUT_RDWR)  # whoever reads wakes up

    guard = Timer(whole, cut)
    guard.daemon = True
    guard.start()
    try:
        if isinstance(line, ssl.SSLSocket):
            line.do_handshake()
        connection = HTTPConnection("")
        connection.sock = line
        method, target, headers = asked
        connection.request(method, target, headers=dict(headers))
        response = connection.getresponse()
        if late.is_set():  # what was cut off looks like an end
            raise TimeoutError
        leads = response.getheader("Location", "")
        return response.status, leads.encode("latin-1").decode("utf-8", "replace")
    except (OSError, HTTPException, ValueError) as fault:
        if late.is_set():
            raise TimeoutError from fault
        raise
    finally:
        guard.cancel()
        line.close()


def _judged(status: int, leads: str) -> tuple[Answer, str]:
    if status in (*_PERMANENT, *_PASSING) and leads:
        state = State.MOVED if status in _PERMANENT else State.FINE
        return Answer(state=state), leads
    cause = f"@link-status|{status}"
    if 200 <= status < 300:
        return Answer(state=State.FINE), ""
    if status in _GUARDED:
        return Answer(state=State.CLOSED, cause=cause), ""
    return Answer(state=State.BROKEN, cause=cause), ""
