"""`data withdraw`: a version vanishes, its tombstone stays, and the site goes on."""

import shutil
from pathlib import Path

import pytest

from site_builder.model.release import Withdrawal
from site_builder.versions.withdraw import WithdrawRequest, withdraw
from tests.conftest import Outcome, files_of, make_site, run
from tests.versions import (  # noqa: F401 - `quick` is a fixture
    DRAFT,
    FIRST,
    HOME,
    change,
    descriptor,
    killed_at,
    quick,
    release,
    seen,
)

pytestmark = pytest.mark.usefixtures("quick")

WHAT, WHY = "观测值表的一行（虚构）", "误收不应公开的内容（虚构）"


def take(site: Path, version: str, *options: str, day: str = "2024-03-08") -> Outcome:
    """Withdraw a version of the minimal site's package."""
    asked = ("--what", WHAT, "--why", WHY, "--date", day, "--site", str(site))
    return run("data", "withdraw", "sample", version, *asked, *options)


def two_releases(site: Path) -> Path:
    """Release the package twice."""
    assert release(site).status == 0
    change(site / DRAFT / "observations.csv", "91.2", "91.5")
    assert release(site, "2023.1.1", "correction", "2024-03-07").status == 0
    return site


def test_only_a_tombstone_is_left(minimal: Path) -> None:
    """The folder says what, why and when; no table, no case and no trace of the content stays."""
    two_releases(minimal)
    others = {
        path: data for path, data in files_of(minimal / HOME).items() if "2023.1.0/" not in path
    }
    outcome = take(minimal, "2023.1.0")
    assert outcome.status == 0, outcome.text
    assert [path.name for path in (minimal / FIRST).iterdir()] == ["datapackage.json"]
    held = descriptor(minimal / FIRST)
    assert held["withdrawn"] == {"what": WHAT, "why": WHY, "when": "2024-03-08"}
    assert (held["name"], held["version"], held["resources"]) == ("sample", "2023.1.0", [])
    assert not list((minimal / HOME).glob(".*"))
    now = files_of(minimal / HOME)
    assert {path for path in others if now[path] != others[path]} == {"releases.csv"}
    assert "草稿没有动" in outcome.text


def test_the_list_knows_the_tombstone(minimal: Path) -> None:
    """Builds and checks of packages pass, and a tombstone must not be altered either."""
    two_releases(minimal)
    before = (minimal / HOME / "releases.csv").read_text("utf-8").splitlines()
    take(minimal, "2023.1.0")
    after = (minimal / HOME / "releases.csv").read_text("utf-8").splitlines()
    assert [before[0], before[2]] == [after[0], after[2]]
    assert before[1].split(",")[:4] == after[1].split(",")[:4]
    assert run("check", "--site", str(minimal)).status == 0
    validated = run("data", "validate", "--site", str(minimal))
    assert (validated.status, "sample@2023.1.0" in validated.text) == (0, False)
    change(minimal / FIRST / "datapackage.json", WHY, "")
    assert "[release-altered]" in run("check", "--site", str(minimal)).text


def test_a_withdrawn_version_cannot_be_asked_for(minimal: Path) -> None:
    """It is neither compared nor withdrawn again; releases go on from the newest."""
    two_releases(minimal)
    take(minimal, "2023.1.0")
    gone = run("data", "diff", "sample@2023.1.0", "sample@draft", "--site", str(minimal))
    assert (gone.status, "已经撤回" in gone.text) == (2, True)
    assert take(minimal, "2023.1.0").status == 1
    change(minimal / DRAFT / "observations.csv", "91.5", "91.6")
    assert release(minimal, "2023.1.2", "correction", "2024-03-09").status == 0


def test_the_newest_version_needs_force(minimal: Path) -> None:
    """Without it nothing happens; with it the site shows the version before."""
    two_releases(minimal)
    before = files_of(minimal)
    assert take(minimal, "2023.1.1").status == 1
    assert files_of(minimal) == before
    assert take(minimal, "2023.1.1", "--force").status == 0
    output = minimal / "public"
    built = run("build", "--site", str(minimal), "--output", str(output), "--executor", "serial")
    assert built.status == 0, built.text
    assert (output / "data/sample/2023.1.0/observations.csv").is_file()
    left = {path.name for path in (output / "data/sample/2023.1.1").iterdir()}
    assert left == {"index.html"}


def test_what_cannot_be_withdrawn_is_left(minimal: Path) -> None:
    """An unlisted version, an empty reason, a day before the release: one message each."""
    two_releases(minimal)
    before = files_of(minimal)
    assert take(minimal, "2023.9.9").text.count("[withdrawal-refused]") == 1
    assert take(minimal, "2023.1.0", "--why", " ").text.count("[withdrawal-refused]") == 1
    assert take(minimal, "2023.1.0", day="2024-03-01").text.count("[withdrawal-refused]") == 1
    assert files_of(minimal) == before


def test_a_damaged_version_can_vanish_too(minimal: Path) -> None:
    """What must go can go, also where somebody has altered it before."""
    two_releases(minimal)
    (minimal / FIRST / "areas.csv").unlink()
    (minimal / FIRST / "datapackage.json").write_text("{", encoding="utf-8")
    assert take(minimal, "2023.1.0").status == 0
    assert run("check", "--site", str(minimal)).status == 0


def test_a_withdrawal_that_is_killed_is_old_or_new(tmp_path: Path) -> None:
    """Killed at any stage the version is there whole, or only its tombstone."""

    def asked(site: Path) -> WithdrawRequest:
        return WithdrawRequest(
            root=site,
            package="sample",
            version="2023.1.0",
            withdrawal=Withdrawal(what=WHAT, why=WHY, date="2024-03-08"),
            force=False,
        )

    site, before, stages = two_releases(make_site(tmp_path / "site")), tmp_path / "b", list[str]()
    old = seen(site)
    shutil.copytree(site / HOME, before)
    withdraw(asked(site), stages.append)
    new = seen(site)
    for place, stage in enumerate(stages):
        shutil.rmtree(site / HOME)
        shutil.copytree(before, site / HOME)
        assert killed_at(place, lambda reached: withdraw(asked(site), reached))
        assert run("check", "--site", str(site)).status == 0
        assert seen(site) == (new if place >= stages.index("decided") else old), stage
