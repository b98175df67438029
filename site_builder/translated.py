"""A site as it is told in another language: names replaced, figures and charts worded anew."""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from site_builder.charted import with_charts
from site_builder.figures.ground import with_ground
from site_builder.model.column import CellForm
from site_builder.model.document import Document
from site_builder.model.glossary import Term
from site_builder.model.language import Language
from site_builder.model.package import (
    Area,
    Break,
    Indicator,
    Initiative,
    Observation,
    Package,
    Source,
)
from site_builder.model.settings import Label, Settings
from site_builder.model.site import Entry, Site
from site_builder.model.systems import FORMS, SystemRow, Systems
from site_builder.model.version import HeldVersion
from site_builder.releases.history import with_releases

_TOLD = {
    form.row: tuple(
        column.name
        for column in form.columns
        if column.form is CellForm.TEXT and not column.refers and column.name != "locator"
    )
    for form in FORMS
}
"""The columns of the optional tables that hold words."""


def in_language(site: Site, language: Language) -> Site:
    """Return the site as it is told in a language.

    What no catalogue translates stays in Chinese, as do documents with the figures in their text.
    Paths, codes and figures are the same.
    """
    packages = {item.name: _package(item, language) for item in site.packages}
    areas = {code: _area(item, language) for code, item in site.areas.items()}
    sources = {key: _source(item, language) for key, item in site.sources.items()}
    entries = {slug: _entry(item, packages, language) for slug, item in site.entries.items()}
    told = replace(
        site,
        language=language,
        settings=_settings(site.settings, language),
        packages=tuple(packages.values()),
        versions={
            name: tuple(_version(item, language) for item in held)
            for name, held in site.versions.items()
        },
        entries=entries,
        areas=areas,
        sources=sources,
        initiatives=tuple(one for item in packages.values() for one in item.initiatives),
        systems=_systems(site.systems, language),
        glossary=tuple(_term(item, language) for item in site.glossary),
        cases=tuple(_titled(item, language) for item in site.cases),
        reports=tuple(_titled(item, language) for item in site.reports),
        pages=tuple(_titled(item, language) for item in site.pages),
    )
    told = with_releases(told)
    if not site.ground.around:
        return told  # what has faults carries no charts
    return with_charts(with_ground(told, site.ground.builder, site.ground.kept))


def _titled(document: Document, language: Language) -> Document:
    """Return a document by the title that a catalogue gives it; its text stays as it is."""
    title = language.say(document.title)
    return document if title == document.title else replace(document, title=title)


def _settings(settings: Settings, language: Language) -> Settings:
    say = language.say
    return replace(
        settings,
        title=say(settings.title),
        subtitle=say(settings.subtitle),
        description=say(settings.description),
        notice=say(settings.notice),
        footer=tuple((say(label), say(text)) for label, text in settings.footer),
        environments=tuple(
            replace(
                item,
                title=say(item.title),
                short=say(item.short),
                description=say(item.description),
                note=say(item.note),
            )
            for item in settings.environments
        ),
        columns=tuple(
            replace(
                item,
                name=say(item.name),
                description=say(item.description),
                keywords=say(item.keywords),
                type=say(item.type),
            )
            for item in settings.columns
        ),
        tags=_labels(settings.tags, language),
        departments=_labels(settings.departments, language),
    )


def _labels(labels: tuple[Label, ...], language: Language) -> tuple[Label, ...]:
    return tuple(replace(one, title=language.say(one.title), original=one.title) for one in labels)


def _package(package: Package, language: Language) -> Package:
    say = language.say
    return replace(
        package,
        title=say(package.title),
        description=say(package.description),
        areas=tuple(_area(item, language) for item in package.areas),
        sources=tuple(_source(item, language) for item in package.sources),
        indicators=tuple(_indicator(item, language) for item in package.indicators),
        observations=tuple(_observation(item, language) for item in package.observations),
        breaks=tuple(_break(item, language) for item in package.breaks),
        initiatives=tuple(_initiative(item, language) for item in package.initiatives),
        resources=tuple(
            replace(
                item,
                title=say(item.title),
                fields=tuple(replace(one, title=say(one.title)) for one in item.fields),
            )
            for item in package.resources
        ),
        contributors=tuple((say(name), roles) for name, roles in package.contributors),
        corrections=tuple(replace(item, reason=say(item.reason)) for item in package.corrections),
        systems=_systems(package.systems, language),
    )


def _version(held: HeldVersion, language: Language) -> HeldVersion:
    contents, gone, say = held.contents, held.withdrawn, language.say
    return replace(
        held,
        title=say(held.title),
        contents=replace(contents, package=_package(contents.package, language))
        if contents
        else None,
        release=replace(held.release, reason=say(held.release.reason)) if held.release else None,
        withdrawn=replace(gone, what=say(gone.what), why=say(gone.why)) if gone else None,
    )


def _entry(entry: Entry, packages: Mapping[str, Package], language: Language) -> Entry:
    return replace(
        entry,
        indicator=_indicator(entry.indicator, language),
        package=packages[entry.package.name],
        others=tuple(packages[item.name] for item in entry.others),
        observations=tuple(_observation(item, language) for item in entry.observations),
        breaks=tuple(_break(item, language) for item in entry.breaks),
        initiatives=tuple(_initiative(item, language) for item in entry.initiatives),
    )


def _named(title: str, title_en: str, language: Language) -> str:
    """Return a name of the data: its column for English, else as the catalogues say."""
    english = title_en if language.code.partition("-")[0] == "en" else ""
    return english or language.say(title)


def _area(area: Area, language: Language) -> Area:
    return replace(area, title=_named(area.title, area.title_en, language))


def _source(source: Source, language: Language) -> Source:
    return replace(
        source, title=language.say(source.title), publisher=language.say(source.publisher)
    )


def _indicator(indicator: Indicator, language: Language) -> Indicator:
    say = language.say
    return replace(
        indicator,
        title=_named(indicator.title, indicator.title_en, language),
        original=indicator.title,
        denominator=say(indicator.denominator),
        definition=say(indicator.definition),
        department=say(indicator.department),
    )


def _observation(item: Observation, language: Language) -> Observation:
    if not item.rank_scope and not item.editor_note:
        return item
    return replace(
        item, rank_scope=language.say(item.rank_scope), editor_note=language.say(item.editor_note)
    )


def _break(item: Break, language: Language) -> Break:
    return replace(item, reason=language.say(item.reason))


def _systems(systems: Systems, language: Language) -> Systems:
    """Return the rows with their texts told; names, codes, dates and places stay."""

    def told(row: SystemRow) -> SystemRow:
        words: dict[str, Any] = {
            name: language.say(getattr(row, name)) for name in _TOLD[type(row)]
        }
        return replace(row, **words)

    return systems.mapped(told)


def _initiative(item: Initiative, language: Language) -> Initiative:
    return replace(item, title=language.say(item.title), summary=language.say(item.summary))


def _term(item: Term, language: Language) -> Term:
    title = language.word("term", item.title)
    return replace(
        item,
        title=title if title != item.title else language.say(item.title),
        original=item.title,
        definition=language.say(item.definition),
    )
