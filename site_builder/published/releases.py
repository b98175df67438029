"""Releases of a site in a folder that a server serves from: one link leads to the present one.

`current` leads to a folder of `releases/`, complete and never changed again; a server whose root it
is serves one whole build at any moment. `earlier` leads to the release before, whose assets the
pages that are open somewhere still ask for. Releases are numbered; going back is to the next lower
number, and what was gone back from is removed by the next deployment.
"""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from msgspec import Struct

from site_builder.diagnostics import BuildFailed, Span, error
from site_builder.lock import alone
from site_builder.published.compressed import add_copies, has_copies
from site_builder.published.copy import Listed, differences, listed
from site_builder.write import MANIFEST, SiteWriter, writing

CURRENT, EARLIER, RELEASES = "current", "earlier", "releases"
_NEW, _GONE, _LOCK = ".new", ".gone", ".lock"
_NAME = re.compile(r"(\d{6,})-[0-9a-f]{12}")
"""The name of a release: its number, and the beginning of the digest of its list."""
_NONE = Listed(digest="", files={}, preview=False)


class Changes(Struct, frozen=True, kw_only=True):
    """What is served otherwise than before: paths that come new, are altered, are gone.

    `release` is the name of the release that is served now, or would be; "" where the present one
    stays. `size` is how many bytes are sent, where files are sent.
    """

    release: str
    added: tuple[str, ...]
    altered: tuple[str, ...]
    gone: tuple[str, ...]
    size: int = 0


def deploy(
    place: Path, output: Path, keep: int, *, dry_run: bool, compress: bool = False
) -> Changes:
    """Make a release of the built site in `output`, and let `current` lead to it.

    So many releases are kept. `compress` puts compressed copies beside its files. Stopped at any
    moment, the old one or the new one is served, whole.
    Raises BuildFailed where the site is not what its list says or shows drafts, or where the folder
    is in use, holds other things or cannot be written.
    """
    writer = SiteWriter(output)
    with writer.alone():
        writer.recover()
        new = listed(output)
        if new.preview:
            raise refused(output, "@deploy-drafts")
        with _held(place, dry_run=dry_run):
            present = _present(place)
            old = _listed(place, present)
            if old.digest == new.digest and _is_as(_at(place, present), old, compress=compress):
                return _changes("", old, new)
            number = _number(present) + 1
            name = f"{number:06}-{new.digest[:12]}"
            if not dry_run:
                with writing(place):
                    _clear(place, number)
                    _stage(place, output, new, present, old)
                    if compress:
                        same = new.files.items() & old.files.items()
                        before = _at(place, present)
                        add_copies(_at(place, _NEW), new.files, before, (path for path, _ in same))
                    _sync()
                    _at(place, _NEW).rename(_at(place, name))
                    _switch(place, name, present)
                    for one in _releases(place)[:-keep]:
                        _remove(place, one)
            return _changes(name, old, new)


def roll_back(place: Path, *, dry_run: bool) -> Changes:
    """Let `current` lead to the release before; BuildFailed where there is none or it is spoilt."""
    with _held(place, dry_run=dry_run):
        present = _present(place)
        before = [name for name in _releases(place) if _number(name) < _number(present)]
        if not before:
            raise refused(place, "@deploy-no-earlier")
        new = listed(_at(place, before[-1]))
        if found := differences(_at(place, before[-1]), new.files):
            raise BuildFailed(found)
        if not dry_run:
            with writing(place):
                _switch(place, before[-1], present)
        return _changes(before[-1], _listed(place, present), new)


@contextmanager
def _held(place: Path, *, dry_run: bool) -> Iterator[None]:
    """Keep other deployments out meanwhile; refuse a folder that holds other things."""
    if _is_foreign(place):
        found = error("output-foreign", Span(path=str(place)), cause="@foreign-folder")
        raise BuildFailed((found,), status=2)
    with ExitStack() as stack:
        if not dry_run:
            with writing(place):
                (place / RELEASES).mkdir(parents=True, exist_ok=True)
                stack.enter_context(alone(_at(place, _LOCK)))
        yield


def _is_foreign(place: Path) -> bool:
    if not place.exists():
        return False
    if not place.is_dir() or (any(place.iterdir()) and not (place / RELEASES).is_dir()):
        return True
    link = place / CURRENT
    if not os.path.lexists(link):
        return False
    return not link.is_symlink() or not _NAME.fullmatch(_present(place))


def _at(place: Path, name: str) -> Path:
    return place / RELEASES / name


def _present(place: Path) -> str:
    """Return the name of the release that is served, "" for none."""
    try:
        return Path(os.readlink(place / CURRENT)).name
    except OSError:
        return ""


def _releases(place: Path) -> list[str]:
    """Return the names of the releases there are, the oldest first."""
    if not (place / RELEASES).is_dir():
        return []
    names = (path.name for path in (place / RELEASES).iterdir())
    return sorted(filter(_NAME.fullmatch, names), key=_number)


def _number(name: str) -> int:
    found = _NAME.fullmatch(name)
    return int(found[1]) if found else 0


def _listed(place: Path, name: str) -> Listed:
    """Return the list of a release; an empty one where there is none, or it is damaged."""
    with suppress(BuildFailed):
        if name:
            return listed(_at(place, name))
    return _NONE


def _changes(name: str, old: Listed, new: Listed) -> Changes:
    before, now = old.files, new.files
    return Changes(
        release=name,
        added=tuple(sorted(now.keys() - before.keys())),
        altered=tuple(sorted(path for path in now if before.get(path, now[path]) != now[path])),
        gone=tuple(sorted(before.keys() - now.keys())),
    )


def _clear(place: Path, number: int) -> None:
    """Remove what a stopped deployment left, and releases that were gone back from."""
    for name in (_NEW, _GONE):
        if _at(place, name).exists():
            shutil.rmtree(_at(place, name))
    for name in _releases(place):
        if _number(name) >= number:
            _remove(place, name)


def _remove(place: Path, name: str) -> None:
    """Remove a release; from the first moment it is none to go back to."""
    _at(place, name).rename(_at(place, _GONE))
    shutil.rmtree(_at(place, _GONE))


def _stage(place: Path, output: Path, new: Listed, present: str, old: Listed) -> None:
    """Make the folder of a release; BuildFailed where it is not what the list says."""
    staged = _at(place, _NEW)
    files = {**new.files, MANIFEST: new.digest}
    for path, digest in files.items():
        same = old.files.get(path) == digest
        _take(staged / path, *([_at(place, present) / path] if same else []), output / path)
    # A file of the last release that was spoilt there is taken from the output after all.
    for path in {item.span.path for item in differences(staged, new.files)}:
        (staged / path).unlink(missing_ok=True)
        _take(staged / path, output / path)
    if found := differences(staged, new.files):
        shutil.rmtree(staged)
        raise BuildFailed(found)


def _is_as(folder: Path, held: Listed, *, compress: bool) -> bool:
    """Tell whether a release is what its list says, with compressed copies if those are asked."""
    if compress and not has_copies(folder, held.files):
        return False
    return not differences(folder, held.files)


def _take(target: Path, *sources: Path) -> None:
    """Link a file to the first of its sources that is there, or copy it where that cannot be."""
    target.parent.mkdir(parents=True, exist_ok=True)
    for source in sources:
        with suppress(FileNotFoundError):
            try:
                os.link(source, target)
            except FileNotFoundError:
                continue
            except (OSError, AttributeError):  # another disk, or a system without links
                shutil.copyfile(source, target)
            return


def _sync() -> None:
    """Let the disk have what a link is about to lead to, so that no loss of power empties it."""
    if hasattr(os, "sync"):
        os.sync()


def _switch(place: Path, name: str, present: str) -> None:
    """Let `current` lead to a release, and `earlier` to the one that was served until now."""
    for link, target in ((EARLIER, present), (CURRENT, name)):
        if target:
            staged = place / f".{link}.new"
            staged.unlink(missing_ok=True)
            staged.symlink_to(f"{RELEASES}/{target}", target_is_directory=True)
            staged.replace(place / link)


def refused(place: Path, cause: str) -> BuildFailed:
    """Return the fault of what cannot be deployed so."""
    found = error("deploy-refused", Span(path=str(place)), cause=cause)
    return BuildFailed((found,), status=2)
