"""Work for `render`: a page's view, and what stands around every page."""

from dataclasses import dataclass

from site_builder.model.chart import Drawn
from site_builder.model.drawing import Drawing, Imprint
from site_builder.model.government import Emblem
from site_builder.model.view import Fact, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Chrome:
    """What is around every page: names, navigation, footer.

    The `note` of a navigation link is the section of the site it opens. `preview`: the site shows
    what is not to be published. `portal` is the site that this one is a column of, `services` lead
    to where readers can ask and report; their addresses are absolute. `identity` are the facts of
    who runs the site. `feeds` are what can be subscribed to, with the section of the site that
    each is about ("" for all); `website` is what the home page says to search engines. `search` is
    the path of the page to search on, "" for none.
    """

    title: str
    subtitle: str
    language: str
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
    portal: Link | None = None
    identity: tuple[Fact, ...] = ()
    services: tuple[Link, ...] = ()
    emblem: Emblem | None = None
    feeds: tuple[Link, ...] = ()
    website: str = ""

    @property
    def imprint(self) -> Imprint:
        """Return what a file that leaves the site says of it."""
        return Imprint(site=self.title, base_url=self.base_url, notice=self.notice)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What every page is rendered with: templates by name, asset names, chrome."""

    templates: tuple[tuple[str, str], ...]
    assets: tuple[tuple[str, str], ...]
    chrome: Chrome


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something to make: `view` is its complete input, `digest` names all that it depends on.

    It is a page where it has a template, else a group of files (`outputs.kind`). `needs` are the
    paths of sources, relative to the site, that go with the view, `charts` all that is drawn in it;
    `sources` and `drawings`, in their order, are filled in only where the job is stale.
    """

    kind: str
    path: str
    output: str
    template: str
    view: object
    digest: str
    needs: tuple[str, ...] = ()
    charts: tuple[Drawn, ...] = ()
    sources: tuple[tuple[str, bytes], ...] = ()
    drawings: tuple[Drawing, ...] = ()
