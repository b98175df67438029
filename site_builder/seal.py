"""What needs all files: their list with their digests, and what they were made from."""

from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from site_builder import __version__
from site_builder.check.of_documents import OF_DOCUMENTS
from site_builder.check.rules import RULES
from site_builder.diagnostics import Diagnostic
from site_builder.json_file import json_file
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
        "files": digests,
    }
    return "build.json", json_file(content, ordered=True)


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
