"""Writing into a store: workers write, entries come last, what holds is not written again."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest

from site_builder.build import Built, Config, build
from site_builder.cli.executors import SerialExecutor
from site_builder.diagnostics import BuildFailed
from site_builder.store import ASSETS, STAGED, Store
from site_builder.store_writer import StoreWriter
from site_builder.write import SiteWriter, Writer
from tests.conftest import files_of, run
from tests.object_store import BUCKET, ObjectStore, object_store

CASE = "content/cases/sample/one-window.md"
LINK = re.compile(rb'(?:href|src)="([^"]+)"')


class Noting(Store, frozen=True, kw_only=True):
    """A store that notes what a reader sees after each step."""

    seen: list[dict[str, bytes]]
    steps: list[tuple[str, ...]]

    def note(self, *paths: str) -> None:
        """Note what there is, but for what waits beside the site."""
        files = files_of(Path(self.url.removeprefix("file://")))
        self.seen.append({path: data for path, data in files.items() if path[:5] != STAGED})
        self.steps.append(paths)

    def write(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Write, and note the paths."""
        held = list(files)
        Store.write(self, held)
        self.note(*(path for path, _ in held))

    def move(self, pairs: Mapping[str, str]) -> None:
        """Move, and note the new paths."""
        Store.move(self, pairs)
        self.note(*pairs.values())

    def remove(self, paths: Iterable[str]) -> None:
        """Remove, and note the paths."""
        held = list(paths)
        Store.remove(self, held)
        self.note(*held)


def noting(folder: Path) -> Noting:
    """Return a shared folder that notes."""
    return Noting(url=f"file://{folder}", seen=[], steps=[])


def built(site: Path, writer: Writer, *, clean: bool = False) -> Built:
    """Build a site in this process; the memory goes with the output."""
    cache = site / ".cache"
    config = Config(root=site, cache=cache, as_of=None, strict=False, clean=clean)
    return build(config, writer, SerialExecutor(), lambda *_: None)


def edit(site: Path) -> None:
    """Change a case, add one, and take another away."""
    text = (site / CASE).read_text(encoding="utf-8")
    gone = site / CASE.replace("one-window", "third")
    if gone.exists():
        gone.unlink()
    (site / CASE.replace("one-window", "second")).write_text(
        text.replace("slug: one-window", "slug: second"), encoding="utf-8"
    )
    (site / CASE).write_text(text.replace("虚构的背景", "改过的虚构背景"), encoding="utf-8")


def with_third(site: Path) -> Path:
    """Add a case to the site."""
    text = (site / CASE).read_text(encoding="utf-8")
    third = site / CASE.replace("one-window", "third")
    third.write_text(text.replace("slug: one-window", "slug: third"), encoding="utf-8")
    return site


def test_a_store_holds_what_a_folder_would(minimal: Path, tmp_path: Path) -> None:
    """The files are the same, byte for byte, after the first build and after an edit."""
    store = Store(url=f"file://{tmp_path}/shared")
    built(with_third(minimal), StoreWriter(store))
    built(minimal, SiteWriter(tmp_path / "first"), clean=True)
    assert files_of(tmp_path / "shared") == files_of(tmp_path / "first")
    edit(minimal)
    built(minimal, StoreWriter(store))
    built(minimal, SiteWriter(tmp_path / "second"), clean=True)
    assert files_of(tmp_path / "shared") == files_of(tmp_path / "second")
    assert not [path for path in (tmp_path / "shared").rglob("*") if not any_file(path)]


def any_file(path: Path) -> bool:
    """Tell whether a path is a file, or a folder with something in it."""
    return path.is_file() or any(path.iterdir())


def targets(page: str, data: bytes) -> set[str]:
    """Return the files of the site that a page leads to."""
    found = set()
    for link in LINK.findall(data):
        path = unquote(urljoin(f"/{page}", re.split("[?#]", link.decode())[0])).lstrip("/")
        if b":" not in link.partition(b"/")[0]:
            found.add(f"{path}index.html" if path.endswith("/") or not path else path)
    return found


def check_readers_view(store: Noting) -> None:
    """At every step the home page leads to what is there, as do lists to what is no list."""
    entries = {path.removeprefix(STAGED) for step in store.steps for path in step if STAGED in path}
    assert {"index.html", "cases/index.html"} <= entries
    assert "cases/one-window/index.html" not in entries
    for seen in store.seen:
        for page in entries & seen.keys():
            if page.endswith(".html") and page != "404.html":
                wanted = targets(page, seen[page])
                wanted -= entries if page != "index.html" else set()
                assert wanted <= seen.keys(), page


def test_entries_never_lead_to_nothing(minimal: Path, tmp_path: Path) -> None:
    """Through a first build, and through one with a case more and one less."""
    first = noting(tmp_path / "shared")
    built(with_third(minimal), StoreWriter(first))
    check_readers_view(first)
    edit(minimal)
    second = noting(tmp_path / "shared")
    built(minimal, StoreWriter(second))
    check_readers_view(second)
    assert first.steps[-3:] == [("index.html",), ("build.json",), (f"{STAGED}begun",)]
    assert "cases/third/index.html" in second.steps[-1]


def test_what_holds_is_not_written_again(minimal: Path, tmp_path: Path) -> None:
    """A build with nothing to do writes `build.json`; after an edit, what changed by it."""
    built(minimal, StoreWriter(noting(tmp_path / "shared")))
    again = noting(tmp_path / "shared")
    assert built(minimal, StoreWriter(again)).rendered == 0
    written = {path for step in again.steps for path in step}
    assert written == {"build.json", f"{STAGED}begun"}
    before = files_of(tmp_path / "shared")
    edit(minimal)
    edited = noting(tmp_path / "shared")
    built(minimal, StoreWriter(edited))
    after = files_of(tmp_path / "shared")
    written = {path.removeprefix(STAGED) for step in edited.steps for path in step}
    changed = {path for path in after if after[path] != before.get(path)}
    assert changed <= written
    assert not [path for path in written if path.startswith(ASSETS)]
    assert "cases/one-window/index.html" in changed


def test_a_file_of_another_hand_is_made_anew(minimal: Path, tmp_path: Path) -> None:
    """What was written after `build.json`, or is gone, is not trusted."""
    store = Store(url=f"file://{tmp_path}/shared")
    built(minimal, StoreWriter(store))
    good = files_of(tmp_path / "shared")
    (tmp_path / "shared/cases/one-window/index.html").write_bytes(b"other")
    (tmp_path / "shared/index.html").unlink()
    built(minimal, StoreWriter(store))
    assert files_of(tmp_path / "shared") == good


def test_a_stopped_build_is_made_good(
    minimal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Entries stay as they were when a build fails, and the next one leaves nothing of it."""
    store = Store(url=f"file://{tmp_path}/shared")
    built(minimal, StoreWriter(store))
    before = files_of(tmp_path / "shared")
    edit(minimal)
    with monkeypatch.context() as patch:
        patch.setattr(StoreWriter, "commit", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            built(minimal, StoreWriter(store))
    left = files_of(tmp_path / "shared")
    assert [left[path] for path in ("index.html", "cases/index.html", "build.json")] == [
        before[path] for path in ("index.html", "cases/index.html", "build.json")
    ]
    edit(minimal)
    built(minimal, StoreWriter(store))
    built(minimal, SiteWriter(tmp_path / "clean"), clean=True)
    assert files_of(tmp_path / "shared") == files_of(tmp_path / "clean")


def test_the_files_of_others_stay(minimal: Path, tmp_path: Path) -> None:
    """A place that no build has made is refused."""
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared/letter.txt").write_bytes(b"mine")
    with pytest.raises(BuildFailed) as fault:
        built(minimal, StoreWriter(Store(url=f"file://{tmp_path}/shared")))
    assert [item.code for item in fault.value.diagnostics] == ["output-foreign"]
    assert files_of(tmp_path / "shared") == {"letter.txt": b"mine"}


@pytest.fixture(scope="module")
def objects() -> Iterator[ObjectStore]:
    """An object store on this machine."""
    with object_store() as found:
        yield found


def test_an_object_store(minimal: Path, tmp_path: Path, objects: ObjectStore) -> None:
    """It holds what a folder would; entries are the last, and an edit uploads what changed."""
    options = ("build", "--site", str(minimal), "--executor", "serial")
    address = f"s3://{BUCKET}/portal/site"
    outcome = run(*options, "--output", address)
    assert outcome.status == 0, outcome.text
    assert outcome.text.rstrip().endswith(address)
    assert run(*options, "--output", str(tmp_path / "folder")).status == 0
    assert objects.files("portal/site/") == files_of(tmp_path / "folder")
    times = objects.times("portal/site/")
    newest = sorted(times, key=lambda path: times[path])
    assert newest[-1] == "build.json"
    assert times["index.html"] > max(
        at for path, at in times.items() if path.startswith(("cases/", "indicators/", ASSETS))
    )
    assert objects.kind("portal/site/index.html") == "text/html; charset=utf-8"
    edit(minimal)
    assert run(*options, "--output", address).status == 0
    assert run(*options, "--output", str(tmp_path / "folder")).status == 0
    assert objects.files("portal/site/") == files_of(tmp_path / "folder")
    kept = [path for path, at in objects.times("portal/site/").items() if times.get(path) == at]
    assert [path for path in kept if path.startswith(ASSETS)]
    assert "cases/one-window/index.html" not in kept


@pytest.mark.parametrize(("language", "said"), [("zh", "写不了输出的地方"), ("en", "written")])
def test_a_bucket_that_is_not_there(
    minimal: Path, objects: ObjectStore, language: str, said: str
) -> None:
    """The address is named, and the status is that of the environment."""
    arguments = ("--executor", "serial", "--output", "s3://no-such-bucket/site")
    outcome = run("build", "--site", str(minimal), "--lang", language, *arguments)
    assert outcome.status == 4
    assert "s3://no-such-bucket/site: " in outcome.text
    assert said in outcome.text
