"""What stands around the page of a case, kept so that one text can be put into a site alone."""

from array import array
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from site_builder.model.calendar import Due
from site_builder.model.document import Document
from site_builder.model.glossary import Term
from site_builder.model.image import ImageFile
from site_builder.model.job import Setup
from site_builder.model.package import Package
from site_builder.model.set_aside import SetAside
from site_builder.model.settings import Settings
from site_builder.model.site import Routes, Site
from site_builder.model.version import Notice
from site_builder.model.wording import AvoidedTerm
from site_builder.traces import load_sealed, save_sealed

FRAME = "frame.msgpack"
_NONE = 2**32 - 1
_MOST = 3


class Frame(msgspec.Struct, frozen=True):
    """A site without its texts: what of it the page of a case and the rules for it look at.

    `builder` is the digest of code and libraries. `cases` are the paths of the cases in the order
    of the site, `related` for each the places of those that belong with it. `paths`, `files` and
    `anchors` are those of the routes, the last not yet opened.
    """

    builder: str
    as_of: str
    settings: Settings
    packages: tuple[Package, ...]
    images: dict[str, ImageFile]
    glossary: tuple[Term, ...]
    wording: tuple[AvoidedTerm, ...]
    calendar: tuple[Due, ...]
    set_aside: SetAside
    notices: dict[str, tuple[Notice, ...]]
    addresses: dict[str, str]
    setup: Setup
    cases: list[str]
    related: bytes
    paths: list[str]
    files: list[str]
    anchors: msgspec.Raw

    @property
    def names(self) -> dict[str, str]:
        """Return what may be written for the terms of the glossary."""
        return {name: term.term for term in self.glossary for name in term.names}

    def beside(self, place: int) -> tuple[int | None, int | None, tuple[int, ...]]:
        """Return the places of the cases before and after one, and of those related to it."""
        found = array("I", self.related)[place * _MOST : (place + 1) * _MOST]
        last = len(self.cases) - 1
        return (
            place - 1 if place else None,
            place + 1 if place < last else None,
            tuple(one for one in found if one != _NONE),
        )

    def routes(self) -> Routes:
        """Return the addresses of the site; all that can be asked of them is whether they exist."""
        return _Addresses(
            all=(),
            files=frozenset(self.files),
            anchors=_Anchors(self.anchors),
            known=frozenset(self.paths),
        )


class _Addresses(Routes, frozen=True, kw_only=True):
    """Addresses that are known by their paths alone."""

    known: frozenset[str]

    def paths(self) -> frozenset[str]:
        return self.known


class _Anchors(Mapping[str, frozenset[str]]):
    """Anchors by path, opened where a text leads to one."""

    def __init__(self, data: msgspec.Raw) -> None:
        self._data = data
        self._opened: dict[str, frozenset[str]] | None = None

    def _all(self) -> dict[str, frozenset[str]]:
        if self._opened is None:
            self._opened = msgspec.msgpack.decode(self._data, type=dict[str, frozenset[str]])
        return self._opened

    def __getitem__(self, path: str) -> frozenset[str]:
        return self._all()[path]

    def __iter__(self) -> Any:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


def frame_of(site: Site, routes: Routes, setup: Setup, builder: str) -> Frame | None:
    """Return the frame of a site; None where a text shows in more places than it tells of.

    Such are sites in several languages, previews, and sites that hold texts back.
    """
    if site.translations or site.preview or site.withheld or site.settings.review_required:
        return None
    place = {case.path: number for number, case in enumerate(site.cases)}
    documents = (*site.cases, *site.reports)
    return Frame(
        builder=builder,
        as_of=site.as_of,
        settings=site.settings,
        packages=site.packages,
        images={path: one for path, one in site.images.items() if isinstance(one, ImageFile)},
        glossary=site.glossary,
        wording=site.wording,
        calendar=site.calendar,
        set_aside=site.set_aside,
        notices={one.address: site.notices[one.address] for one in _noticed(site, documents)},
        addresses=dict(site.addresses),
        setup=replace(setup, compiled=()),
        cases=list(place),
        related=_places(site, place),
        paths=sorted(routes.paths()),
        files=sorted(routes.files),
        anchors=msgspec.Raw(msgspec.msgpack.encode(routes.anchors)),
    )


def _noticed(site: Site, documents: Iterable[Document]) -> Iterable[Document]:
    return (one for one in documents if one.address in site.notices)


def _places(site: Site, place: Mapping[str, int]) -> bytes:
    found = array("I")
    for case in site.cases:
        own = [place[other.path] for other in site.shelves.beside[case.path].related]
        found.extend((*own, *(_NONE,) * (_MOST - len(own))))
    return found.tobytes()


def save_frame(cache: Path, frame: Frame | None) -> str:
    """Keep a frame, or none; return the SHA-256 of what is kept, "" for nothing."""
    if frame is None:
        (cache / FRAME).unlink(missing_ok=True)
        return ""
    return save_sealed(cache / FRAME, frame)


def load_frame(cache: Path, seal: str) -> Frame | None:
    """Return the frame with that SHA-256, None where it is not there."""
    return load_sealed(cache / FRAME, Frame, seal) if seal else None
