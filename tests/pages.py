"""Reading built pages in tests: elements, links, ids, figures."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

TRANSLATED = ("en", "eo")
"""The folders of pages in other languages than a site's own."""

VOID = {"meta", "link", "br", "img", "input", "hr", "base"}


@dataclass
class Page:
    """What one built page holds."""

    path: str
    title: str = ""
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)
    metas: list[tuple[str, str]] = field(default_factory=list)
    figures: list[tuple[str, str, str]] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    text: str = ""
    unclosed: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self.open: list[tuple[str, dict[str, str]]] = []
        self.figure: list[str] | None = None
        self.heading: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        page = self.page
        if "id" in values:
            page.ids.append(values["id"])
        if tag == "a" and "href" in values:
            page.links.append(values["href"])
        if tag == "meta" and "name" in values:
            page.metas.append((values["name"], values["content"]))
        if "src" in values:
            page.loaded.append(values["src"])
        loads = values.get("rel") in ("stylesheet", "icon", "alternate")
        if tag == "link" and loads and "hreflang" not in values:
            page.loaded.append(values["href"])
        if tag not in VOID:
            self.open.append((tag, values))
        if tag == "data":
            self.figure = []
        if tag in ("h1", "h2", "h3", "h4"):
            self.heading = []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1][0] != tag:
            self.page.unclosed.append(tag)
            return
        _, values = self.open.pop()
        if tag == "data" and self.figure is not None:
            said = "".join(self.figure)
            observation = values.get("data-observation", "")
            self.page.figures.append((observation, values["value"], said))
            self.figure = None
        if tag in ("h1", "h2", "h3", "h4") and self.heading is not None:
            self.page.headings.append((int(tag[1]), "".join(self.heading).strip()))
            self.heading = None

    def handle_data(self, data: str) -> None:
        if self.figure is not None:
            self.figure.append(data)
        if self.heading is not None:
            self.heading.append(data)
        if self.open and self.open[-1][0] == "title" and len(self.open) == 3:
            self.page.title += data
        if not any(tag in ("script", "style") for tag, _ in self.open):
            self.page.text += data


def read_html(html: str, path: str = "") -> Page:
    """Return what a page of this HTML holds."""
    page = Page(path=path)
    reader = _Reader(page)
    reader.feed(html)
    reader.close()
    page.unclosed += [tag for tag, _ in reader.open]
    return page


def read_page(root: Path, path: Path) -> Page:
    """Return what a built page holds."""
    return read_html(path.read_text(encoding="utf-8"), path.relative_to(root).as_posix())


def html_files(root: Path, *, translated: bool = False) -> list[Path]:
    """Return the files of the pages of a built site in its own language, or of the others."""
    return [
        path
        for path in sorted(root.rglob("*.html"))
        if (path.relative_to(root).parts[0] in TRANSLATED) is translated
    ]


def read_site(root: Path, *, translated: bool = False) -> dict[str, Page]:
    """Return the pages of a built site in its own language, or the others, by their paths."""
    pages = [read_page(root, path) for path in html_files(root, translated=translated)]
    return {page.path: page for page in pages}
