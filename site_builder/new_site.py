"""The recipe of a new site: the builder's starter with its placeholders filled, and the guide."""

import json
import re
from pathlib import Path
from string import Template

from msgspec import Struct

from site_builder import __version__
from site_builder.diagnostics import BuildFailed, Span, error
from site_builder.load.files import Files, read_files
from site_builder.shipped import REFERENCES, guide_folder
from site_builder.source_files import write_new

_STARTER = Path(__file__).parent / "starter"
_GUIDE = ("README.md", *REFERENCES)
_HIDDEN = {"gitignore": ".gitignore", "gitattributes": ".gitattributes"}
"""Files whose names begin with a dot only in a site: here they would be obeyed."""

VERSION = "2024.1.0"
"""The version in which the sample package is released, so that a plain build shows something."""
RELEASED = "2025-01-15"
"""The day of that release and of the sample texts: no clock shows in a new site."""

_AREA = re.compile(r"([A-Za-z0-9_-]{1,12})=([^\s\"',|{}\[\]<>=]{1,40})")


class NewSite(Struct, frozen=True, kw_only=True):
    """What a new site is to be called: its title, package, area and address.

    `area` is `CODE=NAME`.
    """

    title: str
    package: str
    area: str
    base_url: str


def area_of(text: str) -> tuple[str, str] | None:
    """Return the code and the name of `CODE=NAME`, None where it is not written so."""
    found = _AREA.fullmatch(text)
    return (found[1], found[2]) if found else None


def starter(new: NewSite) -> Files:
    """Return the files of a new site but its released version and what is made from it."""
    area = area_of(new.area)
    assert area is not None
    words = {
        "title": new.title,
        "package": new.package,
        "area": area[0],
        "area_name": area[1],
        "base_url": new.base_url,
        "builder": __version__,
        "version": VERSION,
    }
    files = [
        (_place(path, new.package), _filled(path, data, words))
        for path, data in read_files(_STARTER)
    ]
    guide = guide_folder()
    files += [(f"content/{name}", (guide / name).read_bytes()) for name in _GUIDE]
    return tuple(files)


def _place(path: str, package: str) -> str:
    """Return where a file of the starter stands in a site."""
    folder, slash, rest = path.partition("/")
    if folder == "draft" and slash:
        return f"data/{package}/draft/{rest}"
    if path.startswith("content/cases/"):
        return path.replace("content/cases/", f"content/cases/{package}/", 1)
    return _HIDDEN.get(path, path)


def _filled(path: str, data: bytes, words: dict[str, str]) -> bytes:
    """Return a file with its placeholders filled, as texts of TOML stand between quotes."""
    if path.endswith(".toml"):
        words = {name: json.dumps(word, ensure_ascii=False)[1:-1] for name, word in words.items()}
    return Template(data.decode()).safe_substitute(words).encode()


def write_site(target: Path, files: Files) -> None:
    """Write the files into a folder; its settings come last, so that half a site is none.

    Raises BuildFailed (status 2) where any of them is there already; then nothing is written.
    """
    there = [path for path, _ in files if (target / path).exists() or (target / path).is_symlink()]
    if there:
        raise BuildFailed(
            tuple(error("init-collides", Span(path=path)) for path in sorted(there)), status=2
        )
    for path, data in sorted(files, key=lambda file: file[0] == "site.toml"):
        write_new(target / path, path, data, ())
