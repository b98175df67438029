"""What `site.toml` says."""

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct

from site_builder.model.government import NOT_STATED, Government, SecurityContact
from site_builder.model.limits import DEFAULT, Limits


class Environment(Struct, frozen=True, kw_only=True):
    """One of the fields a district's business environment is reported under.

    `addition`: not one of the five environments of the scheme but this site's own. `note` stands
    under its figures.
    """

    id: str
    title: str
    short: str
    description: str
    addition: bool
    note: str


class PackageSetting(Struct, frozen=True, kw_only=True):
    """A package to show. `demonstration`: shown apart from the environments and the home page.

    `limits` are those of its site.
    """

    name: str
    demonstration: bool
    limits: Limits = DEFAULT


class Column(Struct, frozen=True, kw_only=True):
    """Labels of a column page: ColumnName, ColumnDescription, ColumnKeywords, ColumnType."""

    id: str
    name: str
    description: str
    keywords: str
    type: str


class Label(Struct, frozen=True, kw_only=True):
    """A word cases may be listed by, a tag or a department: `id` stands in addresses.

    `original` is the title in the settings, where `title` is a translation.
    """

    id: str
    title: str
    original: str = ""


Words = Mapping[str, tuple[tuple[int, Label], ...]]
"""The labels that a word in a text means, by an id or a title, each with its place among all."""


def _words(labels: tuple[Label, ...]) -> Words:
    found: dict[str, tuple[tuple[int, Label], ...]] = {}
    for place, label in enumerate(labels):
        for word in dict.fromkeys((label.id, label.original or label.title)):
            found[word] = (*found.get(word, ()), (place, label))
    return found


class LanguageSetting(Struct, frozen=True, kw_only=True):
    """A language the site is told in beside its own: `id` begins its addresses, with its name.

    `locale` is its form as Open Graph names it, "" where none is given.
    """

    id: str
    name: str
    locale: str = ""


class Contact(Struct, frozen=True, kw_only=True):
    """Whom to tell of an error, as far as the settings say; what they do not say is "".

    `consultation` is the address of a service for questions, `reply_days` within how many working
    days an answer comes, 0 where that is not said.
    """

    office: str = ""
    address: str = ""
    telephone: str = ""
    email: str = ""
    hours: str = ""
    consultation: str = ""
    reply_days: int = 0


class Settings(Struct, frozen=True, kw_only=True, dict=True):
    """The whole of `site.toml`. Folders are relative to the site's root.

    `notice_days`: how long pages tell of a correction. `review_required`: what has not passed
    三审三校 is withheld from every output. `pictures`: charts are made as PNG too, and cards for
    those who share a page. `search`: the site can be searched. `freshness` says for how many days a
    column may rest, by its type. `builder` is the version that the site was made for.
    """

    title: str
    subtitle: str
    description: str
    language: str
    base_url: str
    official: bool
    content: str
    data: str
    templates: str
    page_size: int
    notice_days: int
    revision_factor: int
    environments: tuple[Environment, ...]
    packages: tuple[PackageSetting, ...]
    headlines: tuple[str, ...]
    columns: tuple[Column, ...]
    footer: tuple[tuple[str, str], ...]
    notice: str
    outside_hosts: tuple[str, ...]
    tags: tuple[Label, ...]
    departments: tuple[Label, ...]
    languages: tuple[LanguageSetting, ...]
    review_required: bool
    pictures: bool
    search: bool
    lines: tuple[tuple[str, int], ...]
    government: Government = NOT_STATED
    security: SecurityContact | None = None
    contact: Contact = Contact()
    freshness: tuple[tuple[str, int], ...] = ()
    builder: str = ""
    limits: Limits = DEFAULT

    @cached_property
    def tag_words(self) -> Words:
        """Return the tags by what texts call them."""
        return _words(self.tags)

    @cached_property
    def department_words(self) -> Words:
        """Return the departments by what texts call them."""
        return _words(self.departments)

    def line_of(self, name: str) -> int:
        """Return the line of `site.toml` that names something, 1 where none does."""
        return dict(self.lines).get(name, 1)
