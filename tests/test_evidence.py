"""`build.json`: what a site was made from, how it was checked, and each of its files."""

import json
from pathlib import Path

from site_builder import __version__
from site_builder.traces import sha256
from tests.conftest import files_of, run

HELD_BACK = "content/cases/sample/secret.md"


def built(site: Path, *options: str) -> dict:
    """Build a site; return what its list says."""
    outcome = run("build", "--site", str(site), "--executor", "serial", *options)
    assert outcome.status == 0, outcome.text
    return json.loads((site / "public/build.json").read_text(encoding="utf-8"))


def by_hand(site: Path, folder: str) -> str:
    """Return the digest of a folder as `sha256sum` would have it."""
    files = sorted(files_of(site / folder).items())
    lines = (f"{sha256(data)}  {folder}/{path}\n" for path, data in files)
    return sha256("".join(lines).encode())


def test_the_list_tells_what_the_site_was_made_from(minimal: Path) -> None:
    """Builder, libraries, sources and checks stand in it, and every file but itself."""
    told = built(minimal)
    assert told["builder"] == __version__
    assert told["preview"] is False
    assert {"jinja2", "altair", "polars"} <= told["libraries"].keys()
    assert told["packages"] == {"sample": "2023.1.0"}
    folders = ("content", "templates", "data/sample")
    assert told["sources"] == {
        "site.toml": sha256((minimal / "site.toml").read_bytes()),
        **{folder: by_hand(minimal, folder) for folder in folders},
    }
    files = files_of(minimal / "public")
    del files["build.json"]
    assert told["files"] == {path: sha256(data) for path, data in files.items()}


def test_checks_are_told_with_what_they_judged_and_found(minimal: Path) -> None:
    """A warning is counted by its code; the rules are named."""
    clean = built(minimal)["checks"]
    assert clean["warnings"] == {}
    assert {"observations", "unbound", "links"} <= {*clean["rules"]}
    assert clean["judged"]["observations"] == 5
    case = minimal / "content/cases/sample/one-window.md"
    text = case.read_text(encoding="utf-8")
    case.write_text(f"{text}\n虚构：另有88.8%。\n", encoding="utf-8")
    assert built(minimal)["checks"]["warnings"] == {"figure-unbound": 1}


def test_what_is_not_published_leaves_the_list_as_it_is(minimal: Path) -> None:
    """Drafts and hidden files do not show in the digests; a preview has them, and says so."""
    plain = built(minimal)
    case = (minimal / "content/cases/sample/one-window.md").read_text(encoding="utf-8")
    secret = case.replace("slug: one-window", "slug: secret\ndraft: true")
    (minimal / HELD_BACK).write_text(secret, encoding="utf-8")
    (minimal / "content/.notes.swp").write_bytes(b"half")
    assert built(minimal) == plain
    shown = built(minimal, "--drafts")
    assert shown["preview"] is True
    assert shown["sources"]["content"] != plain["sources"]["content"]
