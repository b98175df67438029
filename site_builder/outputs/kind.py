"""What a machine output is."""

from collections.abc import Callable
from dataclasses import dataclass

from site_builder.model.site import Routes, Site

Read = Callable[[str], bytes]
"""Returns the bytes of a source file by its path relative to the site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """Files for machines: which paths there will be, and what they hold."""

    paths: Callable[[Site], tuple[str, ...]]
    make: Callable[[Site, Routes, Read], tuple[tuple[str, bytes], ...]]
