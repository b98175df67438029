"""What a built site may not hold, whoever wrote its sources: every output is read and looked at."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit
from zipfile import ZipFile

import bibtexparser
import html5lib
import lxml.etree
import lxml.html
import yaml
from msgspec import Struct
from openpyxl import load_workbook

from tests.fuzz.oracle import harmful, unsafe

EVALUATED = re.compile(r"(<|&lt;)(class|slot wrapper|function|method|built-in)[ -]+(&#39;|'|\w)")
"""What a template or a format prints that was carried out (`<class 'object'>`)."""
NEWS = frozenset(
    [
        "em",
        "strong",
        "code",
        "pre",
        "blockquote",
        "ul",
        "ol",
        "li",
        "a",
        "sup",
        "section",
        "hr",
        "br",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "img",
    ]
)
"""Elements that a text of Markdown may bring in by its own rules."""
_NEW_ATTRIBUTES = frozenset(
    {"href", "title", "id", "class", "start", "src", "alt", "data-observation"}
)
"""Attributes of these."""
_FORMULA = re.compile("[\\s\u200b\ufeff]*[=+\\-@＝＋－＠]|[\t\r\n]")
_NUMBER = re.compile(r"[+\-]?\d[\d,]*(\.\d+)?%?[\u4e00-\u9fff]*")
_SECURITY = re.compile(r"(Contact|Expires|Preferred-Languages|Canonical): \S+( \S+)*")
_ROBOTS = re.compile(r"(User-agent|Allow|Disallow|Sitemap):( \S+)?")
_PROGRAMS = frozenset({"expr", "signal", "calculate", "labelExpr", "update", "test"})
_ADDRESSES = frozenset(
    [
        "url",
        "href",
        "home_page_url",
        "feed_url",
        "thumbnail_url",
        "provider_url",
        "accessURL",
        "downloadURL",
        "landingPage",
        "license",
        "image",
        "contentUrl",
        "start_url",
        "src",
    ]
)
_PASSIVE = lxml.etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


class Judge(Struct, dict=True, frozen=True):
    """Holds sites against the files of one that nobody has tampered with.

    `led` are addresses to which the owner of the site leads, who may lead anywhere.
    """

    clean: Mapping[str, bytes]
    led: frozenset[str] = frozenset()

    @cached_property
    def shapes(self) -> frozenset[tuple[str, str]]:
        """Elements with their attributes, as the site's own templates have them."""
        pages = [data for name, data in self.clean.items() if name.endswith(".html")]
        known = {pair for data in pages for pair in _pairs(_quick(data))}
        return frozenset(known | {(tag, name) for tag in NEWS for name in (*_NEW_ATTRIBUTES, "")})

    @cached_property
    def programs(self) -> frozenset[str]:
        """What the specifications of charts compute."""
        specs = [json.loads(data) for name, data in self.clean.items() if name.endswith(".vl.json")]
        return frozenset(_without_values(text) for spec in specs for text in _programs(spec))

    @cached_property
    def hosts(self) -> frozenset[str]:
        """Hosts to which the site leads, and those of the addresses that its sources give."""
        pages = [_quick(data) for name, data in self.clean.items() if name.endswith(".html")]
        leading = (one for page in pages for one in page.iter("a", "link"))
        found = {urlsplit(one.get("href", "")).netloc for one in leading}
        return frozenset(found)

    def faults(self, files: Mapping[str, bytes], *, whole: Iterable[str] = ()) -> Iterator[str]:
        """Yield what is wrong; the pages of `whole` are read as a browser reads them, too."""
        for name, data in files.items():
            if self.clean.get(name) == data:
                continue
            for fault in self._file(name, data):
                yield f"{name}: {fault}"
        for name in whole:
            tree = html5lib.parse(files[name].decode(), namespaceHTMLElements=False)
            for fault in self._page(tree.iter()):
                yield f"{name} (as in a browser): {fault}"

    def _file(self, name: str, data: bytes) -> Iterator[str]:
        ending = name.rsplit(".", 1)[-1]
        if ending in _TEXTS and EVALUATED.search(data.decode()):
            yield "something was evaluated"
        read = getattr(self, f"_{ending}", None)
        if read is not None:
            yield from read(name, data)

    def _html(self, _name: str, data: bytes) -> Iterator[str]:
        yield from self._page(_quick(data).iter())

    def _page(self, elements: Iterable[Any]) -> Iterator[str]:
        """Yield elements and attributes that the site's templates do not have; what leads away."""
        for element in elements:
            tag = element.tag
            if not isinstance(tag, str):
                yield "a comment"
                continue
            tag = tag.rsplit("}", 1)[-1].lower()
            for key, value in element.attrib.items():
                name = key.rsplit("}", 1)[-1].rsplit(":", 1)[-1].lower()
                if (tag, name) not in self.shapes:
                    yield f"<{tag} {name}={value!r}>"
                yield from self._attribute(tag, name, value)
            if not element.attrib and (tag, "") not in self.shapes:
                yield f"<{tag}>"
            if tag == "script":
                yield from self._script(element)

    def _attribute(self, tag: str, name: str, value: str) -> Iterator[str]:
        if name.startswith("on"):
            yield f"{tag} {name}"
        if name in ("href", "src", "action", "formaction", "data", "srcset", "poster"):
            away = _leads_away(value, self.hosts) and value not in self.led
            if unsafe(value) or away:
                yield f"{tag} {name}={value!r}"
        if (tag, name) == ("meta", "content") and "evil.example" in value.partition("url=")[2]:
            yield f"refresh {value!r}"

    def _script(self, element: Any) -> Iterator[str]:
        if element.get("type") == "application/ld+json":
            yield from _in_json(json.loads(element.text))
        elif not re.fullmatch(r"(\.\./|/column/)*assets/[\w-]+\.\w+\.js", element.get("src", "")):
            yield f"script {element.get('src')} {element.text}"

    def _xml(self, _name: str, data: bytes) -> Iterator[str]:
        tree = lxml.etree.fromstring(data, _PASSIVE)
        if tree.getroottree().docinfo.internalDTD is not None:
            yield "a document type"
        for element in tree.iter():
            if not isinstance(element.tag, str):
                yield f"{element!r}"
                continue
            tag = element.tag.rsplit("}", 1)[-1]
            if element.get("type") == "html" or tag == "encoded":
                yield from harmful(_fragment(element.text or ""), unsafe)
            if tag in ("loc", "link", "url", "id", "icon", "logo", "uri"):
                address = element.get("href") or element.text or ""
                if unsafe(address) and not address.startswith(("urn:", "tag:")):
                    yield f"{tag} {address}"
            if element.tag.startswith("{http://www.w3.org/1999/xhtml}") and tag != "link":
                yield f"{tag} as XHTML"

    def _svg(self, _name: str, data: bytes) -> Iterator[str]:
        tree = lxml.etree.fromstring(data, _PASSIVE)
        for element in tree.iter():
            tag = element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else "comment"
            if tag in ("script", "foreignObject", "image", "use", "a", "animate", "set", "style"):
                yield tag
            for key, value in element.attrib.items():
                key = key.rsplit("}", 1)[-1]
                shown = key == "aria-label"  # words, whatever they are
                loads = not shown and ("url(h" in value or "url(//" in value)
                if key.startswith("on") or key == "href" or loads:
                    yield f"{tag} {key}={value!r}"

    def _json(self, name: str, data: bytes) -> Iterator[str]:
        tree = json.loads(data)
        if name.endswith(".vl.json"):
            for program in _programs(tree):
                if _without_values(program) not in self.programs:
                    yield f"program {program!r}"
            yield from self.loads(data)
        if not name.startswith(("build.json", "data/")):
            yield from _in_json(tree)

    def loads(self, data: bytes) -> Iterator[str]:
        """Yield addresses that a specification of a chart would load or lead to."""
        wrong = ("url", "href", "loader", "image")
        found = _leaves(json.loads(data))
        return (f"loads {key} {value}" for key, value in found if key in wrong)

    def _jsonld(self, _name: str, data: bytes) -> Iterator[str]:
        yield from _in_json(json.loads(data))

    _webmanifest = _jsonld

    def _csv(self, name: str, data: bytes) -> Iterator[str]:
        """Yield cells that a spreadsheet carries out; a package's own file is what it was."""
        if name in self.sources or name.endswith(".sdmx.csv"):
            return
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
            for cell in row:
                if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell):
                    yield f"formula {cell!r}"

    @cached_property
    def sources(self) -> frozenset[str]:
        """The files of packages, which are published byte for byte."""
        named = [name for name in self.clean if name.endswith("/datapackage.json")]
        return frozenset(
            f"{name.rpartition('/')[0]}/{resource['path']}"
            for name in named
            for resource in json.loads(self.clean[name])["resources"]
        )

    def _xlsx(self, _name: str, data: bytes) -> Iterator[str]:
        book = load_workbook(io.BytesIO(data))
        for sheet in book.worksheets:
            for cell in (cell for row in sheet.iter_rows() for cell in row):
                if cell.data_type == "f":
                    yield f"formula {cell.value!r}"
                if cell.hyperlink is not None and unsafe(cell.hyperlink.target or ""):
                    yield f"link {cell.hyperlink.target!r}"
        with ZipFile(io.BytesIO(data)) as parts:
            for part in parts.namelist():
                if part.endswith((".xml", ".rels")):
                    tree = lxml.etree.fromstring(parts.read(part), _PASSIVE)
                    outside = tree.xpath("//*[@TargetMode='External']/@Target")
                    yield from (f"leads to {one}" for one in outside if "evil" in one)
                    yield from (f"formula {one.text}" for one in tree.iter("{*}f"))
                if "externalLink" in part or "vbaProject" in part:
                    yield part

    def _zip(self, _name: str, data: bytes) -> Iterator[str]:
        with ZipFile(io.BytesIO(data)) as packed:
            for inner in packed.namelist():
                if inner.startswith("/") or ".." in inner.split("/"):
                    yield inner

    def _bib(self, _name: str, data: bytes) -> Iterator[str]:
        library = bibtexparser.parse_string(data.decode())
        if len(library.entries) != 1 or len(library.blocks) != 1 or library.failed_blocks:
            yield f"{len(library.blocks)} entries"
        text = data.decode()
        if re.search(r"\\(?!text|[%&$#_])", text):
            yield "a command of TeX"

    def _cff(self, _name: str, data: bytes) -> Iterator[str]:
        if not isinstance(yaml.safe_load(data), dict):
            yield "no mapping"

    def _txt(self, name: str, data: bytes) -> Iterator[str]:
        form = {"security.txt": _SECURITY, "robots.txt": _ROBOTS}.get(name.rpartition("/")[2])
        for line in data.decode().splitlines():
            if form is not None and line and not line.startswith("#") and not form.fullmatch(line):
                yield line
            led = line.partition(": ")[2] in self.led  # the owner may lead anywhere
            if form is not None and "evil" in line and not led:
                yield line


_TEXTS = frozenset(
    ["html", "xml", "svg", "json", "jsonld", "csv", "bib", "cff", "txt", "webmanifest"]
)


def _leads_away(address: str, hosts: frozenset[str]) -> bool:
    """Tell whether an address leads to a host that the site does not know."""
    written = re.sub(r"[\t\r\n]", "", address).strip().replace("\\", "/").lower()
    if not written.startswith(("http:", "https:", "//")):
        return False
    try:
        return urlsplit(written).netloc not in hosts
    except ValueError:  # no address at all, such as `https://[x`
        return True


def _quick(data: bytes) -> Any:
    return lxml.html.document_fromstring(data.decode())


def _fragment(html: str) -> Iterable[Any]:
    return html5lib.parseFragment(html, namespaceHTMLElements=False).iter()


def _pairs(tree: Any) -> Iterator[tuple[str, str]]:
    for element in tree.iter():
        if isinstance(element.tag, str):
            yield (element.tag.lower(), "")
            for key in element.attrib:
                yield (element.tag.lower(), key.rsplit("}", 1)[-1].rsplit(":", 1)[-1].lower())


def _in_json(tree: Any) -> Iterator[str]:
    """Yield addresses that run and HTML that acts, where a program expects them."""
    for key, value in _leaves(tree):
        if key in _ADDRESSES and unsafe(value):
            yield f"{key} {value!r}"
        if key in ("content_html", "html"):
            found = [
                one for one in harmful(_fragment(value), unsafe) if not one.startswith("iframe")
            ]
            yield from found


def _programs(tree: Any) -> Iterator[str]:
    return (value for key, value in _leaves(tree) if key in _PROGRAMS)


def _without_values(text: str) -> str:
    """Return a program without what it holds as text and number: its commands alone."""
    return re.sub(r"\d+", "0", re.sub(r'"(\\.|[^"\\])*"(, (?=["\]]))?', "", text))


def _leaves(tree: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(tree, dict):
        for name, value in tree.items():
            yield from _leaves(value, name)
    elif isinstance(tree, list):
        for value in tree:
            yield from _leaves(value, key)
    elif isinstance(tree, str):
        yield key, tree
