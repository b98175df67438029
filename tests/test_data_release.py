"""`data release`: a draft becomes a version, whole or not at all, and never changes again."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from frictionless import Package, system
from hypothesis import given
from hypothesis import strategies as st

from site_builder.cli.data_versions import _examine
from site_builder.diagnostics import BuildFailed
from site_builder.model.diff import Step
from site_builder.model.release import Version
from site_builder.package_folder import STAGES
from site_builder.releases.steps import next_version, step_between
from site_builder.versions.release import PlannedRelease, plan_release, write_release
from tests.conftest import files_of, make_site, run
from tests.versions import (  # noqa: F401 - `quick` is a fixture
    DRAFT,
    FIRST,
    HOME,
    add_row,
    change,
    descriptor,
    killed_at,
    quick,
    release,
    request,
    seen,
)


def rows(site: Path) -> list[dict[str, str]]:
    """Return the rows of `releases.csv`."""
    with (site / HOME / "releases.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def valid(folder: Path) -> bool:
    """Tell whether frictionless alone, hashes and sizes included, finds no fault."""
    with system.use_context(trusted=False):
        report = Package(str(folder / "datapackage.json")).validate()
    return bool(report.valid)


def test_the_first_release_seals_the_folder_that_is_there(minimal: Path) -> None:
    """Hash, size and cases are added in place, the row is written, the next draft is open."""
    assert release(minimal).status == 0
    held = descriptor(minimal / FIRST)
    assert (held["version"], held["created"]) == ("2023.1.0", "2024-03-06T00:00:00Z")
    for resource in held["resources"]:
        assert resource["hash"].startswith("sha256:")
        assert resource["bytes"] == (minimal / FIRST / resource["path"]).stat().st_size
    assert [item["path"] for item in held["files"]] == ["cases/one-window.md"]
    assert held["resources"][-1]["name"] == "cases"
    assert valid(minimal / FIRST)
    (row,) = rows(minimal)
    assert (row["version"], row["previous"], row["revision"]) == ("2023.1.0", "", "initial")
    draft = descriptor(minimal / DRAFT)
    assert draft["version"] == "2023.1.0+draft"
    assert "files" not in draft
    assert not any("hash" in item or "bytes" in item for item in draft["resources"])
    assert not (minimal / DRAFT / "cases.csv").exists()
    assert run("check", "--site", str(minimal)).status == 0
    assert run("check", "--drafts", "--site", str(minimal)).status == 0


def test_frictionless_sees_a_changed_byte(minimal: Path) -> None:
    """The hashes in the descriptor are ones that the field's own tool checks."""
    release(minimal)
    change(minimal / FIRST / "observations.csv", "91.2", "91.3")
    assert not valid(minimal / FIRST)


def test_the_next_release_takes_the_draft(minimal: Path) -> None:
    """A correction is a patch; the version before stays byte for byte; a new draft opens."""
    release(minimal)
    first = files_of(minimal / FIRST)
    change(minimal / DRAFT / "observations.csv", "91.2", "91.5")
    outcome = release(minimal, "2023.1.1", "correction", "2024-03-07")
    assert outcome.status == 0, outcome.text
    assert files_of(minimal / FIRST) == first
    assert valid(minimal / HOME / "2023.1.1")
    assert [row["previous"] for row in rows(minimal)] == ["", "2023.1.0"]
    assert descriptor(minimal / DRAFT)["version"] == "2023.1.1+draft"
    cases = (minimal / HOME / "2023.1.1/cases.csv").read_text("utf-8")
    assert "网上办理率91.5%。" in cases
    assert run("check", "--site", str(minimal)).status == 0
    assert release(minimal, "2023.1.2", "routine", "2024-03-08").status == 1


OBSERVATION = (
    "online-rate,990001,2021,_Z,stated,80.1,0,A,actual,exact,false,,,,sample-bulletin,一｜80.1%,"
)

STEPS = [
    ("a corrected value", "observations.csv", ("91.2", "91.5"), "2023.1.1"),
    ("a title", "indicators.csv", ("办件量", "办件总量"), "2023.1.1"),
    ("an added row", "observations.csv", ("", OBSERVATION), "2023.2.0"),
    ("another unit", "indicators.csv", ("flow,件", "flow,次"), "2024.1.0"),
    ("another direction", "indicators.csv", ("办件,increase", "办件,none"), "2024.1.0"),
    ("another period", "observations.csv", ("online-rate,990001,2022", "online-rate,990001,2021"),
     "2024.1.0"),
    ("a denominator stated at last", "indicators.csv", ("flow,件,,none", "flow,件,件,none"),
     "2023.1.1"),
]  # fmt: skip
VERSIONS = ("2023.1.1", "2023.2.0", "2024.1.0")


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(("slip", "table", "edit", "fitting"), STEPS, ids=[s[0] for s in STEPS])
def test_the_number_must_fit_what_changed(
    slip: str, table: str, edit: tuple[str, str], fitting: str, minimal: Path
) -> None:
    """Corrections are a patch, added rows a minor step, changed keys or meanings an edition."""
    release(minimal)
    file = minimal / DRAFT / table
    if edit[0]:
        change(file, *edit)
    else:
        add_row(file, edit[1])
    for version in VERSIONS:
        fits = version in (fitting, "2024.1.0")
        asked = request(minimal, version, "routine", "2024-03-07")
        if fits:
            planned = plan_release(asked, _examine(minimal, "2024-03-07"))
            assert planned.version == tuple(int(part) for part in version.split("."))
            continue
        with pytest.raises(BuildFailed) as refused:
            plan_release(asked, _examine(minimal, "2024-03-07"))
        (found,) = refused.value.diagnostics
        assert (found.code, dict(found.arguments)["fitting"]) == ("version-unfit", fitting)


@pytest.mark.usefixtures("quick")
def test_a_rule_is_overruled_with_a_reason_only(minimal: Path) -> None:
    """The reason for another number stands in `releases.csv`."""
    release(minimal)
    change(minimal / DRAFT / "observations.csv", "91.2", "91.5")
    asked = (minimal, "2023.5.0", "correction", "2024-03-07")
    assert release(*asked).status == 1
    assert release(*asked, "--overrule", " ").status == 1
    assert release(*asked, "--overrule", "与年报编号一致（虚构）").status == 0
    assert "理由：与年报编号一致（虚构）" in rows(minimal)[-1]["reason"]


REFUSED: list[tuple[str, tuple[str, str, str]]] = [
    ("no number", ("2023.1", "routine", "2024-03-07")),
    ("not newer", ("2022.9.9", "routine", "2024-03-07")),
    ("initial again", ("2023.1.1", "initial", "2024-03-07")),
    ("an earlier day", ("2023.1.1", "routine", "2024-03-05")),
    ("no day", ("2023.1.1", "routine", "2024-02-30")),
    ("a day of another form", ("2023.1.1", "routine", "7.3.2024")),
    ("nothing changed", ("2023.1.1", "routine", "2024-03-07")),
]


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(("slip", "asked"), REFUSED, ids=[slip for slip, _ in REFUSED])
def test_a_release_that_does_not_agree_is_refused(
    slip: str, asked: tuple[str, str, str], minimal: Path
) -> None:
    """One reason is said and nothing is written."""
    release(minimal)
    before = files_of(minimal)
    outcome = release(minimal, *asked)
    assert (outcome.status, outcome.text.count("[release-refused]")) == (1, 1)
    assert files_of(minimal) == before


def test_faults_of_the_draft_or_of_the_site_it_makes_stop_it(minimal: Path) -> None:
    """All rules are asked: those of tables, and those of documents that use the figures."""
    release(minimal)
    table = minimal / DRAFT / "observations.csv"
    sound = table.read_text("utf-8")
    change(table, ",91.2,", ",,")
    assert "[value-missing]" in release(minimal, "2023.1.1", "routine", "2024-03-07").text
    table.write_text(
        "".join(line for line in sound.splitlines(True) if not line.startswith("investment")),
        encoding="utf-8",
    )
    outcome = release(minimal, "2024.1.0", "routine", "2024-03-07")
    assert outcome.status == 1
    assert "content/reports/sample.md" in outcome.text
    assert not (minimal / HOME / "2024.1.0").exists()


def test_faults_elsewhere_do_not_stop_it(minimal: Path) -> None:
    """A page that is faulty already, and has nothing to do with the package, waits."""
    change(minimal / "content/pages/about.md", "虚构的站点", "[无](/none/)虚构的站点")
    assert run("check", "--site", str(minimal)).status == 1
    assert release(minimal).status == 0


def test_a_table_saved_by_windows_is_released_as_git_keeps_it(minimal: Path) -> None:
    """Byte order mark and CRLF go, so that a checkout has the bytes that were released."""
    release(minimal)
    table = minimal / DRAFT / "observations.csv"
    text = table.read_text("utf-8").replace("91.2", "91.5")
    table.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    (minimal / DRAFT / "~$observations.xlsx").write_bytes(b"lock")
    assert release(minimal, "2023.1.1", "correction", "2024-03-07").status == 0
    folder = minimal / HOME / "2023.1.1"
    assert (folder / "observations.csv").read_text("utf-8") == text
    assert not (folder / "~$observations.xlsx").exists()
    assert valid(folder)


@pytest.mark.usefixtures("quick")
def test_reviewers_are_not_released(minimal: Path) -> None:
    """The record of the review stays out of the snapshot; the rest keeps every byte."""
    case = minimal / "content/cases/sample/one-window.md"
    bare = case.read_bytes()
    change(
        case,
        "initiatives:",
        'review:\n  first: {role: 科员, person: 张三丰, date: "2024-03-05"}\ninitiatives:',
    )
    assert "张三丰".encode() in case.read_bytes()
    assert release(minimal).status == 0
    assert (minimal / FIRST / "cases/one-window.md").read_bytes() == bare


@given(*[st.integers(0, 99)] * 3, st.sampled_from([Step.PATCH, Step.MINOR, Step.EDITION]))
def test_the_number_that_is_named_fits(edition: int, minor: int, patch: int, step: Step) -> None:
    """The version a message names is the next one, by exactly that step."""
    version = Version(edition, minor, patch)
    following = next_version(version, step)
    assert following > version
    assert step_between(version, following) is step


def _first(site: Path) -> PlannedRelease:
    return plan_release(
        request(site, "2023.1.0", "initial", "2024-03-06"), _examine(site, "2024-03-06")
    )


def _second(site: Path) -> PlannedRelease:
    assert release(site).status == 0
    change(site / DRAFT / "observations.csv", "91.2", "91.5")
    return plan_release(
        request(site, "2023.1.1", "correction", "2024-03-07"), _examine(site, "2024-03-07")
    )


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("plan", [_first, _second], ids=["the first", "a later one"])
def test_a_release_that_is_killed_is_old_or_new(
    plan: Callable[[Path], PlannedRelease], tmp_path: Path
) -> None:
    """Killed at any stage, a check afterwards sees all of the old state or all of the new one."""
    site = make_site(tmp_path / "site")
    planned = plan(site)
    old, before, stages = seen(site), tmp_path / "before", list[str]()
    shutil.copytree(site / HOME, before)
    write_release(planned, stages.append)
    new = seen(site)
    assert set(stages) == set(STAGES)
    assert old != new
    for place, stage in enumerate(stages):
        shutil.rmtree(site / HOME)
        shutil.copytree(before, site / HOME)
        assert killed_at(place, lambda reached: write_release(planned, reached))
        assert run("check", "--site", str(site)).status == 0
        is_new = place >= stages.index("decided")
        assert seen(site) == (new if is_new else old), stage
        if not is_new:
            write_release(planned)
            assert seen(site) == new
        assert not list((site / HOME).glob(".*"))


@pytest.mark.usefixtures("quick")
def test_a_value_far_from_the_last_version_is_told_by_the_release(minimal: Path) -> None:
    """A warning, with the factor of the settings, and the version is written all the same."""
    assert release(minimal).status == 0
    change(minimal / DRAFT / "observations.csv", ",91.2,0", ",30.4,0")
    outcome = release(minimal, "2023.1.1", "correction", "2024-03-07")
    assert outcome.status == 0, outcome.text
    assert "value-moved" not in outcome.text
    change(
        minimal / "site.toml",
        "[[environments]]",
        "[limits]\nrevision_factor = 2\n\n[[environments]]",
    )
    change(minimal / DRAFT / "observations.csv", ",30.4,0", ",91.2,0")
    outcome = release(minimal, "2023.1.2", "correction", "2024-03-08")
    assert outcome.status == 0, outcome.text
    assert outcome.text.count("[value-moved]") == 1
    assert (minimal / HOME / "2023.1.2").is_dir()
