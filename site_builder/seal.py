"""What needs the whole site: machine outputs, and the list of all files with their digests."""

import json
from collections.abc import Mapping

from site_builder import __version__
from site_builder.model.site import Routes, Site
from site_builder.outputs import OUTPUTS
from site_builder.outputs.kind import Read


def site_outputs(site: Site, routes: Routes, read: Read) -> tuple[tuple[str, bytes], ...]:
    """Return feeds, maps and downloads; `read` takes a path relative to the site's root."""
    return tuple(found for output in OUTPUTS for found in output.make(site, routes, read))


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
