"""Diagnostics as SARIF 2.1.0 (OASIS), for code hosts and editors."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

from site_builder import __version__
from site_builder.diagnostics import Diagnostic, Span
from site_builder.reporters.catalogue import catalogue, hint, message, readable
from site_builder.reporters.fingerprint import fingerprints
from site_builder.reporters.json import document

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_ROOT = "%SRCROOT%"


def as_sarif(diagnostics: tuple[Diagnostic, ...], language: str) -> str:
    """Return a SARIF log with one run: a rule for each code that was found, a result for each."""
    codes = sorted({item.code for item in diagnostics})
    driver = {
        "name": "site-builder",
        "version": __version__,
        "language": "en" if language == "en" else "zh-CN",
        "rules": [_rule(code, language) for code in codes],
    }
    results = [
        _result(item, codes.index(item.code), fingerprint, language)
        for item, fingerprint in zip(diagnostics, fingerprints(diagnostics), strict=True)
    ]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return document({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str, language: str) -> dict[str, Any]:
    entry = catalogue()[code]
    return {
        "id": code,
        "shortDescription": {"text": readable(entry.said(language), language)},
        "fullDescription": {"text": entry.why(language)},
        "help": {"text": readable(entry.hint(language), language)},
    }


def _result(item: Diagnostic, rule: int, fingerprint: str, language: str) -> dict[str, Any]:
    location: dict[str, Any] = {"physicalLocation": _physical(item.span)}
    if item.span.resource:
        location["logicalLocations"] = [_logical(item.span)]
    return {
        "ruleId": item.code,
        "ruleIndex": rule,
        "level": item.severity.value,
        "message": {"text": f"{message(item, language)}\n{hint(item, language)}"},
        "locations": [location],
        "partialFingerprints": {"diagnostic/v1": fingerprint},
    }


def _physical(span: Span) -> dict[str, Any]:
    """Return the place in the file; a table's row is its line, as far as cells hold no line end."""
    if Path(span.path).is_absolute():
        artifact = {"uri": Path(span.path).as_uri()}
    else:
        artifact = {"uri": quote(span.path, errors="surrogatepass"), "uriBaseId": _ROOT}
    line = span.line or span.row
    if line is None:
        return {"artifactLocation": artifact}
    region = {"startLine": line}
    if span.column is not None:
        region["startColumn"] = span.column
    return {"artifactLocation": artifact, "region": region}


def _logical(span: Span) -> dict[str, str]:
    assert span.resource is not None
    if span.field is None:
        return {"name": span.resource, "kind": "resource"}
    return {
        "name": span.field,
        "fullyQualifiedName": f"{span.resource}/{span.field}",
        "kind": "member",
    }
