"""What needs all files: their list with their digests, and what they were made from."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from site_builder import __version__
from site_builder.check import OF_DOCUMENTS, RULES
from site_builder.diagnostics import Diagnostic
from site_builder.load.packages import DRAFT
from site_builder.load.releases import version_digest
from site_builder.load.settings import FILE as SETTINGS
from site_builder.model.site import Site
from site_builder.traces import LIBRARIES

_READERS = ("babel", "frictionless", "polars", "pydantic", "pyyaml", "xlsxwriter")
"""Libraries that read and check sources, or write downloads; the others are `LIBRARIES`."""


def manifest(site: Site, digests: Mapping[str, str], made: Mapping[str, Any]) -> tuple[str, bytes]:
    """Return `build.json`: what was built from what, and every file with its SHA-256.

    `made` tells of the sources and of the checks. Nothing in it comes from the machine: the same
    sources and the same libraries make the same bytes.
    """
    content = {
        "builder": __version__,
        "as_of": site.as_of,
        "preview": site.preview,
        "packages": {package.name: package.version for package in site.packages},
        "libraries": _libraries(site),
        **made,
        "files": dict(sorted(digests.items())),
    }
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    return "build.json", f"{text}\n".encode()


def _libraries(site: Site) -> dict[str, str]:
    """Return the libraries that this site was made with, each with its version."""
    names = [*LIBRARIES, *_READERS]
    if site.settings.search:
        names.append("pagefind-bin")
    if site.settings.pictures:
        names.append("pylopdf-fonts-zh-cn")
    found = {}
    for name in sorted(names):
        with suppress(PackageNotFoundError):  # one that comes from elsewhere has no version
            found[name] = version(name)
    return found


def sources(
    site: Site, listed: Mapping[str, Iterable[str]], digest: Callable[[str], str]
) -> dict[str, str]:
    """Return a digest of the settings and of each folder of sources.

    `listed` are the paths of the files by folder, `digest` gives the SHA-256 of one, "" for one
    that cannot be read. That of a
    folder is the SHA-256 of what `sha256sum` prints for its files by path. What is not published
    is left out: hidden files, and in a plain build drafts and documents that are withheld.
    """
    withheld = () if site.preview else tuple(item.document.path for item in site.withheld)
    beside = tuple(f"{path.removesuffix('.md')}/" for path in withheld)
    drafts = () if site.preview else tuple(f"{folder}/{DRAFT}/" for folder in listed)

    def told(path: str) -> bool:
        return (
            path not in withheld
            and not path.startswith((*beside, *drafts))
            and not any(name.startswith(".") for name in path.split("/"))
        )

    found = {SETTINGS: digest(SETTINGS)}
    for folder, paths in listed.items():
        pairs = ((path, digest(path)) for path in paths if told(path))
        found[folder] = version_digest(pair for pair in pairs if pair[1]).removeprefix("sha256:")
    return found


def checks(site: Site, diagnostics: Iterable[Diagnostic]) -> dict[str, Any]:
    """Return which rules have judged how much, and how many warnings of each code there were.

    What was found in documents that are not published is not counted.
    """
    withheld = {item.document.path for item in site.withheld}
    codes = Counter(item.code for item in diagnostics if item.span.path not in withheld)
    rules = (rule.__module__.rpartition(".")[2] for rule in (*RULES, *OF_DOCUMENTS))
    return {
        "rules": list(dict.fromkeys(rules)),
        "judged": {
            "documents": len(site.cases) + len(site.reports) + len(site.pages),
            "packages": len(site.packages),
            "observations": sum(len(item.observations) for item in site.packages),
            "targets": sum(len(item.targets) for item in site.packages),
            "sources": sum(len(item.sources) for item in site.packages),
        },
        "warnings": dict(sorted(codes.items())),
    }
