"""Workers of Dask make what one process makes, whatever becomes of them."""

import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from pathlib import Path

import pytest

from site_builder.build import Config, build
from site_builder.cli import dask_cluster
from site_builder.cli.dask_cluster import DaskExecutor, dask_executor
from site_builder.cli.executors import SerialExecutor
from site_builder.cli.usage import WrongUsage
from site_builder.diagnostics import BuildFailed
from site_builder.shared import Shared
from site_builder.store import Store
from site_builder.store_writer import StoreWriter
from site_builder.traces import save_memory
from site_builder.workers import OtherToolsError, compare
from site_builder.write import SiteWriter
from tests.bench.corpus import make_site
from tests.calls import kill, opening
from tests.cluster import Cluster, cluster, free_port
from tests.conftest import REPOSITORY, _sound, files_of, run
from tests.object_store import BUCKET, ObjectStore, object_store

CASES = 30


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of a few dozen cases."""
    made = tmp_path_factory.mktemp("many") / "site"
    make_site(made, CASES)
    save_memory(made / ".cache" / "memory.msgpack", _sound())
    return made


@pytest.fixture(scope="module")
def objects() -> Iterator[ObjectStore]:
    """An object store on this machine."""
    with object_store() as found:
        yield found


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory, objects: ObjectStore) -> Iterator[Cluster]:
    """A cluster of two workers that lasts; they can reach the object store."""
    with cluster(tmp_path_factory.mktemp("two"), 2, objects.variables) as found:
        yield found


@pytest.fixture(scope="module")
def serially(site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What one process makes of the site."""
    output = tmp_path_factory.mktemp("serially") / "public"
    built(site, output, SerialExecutor())
    return files_of(output)


def built(
    site: Path,
    output: Path,
    executor: Executor,
    progress: Callable[[int], None] = lambda *_: None,
) -> None:
    """Build a site, without any memory but that its package is sound."""
    config = Config(root=site, cache=site / ".cache", as_of=None, strict=False, clean=False)
    build(config, SiteWriter(output), executor, progress)


def test_the_bytes_are_those_of_a_serial_build(
    site: Path, serially: dict[str, bytes], two: Cluster, tmp_path: Path
) -> None:
    """Two workers make the same files; nothing is left in their folders."""
    options = ("--executor", "dask", "--scheduler", two.address, "--output", str(tmp_path / "out"))
    outcome = run("build", "--site", str(site), *options)
    assert outcome.status == 0, outcome.text
    assert files_of(tmp_path / "out") == serially
    assert [files_of(home) for home in two.folder.iterdir() if home.name in "012"] == [{}, {}, {}]


def test_a_large_argument_goes_to_each_worker_once(two: Cluster) -> None:
    """Every call in a process takes the same object."""
    with dask_executor(two.address, 0) as executor:
        shared = Shared(list(range(1000)))
        found = [executor.submit(opening, shared, number) for number in range(40)]
        answers = [one.result() for one in found]
    assert [answer for *_, answer in answers] == list(range(40))
    assert len({process for process, *_ in answers}) == 2
    assert len({(process, place) for process, place, _ in answers}) == 2


def test_a_fault_is_told_as_serially(site: Path, two: Cluster, tmp_path: Path) -> None:
    """A page that cannot be made stops the build with the same words, and nothing is written."""
    spoilt = tmp_path / "site"
    shutil.copytree(site, spoilt)
    template = spoilt / "templates" / "case.html"
    text = template.read_text(encoding="utf-8")
    fault = "{% if '000007' in view.meta.title %}{{ view.no_such_name }}{% endif %}"
    template.write_text(text.replace("{% block content %}", "{% block content %}" + fault), "utf-8")
    said = []
    with dask_executor(two.address, 0) as executor:
        for one in (SerialExecutor(), executor):
            with pytest.raises(BuildFailed) as raised:
                built(spoilt, tmp_path / "out", one)
            said.append(raised.value.diagnostics)
    assert "no_such_name" in dict(said[0][0].arguments)["cause"]
    assert said[0] == said[1]
    assert not (tmp_path / "out").exists()


def test_a_killed_worker_costs_its_batch_alone(
    site: Path, serially: dict[str, bytes], two: Cluster, tmp_path: Path
) -> None:
    """One of three workers is killed while it renders; the site is what it would have been."""
    third = two.worker()

    def progress(done: int) -> None:
        third.kill()

    with dask_executor(two.address, 0) as executor:
        executor._client.wait_for_workers(3, timeout=30)
        built(site, tmp_path / "out", executor, progress)
    assert third.wait() == -signal.SIGKILL
    assert files_of(tmp_path / "out") == serially


def lost(executor: Executor, call: Callable[[], None]) -> str:
    """Return the cause that is told of a call that the cluster could not do."""
    with pytest.raises(BuildFailed) as raised:
        executor.submit(call).result(timeout=30)
    assert raised.value.status == 4
    (found,) = raised.value.diagnostics
    assert found.code == "workers-lost"
    return dict(found.arguments)["cause"]


def test_a_batch_that_kills_its_workers_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is given up as often as Dask allows, or when no worker is left; it never hangs."""
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES", "0")
    monkeypatch.setattr(dask_cluster, "_ALONE", 2.0)
    with cluster(tmp_path / "cluster", 2) as found, dask_executor(found.address, 0) as executor:
        executor._client.wait_for_workers(2, timeout=30)
        assert lost(executor, kill) == "@workers-killed"
        assert executor.submit(os.getpid).result() in [one.pid for one in found.processes]
        found.processes[1].kill()
        found.processes[2].kill()
        while executor._has_workers():
            time.sleep(0.05)
        assert lost(executor, os.getpid) == "@no-workers|2"
        found.processes[0].kill()
        assert lost(executor, os.getpid).startswith(("@no-workers", "@cluster-gone"))


def test_a_worker_with_another_builder_is_refused(tmp_path: Path) -> None:
    """At the start by name; one that joins later at its first call, even without any builder."""
    other = tmp_path / "other"
    shutil.copytree(
        REPOSITORY / "site_builder",
        other / "site_builder",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    with (other / "site_builder" / "known.py").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    none = tmp_path / "none"  # hides a builder that is installed
    (none / "site_builder").mkdir(parents=True)
    (none / "site_builder" / "__init__.py").write_text(
        "raise ModuleNotFoundError('no builder', name='site_builder')\n", encoding="utf-8"
    )
    with cluster(tmp_path / "cluster", 1) as found:
        with dask_executor(found.address, 0) as executor:
            found.processes[1].kill()
            found.worker(other)
            assert lost(executor, os.getpid).startswith("@other-tools|site-builder|")
            found.processes[2].kill()
            found.worker(none)
            assert lost(executor, os.getpid).startswith("@other-tools|site-builder|—|")
            found.processes[3].kill()
            found.worker(other)
            executor._client.wait_for_workers(1, timeout=30)
        with pytest.raises(WrongUsage) as refused:
            dask_executor(found.address, 0)
    assert "site-builder" in refused.value.zh
    assert "install the same" in refused.value.message


def test_a_tool_that_differs_is_named() -> None:
    """The first one, with both versions; what the build does not have does not matter."""
    here = (("Python", "3.11"), ("jinja2", "3.1"), ("pictures", ""), ("site-builder", "a"))
    compare(here, (*here[:2], ("pictures", "1"), here[3]))
    with pytest.raises(OtherToolsError) as raised:
        compare(here, (here[0], ("jinja2", "3.0"), ("site-builder", "b")))
    assert (raised.value.tool, raised.value.there, raised.value.here) == ("jinja2", "3.0", "3.1")


@pytest.mark.parametrize("protocol", ["tcp", "no-such-protocol"])
def test_a_wrong_address_is_told(monkeypatch: pytest.MonkeyPatch, protocol: str) -> None:
    """In both languages, as wrong usage."""
    monkeypatch.setattr(dask_cluster, "_CONNECTING", 1)
    address = f"{protocol}://127.0.0.1:{free_port()}"
    with pytest.raises(WrongUsage) as raised:
        dask_executor(address, 0)
    assert f"{address}，" in raised.value.zh
    assert f"{address}, cannot be reached" in raised.value.message


def test_a_scheduler_without_workers_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build does not wait for workers that nobody starts."""
    monkeypatch.setattr(dask_cluster, "_CONNECTING", 1)
    with cluster(tmp_path, 0) as found, pytest.raises(WrongUsage) as raised:
        dask_executor(found.address, 0)
    assert found.address in raised.value.zh


def test_without_dask_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """What to install is told."""
    monkeypatch.setattr(dask_cluster, "find_spec", lambda _: None)
    with pytest.raises(WrongUsage) as raised:
        dask_executor(None, 2)
    assert "site-builder[dask]" in raised.value.zh
    assert "site-builder[dask]" in raised.value.message


def test_a_scheduler_goes_with_dask_alone(minimal: Path) -> None:
    """An address that nobody would use is refused."""
    outcome = run("build", "--site", str(minimal), "--scheduler", "tcp://127.0.0.1:1")
    assert outcome.status == 2
    assert "--executor dask" in outcome.text


@pytest.mark.thorough
def test_a_cluster_of_this_machine(site: Path, serially: dict[str, bytes], tmp_path: Path) -> None:
    """Without an address, workers are started here, and end with the build."""
    with dask_executor(None, 2) as executor:
        assert isinstance(executor, DaskExecutor)
        built(site, tmp_path / "out", executor)
    assert files_of(tmp_path / "out") == serially


def test_workers_write_into_an_object_store(
    site: Path, serially: dict[str, bytes], two: Cluster, objects: ObjectStore
) -> None:
    """The store holds the bytes of a serial build, and the parent never sees those of a page."""
    cache, returned = site / ".cache", []
    config = Config(root=site, cache=cache, as_of=None, strict=False, clean=False)

    class Noting(Executor):
        """Notes what comes back."""

        def submit(self, fn, /, *args, **_):
            """Hand the call to the workers."""
            made = executor.submit(fn, *args)
            made.add_done_callback(lambda done: returned.append(done.result()))
            return made

    with dask_executor(two.address, 0) as executor:
        writer = StoreWriter(Store(url=f"s3://{BUCKET}/site"))
        build(config, writer, Noting(), lambda *_: None)
    assert objects.files("site/") == serially
    rendered = [one for batch in returned if isinstance(batch, tuple) for one in batch]
    assert len(rendered) > CASES
    assert not [one for one in rendered if one.files or not one.written]
