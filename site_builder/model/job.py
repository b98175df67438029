"""Work for `render`: a page's view, and what stands around every page."""

from msgspec import Struct

from site_builder.model.chart import Drawn
from site_builder.model.drawing import Drawing, Imprint
from site_builder.model.government import Emblem
from site_builder.model.language import Language
from site_builder.model.view import Fact, Link


class Chrome(Struct, frozen=True, kw_only=True):
    """What is around every page: names, navigation, footer.

    The `note` of a navigation link is the section of the site it opens. `preview`: the site shows
    what is not to be published. `portal` is the site that this one is a column of, `services` lead
    to where readers can ask and report; their addresses are absolute. `identity` are the facts of
    who runs the site. `feeds` are what can be subscribed to, with the section of the site that
    each is about ("" for all); `website` is what the home page says to search engines. `search` is
    the path of the page to search on, "" for none. `translated` are the paths, without the
    language's prefix, of the pages that exist in the language of a translation.
    """

    title: str
    subtitle: str
    language: Language
    base_url: str
    base_path: str
    official: bool
    notice: str
    navigation: tuple[Link, ...]
    footer_links: tuple[Link, ...]
    footer: tuple[tuple[str, str], ...]
    as_of: str
    preview: bool
    pictures: bool
    search: str
    translated: frozenset[str] = frozenset()
    portal: Link | None = None
    identity: tuple[Fact, ...] = ()
    services: tuple[Link, ...] = ()
    emblem: Emblem | None = None
    feeds: tuple[Link, ...] = ()
    website: str = ""

    def leads_to(self, path: str) -> bool:
        """Tell whether the navigation leads to a path of the site."""
        return any(link.path == path for link in self.navigation)

    @property
    def imprint(self) -> Imprint:
        """Return what a file that leaves the site says of it."""
        return Imprint(site=self.title, base_url=self.base_url, notice=self.notice)


class Setup(Struct, frozen=True, kw_only=True):
    """What every page is rendered with: templates by name, asset names, chrome.

    `translations` is what is around the pages in other languages; `profiled` asks for the time that
    functions of templates take. `compiled` is what is known of compiled templates.
    """

    templates: tuple[tuple[str, str], ...]
    assets: tuple[tuple[str, str], ...]
    chrome: Chrome
    translations: tuple[Chrome, ...] = ()
    profiled: bool = False
    compiled: tuple[tuple[str, bytes], ...] = ()

    def around(self, language: str) -> Chrome:
        """Return what is around the pages of a translation; "" is the site's own language."""
        return next(
            (one for one in self.translations if one.language.code == language), self.chrome
        )


class Alternate(Struct, frozen=True, kw_only=True):
    """A page in one of the languages it exists in: code and own name of the language, its path."""

    code: str
    name: str
    path: str


class Job(Struct, frozen=True, kw_only=True):
    """Something to make: `view` is its complete input, `digest` names all that it depends on.

    It is a page where it has a template, else a group of files (`outputs.kind`). `needs` are the
    paths of sources, relative to the site, that go with the view, `charts` all that is drawn in it;
    `leads`: it leads to others and is put in place after them, where files are so one by one;
    `language` is the code of a translation, `alternates` are all forms of the page, its own among
    them, the site's own language first; `texts` are the documents whose text it shows, if it is
    not the page of one of them;
    `sources` and `drawings`, in their order, are filled in only where the job is stale.
    """

    kind: str
    path: str
    output: str
    template: str
    view: object
    digest: str
    language: str = ""
    leads: bool = False
    alternates: tuple[Alternate, ...] = ()
    needs: tuple[str, ...] = ()
    charts: tuple[Drawn, ...] = ()
    texts: tuple[str, ...] = ()
    sources: tuple[tuple[str, bytes], ...] = ()
    drawings: tuple[Drawing, ...] = ()
