"""Read all the sources of a site."""

from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct

from site_builder.diagnostics import Diagnostic
from site_builder.known import Known
from site_builder.load.calendar import load_calendar
from site_builder.load.documents import Means, load_documents
from site_builder.load.glossary import load_glossary
from site_builder.load.history import load_versions
from site_builder.load.images import load_images
from site_builder.load.languages import load_languages, remembered
from site_builder.load.packages import load_packages
from site_builder.load.privacy import personal_data_in
from site_builder.load.upgrade import upgrade_notes
from site_builder.load.wording import load_wording
from site_builder.model.loaded import Loaded
from site_builder.model.settings import Settings
from site_builder.traces import Memory

Listener = Callable[[str], None]
"""Is told, as a phrase of the reporters, what has been done."""


class Passed(Struct, frozen=True, kw_only=True):
    """What need not be done again: `sound` are packages whose tables pass, by digest.

    `clean` names files without numbers of persons, `keys` are the documents that were read.
    """

    sound: frozenset[str]
    clean: frozenset[str]
    keys: tuple[str, ...]


def load_sources(
    root: Path,
    settings: Settings,
    memory: Memory,
    known: Known,
    heard: Listener,
    means: Means,
    *,
    drafts: bool,
    chosen: Mapping[str, Path] | None = None,
) -> tuple[Loaded, Passed, tuple[Diagnostic, ...]]:
    """Return what was read, what passed tests that are dear, and what is wrong.

    With `drafts` a package's draft takes the place of its release; `chosen` as in `load_packages`.
    """
    read, in_packages = load_packages(
        root, settings, memory.sound, known, drafts=drafts, chosen=chosen
    )
    versions, sound = load_versions(root, settings, read, memory.sound, known)
    for item in read.packages:
        heard(f"@read-package|{item.folder}|{len(item.observations)}")
    glossary, in_glossary = load_glossary(root, settings.content, settings.limits)
    names = {name: term.term for term in glossary for name in term.names}
    read_documents, in_documents = load_documents(
        root, settings.content, names, means, drafts=drafts, limits=settings.limits
    )
    documents = read_documents.documents
    heard(f"@read-documents|{len(documents)}")
    wording, in_wording = load_wording(root, settings.content, settings.limits)
    languages, catalogues, in_languages = load_languages(
        root, settings, remembered(memory.catalogues)
    )
    calendar, in_calendar = load_calendar(root, settings.content, settings.limits)
    loaded = Loaded(
        settings=settings,
        packages=read.packages,
        versions=versions,
        documents=documents,
        texts=read_documents.texts,
        unread=read_documents.unread,
        images=load_images(root, settings.content, documents, memory.images, settings.limits),
        glossary=glossary,
        wording=wording,
        languages=languages,
        catalogues=catalogues,
        calendar=calendar,
    )
    personal, clean = personal_data_in(
        root, settings, read_documents.paths, memory.clean, means.stamps
    )
    passed = Passed(sound=read.sound | sound, clean=clean, keys=read_documents.keys)
    in_words = (*in_glossary, *in_wording, *in_languages, *in_calendar)
    in_words += upgrade_notes(root, settings)
    return loaded, passed, (*in_packages, *in_documents, *in_words, *personal)
