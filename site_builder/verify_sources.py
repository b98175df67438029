"""The recipe of `data verify-sources`: what packages take from their sources, held against them."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from site_builder.diagnostics import BuildFailed, Diagnostic, Span, error, ordered
from site_builder.known import Known
from site_builder.load.packages import load_packages
from site_builder.load.source_documents import find_documents, read_document
from site_builder.load.source_rows import rows_of_sources
from site_builder.load.survey import open_site
from site_builder.locators.citations import Citation, citations
from site_builder.locators.match import Outcome, Searchable
from site_builder.model.package import Package, Source
from site_builder.model.settings import Settings
from site_builder.package_folder import recover
from site_builder.traces import load_memory


class Passages(Struct, frozen=True, kw_only=True):
    """What came of one source: its document by name, "" where there is none that can be read.

    Of `total` places that cite it `looked_at` could be looked for, and `found` were found.
    """

    package: str
    version: str
    source: str
    document: str
    total: int
    looked_at: int
    found: int


class Verified(Struct, frozen=True, kw_only=True):
    """What came of all sources, in the order of the site's packages, and what is wrong."""

    passages: tuple[Passages, ...]
    diagnostics: tuple[Diagnostic, ...]


def verify_sources(
    root: Path, names: tuple[str, ...], documents: Path, *, drafts: bool
) -> Verified:
    """Return whether phrases and figures stand in the documents whose digests are recorded.

    Looked at are the packages of these names, all of the site for none, in the version that is
    shown. Only the site and files under `documents` are read. Raises BuildFailed for faulty
    settings and unknown names.
    """
    settings = _named(open_site(root), names)
    for setting in settings.packages:
        home = f"{settings.data}/{setting.name}"
        recover(root / home, home)
    sound = load_memory(root / ".cache" / "memory.msgpack").sound
    read, wrong = load_packages(root, settings, sound, Known(), drafts=drafts)
    packages = read.packages
    digests = {source.document_sha256 for package in packages for source in package.sources}
    files = find_documents(documents, digests - {""})
    passages: list[Passages] = []
    found = list(wrong)
    for package in packages:
        rows = rows_of_sources(root, package)
        for source in package.sources:
            cited = [item for item in citations(package) if item.source == source.source]
            span = Span(
                path=f"{package.folder}/sources.csv",
                resource="sources",
                row=rows.get(source.source),
                field="document_sha256",
            )
            result, told = _source(package, source, cited, span, documents, files)
            passages.append(result)
            found += told
    return Verified(passages=tuple(passages), diagnostics=ordered(found))


def _named(settings: Settings, names: tuple[str, ...]) -> Settings:
    """Return the settings with these packages alone."""
    known = [item.name for item in settings.packages]
    for name in names:
        if name not in known:
            fault = error(
                "version-missing",
                Span(path="site.toml", line=settings.line_of("packages")),
                cause=f"@package-unknown|{name}",
                known="、".join(known) or "@nothing-held",
                nearest=next(iter(get_close_matches(name, known, 1, 0.6)), ""),
            )
            raise BuildFailed((fault,), status=2)
    chosen = tuple(item for item in settings.packages if not names or item.name in names)
    return replace(settings, packages=chosen)


def _source(
    package: Package,
    source: Source,
    cited: list[Citation],
    span: Span,
    folder: Path,
    files: Mapping[str, Path],
) -> tuple[Passages, list[Diagnostic]]:
    """Return what came of a source, and what is wrong."""
    result = Passages(
        package=package.name,
        version=package.version,
        source=source.source,
        document="",
        total=len(cited),
        looked_at=0,
        found=0,
    )
    path, name, count = files.get(source.document_sha256), source.source, len(cited)
    if not source.document_sha256:
        return result, [error("source-digest-missing", span, name=name, count=count)]
    if path is None:
        return result, [error("source-document-missing", span, name=name, count=count)]
    document = read_document(path, path.relative_to(folder).as_posix())
    if isinstance(document, str):
        return result, [
            error(
                "source-document-unreadable",
                span,
                cause=document,
                name=source.source,
                count=len(cited),
            )
        ]
    searchable = Searchable(document)
    wrong = list(_not_found(package, cited, searchable))
    result = replace(
        result, document=document.name, looked_at=len(cited), found=len(cited) - len(wrong)
    )
    return result, wrong


def _not_found(
    package: Package, cited: Iterable[Citation], document: Searchable
) -> Iterator[Diagnostic]:
    for item in cited:
        answer = document.look_for(item.sought)
        if answer.outcome is Outcome.FOUND:
            continue
        span = Span(
            path=f"{package.folder}/{item.table}.csv",
            resource=item.table,
            row=item.row,
            field="locator",
        )
        if answer.outcome is Outcome.NO_PHRASE:
            yield error("locator-not-found", span, name=document.name, text=item.sought.phrase)
            continue
        cause = f"@written-otherwise|{answer.shown}" if answer.shown else "@not-beside"
        yield error(
            "locator-figure-missing",
            span,
            name=document.name,
            text=item.sought.phrase,
            value=item.figure,
            cause=cause,
        )
