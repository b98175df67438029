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


def quoted(value: object) -> str:
    """Return a value as a part of a cause: one line, no bar, not over 80 characters."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = " ".join(text.replace("|", "｜").split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def system_cause(fault: OSError) -> str:
    """Return the cause of a fault of the system."""
    return _SYSTEM.get(fault.errno or 0, f"@system|{fault.strerror or fault}")
