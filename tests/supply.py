"""What the builder is made of: the libraries of the lock with their licences, and an SBOM of them.

`python -m tests.supply licences` writes `THIRD-PARTY.md`, `python -m tests.supply sbom FILE` the
bill of materials (CycloneDX), of the lock alone: without a time, a random number or a network.
"""

import json
import re
import sys
import tomllib
from importlib.metadata import PackageMetadata, PackageNotFoundError, files, metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import vl_convert
from msgspec import Struct

from site_builder import __version__
from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from cyclonedx.model.component import Component

THIRD_PARTY = REPOSITORY / "THIRD-PARTY.md"
LOCK = REPOSITORY / "requirements.lock"
_PINNED = re.compile(r"^([a-z0-9][a-z0-9.-]*)==(\S+)((?:.*\\\n.*--hash=\S+)+)", re.M)
_HEAD = """# Third-party software

Written by `make licences` from `requirements.lock` and the packages' own metadata; do not edit. The
wheel of site_builder holds none of this: pip installs it beside. All of it may be handed on with
software under Apache-2.0; `tests/test_supply.py` fails for a licence that nobody has looked at.

| package | version | licence | stated in |
| --- | --- | --- | --- |
"""
_BUNDLED = """
## Inside these packages

| part | version | package | licence | what it does |
| --- | --- | --- | --- | --- |
"""
_EXTRAS = """
The drawing library lists the Rust crates inside it in an SBOM of its own, which the test reads too.
Of these {unstated} states no licence; it declares the interface of libuv (MIT) for Deno (MIT).

The extras `pictures` and `compress` and what installs the builder are in this list. The extras
`dask`, `s3` and `word` are not: of these `word` brings pandoc (GPL-2.0-or-later), a program of its
own that is only run, and only where somebody has asked for it.
"""


class Package(Struct, frozen=True, kw_only=True):
    """A package of the lock; `allowed` says why its licence may be, where one asks."""

    name: str
    version: str
    hashes: tuple[str, ...]
    licence: str
    stated: str
    allowed: str


def known() -> dict[str, Any]:
    """Return what is known of licences beside the metadata of packages."""
    return tomllib.loads(Path(__file__).with_name("licences.toml").read_text(encoding="utf-8"))


def packages() -> tuple[Package, ...]:
    """Return the packages of the lock, by name."""
    held, found = known(), []
    for name, version, hashes in _PINNED.findall(LOCK.read_text(encoding="utf-8")):
        licence, stated = _licence(name, held)
        found.append(
            Package(
                name=name,
                version=version,
                hashes=tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", hashes)),
                licence=licence,
                stated=stated,
                allowed=held["reviewed"].get(name, {}).get("allowed", ""),
            )
        )
    return tuple(found)


def _licence(name: str, held: dict[str, Any]) -> tuple[str, str]:
    """Return the licence of a package (SPDX) and where it is stated; "" for none."""
    if name in held["reviewed"]:
        return held["reviewed"][name]["licence"], held["reviewed"][name]["why"]
    try:
        said: PackageMetadata = metadata(name)
    except PackageNotFoundError:
        return "", ""
    if expression := said.get("License-Expression"):
        return expression, "License-Expression"
    heads = [one.rpartition(" :: ")[2] for one in said.get_all("Classifier") or []]
    named = {held["classifiers"][one] for one in heads if one in held["classifiers"]}
    return (named.pop(), "classifier") if len(named) == 1 else ("", "")


def fits(licence: str, allowed: frozenset[str]) -> bool:
    """Tell whether what is under a licence may be handed on: of each choice one is allowed."""
    parts = re.sub(r"[()]", " ", licence).split(" AND ")
    return bool(licence) and all(
        any(one.strip() in allowed for one in part.split(" OR ")) for part in parts
    )


def bundled() -> tuple[dict[str, str], ...]:
    """Return what stands inside packages, each with its version."""
    versions = {one.name: one.version for one in packages()}
    found = []
    for one in known()["bundled"]:
        version = versions[one["within"]]
        if "version" in one:
            version = getattr(vl_convert, one["version"])()
        elif one["name"] == "Vega-Lite":
            version = vl_convert.get_vegalite_versions()[-1]
        elif one["name"] != "Pagefind":
            version = ""
        found.append({**one, "version": version})
    return tuple(found)


def crates() -> dict[str, str]:
    """Return the licences of the Rust crates inside the package that draws charts, by name."""
    (listed,) = (one for one in files("vl-convert-python") or () if "sboms" in one.parts)
    held = json.loads(listed.read_text(encoding="utf-8"))["components"]
    return {
        one["name"]: " AND ".join(
            said.get("expression") or said["license"].get("id") or said["license"]["name"]
            for said in one.get("licenses", ())
        )
        for one in held
    }


def third_party() -> str:
    """Return the list of all packages and of what stands inside them."""
    lines = [
        f"| {one.name} | {one.version} | {one.licence} |"
        f" {'; '.join(filter(None, (one.stated, one.allowed)))} |\n"
        for one in packages()
    ]
    inner = [
        f"| {one['name']} | {one['version'] or '—'} | {one['within']} | {one['licence']} |"
        f" {one['why']} |\n"
        for one in bundled()
    ]
    unstated = _EXTRAS.format(unstated=", ".join(known()["crates"]["unstated"]))
    return "".join((_HEAD, *lines, _BUNDLED, *inner, unstated))


def sbom() -> str:
    """Return the bill of materials, CycloneDX 1.6 as JSON; ValueError where it is not valid."""
    from cyclonedx.model.bom import Bom
    from cyclonedx.output.json import JsonV1Dot6
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    bom = Bom()
    root = _component("site-builder", __version__, "Apache-2.0")
    bom.metadata.component = root
    inner = bundled()
    for one in packages():
        part = _component(one.name, one.version, one.licence, one.hashes)
        part.components.update(
            _component(item["name"], item["version"], item["licence"], within=one.name)
            for item in inner
            if item["within"] == one.name
        )
        bom.components.add(part)
    bom.register_dependency(root, bom.components)
    held = json.loads(JsonV1Dot6(bom).output_as_string())
    del held["serialNumber"], held["metadata"]["timestamp"]  # the lock makes it, and no moment
    text = json.dumps(held, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if fault := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        raise ValueError(str(fault))
    return text


def _component(
    name: str, version: str, licence: str, hashes: tuple[str, ...] = (), within: str = ""
) -> "Component":
    from cyclonedx.contrib.license.factories import LicenseFactory
    from cyclonedx.model import HashAlgorithm, HashType
    from cyclonedx.model.component import Component, ComponentType
    from packageurl import PackageURL

    url = PackageURL("pypi", None, name, version)
    return Component(
        name=name,
        version=version or None,
        type=ComponentType.APPLICATION if name == "site-builder" else ComponentType.LIBRARY,
        licenses=[LicenseFactory().make_from_string(licence)],
        purl=None if within else url,
        bom_ref=f"{within}#{name}" if within else str(url),
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=one) for one in hashes],
    )


if __name__ == "__main__":
    if sys.argv[1] == "sbom":
        Path(sys.argv[2]).parent.mkdir(parents=True, exist_ok=True)
        Path(sys.argv[2]).write_text(sbom(), encoding="utf-8")
    else:
        THIRD_PARTY.write_text(third_party(), encoding="utf-8")
