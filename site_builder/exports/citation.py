"""How a version of a package, and a figure of it, is cited."""

import re

from msgspec import Struct

from site_builder.model.figure import Figure
from site_builder.model.language import CHINESE, Language
from site_builder.model.package import Licence, Package
from site_builder.model.site import Site
from site_builder.model.version import HeldVersion

_AUTHORS = frozenset({"author", "creator"})
"""Roles of the Data Package standard that say who made the data."""

_SPDX = frozenset(
    {
        *("CC0-1.0", "CC-BY-3.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-ND-4.0"),
        *("CC-BY-NC-SA-4.0", "CC-BY-NC-ND-4.0", "ODbL-1.0", "ODC-By-1.0", "PDDL-1.0"),
        *("OGL-UK-3.0", "etalab-2.0", "MulanPSL-2.0", "Apache-2.0", "MIT"),
    }
)
"""Licences of open data with an SPDX identifier, the only ones that CFF may name."""

_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "%&$#_"},
}
_NAMED = 3
"""Authors that GB/T 7714-2015 names before 等 (8.1.2)."""


class Citable(Struct, frozen=True, kw_only=True):
    """What is cited: a version of a package, as it is published on a site.

    `authors` are organisations, never persons. `date` is the day of the release (YYYY-MM-DD), ""
    where it is not known; `url` the permanent address of the version; `digest` `sha256:` and the
    digest over its files, "" where there is none.
    """

    name: str
    title: str
    version: str
    date: str
    authors: tuple[str, ...]
    publisher: str
    url: str
    licences: tuple[Licence, ...]
    digest: str


def citable(package: Package, *, site_title: str, url: str, date: str, digest: str) -> Citable:
    """Return what is cited of a package.

    The authors are those that the descriptor calls so; where it names none, the site itself.
    """
    authors = tuple(
        title for title, roles in package.contributors if title and _AUTHORS & _roles(roles)
    )
    return Citable(
        name=package.name,
        title=package.title,
        version=package.version,
        date=date,
        authors=authors or (site_title,),
        publisher=site_title,
        url=url,
        licences=package.licences,
        digest=digest,
    )


def cited(site: Site, held: HeldVersion) -> Citable:
    """Return a version that holds data as it is cited."""
    assert held.contents is not None, "what was withdrawn is not cited"
    return citable(
        held.contents.package,
        site_title=site.settings.title,
        url=f"{site.settings.base_url}{held.path.lstrip('/')}",
        date=held.release.date if held.release else "",
        digest=held.release.digest if held.release else "",
    )


def citation_cff(item: Citable) -> bytes:
    """Return CITATION.cff (Citation File Format 1.2.0) for a version."""
    import yaml  # heavy: only where a version is new

    licence = [one.name for one in item.licences if one.name in _SPDX]
    known = bool(licence) and len(licence) == len(item.licences)
    address = item.licences[0].path if len(item.licences) == 1 else ""
    entries: dict[str, object] = {
        "cff-version": "1.2.0",
        "message": "引用这份数据时，请按下列信息著录。",
        "type": "dataset",
        "title": _line(item.title),
        "authors": [{"name": _line(name)} for name in item.authors],
        "version": item.version,
        "date-released": item.date,
        "url": item.url,
        "license": (licence[0] if len(licence) == 1 else licence) if known else "",
        "license-url": "" if known else address,
        "identifiers": _identifiers(item),
    }
    kept = {name: value for name, value in entries.items() if value}
    return yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=10_000).encode()


def bibtex(item: Citable) -> bytes:
    """Return an entry for BibTeX and biblatex.

    `@dataset` is known to biblatex and to the styles of GB/T 7714; old styles take it for `@misc`.
    """
    fields = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in item.authors),
        "title": f"{{{_tex(item.title)}}}",
        "version": _tex(item.version),
        "date": item.date,
        "year": item.date[:4],
        "publisher": f"{{{_tex(item.publisher)}}}",
        "url": _verbatim(item.url),
        "note": _tex(item.digest),
        "langid": "chinese",
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@dataset{{{item.name}-{item.version},\n{lines}}}\n".encode()


def citation_text(item: Citable, language: Language = CHINESE) -> str:
    """Return the reference in one line after GB/T 7714-2015, a dataset online (`[DS/OL]`).

    The day of access is left out: no clock is read, and a version never changes.
    """
    authors = ", ".join(_line(name) for name in item.authors[:_NAMED])
    more = language.say(", 等") if len(item.authors) > _NAMED else ""
    version = language.say("{version}版", version=item.version)
    published = f", {item.date[:4]}({item.date})" if item.date else ""
    return (
        f"{authors}{more}. {_line(item.title)}: {version}[DS/OL]. "
        f"{_line(item.publisher)}{published}. {item.url}"
    )


def figure_citation(
    figure: Figure, item: Citable, address: str, language: Language = CHINESE
) -> str:
    """Return how one figure is cited, in one line, with the marks that must stay with it.

    `address` is the permanent one of the observation, on the page of the version.
    """
    told = language.say(
        "{title}，{area}，{period}：{value}。",
        title=figure.title,
        area=figure.area_title,
        period=figure.period,
        value=language.noted(figure.text, figure.marks) if figure.marks else figure.text,
    )
    source = language.say(
        "《{title}》{version}版，{publisher}，{address}",
        title=_line(item.title),
        version=item.version,
        publisher=_line(item.publisher),
        address=address,
    )
    return language.sentences(_line(told), source)


def _roles(text: str) -> frozenset[str]:
    """Return the roles of a contributor, as the loaded package joins them."""
    return frozenset(role.strip() for role in text.split(","))


def _identifiers(item: Citable) -> list[dict[str, str]]:
    if not item.digest:
        return []
    described = "各文件的sha256sum按路径排序后的SHA-256"
    return [{"type": "other", "value": item.digest, "description": described}]


def _line(text: str) -> str:
    return " ".join(text.split())


def _tex(text: str) -> str:
    """Return a text as TeX prints it; no brace is left that BibTeX would count."""
    return "".join(_TEX.get(sign, sign) for sign in _line(text))


def _verbatim(url: str) -> str:
    """Return an address as BibTeX reads it verbatim: what would end the field is encoded."""
    return re.sub(r"[\s{}\\]", lambda found: "".join(f"%{b:02X}" for b in found[0].encode()), url)
