"""A newer builder says what a site must change, where that concerns it; an older one stops.

The notes are the real ones: a site as 0.1.0 knew them held a copy of all templates.
"""

import json
import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from site_builder import __version__
from site_builder.diagnostics import Severity
from site_builder.load.settings import load_settings
from site_builder.load.upgrade import notes, too_old, upgrade_notes
from site_builder.model.settings import Settings
from site_builder.reporters.catalogue import phrases
from tests.conftest import REPOSITORY, run


def _made_for(site: Path, version: str) -> Settings:
    """Say in the site's settings for which builder it was made."""
    file = site / "site.toml"
    lines = file.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("builder =")]
    kept.insert(kept.index("[site]") + 1, f'builder = "{version}"')
    file.write_text("\n".join(kept) + "\n", encoding="utf-8")
    settings, faults = load_settings(site)
    assert settings is not None, faults
    return settings


def _told(site: Path) -> list[dict[str, object]]:
    outcome = run("check", "--site", str(site), "--format", "json")
    return [
        one for one in json.loads(outcome.text)["diagnostics"] if one["code"] == "upgrade-needed"
    ]


def test_a_site_is_told_until_it_has_followed(minimal: Path) -> None:
    """What is told: a copy of the templates; after it is gone, nothing; nor once that is said."""
    _made_for(minimal, "0.1.0")
    (told,) = _told(minimal)
    assert "templates/base.html" in json.dumps(told)
    (minimal / ".gitattributes").write_text("* text=auto eol=lf\n", encoding="utf-8")
    assert len(_told(minimal)) == 2
    text = "* text=auto eol=lf\n/data/*/[0-9]*/** -text\n"
    (minimal / ".gitattributes").write_text(text, encoding="utf-8")
    shutil.rmtree(minimal / "templates")
    assert _told(minimal) == []
    outcome = run("build", "--site", str(minimal), "--executor", "serial", "--strict")
    assert outcome.status == 0, outcome.text


def test_what_is_done_is_told_no_more(minimal: Path) -> None:
    """With the present version in the settings, and where they name none."""
    _made_for(minimal, __version__)
    assert _told(minimal) == []
    file = minimal / "site.toml"
    text = file.read_text(encoding="utf-8").replace(f'builder = "{__version__}"\n', "")
    file.write_text(text, encoding="utf-8")
    assert _told(minimal) == []


def test_a_note_is_told_between_its_versions_alone(minimal: Path) -> None:
    """After the site's version, up to the builder's."""
    settings = _made_for(minimal, __version__)

    def told(made_for: str, builder: str) -> int:
        return len(upgrade_notes(minimal, replace(settings, builder=made_for), builder))

    assert told("0.1.0", "0.1.9") == 0
    assert told("0.1.0", "0.2.0") == 1
    assert told("0.1.9", "0.10.0") == 1
    assert told("0.2.0", "0.10.0") == 0
    assert told("0.10.0", "0.2.0") == 0


def test_an_older_builder_stops_before_it_misreads(minimal: Path) -> None:
    """It says which is wanted, and nothing of settings that it does not know."""
    _made_for(minimal, __version__)
    file = minimal / "site.toml"
    text = file.read_text(encoding="utf-8").replace(__version__, "0.10.0")
    file.write_text(text.replace("[site]\n", "[site]\nunheard_of = true\n"), encoding="utf-8")
    for command in ("build", "check", "schemas"):
        outcome = run(command, "--site", str(minimal))
        assert outcome.status == 2
        assert "[builder-too-old]" in outcome.text
        assert "0.10.0" in outcome.text
        assert "unheard_of" not in outcome.text
    for wanted, builder, refused in (
        ("0.2.0", "0.2.0", False),
        ("0.2.0", "0.10.0", False),
        ("0.10.0", "0.2.0", True),
        ("1.0.0", "0.99.99", True),
        ("nonsense", "0.2.0", False),
    ):
        found = too_old({"site": {"builder": wanted}}, builder)
        assert (found is not None) == refused
        assert found is None or found.severity is Severity.ERROR
    for data in ({}, {"site": []}, {"site": {"builder": 2}}):
        assert too_old(data) is None


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_note_says_what_to_do(language: str) -> None:
    """In both languages, of a version there has been."""
    said = phrases()[language]
    for note in notes():
        assert said[f"upgrade-{note.id}"]
        assert too_old({"site": {"builder": note.version}}) is None


def test_the_shipped_site_follows_this_builder() -> None:
    """Its settings name the present version."""
    settings, _ = load_settings(REPOSITORY)
    assert settings is not None
    assert settings.builder == __version__
