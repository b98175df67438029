"""Two folders change places in one step, where the system can do that."""

import os
import sys
from pathlib import Path

_HERE = -100
"""`AT_FDCWD`: paths that are not absolute begin at the working folder."""
_SWAP = 2
"""`RENAME_EXCHANGE` of Linux and `RENAME_SWAP` of macOS."""


def swap(one: Path, other: Path) -> bool:
    """Let two folders change places; False where that cannot be, and both stay.

    Nobody ever finds either place empty, which two renamings cannot promise.
    """
    if sys.platform == "win32":
        return False
    import ctypes  # a folder that is changed as a whole is rare

    system, paths = ctypes.CDLL(None, use_errno=True), (os.fsencode(one), os.fsencode(other))
    try:
        if sys.platform == "darwin":
            return bool(system.renamex_np(*paths, _SWAP) == 0)
        return bool(system.renameat2(_HERE, paths[0], _HERE, paths[1], _SWAP) == 0)
    except AttributeError:
        return False
