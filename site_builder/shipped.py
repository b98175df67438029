"""What the builder brings beside its code: templates, and the guide that a new site is given.

A wheel holds them in the package, a checkout of the project where they are worked on.
"""

from pathlib import Path

REFERENCES = ("diagnostics.md", "diagnostics.en.md", "headers.md", "settings.md")
"""Files of the guide that are the builder's word alone; no site writes into its copies of them."""

_PACKAGE = Path(__file__).parent


def _shipped(within: str, checkout: str) -> Path:
    packed = _PACKAGE / within
    return packed if packed.is_dir() else _PACKAGE.parent / checkout


def templates_folder() -> Path:
    """Return the folder of the builder's templates, with `assets` and `languages`."""
    return _shipped("templates", "templates")


def guide_folder() -> Path:
    """Return the folder of what editors are told of the builder: the guide, the references."""
    return _shipped("guide", "content")
