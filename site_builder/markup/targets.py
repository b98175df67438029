"""What a relative address in a document means: a path in the site's folder."""

import re
from posixpath import dirname, join, normpath
from urllib.parse import SplitResult, urlsplit

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\]")


def split_address(address: str) -> SplitResult:
    """Return the parts of an address; one that is none is all a host, which nobody has listed."""
    try:
        return urlsplit(address)
    except ValueError:  # brackets without an address of version 6 of the protocol
        return SplitResult("none", address, "", "", "")


def is_relative(target: str) -> bool:
    """Tell whether an address starts from the document: no scheme, drive, host, root."""
    return bool(target) and not _ELSEWHERE.match(target)


def is_document(target: str) -> bool:
    """Tell whether a link names another Markdown file (`../reports/x.md#heading`)."""
    return is_relative(target) and split_address(target).path.endswith(".md")


def beside(document: str, name: str) -> str:
    """Return the path of the file that `name` means in the file `document`.

    Paths start from the site's folder; what leads out of it starts with `..`.
    """
    return normpath(join(dirname(document), name))
