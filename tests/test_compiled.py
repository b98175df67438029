"""Compiled templates are kept, whoever compiled them; what is damaged is compiled anew."""

from pathlib import Path

from site_builder.compiled import load_compiled, save_compiled
from tests.bench.corpus import make_site
from tests.conftest import run

BUILDER = "a"


def test_what_a_worker_compiled_is_kept(tmp_path: Path) -> None:
    """The first edit after a build by many processes need not compile anything."""
    site = tmp_path / "site"
    make_site(site, 60)
    built = run("build", "--site", str(site), "--jobs", "2", "--executor", "process")
    assert built.status == 0, built.text
    assert (site / ".cache/templates.msgpack").stat().st_size > 100_000


def test_only_what_is_whole_and_of_this_builder_is_used(tmp_path: Path) -> None:
    """Another builder compiles anew, and so does one that finds the file changed."""
    save_compiled(tmp_path, BUILDER, (("case", b"code"),))
    assert load_compiled(tmp_path, BUILDER) == (("case", b"code"),)
    assert load_compiled(tmp_path, "b") == ()
    kept = tmp_path / "templates.msgpack"
    kept.write_bytes(kept.read_bytes().replace(b"code", b"evil"))
    assert load_compiled(tmp_path, BUILDER) == ()
