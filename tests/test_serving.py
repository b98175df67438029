"""The recipe for nginx, printed by the builder, in nginx itself: the site under `/` and `/a/b/`."""

import gzip
import http.client
import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import brotli
import pytest
from lxml import etree, html
from msgspec import Struct
from playwright.sync_api import Browser, expect

from site_builder.linked.policy import header_policy
from site_builder.model.media_types import COMPRESSIBLE, media_type
from site_builder.traces import sha256
from tests.browsing import PATIENCE, complaints_of
from tests.conftest import REPOSITORY, make_site, run
from tests.visiting import free_port, nginx_by

OLD = "assets/old.0123456789.css"
"""An asset that only the release before has."""
MORE = """
[search]
enabled = true

[security]
contact = "mailto:security@site.example"
expires = "2024-12-31"
"""


class Answer(Struct, frozen=True):
    """What the server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Served(Struct, frozen=True):
    """A site that nginx serves by the recipe: its port, base path, place, and files."""

    port: int
    base: str
    place: Path
    files: Mapping[str, str]

    @property
    def address(self) -> str:
        """The address of the home page."""
        return f"http://127.0.0.1:{self.port}{self.base}"

    @contextmanager
    def asking(self) -> Iterator[Callable[..., Answer]]:
        """Yield what asks for a path as it is written, by one connection."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

        def ask(path: str, method: str = "GET", **headers: str) -> Answer:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.putrequest(method, path, skip_accept_encoding=True)
            for name, value in named.items():
                connection.putheader(name, value)
            connection.endheaders()
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())  # type: ignore[arg-type]

        try:
            yield ask
        finally:
            connection.close()

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for one path below the base."""
        with self.asking() as ask:
            return ask(f"{self.base}{path}", method, **headers)


@contextmanager
def served(site: Path, folder: Path, port: int, base: str) -> Iterator[Served]:
    """Deploy the built site twice, the first time with an asset more; serve it by the recipe."""
    place, public = folder / "live", site / "public"
    before = folder / "before"
    shutil.copytree(public, before)
    held = json.loads((before / "build.json").read_bytes())
    (before / OLD).write_bytes(b"body { color: black }\n" * 20)
    held["files"][OLD] = sha256((before / OLD).read_bytes())
    (before / "build.json").write_text(json.dumps(held), encoding="utf-8")
    for output in (before, public):
        outcome = run("deploy", str(place), "--output", str(output), "--compress")
        assert outcome.status == 0, outcome.text
    assert run("verify", str(place / "current")).status == 0
    files = json.loads((public / "build.json").read_bytes())["files"]
    recipe = run("deploy", str(place), "--site", str(site), "--recipe", "nginx")
    assert recipe.status == 0, recipe.text
    with nginx_by(recipe.text, port, folder / "nginx"):
        yield Served(port, base, place, files)
    log = (folder / "nginx" / "nginx.log").read_text(encoding="utf-8")
    assert not re.search(r"\[(warn|emerg|alert)\]", log), log


@pytest.fixture(scope="module", params=["/", "/a/b/"])
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """The minimal site with search and an old address, built for an address on loopback."""
    folder = tmp_path_factory.mktemp("served")
    port = free_port()
    made = make_site(folder / "site")
    settings = (made / "site.toml").read_text(encoding="utf-8")
    address = f"http://127.0.0.1:{port}{request.param}"
    settings = settings.replace("https://site.example/column/", address)
    (made / "site.toml").write_text(settings + MORE, encoding="utf-8")
    case = made / "content/cases/sample/one-window.md"
    text = case.read_text(encoding="utf-8")
    case.write_text(text.replace("\nslug:", "\naliases: [/cases/old/]\nslug:"), encoding="utf-8")
    outcome = run("build", "--site", str(made), "--executor", "serial")
    assert outcome.status == 0, outcome.text
    with served(made, folder, port, request.param) as found:
        yield found


def expected(path: str, body: bytes) -> dict[str, str]:
    """Return the headers of a file, as what the page itself says of it, not as the recipe does."""
    kind = ""
    if path.endswith(".html"):
        classes = html.fromstring(body).body.classes
        kind = next(name for name in classes if name.startswith("page-")).removeprefix("page-")
    elif "search/" in path:
        kind = "search"
    elif path.startswith("embed/"):
        kind = "embed"
    is_kept = path.startswith("assets/")
    is_open = path.startswith(("api/", "data/")) or path.endswith(("catalog.jsonld", "oembed.json"))
    return {
        "Content-Type": media_type(path),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Content-Security-Policy": header_policy(kind),
        "Cache-Control": "public, max-age=31536000, immutable" if is_kept else "no-cache",
        "Access-Control-Allow-Origin": "*" if is_open else "",
    }


def held_against(path: str, answer: Answer, wanted: Mapping[str, str]) -> None:
    """Hold the headers of an answer against what they should be."""
    found = {name: answer.headers.get(name, "") for name in wanted}
    assert found == wanted, path


def walk(site: Served) -> None:
    """Ask for every file, plain, packed in both ways, and again with what was learnt of it."""
    packed = {"gzip": gzip.decompress, "br": brotli.decompress}
    with site.asking() as ask:
        for path, digest in site.files.items():
            is_stub = path == "cases/old/index.html"
            address = f"{site.base}{path if is_stub else path.removesuffix('index.html')}"
            plain = ask(address)
            assert (plain.status, sha256(plain.body)) == (200, digest), path
            wanted = expected(path, plain.body)
            held_against(path, plain, wanted)
            tags = {plain.headers["ETag"]}
            for form, unpack in packed.items():
                answer = ask(address, Accept_Encoding=form)
                held_against(path, answer, wanted)
                if Path(path).suffix in COMPRESSIBLE and len(plain.body) > 500:
                    assert answer.headers["Content-Encoding"] == form, path
                    assert answer.headers["Vary"] == "Accept-Encoding"
                    assert sha256(unpack(answer.body)) == digest
                    assert len(answer.body) < len(plain.body)
                    assert answer.headers["ETag"] not in tags, path
                elif "Content-Encoding" not in answer.headers:
                    assert sha256(answer.body) == digest, path
                tags.add(answer.headers["ETag"])
                again = ask(address, Accept_Encoding=form, If_None_Match=answer.headers["ETag"])
                assert (again.status, again.body) == (304, b""), (path, form, answer, again)
            head = ask(address, "HEAD")
            assert (head.status, head.body) == (200, b"")


def test_every_file_comes_as_it_is_with_its_headers(site: Served) -> None:
    """Bytes, type, policy, caching, both compressed forms, and 304 for who has it."""
    walk(site)


def linked(site: Served) -> set[str]:
    """Return every address of this server that pages, feeds and the list of pages lead to."""
    found = set()
    for path in site.files:
        place = site.place / "current" / path
        address = site.address + path.removesuffix("index.html")
        if path.endswith(".html"):
            page = html.fromstring(place.read_bytes())
            links = [str(one) for one in page.xpath("//@href | //@src | //@data-spec")]
            links += [
                one.split()[0] for found in page.xpath("//@srcset") for one in found.split(",")
            ]
        elif path.endswith(".xml"):
            feed = etree.parse(str(place))
            links = [str(one) for one in feed.xpath("//@href | //*[local-name()='loc']/text()")]
        else:
            continue
        found |= {urljoin(address, one.partition("#")[0]) for one in links}
    return {one for one in found if one.startswith(f"http://127.0.0.1:{site.port}/")}


def follow(site: Served) -> None:
    """Ask for every address that something leads to."""
    addresses = linked(site)
    assert len(addresses) > 40
    assert any(one.endswith("sitemap.xml") for one in addresses | {f"{site.address}sitemap.xml"})
    with site.asking() as ask:
        for one in sorted(addresses):
            assert one.startswith(site.address), one
            split = urlsplit(one)
            answer = ask(split.path)
            assert answer.status == (301 if split.path.endswith("/cases/old/") else 200), one


def test_every_link_leads_somewhere_below_the_base(site: Served) -> None:
    """Pages, feeds and the list of pages: all answer at once, without a redirect."""
    follow(site)


def test_addresses_are_mended(site: Served) -> None:
    """A folder without its slash, an old address: by 301, with the base, whatever the port."""
    for old, new in (("cases", "cases/"), ("cases/old/", "cases/one-window/")):
        answer = site.ask(old)
        assert (answer.status, answer.headers["Location"]) == (301, f"{site.base}{new}")
    assert site.ask("cases/old/index.html").status == 200
    if site.base != "/":
        with site.asking() as ask:
            bare = ask(site.base[:-1])
            assert (bare.status, bare.headers["Location"]) == (301, site.base)
            assert ask("/").status == 404


MISSING = ("no", "no/such/page/at/all/", "assets/", "assets/no.css", "embed/no/", "cases/feed/")


def test_what_is_not_there_has_the_page_for_that(site: Served) -> None:
    """Status 404, the site's own page whose parts are found from any depth; no folder is listed."""
    wanted = expected("404.html", (site.place / "current/404.html").read_bytes())
    with site.asking() as ask:
        for path in MISSING:
            address = f"{site.base}{path}"
            for form in ("", "gzip", "br"):
                answer = ask(address, Accept_Encoding=form)
                assert answer.status == 404
                held_against(path, answer, wanted)
            page = ask(address)
            assert sha256(page.body) == site.files["404.html"]
        parts = html.fromstring(page.body).xpath("//link/@href | //script/@src | //nav//@href")
        for link in parts:
            split = urlsplit(urljoin(f"{site.address}no/such/", str(link)))
            assert ask(split.path).status == 200, link


OUTSIDE = (
    "../site/site.toml",
    "..%2f..%2fsite%2fsite.toml",
    "%2e%2e/%2e%2e/site/site.toml",
    "assets/..%2f..%2f..%2fsite/site.toml",
    "assets/../../../../site/site.toml",
    "assets/..%5c..%5csite.toml",
    "..;/site.toml",
    ".earlier/index.html",
    ".earlier/" + OLD,
    "assets/../.earlier/" + OLD,
    ".git/config",
    ".lock",
    "assets/.hidden",
    "cases/.%2findex.html.gz",
    "index.html.gz",
    "index.html.br",
    "cases/index.html.br",
    "index.html%00.css",
    "current/index.html",
    "releases/",
)


def test_nothing_else_can_be_had(site: Served) -> None:
    """No way out of the folder, no hidden file, no copy under its own name."""
    for path in OUTSIDE:
        answer = site.ask(path)
        assert answer.status in (400, 403, 404), (path, answer)
        assert b"base_url" not in answer.body
        assert "default-src" in answer.headers["Content-Security-Policy"], path
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_nothing_can_be_done_but_read(site: Served) -> None:
    """Other methods are refused on pages, assets and what is not there."""
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH", "NO"):
        for path in ("", "build.json", "no"):
            answer = site.ask(path, method)
            assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")
            assert "default-src" in answer.headers["Content-Security-Policy"]


def test_the_assets_of_the_release_before_are_there(site: Served) -> None:
    """A page that is still open finds its style sheet after the next deployment."""
    assert OLD not in site.files
    for form in ("", "gzip", "br"):
        answer = site.ask(OLD, Accept_Encoding=form)
        assert answer.status == 200
        held_against(OLD, answer, expected(OLD, b""))
    assert answer.headers["Content-Encoding"] == "br"
    assert brotli.decompress(answer.body).startswith(b"body {")


def test_a_file_for_all_is_found_in_the_hidden_folder(site: Served) -> None:
    """`.well-known` is the one of its kind."""
    answer = site.ask(".well-known/security.txt")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/plain; charset=utf-8")


def browse(site: Served, browser: Browser, paths: list[str]) -> None:
    """Look at pages; search for something; nothing is complained of, nothing asked elsewhere."""
    page = browser.new_context().new_page()
    page.set_default_timeout(PATIENCE)
    complaints = complaints_of(page, site.address)
    for path in paths:
        page.goto(site.address + path)
        button = page.get_by_role("button", name="交互查看")
        if button.count():
            button.first.click()
            expect(page.locator(".chart-live svg").first).to_be_visible()
        assert complaints == [], path
    page.context.close()


@pytest.mark.browser
def test_a_browser_finds_nothing_to_complain_of(site: Served, browser: Browser) -> None:
    """Pages with scripts, a live chart, the compiled search: under both paths."""
    browse(site, browser, ["", "cases/", "cases/one-window/", "indicators/online-rate/"])
    page = browser.new_context().new_page()
    page.set_default_timeout(PATIENCE)
    complaints = complaints_of(page, site.address)
    page.goto(f"{site.address}search/?q=一窗受理")
    expect(page.locator(".results h2 a").first).to_be_visible()
    assert complaints == []
    page.goto(f"{site.address}no/such/page/")
    assert page.evaluate("getComputedStyle(document.body).fontFamily") != ""
    assert page.evaluate("document.styleSheets[0].cssRules.length") > 10
    page.context.close()


@pytest.mark.thorough
@pytest.mark.browser
@pytest.mark.parametrize("base", ["/", "/a/b/"])
def test_the_shipped_site(base: str, tmp_path: Path, browser: Browser) -> None:
    """All of it: every file, every link, a search in both languages, a page of each folder."""
    port = free_port()
    site = tmp_path / "site"
    for name in ("content", "data", "templates"):
        shutil.copytree(REPOSITORY / name, site / name)
    settings = (REPOSITORY / "site.toml").read_text(encoding="utf-8")
    address = f"http://127.0.0.1:{port}{base}"
    settings = settings.replace("https://dongtou.example/", address)
    (site / "site.toml").write_text(settings, encoding="utf-8")
    outcome = run("build", "--site", str(site))
    assert outcome.status == 0, outcome.text
    with served(site, tmp_path, port, base) as found:
        walk(found)
        follow(found)
        pages = [path for path in found.files if path.endswith("/index.html")]
        folders = {path.rsplit("/", 2)[0]: path for path in pages}
        browse(found, browser, sorted(folders.values()))
        for start, word in (("", "窗口"), ("en/", "loan")):
            page = browser.new_context().new_page()
            page.set_default_timeout(PATIENCE)
            complaints = complaints_of(page, found.address)
            page.goto(f"{found.address}{start}search/?q={word}")
            expect(page.locator(".results h2 a").first).to_be_visible()
            assert complaints == []
            page.context.close()
