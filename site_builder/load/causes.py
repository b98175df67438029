"""Why a source could not be read, as phrases that reporters say in Chinese or English."""

import errno
import json

_LONGEST = 80
_SYSTEM = {
    errno.ENOENT: "@no-such-file",
    errno.EISDIR: "@is-folder",
    errno.ENOTDIR: "@not-a-folder",
    errno.EEXIST: "@not-a-folder",
    errno.EACCES: "@no-permission",
    errno.EPERM: "@no-permission",
    errno.EROFS: "@no-permission",
    errno.ENOSPC: "@disk-full",
    errno.EDQUOT: "@disk-full",
    errno.EFBIG: "@file-too-large",
}


class NoFile(OSError):  # noqa: N818 - what a path turned out to be
    """A path leads to a pipe, a device or a socket, which nobody may wait for."""


class TooLarge(OSError):  # noqa: N818 - what a file turned out to be
    """A file is larger than `most` bytes."""

    def __init__(self, size: int, most: int) -> None:
        super().__init__(errno.EFBIG, "too large")
        self.size, self.most = size, most


def quoted(value: object) -> str:
    """Return a value as a part of a cause: one line, no bar, not over 80 characters."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = " ".join(text.replace("|", "｜").split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def system_cause(fault: OSError) -> str:
    """Return the cause of a fault of the system."""
    if isinstance(fault, NoFile):
        return "@special-file"
    return _SYSTEM.get(fault.errno or 0, f"@system|{fault.strerror or fault}")
