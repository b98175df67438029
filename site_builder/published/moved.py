"""Old addresses of a built site: the stubs that lead to where their pages are now."""

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path
from posixpath import normpath

_STUB = b'http-equiv="refresh"'


class _Stub(HTMLParser):
    """Finds where a page leads on its own."""

    def __init__(self) -> None:
        super().__init__()
        self.target = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the address of `<meta http-equiv="refresh" content="0; url=...">`."""
        said = dict(attrs)
        if tag == "meta" and said.get("http-equiv") == "refresh":
            self.target = (said.get("content") or "").partition("url=")[2]


def moved(output: Path, files: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return each old address and the new one, both from the root of the site: `cases/old/`.

    An address of other letters than those of addresses is left out; its stub leads on anyway.
    """
    found = []
    for path in sorted(files):
        if not path.endswith("/index.html"):
            continue
        data = (output / path).read_bytes()
        if _STUB not in data:
            continue
        stub = _Stub()
        stub.feed(data.decode())
        old = path.removesuffix("index.html")
        # Links of pages are relative to the folder that they lie in.
        new = f"{normpath(f'/{old}{stub.target}')}/".lstrip("/")
        if stub.target.endswith("/") and all(map(_is_plain, (old, new))):
            found.append((old, new))
    return tuple(found)


def _is_plain(address: str) -> bool:
    return re.fullmatch(r"[A-Za-z0-9._~/-]*", address) is not None
