"""A built site brought into an object store: only what changed, in an order no reader notices.

The store tells the digest of each file that is there, so nothing is remembered anywhere: an upload
that was stopped is carried on by the next one. Assets of the site before stay until the next one
comes, for the pages that are open somewhere.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from site_builder.diagnostics import BuildFailed, Span, error
from site_builder.published.copy import differences, listed
from site_builder.published.order import steps
from site_builder.published.releases import Changes, refused
from site_builder.store import ASSETS, BEGUN, Store
from site_builder.traces import sha256
from site_builder.write import MANIFEST, SiteWriter, storing

_AT_ONCE = 200
"""How many files are read and sent together: each waits in memory."""


def upload(store: Store, output: Path, *, dry_run: bool) -> Changes:
    """Make the store hold the built site in `output`, and return what changed.

    Raises BuildFailed where the site is not what its list says or shows drafts, or where the place
    holds other things or cannot be written.
    """
    writer = SiteWriter(output)
    with writer.alone():
        writer.recover()
        new = listed(output)
        if new.preview:
            raise refused(output, "@deploy-drafts")
        if found := differences(output, new.files):
            raise BuildFailed(found)
        with storing(store):
            there = store.tags()
            if there and not there.keys() & {MANIFEST, BEGUN}:
                other = error("output-foreign", Span(path=store.url), cause="@foreign-folder")
                raise BuildFailed((other,), status=2)
            files = {**new.files, MANIFEST: new.digest}
            changes = _changes(store, output, files, there)
            if changes.release and not dry_run:
                _send(store, output, changes, files)
    return changes


def _changes(
    store: Store, output: Path, files: Mapping[str, str], there: Mapping[str, str]
) -> Changes:
    """Return what is to be sent and removed."""
    sizes: dict[str, int] = {}
    for path in files:
        data = (output / path).read_bytes()
        if hashlib.md5(data, usedforsecurity=False).hexdigest() != there.get(path):
            sizes[path] = len(data)
    gone = there.keys() - files.keys() - _left(store, files, there) - {BEGUN}
    is_same = not sizes and not gone and BEGUN not in there
    return Changes(
        release="" if is_same else files[MANIFEST][:12],
        added=tuple(sorted(sizes.keys() - there.keys())),
        altered=tuple(sorted(sizes.keys() & there.keys())),
        gone=tuple(sorted(gone)),
        size=sum(sizes.values()),
    )


def _left(store: Store, files: Mapping[str, str], there: Mapping[str, str]) -> set[str]:
    """Return the assets that stay though the site has them no more.

    They are those of the site that was whole there before; where this one is, all that are left.
    """
    assets = {path for path in there if path.startswith(ASSETS)}
    if MANIFEST not in there:
        return assets
    data = store.read(MANIFEST)
    if sha256(data) == files[MANIFEST]:
        return assets
    try:
        return assets & {str(path) for path in json.loads(data)["files"]}
    except (ValueError, KeyError, TypeError, AttributeError):
        return assets


def _send(store: Store, output: Path, changes: Changes, files: Iterable[str]) -> None:
    """Send what changed, in its order; then remove what is gone."""
    store.write([(BEGUN, b"")])
    for step in steps(changes.added, changes.altered, files):
        for some in _some(step):
            store.write((path, (output / path).read_bytes()) for path in some)
    store.remove([*changes.gone, BEGUN])


def _some(paths: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(paths), _AT_ONCE):
        yield paths[start : start + _AT_ONCE]
