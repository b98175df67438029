"""What needs all files: their list with their digests."""

import json
from collections.abc import Mapping

from site_builder import __version__
from site_builder.model.site import Site


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
