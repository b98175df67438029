"""What a resource may say of its file: one CSV beside the descriptor, in UTF-8, described here.

All that the standard allows beyond that is refused by name: nothing is fetched, unpacked, joined or
looked up in another file, so that a version is complete by itself.
"""

import codecs
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from site_builder.diagnostics import Diagnostic, error
from site_builder.load.causes import quoted
from site_builder.load.files import way_out
from site_builder.load.json_places import Step, json_span

ARCHIVES = (".zip", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".tar", ".zst")
"""Names of files that hold other files, or one packed."""

_PROFILES = ("data-package", "tabular-data-package", "data-resource", "tabular-data-resource")
_STANDARD = ("https://datapackage.org/profiles/", "https://specs.frictionlessdata.io/schemas/")
"""Where the standard's own profiles lie; their names are known, they are not fetched either."""

_PLAIN: Mapping[str, tuple[object, ...]] = {
    "type": ("table",),
    "format": ("csv",),
    "scheme": ("file", ""),
    "mediatype": ("text/csv",),
}
_DIALECT: Mapping[str, tuple[object, ...]] = {
    "$schema": ("https://datapackage.org/profiles/2.0/tabledialect.json",),
    "header": (True,),
    "headerRows": ([1],),
    "delimiter": (",",),
    "lineTerminator": ("\n", "\r\n"),
    "quoteChar": ('"',),
    "doubleQuote": (True,),
    "skipInitialSpace": (False,),
    "caseSensitiveHeader": (True,),
    "csvddfVersion": ("1.0", "1.2", 1.0, 1.2),
    "csv": ({},),
}
"""The one way tables are written, in the words of Table Dialect; whatever else is not read."""


def resource_faults(
    resource: Mapping[str, Any], place: int, folder: Path, text: str, path: str
) -> list[Diagnostic]:
    """Return what a resource says that is not supported, would be fetched, or lies elsewhere.

    `place` counts from 0; `text` is the descriptor, shown as `path`.
    """
    name = str(resource["name"])

    def at(*steps: Step) -> Any:
        return json_span(text, path, "resources", place, *steps, resource=name)

    found = list(_references(resource, at))
    file = resource.get("path")
    if "data" in resource:
        found.append(error("resource-unsupported", at("data"), resource=name, cause="@inline-data"))
    if isinstance(file, list) or "extrapaths" in resource:
        key = "path" if isinstance(file, list) else "extrapaths"
        found.append(error("resource-unsupported", at(key), resource=name, cause="@multipart"))
    for key in ("compression", "innerpath"):
        if key in resource:
            found.append(error("archive-inside", at(key), value=quoted(resource[key])))
            break
    else:
        if isinstance(file, str) and is_archive(file) and not way_out(folder, file):
            found.append(error("archive-inside", at("path"), value=file))
    found += [
        error("resource-unsupported", at(key), resource=name, cause=f"@only|{key}|{said}|{plain}")
        for key, said, plain in _unlike(resource, _PLAIN)
    ]
    found += _encoding(resource, name, at)
    dialect = resource.get("dialect")
    if isinstance(dialect, dict):
        found += [
            error(
                "resource-unsupported",
                at("dialect", key),
                resource=name,
                cause=f"@only|dialect.{key}|{said}|{plain}",
            )
            for key, said, plain in _unlike(dialect, _DIALECT, closed=True)
            if key != "$schema"
        ]
    schema = resource.get("schema")
    if isinstance(schema, dict) and schema.get("missingValues", [""]) != [""]:
        said = quoted(schema["missingValues"])
        span = at("schema", "missingValues")
        cause = f'@only|missingValues|{said}|[""]'
        found.append(error("resource-unsupported", span, resource=name, cause=cause))
    if isinstance(file, str):
        found += _place(file, folder, at("path"))
    return found


_LICENCE = re.compile(r"(https?://[^\s/]+(/\S*)?)?|(?![A-Za-z][\w+.\-]*:|[/\\])\S+")
"""An address of the web, or a path that starts from the package."""


def package_faults(raw: Mapping[str, Any], text: str, path: str) -> list[Diagnostic]:
    """Return what is wrong with addresses of a descriptor as a whole.

    Profiles that are not the standard's own, and licences whose address is none of the web: pages
    and machine outputs link to it. A path inside the package may stand there, too.
    """
    profiles = [
        error("reference-outside", json_span(text, path, key), field=key, value=quoted(raw[key]))
        for key in ("$schema", "profile")
        if key in raw and not _is_standard(raw[key])
    ]
    licences = raw.get("licenses")
    return profiles + [
        error(
            "descriptor-invalid",
            json_span(text, path, "licenses", place, "path"),
            cause=f"@licence-address|{quoted(item['path'])}",
        )
        for place, item in enumerate(licences if isinstance(licences, list) else ())
        if isinstance(item, dict) and "path" in item and not _LICENCE.fullmatch(str(item["path"]))
    ]


def is_archive(path: str) -> bool:
    """Tell whether a file is packed, or holds files, by its name."""
    return PurePosixPath(path.lower()).suffix in ARCHIVES


def _place(file: str, folder: Path, span: Any) -> list[Diagnostic]:
    cause = way_out(folder, file)
    if cause == "@path-remote":
        return [error("resource-remote", span, value=quoted(file))]
    if cause:
        return [error("resource-path-unsafe", span, value=quoted(file), cause=cause)]
    return []


def _references(resource: Mapping[str, Any], at: Any) -> list[Diagnostic]:
    """Return what stands in another file or at an address, which nobody follows."""
    places: list[tuple[tuple[Step, ...], object]] = [
        ((key,), resource[key])
        for key in ("schema", "dialect")
        if isinstance(resource.get(key), str)
    ]
    for holder in ((), ("schema",), ("dialect",)):
        held: Any = resource.get(holder[0]) if holder else resource
        for key in ("$schema", "profile"):
            if isinstance(held, dict) and key in held and not _is_standard(held[key]):
                places.append(((*holder, key), held[key]))
    return [
        error("reference-outside", at(*steps), field=".".join(map(str, steps)), value=quoted(value))
        for steps, value in places
    ]


def _is_standard(value: object) -> bool:
    return isinstance(value, str) and (value in _PROFILES or value.startswith(_STANDARD))


def _unlike(
    said: Mapping[str, Any], plain: Mapping[str, tuple[object, ...]], *, closed: bool = False
) -> list[tuple[str, str, str]]:
    """Return each key whose value is not a plain one: key, value, the first plain value.

    Where `closed`, keys that `plain` does not know are told as well.
    """
    known = [key for key in said if key in plain and said[key] not in plain[key]]
    unknown = [key for key in said if closed and key not in plain]
    return [
        (key, quoted(said[key]), quoted(plain[key][0]) if key in plain else "—")
        for key in (*known, *unknown)
    ]


def _encoding(resource: Mapping[str, Any], name: str, at: Any) -> list[Diagnostic]:
    said = resource.get("encoding", "utf-8")
    try:
        known = isinstance(said, str) and codecs.lookup(said).name in ("utf-8", "utf-8-sig")
    except (LookupError, ValueError):
        known = False
    if known:
        return []
    cause = f"@only|encoding|{quoted(said)}|utf-8"
    return [error("resource-unsupported", at("encoding"), resource=name, cause=cause)]
