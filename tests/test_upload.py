"""Bringing a built site elsewhere: into an object store, and by rsync, while somebody reads it."""

import http.client
import os
import re
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from site_builder.published.order import steps
from site_builder.published.releases import deploy
from site_builder.published.upload import upload
from site_builder.store import BEGUN, Store
from tests.conftest import files_of, run
from tests.object_store import BUCKET, ObjectStore, object_store
from tests.test_deploy import built
from tests.visiting import free_port, plain_server, wait

PAGES = 4
PARTS = re.compile(rb'(?:href|src)="([^"]+)"')


def page(*links: str) -> bytes:
    """Return a page that leads to some addresses."""
    return "".join(f'<a href="{link}">x</a>' for link in links).encode()


def site_of(version: int, pages: int = PAGES) -> dict[str, bytes]:
    """Return a made-up site: its pages, their names and their assets are those of a version."""
    style, script = f"assets/site.{version}.css", f"assets/site.{version}.js"
    files = {style: b"a {}", script: b"1", "about/index.html": page(f"../{style}")}
    cases = [f"{number}-{version if number % 3 else 0}" for number in range(pages)]
    for name in cases:
        data = f"cases/{name}/data-{version}.csv"
        files[data] = str(version).encode()
        files[f"cases/{name}/index.html"] = page(f"../../{style}", f"data-{version}.csv", "../")
    files["cases/index.html"] = page(f"../{style}", *(f"{name}/" for name in cases))
    files["index.html"] = page(style, script, "cases/", "about/", "feed.xml")
    files["feed.xml"] = page(*(f"cases/{name}/" for name in cases))
    return files


class Reader:
    """Reads home, lists and feed over and over, all that these lead to, and what that needs."""

    def __init__(self, port: int, base: str) -> None:
        self._port, self._base = port, base
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self.wrong: list[str] = []
        self.rounds = 0

    def __enter__(self) -> "Reader":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def now(self) -> None:
        """Read once, by a connection of its own."""
        self._read(http.client.HTTPConnection("127.0.0.1", self._port, timeout=30))

    def _run(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        try:
            while not self._stop.is_set():
                self._read(connection)
                self.rounds += 1
        except Exception as fault:  # noqa: BLE001 - an answer that does not come is a fault
            self.wrong.append(repr(fault))

    def _read(self, connection: http.client.HTTPConnection) -> None:
        def get(path: str) -> bytes | None:
            name = f"{path}index.html" if path.endswith("/") else path
            connection.request("GET", name)
            answer = connection.getresponse()
            body = answer.read()
            return body if answer.status == 200 else None

        seen: dict[str, bytes | None] = {}
        for entry in ("", "cases/", "feed.xml"):
            start = f"{self._base}{entry}"
            body = get(start)
            if body is None:
                self.wrong.append(f"{start} is not there")
            for link in PARTS.findall(body or b""):
                path = urlsplit(urljoin(start, link.decode())).path
                seen[path] = found = get(path)
                if found is None and self._stands(get, start, link):
                    self.wrong.append(f"{start} leads to {path}")
                for inner in PARTS.findall(found or b""):
                    asset = urlsplit(urljoin(path, inner.decode())).path
                    if asset in seen:
                        continue
                    seen[asset] = get(asset)
                    if seen[asset] is None and self._stands(get, path, inner):
                        self.wrong.append(f"{path} needs {asset}")

    @staticmethod
    def _stands(get: Callable[[str], bytes | None], path: str, link: bytes) -> bool:
        """Tell whether a page still leads there: what it lacks may be gone with an old page."""
        return link in PARTS.findall(get(path) or b"")


def and_then(method: Callable[..., None], look: Callable[[], None]) -> Callable[..., None]:
    """Return a method after which somebody looks."""

    def step(*arguments: object) -> None:
        method(*arguments)
        look()

    return step


def put(folder: Path, version: int, pages: int = PAGES) -> Path:
    """Build the made-up site of a version."""
    return built(folder / "public", site_of(version, pages))


def test_the_order_is_that_of_what_leads_where() -> None:
    """Assets, new files, new pages; what changed, pages after files; lists from below; home."""
    site = [
        *("index.html", "cases/index.html", "cases/x/index.html", "cases/y/index.html", "feed.xml"),
        *("assets/1.css", "cases/x/a.csv", "cases/y/a.csv", "build.json", "404.html"),
        *("data/p/index.html", "data/p/1/index.html", "data/index.html"),
    ]
    new = ["cases/y/index.html", "cases/y/a.csv", "assets/1.css"]
    altered = [path for path in site if path not in new and path != "data/p/1/index.html"]
    assert list(steps(new, altered, site)) == [
        ("assets/1.css",),
        ("cases/y/a.csv",),
        ("cases/y/index.html",),
        ("cases/x/a.csv",),
        ("404.html", "cases/x/index.html"),
        ("data/p/index.html",),
        ("cases/index.html", "data/index.html"),
        ("feed.xml",),
        ("index.html",),
        ("build.json",),
    ]


@pytest.fixture(scope="module")
def store() -> Iterator[ObjectStore]:
    """An object store that this process can reach."""
    with object_store() as made:
        made.publish()
        yield made


def sent(store: ObjectStore, prefix: str) -> dict[str, bytes]:
    """Return what lies in the store, without the list."""
    files = store.files(f"{prefix}/")
    del files["build.json"]
    return files


def test_a_reader_never_meets_a_page_before_what_it_needs(
    store: ObjectStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All the time and after each step of three versions; assets stay for one round."""
    port = urlsplit(store.variables["AWS_ENDPOINT_URL"]).port
    assert port
    target = f"s3://{BUCKET}/read"
    assert run("deploy", target, "--output", str(put(tmp_path, 1))).status == 0
    with Reader(port, f"/{BUCKET}/read/") as reader:
        for name in ("write", "remove"):
            monkeypatch.setattr(Store, name, and_then(getattr(Store, name), reader.now))
        for version in (2, 3):
            outcome = run("deploy", target, "--output", str(put(tmp_path, version)), "--lang", "en")
            assert outcome.status == 0, outcome.text
            old = {path: data for path, data in site_of(version - 1).items() if "assets/" in path}
            assert sent(store, "read") == {**old, **site_of(version)}
    assert reader.wrong == []
    assert reader.rounds > 2
    again = run("deploy", target, "--output", str(tmp_path / "public"))
    assert "没有动" in again.text


def test_types_and_caching_are_said(store: ObjectStore, tmp_path: Path) -> None:
    """An object says what it is and how long it may be kept."""
    upload(Store(url=f"s3://{BUCKET}/kinds"), put(tmp_path, 1), dry_run=False)
    for path, kind, kept in (
        ("index.html", "text/html; charset=utf-8", "no-cache"),
        ("assets/site.1.css", "text/css; charset=utf-8", "public, max-age=31536000, immutable"),
    ):
        assert store.kind(f"kinds/{path}") == kind
        assert store.metadata(f"kinds/{path}")["Cache-Control"] == kept


def test_a_dry_run_tells_and_changes_nothing(store: ObjectStore, tmp_path: Path) -> None:
    """What is new, altered and gone, and how many bytes; in both languages."""
    target, public = (
        f"s3://{BUCKET}/dry",
        built(tmp_path / "public", {"a.txt": b"1", "b.txt": b"1"}),
    )
    first = run("deploy", target, "--output", str(public), "--dry-run")
    assert store.files("dry/") == {}
    assert first.text.splitlines()[:3] == ["+ a.txt", "+ b.txt", "+ build.json"]
    run("deploy", target, "--output", str(public))
    before = store.times("dry/")
    built(public, {"a.txt": b"two", "c.txt": b"1"})
    told = run("deploy", target, "--output", str(public), "--dry-run", "--lang", "en").text
    *listed, said = told.splitlines()
    assert listed == ["+ c.txt", "~ a.txt", "~ build.json", "- b.txt"]
    size = 4 + (public / "build.json").stat().st_size
    assert said.endswith(f"1 files new, 2 altered, 1 gone, {size} bytes; nothing was changed")
    assert "共" in run("deploy", target, "--output", str(public), "--dry-run").text
    assert store.times("dry/") == before


class StoppedError(Exception):
    """Stands for a command that was killed."""


@pytest.mark.parametrize("first", [False, True])
def test_a_stopped_upload_is_carried_on(
    first: bool, store: ObjectStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped before each of its steps, also the very first time: the next one makes it whole."""
    write, remove = Store.write, Store.remove
    for last in range(1, 14):
        prefix = f"stopped-{first}-{last}"
        place = Store(url=f"s3://{BUCKET}/{prefix}")
        if not first:
            upload(place, put(tmp_path, 1, 3), dry_run=False)
        left = last

        def stopping(method: Callable[..., None]) -> Callable[..., None]:
            def step(*arguments: object) -> None:
                nonlocal left
                left -= 1
                if left < 0:
                    raise StoppedError
                method(*arguments)

            return step

        with monkeypatch.context() as patch:
            patch.setattr(Store, "write", stopping(write))
            patch.setattr(Store, "remove", stopping(remove))
            stopped = False
            try:
                upload(place, put(tmp_path, 2, 3), dry_run=False)
            except StoppedError:
                stopped = True
        assert BEGUN in store.files(f"{prefix}/") or not stopped
        upload(place, put(tmp_path, 3, 3), dry_run=False)
        files = sent(store, prefix)
        assert {path: files[path] for path in site_of(3, 3)} == site_of(3, 3)
        assert all(path.startswith("assets/") for path in files.keys() - site_of(3, 3).keys())
        if not stopped:
            return
    raise AssertionError("never done")


def test_what_is_not_ours_stays(store: ObjectStore, tmp_path: Path) -> None:
    """A prefix with other things, a folder of a protocol that cannot be, a preview: refused."""
    place = Store(url=f"s3://{BUCKET}/foreign")
    place.write([("letter.txt", b"mine")])
    public = put(tmp_path, 1)
    outcome = run("deploy", place.url, "--output", str(public))
    assert (outcome.status, "output-foreign" in outcome.text) == (2, True)
    assert store.files("foreign/") == {"letter.txt": b"mine"}
    drafts = built(tmp_path / "drafts", {"index.html": b""}, preview=True)
    outcome = run("deploy", f"s3://{BUCKET}/drafts", "--output", str(drafts))
    assert (outcome.status, "deploy-refused" in outcome.text) == (2, True)
    (public / "index.html").write_bytes(b"touched")
    assert run("deploy", f"s3://{BUCKET}/spoilt", "--output", str(public)).status == 1
    outcome = run("deploy", "s3://no-such-bucket/x", "--output", str(put(tmp_path, 1)))
    assert (outcome.status, "store-unwritable" in outcome.text) == (4, True)


@contextmanager
def daemon(root: Path, folder: Path) -> Iterator[str]:
    """Run rsync's own server for a folder; yield its address."""
    port, settings = free_port(), folder / "rsyncd.conf"
    settings.write_text(
        f"use chroot = no\nlog file = {folder}/rsyncd.log\n[site]\npath = {root}\nread only = no\n"
        + ("uid = root\ngid = root\n" if os.geteuid() == 0 else ""),
        encoding="utf-8",
    )
    program = ("rsync", "--daemon", "--no-detach", "--address=127.0.0.1")
    command = (*program, f"--port={port}", f"--config={settings}")
    with subprocess.Popen(command, stdin=subprocess.DEVNULL) as server:
        try:
            wait(port)
            yield f"rsync://127.0.0.1:{port}/site/"
        finally:
            server.terminate()


def sync(script: Path, *arguments: str) -> str:
    """Run the script; return what it prints."""
    command = ("sh", str(script), *arguments)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize("way", ["a folder", "a server"])
def test_rsync_by_the_recipe(way: str, minimal: Path, tmp_path: Path) -> None:
    """A reader finds whole pages meanwhile; assets of the last release stay for one round."""
    live, root = tmp_path / "live's", tmp_path / "site"
    refused = run("deploy", str(live), "--site", str(minimal), "--recipe", "rsync")
    assert (refused.status, "live's" in refused.text) == (2, True)
    live, root = tmp_path / "live copy", tmp_path / "served"
    root.mkdir()
    script = tmp_path / "upload.sh"
    told = run("deploy", str(live), "--site", str(minimal), "--recipe", "rsync")
    assert told.status == 0
    script.write_text(told.text, encoding="utf-8")
    with daemon(root, tmp_path) if way == "a server" else nullcontext(f"{root}/") as target:
        deploy(live, put(tmp_path, 1), 5, dry_run=False, compress=True)
        assert "index.html" in sync(script, target, "--dry-run")
        assert list(root.iterdir()) == []
        sync(script, target)
        assert files_of(root) == files_of(live / "current")
        with plain_server(root, tmp_path) as port, Reader(port, "/") as reader:
            for version in (2, 3):
                deploy(live, put(tmp_path, version), 5, dry_run=False, compress=True)
                listed = sync(script, target, "--dry-run").splitlines()
                assert f"*deleting   cases/1-{version - 1}/index.html" in listed
                changed = [line for line in listed if line.endswith(" cases/index.html")]
                assert len(changed) == 1
                assert "c" in changed[0].split()[0]
                sync(script, target)
                old = files_of(live / "earlier")
                kept = {path: data for path, data in old.items() if path.startswith("assets/")}
                assert files_of(root) == {**kept, **files_of(live / "current")}
        assert sync(script, target) == ""
    assert reader.wrong == []
    assert reader.rounds > 1
