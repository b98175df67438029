"""The preview's server: this machine alone, built files alone, nothing kept, everything escaped."""

import asyncio
import http.client
import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
import uvicorn
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.diagnostics import BuildFailed, Diagnostic, Span, error, warning
from site_builder.serve.app import application, find
from site_builder.serve.excerpt import SourceLine, excerpt
from site_builder.serve.panel import panel_of
from site_builder.serve.run import listen
from site_builder.serve.state import Preview, State
from site_builder.serve.watch import follow
from tests.conftest import files_of, make_site, run

CASE = "content/cases/sample/one-window.md"


class Served:
    """A preview of the minimal site, served on a thread."""

    def __init__(self, site: Path, preview: Preview, port: int) -> None:
        self.site = site
        self.preview = preview
        self.port = port

    def ask(
        self, path: str, host: str | None = None, method: str = "GET"
    ) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and body of a raw request; the path is sent as it stands."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.putrequest(method, path, skip_host=True)
            connection.putheader("Host", f"127.0.0.1:{self.port}" if host is None else host)
            connection.endheaders()
            response = connection.getresponse()
            headers = {name.lower(): value for name, value in response.getheaders()}
            return response.status, headers, response.read()
        finally:
            connection.close()

    def update(self) -> None:
        """Build anew, as after a change."""
        asyncio.run(self.preview.update())


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The minimal site, built once and served on a thread."""
    site = make_site(tmp_path_factory.mktemp("serve") / "site")
    output = site / ".cache" / "preview" / "site"
    assert (
        run("build", "--site", str(site), "--output", str(output), "--executor", "serial").status
        == 0
    )
    preview = Preview(site, output, lambda: ())
    asyncio.run(preview.update())
    listener = listen(0)
    server = uvicorn.Server(
        uvicorn.Config(
            application(preview, lambda: server.should_exit), log_config=None, lifespan="off"
        )
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield Served(site, preview, listener.getsockname()[1])
    finally:
        server.should_exit = True
        thread.join(10)
        assert not thread.is_alive()


def test_it_listens_on_this_machine_alone() -> None:
    """The socket is bound to the loopback address and to no other."""
    with listen(0) as listener:
        assert listener.family is socket.AF_INET
        assert listener.getsockname()[0] == "127.0.0.1"


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "192.168.1.2", "", "[::1]"]
)
def test_other_names_are_refused(served: Served, host: str) -> None:
    """A page of another site cannot read drafts by pointing its name at this machine."""
    status, headers, body = served.ask("/", host=f"{host}:{served.port}" if host else "")
    assert status == 400
    assert headers["cache-control"] == "no-store"
    assert "样例站" not in body.decode()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST"])
def test_this_machine_is_answered(served: Served, host: str) -> None:
    """With and without a port."""
    assert served.ask("/", host=host)[0] == 200
    assert served.ask("/", host=f"{host}:{served.port}")[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        "/..%2fsite.toml",
        "/..%2f..%2f..%2fsite.toml",
        "/../../../site.toml",
        "/%2e%2e/%2e%2e/%2e%2e/site.toml",
        "/..%5c..%5c..%5csite.toml",
        "/assets/..%2f..%2f..%2f..%2fsite.toml",
        "/column/..%2f..%2f..%2f..%2fsite.toml",
        "//etc/passwd",
        "/%2fetc%2fpasswd",
        "/etc/passwd%00.html",
        "/%ff%fe",
        "/-/preview/state.py",
        "/-/preview/..%2fstate.py",
        "/-/preview/panel.html",
        "//evil.example/cases",
        "/../memory.msgpack",
    ],
)
def test_nothing_but_built_files_is_opened(served: Served, path: str) -> None:
    """However a path is written, it leads to no file that the build does not list."""
    status, headers, body = served.ask(path)
    assert status == 404
    assert "location" not in headers
    for secret in (b"base_url =", b"root:", b"import asyncio"):
        assert secret not in body


PIECES = st.sampled_from(
    ["..", ".", "", "cases", "one-window", "index.html", "site.toml", "\\", "\0", "data"]
)


@settings(derandomize=True, deadline=None)
@given(st.lists(PIECES, max_size=6).map("/".join) | st.text(max_size=20))
def test_a_path_finds_a_listed_file_or_nothing(path: str) -> None:
    """What is found is in the manifest, or is a folder whose page is."""
    files = frozenset({"index.html", "cases/index.html", "cases/one-window/index.html", "a.csv"})
    state = State(version="1", files=files, panel="", base_path="/data/")
    found = find(path, state)
    assert found is None or found in files or f"{found}index.html" in files


def test_pages_carry_the_panel_and_built_pages_do_not(served: Served) -> None:
    """Script and panel are laid over what is served; on disk there is none of it."""
    built = (served.preview.output / "index.html").read_bytes()
    status, headers, body = served.ask("/")
    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert b"/-/preview/client.js" in body
    start, end = built.split(b"</body>")
    assert body.startswith(start)
    assert body.endswith(b"</body>" + end)
    assert not [name for name, data in files_of(served.preview.output).items() if b"/-/" in data]


def test_files_are_served_as_built(served: Served) -> None:
    """Every file has its bytes and a content type, and nobody keeps it."""
    kinds = {
        "css": "text/css",
        "svg": "image/svg+xml",
        "csv": "text/csv",
        "json": "application/json",
    }
    for name, data in files_of(served.preview.output).items():
        if name.endswith(".html"):
            continue
        status, headers, body = served.ask(f"/{name}")
        assert (status, body) == (200, data)
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        kind = kinds.get(name.rpartition(".")[2])
        assert kind is None or headers["content-type"].startswith(kind)


def test_what_is_missing_gets_the_sites_404_page(served: Served) -> None:
    """Status 404, the page readers will see, not kept; its style can be loaded."""
    status, headers, body = served.ask("/nothing/here/")
    assert (status, headers["cache-control"]) == (404, "no-store")
    assert "没有这个页面" in body.decode()
    style = re.search(r'href="(/column/assets/[^"]+\.css)"', body.decode())
    assert style
    assert served.ask(style[1])[0] == 200


def test_a_folder_without_its_slash_leads_to_its_page(served: Served) -> None:
    """So that relative links work; the answer names a path, no host."""
    status, headers, _ = served.ask("/cases", host="localhost:1")
    assert (status, headers["location"], headers["cache-control"]) == (307, "/cases/", "no-store")


def test_only_reading_is_allowed(served: Served) -> None:
    """There is nothing to send to a preview."""
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        assert served.ask("/", method=method)[0] == 405


def test_the_state_is_told_at_once_and_after_a_change(served: Served) -> None:
    """A page that follows the events hears of the present state, then of each new one."""
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    connection.request("GET", "/-/preview/events")
    response = connection.getresponse()
    assert response.getheader("content-type", "").startswith("text/event-stream")

    def told() -> dict[str, str]:
        while not (line := response.readline()).startswith(b"data: "):
            assert line
        found: dict[str, str] = json.loads(line.removeprefix(b"data: "))
        return found

    first = told()
    assert first["version"] == served.preview.state.version
    fault = error("slug-repeated", Span(path=CASE, line=3), slug="x", other="y")
    good = served.preview._rebuild

    def failing() -> tuple[Diagnostic, ...]:
        raise BuildFailed((fault,))

    try:
        served.preview._rebuild = failing
        served.update()
        second = told()
        assert second["version"] == first["version"]
        assert f"{CASE}:3" in second["panel"]
        assert "slug: one-window" in second["panel"]
        assert served.ask("/cases/one-window/")[0] == 200
    finally:
        served.preview._rebuild = good
        served.update()
    assert told()["panel"] == first["panel"]
    connection.close()


def test_a_site_that_never_built_shows_why(tmp_path: Path) -> None:
    """Before the first good build there is a page with the panel, and a crash is told too."""
    site = make_site(tmp_path / "site")

    def crash() -> tuple[Diagnostic, ...]:
        raise ValueError("<b>half-written</b>")

    preview = Preview(site, site / ".cache" / "preview" / "site", crash)
    asyncio.run(preview.update())
    assert preview.state.version == ""
    assert "&lt;b&gt;half-written" in preview.state.panel
    assert preview.state.folders == ("content", "data", "templates")


class Tags(HTMLParser):
    """The elements and attributes of a piece of HTML, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.found |= {tag, *(f"{tag}.{name}" for name, _ in attrs)}

    def handle_comment(self, data: str) -> None:  # noqa: ARG002
        """Note a comment."""
        self.found.add("comment")

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.text += data


PLAIN = {
    *("section", "section.id", "section.aria-live", "section.aria-label", "section.class"),
    *("details", "details.open", "summary", "p", "p.class", "code", "b", "mark"),
    *("ol", "li", "li.class", "pre", "pre.class", "span", "span.class"),
}
"""All that a panel is made of."""

NASTY = st.text(alphabet="<>&\"'/!-=script on{}%`\\\n\t　案例：", max_size=60)


@settings(derandomize=True, deadline=None)
@given(line=NASTY, said=NASTY, column=st.integers(1, 80), crash=NASTY)
def test_everything_in_the_panel_is_escaped(
    tmp_path_factory: pytest.TempPathFactory, line: str, said: str, column: int, crash: str
) -> None:
    """Whatever stands in files, names and messages becomes text, never markup."""
    root = tmp_path_factory.getbasetemp() / "nasty"
    root.mkdir(exist_ok=True)
    (root / "x.md").write_text(line, encoding="utf-8")
    faults = (
        error("slug-repeated", Span(path="x.md", line=1, column=column), slug=said, other="<i>"),
        warning("figure-unused", Span(path="<script>.md", line=1), name=said),
    )
    tags = Tags(panel_of(root)(faults, crash, True))
    assert tags.found <= PLAIN
    assert line.split("\n")[0].strip() in tags.text


def test_errors_come_first_and_warnings_alone_stay_folded(tmp_path: Path) -> None:
    """A warning does not stand in the way of the page; an error does, whatever file it is in."""
    mild = warning("figure-unused", Span(path="a.md", line=1), name="x")
    grave = error("file-unreadable", Span(path="b.md"), cause="@not-utf8")
    panel = panel_of(tmp_path)
    both = panel((mild, grave), "", True)
    assert both.index("b.md") < both.index("a.md")
    assert "details.open" in Tags(both).found
    assert "details.open" not in Tags(panel((mild,), "", True)).found
    assert "section.hidden" in Tags(panel((), "", True)).found


def shown(lines: tuple[SourceLine, ...]) -> list[str]:
    """Return excerpt lines as `number*before[marked]after`."""
    return [
        f"{line.number}{'*' if line.faulty else ' '}{line.before}"
        + (f"[{line.marked}]" if line.marked else "")
        + line.after
        for line in lines
    ]


def test_an_excerpt_marks_the_column(tmp_path: Path) -> None:
    """The character a diagnostic names is marked, with two lines before and after."""
    (tmp_path / "a.md").write_text("一\n二\n三：四\r\n五\n六\n七\n", encoding="utf-8-sig")
    found = excerpt(tmp_path, Span(path="a.md", line=3, column=2))
    assert shown(found) == ["1 一", "2 二", "3*三[：]四", "4 五", "5 六"]
    assert shown(excerpt(tmp_path, Span(path="a.md", line=1, column=9)))[0] == "1*一[ ]"
    assert shown(excerpt(tmp_path, Span(path="a.md", line=2)))[1] == "2*二"


def test_an_excerpt_of_a_table_marks_the_cell(tmp_path: Path) -> None:
    """Under the header stands the faulty row between its neighbours; cells may hold line ends."""
    text = 'a,b,c\n1,"x\ny",3\n4,5,6\n7,8,9\n1,1,1\n'
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    found = excerpt(tmp_path, Span(path="t.csv", resource="t", row=3, field="b"))
    assert shown(found) == ["1 a │ b │ c", "2 1 │ x\ny │ 3", "3*4 │ [5] │ 6", "4 7 │ 8 │ 9"]
    whole = excerpt(tmp_path, Span(path="t.csv", resource="t", row=3))
    assert shown(whole)[2] == "3*4 │ 5 │ 6"


def test_an_excerpt_reads_legacy_encodings_and_long_lines(tmp_path: Path) -> None:
    """A file saved as GB18030 is readable; a long line is cut around the place."""
    (tmp_path / "a.md").write_bytes("标题：案例\n".encode("gb18030"))
    assert shown(excerpt(tmp_path, Span(path="a.md", line=1)))[0] == "1*标题：案例"
    (tmp_path / "b.md").write_text("一" * 5000 + "错" + "二" * 5000, encoding="utf-8")
    (line,) = excerpt(tmp_path, Span(path="b.md", line=1, column=5001))
    assert line.marked == "错"
    assert len(line.before + line.after) < 1000


@pytest.mark.parametrize("path", ["../outside.md", "/etc/passwd", "none.md", "folder", ""])
def test_an_excerpt_stays_in_the_site(tmp_path: Path, path: str) -> None:
    """No line of a file outside the site, and none of what is no file."""
    (tmp_path / "outside.md").write_text("secret", encoding="utf-8")
    (tmp_path / "site" / "folder").mkdir(parents=True)
    assert excerpt(tmp_path / "site", Span(path=path, line=1)) == ()


def test_every_change_calls_for_a_build(tmp_path: Path) -> None:
    """Settings, new files in new folders, and a folder that was taken away and came back."""
    site = make_site(tmp_path / "site")
    builds: list[float] = []

    async def update() -> None:
        builds.append(time.monotonic())

    async def settled() -> int:
        """Return the number of builds once none has come for a while."""
        count = -1
        while count != len(builds):
            count = len(builds)
            await asyncio.sleep(0.4)
        return count

    async def seen(change: object) -> bool:
        before = await settled()
        change()  # type: ignore[operator]
        for _ in range(100):
            await asyncio.sleep(0.05)
            if len(builds) > before:
                return True
        return False

    async def watched() -> list[str]:
        follower = asyncio.create_task(follow(site, lambda: ("content", "data", "none"), update))
        missed = []
        new = site / "content" / "cases" / "new"
        try:
            for name, change in (
                ("settings", lambda: (site / "site.toml").write_text("", encoding="utf-8")),
                ("settings replaced", lambda: _replaced(site / "site.toml")),
                ("a folder", new.mkdir),
                ("a file in it", lambda: (new / "a.md").write_text("x", encoding="utf-8")),
                ("its change", lambda: _replaced(new / "a.md")),
                ("a folder moved away", lambda: (site / "data").rename(site / "gone")),
                ("and back", lambda: (site / "gone").rename(site / "data")),
                (
                    "a file in it",
                    lambda: (site / "data" / "b.csv").write_text("", encoding="utf-8"),
                ),
            ):
                if not await seen(change):
                    missed.append(name)
            before = await settled()
            (site / "public").mkdir()
            (site / "public" / "index.html").write_text("", encoding="utf-8")
            if await settled() != before:
                missed.append("quiet about what is built")
        finally:
            follower.cancel()
            await asyncio.gather(follower, return_exceptions=True)
        return missed

    assert asyncio.run(watched()) == []


def _replaced(file: Path) -> None:
    """Save a file as editors do: a new one takes its place."""
    other = file.with_name(f"{file.name}.tmp")
    other.write_text("anew", encoding="utf-8")
    other.replace(file)


def test_a_port_in_use_is_told(minimal: Path) -> None:
    """Status 4, what it is and what to do."""
    with listen(0) as taken:
        port = taken.getsockname()[1]
        outcome = run("serve", "--site", str(minimal), "--port", str(port))
    assert outcome.status == 4
    assert f"端口{port}" in outcome.text


def test_a_folder_that_is_no_site_is_told(tmp_path: Path) -> None:
    """Status 2; no server is left."""
    outcome = run("serve", "--site", str(tmp_path), "--port", "0")
    assert outcome.status == 2
    assert "settings-unreadable" in outcome.text
