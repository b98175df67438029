"""Files that everybody may read: what is published, whatever the umask of who builds."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

_GROUP_WRITES, _OTHERS_WRITE = 0o020, 0o002
"""Rights that a umask takes from what is made."""


@contextmanager
def readable_by_all() -> Iterator[None]:
    """Let what is made meanwhile be read by everybody and written by nobody but its owner.

    The group may write where the umask lets it, for those who build into a shared folder.
    """
    before = os.umask(_OTHERS_WRITE)
    os.umask(before & _GROUP_WRITES | _OTHERS_WRITE)
    try:
        yield
    finally:
        os.umask(before)
