"""Connections to hosts of the public network, and to no others: one at a time to each.

An address in content may name a machine of the network in which a pipeline runs, or a name that
leads there. So names are resolved once, what they lead to is judged, and just that is connected to.
"""

import socket
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Lock

from msgspec import Struct

_TRANSLATED = IPv6Network("64:ff9b::/96")
"""Where gateways translate to IPv4 (RFC 6052)."""


class PrivateHost(OSError):  # noqa: N818 - it is a finding
    """A host is not of the public network."""


class Limits(Struct, frozen=True, kw_only=True):
    """How long is waited, in seconds, how many redirects are followed, and where they may lead.

    `silence` is between two bytes, `whole` for one answer, `pause` between two requests to a host.
    `private`: hosts that are not of the public network are asked, too.
    """

    silence: float = 10.0
    whole: float = 20.0
    pause: float = 1.0
    redirects: int = 5
    private: bool = False


class Turns:
    """Lets one at a time ask a host, with a pause before the next."""

    def __init__(self, pause: float) -> None:
        self._pause = pause
        self._own = Lock()
        self._locks: defaultdict[str, Lock] = defaultdict(Lock)
        self._last: dict[str, float] = {}

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait until the host may be asked; nobody else asks it while the block runs."""
        with self._own:
            lock = self._locks[host]
        with lock:
            last = self._last.get(host)
            if last is not None:
                time.sleep(max(0.0, last + self._pause - time.monotonic()))
            try:
                yield
            finally:
                self._last[host] = time.monotonic()


def connected(host: str, port: int, limits: Limits) -> socket.socket:
    """Return a connection to a host.

    Raises PrivateHost where any address of it is not public, OSError where none answers.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    places = list(dict.fromkeys(str(item[4][0]) for item in found))
    if not limits.private and not all(is_public(place) for place in places):
        raise PrivateHost(host)
    fault: OSError = OSError(host)
    for place in places:
        try:
            return socket.create_connection((place, port), limits.silence)
        except OSError as caught:
            fault = caught
    raise fault


def is_public(place: str) -> bool:
    """Tell whether a numeric address, and the one it may stand for, is of the public network."""
    address = ip_address(place.partition("%")[0])
    return all(one.is_global and not one.is_multicast for one in _meant(address))


def _meant(address: IPv4Address | IPv6Address) -> Iterator[IPv4Address | IPv6Address]:
    """Yield an address, or those of IPv4 that it carries."""
    if isinstance(address, IPv4Address):
        yield address
        return
    carried = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _TRANSLATED:
        carried.append(IPv4Address(int(address) & 0xFFFF_FFFF))
    inside = [one for one in carried if one is not None]
    yield from inside or [address]
