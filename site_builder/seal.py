"""What needs all files: their list with their digests."""

import json
from collections.abc import Mapping

from site_builder import __version__
from site_builder.model.site import Site


def amended(manifest: bytes, changed: Mapping[str, tuple[str, str]]) -> bytes | None:
    """Return `build.json` with other SHA-256 for some files; None where it does not list them.

    `changed` are the digests before and now by path.
    """
    for path, (before, now) in changed.items():
        name = json.dumps(path, ensure_ascii=False)
        was, said = (f'{name}: "{sha}"'.encode() for sha in (before, now))
        if manifest.count(was) != 1:
            return None
        manifest = manifest.replace(was, said)
    return manifest


def manifest(site: Site, digests: Mapping[str, str]) -> tuple[str, bytes]:
    """Return `build.json`: what was built from what, and every file with its SHA-256."""
    content = {
        "builder": __version__,
        "as_of": site.as_of,
        "packages": {package.name: package.version for package in site.packages},
        "files": dict(sorted(digests.items())),
    }
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    return "build.json", f"{text}\n".encode()
