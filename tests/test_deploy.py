"""`deploy` and `verify`: whole releases behind one link, and copies held against their list."""

import gzip
import json
import os
import shutil
import sys
from pathlib import Path

import brotli
import pytest
from click.testing import CliRunner

from site_builder.cli import cli, published
from site_builder.diagnostics import BuildFailed
from site_builder.published import releases
from site_builder.published.copy import differences, listed
from site_builder.published.releases import deploy, roll_back
from site_builder.traces import sha256
from tests.conftest import files_of, run

ONE = {"index.html": b"one", "a/index.html": b"same", "assets/1.css": b"1"}
TWO = {"index.html": b"two", "a/index.html": b"same", "assets/2.css": b"2"}


def built(folder: Path, files: dict[str, bytes], **more: object) -> Path:
    """Write a built site of some files, in the place of the last one."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    digests = {path: sha256(data) for path, data in files.items()}
    (folder / "build.json").write_text(json.dumps({"files": digests, **more}), encoding="utf-8")
    return folder


def deployed(place: Path, files: dict[str, bytes], keep: int = 5) -> str:
    """Build and deploy some files; return the name of the release."""
    return deploy(place, built(place.parent / "public", files), keep, dry_run=False).release


def served(place: Path, link: str = "current") -> dict[str, bytes]:
    """Return what is served, without the list."""
    files = files_of(place / link)
    del files["build.json"]
    return files


def names(place: Path) -> list[str]:
    """Return the numbers of the releases there are."""
    return sorted(path.name[:6] for path in (place / "releases").iterdir())


def codes(fault: pytest.ExceptionInfo[BuildFailed]) -> list[str]:
    """Return the codes of a fault."""
    return [item.code for item in fault.value.diagnostics]


def test_a_release_is_complete_and_shares_what_did_not_change(tmp_path: Path) -> None:
    """The link leads to all files of the new build; equal files of two releases are one."""
    place = tmp_path / "live"
    deployed(place, ONE)
    assert served(place) == ONE
    first = (place / "current").resolve()
    deployed(place, TWO)
    assert served(place) == TWO
    assert served(place, "earlier") == ONE
    assert os.path.samefile(first / "a/index.html", place / "current/a/index.html")
    assert differences(place / "current", listed(place / "current").files) == ()
    assert sorted(path.name for path in place.iterdir()) == ["current", "earlier", "releases"]


def test_so_many_releases_are_kept(tmp_path: Path) -> None:
    """The oldest go first."""
    place = tmp_path / "live"
    for number in range(5):
        deployed(place, {"index.html": str(number).encode()}, keep=3)
    assert names(place) == ["000003", "000004", "000005"]


def test_going_back_leaves_what_was_left_behind(tmp_path: Path) -> None:
    """After going back, the next release follows the one that is served, not the faulty one."""
    place = tmp_path / "live"
    deployed(place, ONE)
    deployed(place, TWO)
    roll_back(place, dry_run=False)
    assert served(place) == ONE
    assert served(place, "earlier") == TWO
    with pytest.raises(BuildFailed) as fault:
        roll_back(place, dry_run=False)
    assert codes(fault) == ["deploy-refused"]
    deployed(place, {"index.html": b"three"})
    roll_back(place, dry_run=False)
    assert served(place) == ONE


def test_the_same_build_is_not_deployed_again(tmp_path: Path) -> None:
    """Nothing changes; but a release that was spoilt is made anew, from the output."""
    place = tmp_path / "live"
    deployed(place, ONE)
    assert deployed(place, ONE) == ""
    (place / "current" / "index.html").unlink()
    (place / "current" / "a/index.html").unlink()
    (place / "current" / "a/index.html").write_bytes(b"spoilt")
    assert deployed(place, ONE).startswith("000002-")
    assert served(place) == ONE


def test_a_dry_run_lists_what_would_change(tmp_path: Path) -> None:
    """New, altered and gone files are named, and the folder stays as it is, also where none is."""
    place, public = tmp_path / "live", built(tmp_path / "public", ONE)
    options = ("--output", str(public), "--dry-run")
    assert run("deploy", str(place), *options).text.startswith("+ a/index.html\n")
    assert not place.exists()
    deployed(place, ONE)
    before = files_of(place)
    built(public, TWO)
    outcome = run("deploy", str(place), *options)
    assert outcome.status == 0
    assert outcome.text.splitlines()[:3] == ["+ assets/2.css", "~ index.html", "- assets/1.css"]
    assert files_of(place) == before


def test_what_is_not_whole_or_not_for_the_public_is_not_deployed(tmp_path: Path) -> None:
    """A site that was touched, and a preview with drafts, leave what is served as it was."""
    place = tmp_path / "live"
    deployed(place, ONE)
    public = built(tmp_path / "public", TWO)
    (public / "index.html").write_bytes(b"touched")
    (public / "assets/2.css").unlink()
    (public / "assets/2.css").symlink_to(tmp_path / "assets")
    with pytest.raises(BuildFailed) as fault:
        deploy(place, public, 5, dry_run=False)
    assert [(item.code, item.span.path) for item in fault.value.diagnostics] == [
        ("copy-differs", "assets/2.css"),
        ("copy-differs", "index.html"),
    ]
    with pytest.raises(BuildFailed) as fault:
        deploy(place, built(public, TWO, preview=True), 5, dry_run=False)
    assert codes(fault) == ["deploy-refused"]
    assert served(place) == ONE
    assert names(place) == ["000001"]


@pytest.mark.parametrize("foreign", ["file", "link", "folder"])
def test_a_folder_with_other_things_is_refused(foreign: str, tmp_path: Path) -> None:
    """What no deployment has made stays."""
    place = tmp_path / "live"
    place.mkdir()
    if foreign == "link":
        (place / "releases").mkdir()
        (place / "current").symlink_to("../elsewhere")
    elif foreign == "folder":
        (place / "current").mkdir()
    else:
        (place / "letter.txt").write_bytes(b"mine")
    with pytest.raises(BuildFailed) as fault:
        deployed(place, ONE)
    assert (codes(fault), fault.value.status) == (["output-foreign"], 2)


def test_without_links_files_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On another disk, or where a system has no links, the release is the same."""

    def unable(*_: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(releases.os, "link", unable)
    place = tmp_path / "live"
    deployed(place, ONE)
    deployed(place, TWO)
    assert served(place) == TWO
    assert not os.path.samefile(place / "current/index.html", tmp_path / "public/index.html")


def test_a_copy_is_held_against_its_list(tmp_path: Path) -> None:
    """Each file that is missing, added or altered is named, links too; the list by its digest."""
    copy = built(tmp_path / "copy", ONE)
    outcome = run("verify", str(copy))
    assert outcome.status == 0
    digest = sha256((copy / "build.json").read_bytes())
    assert digest in outcome.text
    assert run("verify", str(copy), "--digest", digest).status == 0
    assert run("verify", str(copy), "--digest", "0" * 64).status == 1
    (copy / "assets/1.css").unlink()
    (copy / "index.html").write_bytes(b"two")
    (copy / "a/more.html").write_bytes(b"")
    (copy / "link").symlink_to(tmp_path)
    outcome = run("verify", str(copy), "--lang", "en")
    assert outcome.status == 1
    found = [line for line in outcome.text.splitlines() if "copy-differs" in line]
    assert [line.partition(":")[0] for line in found] == [
        "a/more.html",
        "assets/1.css",
        "index.html",
        "link",
    ]
    assert ["does not name" in line for line in found] == [True, False, False, True]
    assert "missing" in found[1]
    assert "altered" in found[2]


LONG = {"index.html": b"<p>one</p>" * 99, "a/index.html": b"<p>a</p>" * 99, "a.png": b"0" * 999}


def compressed(place: Path, files: dict[str, bytes]) -> Path:
    """Build and deploy some files with compressed copies; return the release."""
    deploy(place, built(place.parent / "public", files), 5, dry_run=False, compress=True)
    return (place / "current").resolve()


def test_compressed_copies_stand_beside_texts(tmp_path: Path) -> None:
    """Both forms, smaller than the text; those of what did not change are the same files."""
    place = tmp_path / "live"
    deployed(place, LONG)
    first = compressed(place, LONG)
    assert names(place) == ["000001", "000002"]
    assert sorted(served(place).keys() - LONG.keys()) == [
        *("a/index.html.br", "a/index.html.gz", "index.html.br", "index.html.gz")
    ]
    assert gzip.decompress((first / "index.html.gz").read_bytes()) == LONG["index.html"]
    assert brotli.decompress((first / "index.html.br").read_bytes()) == LONG["index.html"]
    assert run("verify", str(place / "current")).status == 0
    assert compressed(place, LONG) == first
    second = compressed(place, {**LONG, "index.html": b"<p>two</p>" * 99, "short.txt": b"2"})
    assert os.path.samefile(first / "a/index.html.br", second / "a/index.html.br")
    assert brotli.decompress((second / "index.html.br").read_bytes()) == b"<p>two</p>" * 99
    assert not list(second.glob("short.txt.*"))
    roll_back(place, dry_run=False)
    assert (place / "current").resolve() == first


def test_a_spoilt_copy_is_told_and_not_taken_over(tmp_path: Path) -> None:
    """What unpacks to something else, to too much or to nothing is no copy of the file."""
    place = tmp_path / "live"
    release = compressed(place, LONG)
    spoilt = {
        "index.html.gz": gzip.compress(b"<p>other</p>" * 99),
        "index.html.br": brotli.compress(b"0" * 10_000_000),
        "a/index.html.gz": gzip.compress(LONG["a/index.html"]) + b"more",
        "a/index.html.br": brotli.compress(LONG["a/index.html"])[:-4],
        "a.png.gz": gzip.compress(LONG["a.png"]),
        "no.html.gz": gzip.compress(b"no"),
    }
    for path, data in spoilt.items():
        (release / path).unlink(missing_ok=True)
        (release / path).write_bytes(data)
    outcome = run("verify", str(release))
    assert outcome.status == 1
    assert outcome.text.count("copy-differs") >= len(spoilt)
    assert all(f"{path}: " in outcome.text for path in spoilt)
    assert compressed(place, LONG) != release
    assert run("verify", str(place / "current")).status == 0


def test_without_its_library_nothing_is_compressed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command says what to install; a copy that cannot be unpacked is not called right."""
    place = tmp_path / "live"
    compressed(place, LONG)
    monkeypatch.setitem(sys.modules, "brotli", None)
    outcome = run("verify", str(place / "current"), "--lang", "en")
    assert outcome.status == 1
    assert "without brotli" in outcome.text
    monkeypatch.setattr(published, "find_spec", lambda _: None)
    result = CliRunner().invoke(cli, ["deploy", str(place), "--compress"])
    assert result.exit_code == 2
    assert "site-builder[compress]" in result.output


@pytest.mark.parametrize("damage", [b"{", b"[]", b'{"files": {"../x": "0"}}', b"\xff"])
def test_a_damaged_list_proves_nothing(damage: bytes, tmp_path: Path) -> None:
    """It is told as altered; a path out of the folder is never looked at."""
    copy = built(tmp_path / "copy", ONE)
    (copy / "build.json").write_bytes(damage)
    assert run("verify", str(copy)).status == 1
    (copy / "build.json").unlink()
    assert run("verify", str(copy)).status == 2
