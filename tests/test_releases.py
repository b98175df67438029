"""Released versions: checked by themselves, sealed, and never altered afterwards."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.draft_package import draft_of
from site_builder.load.files import read_files
from site_builder.load.releases import version_digest
from site_builder.model.release import Version, parse_version
from site_builder.package_folder import write_files
from site_builder.releases.sealing import cases_resource, digest_of, sealed
from tests.conftest import REPOSITORY, SITES, make_site, run

HOME = "data/sample"
VERSION = f"{HOME}/2023.1.0"
HEAD = "version,date,revision,previous,digest,reason\n"


def seal_by_hand(site: Path) -> None:
    """Make the minimal site's package a released one, without the command."""
    folder = site / VERSION
    files = sealed(read_files(folder), (), Version(2023, 1, 0), "2024-02-01")
    for path, data in files:
        (folder / path).write_bytes(data)
    row = f"2023.1.0,2024-02-01,initial,,{digest_of(files)},首次发布（虚构）\n"
    (site / HOME / "releases.csv").write_text(HEAD + row, encoding="utf-8")


def check(site: Path) -> tuple[int, str]:
    """Return what a check of the site ends with and says."""
    outcome = run("check", "--site", str(site))
    return outcome.status, outcome.text


def test_a_sealed_package_is_sound(minimal: Path) -> None:
    """What is as it was released is fine, for builds and for the check of packages."""
    seal_by_hand(minimal)
    assert check(minimal)[0] == 0
    outcome = run("data", "validate", "--site", str(minimal))
    assert (outcome.status, "sample@2023.1.0" in outcome.text) == (0, True)


def test_the_digest_can_be_made_with_sha256sum() -> None:
    """It is the SHA-256 of what `sha256sum` prints for all files in the order of their paths."""
    one, two = "a" * 64, "b" * 64
    printed = f"{one}  a.csv\n{two}  b.csv\n".encode()
    assert version_digest([("b.csv", two), ("a.csv", one)]) == (
        f"sha256:{hashlib.sha256(printed).hexdigest()}"
    )


Spoil = Callable[[Path], object]


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        pytest.param(
            lambda folder: (folder / "areas.csv").write_bytes(
                (folder / "areas.csv").read_bytes() + b" "
            ),
            ["areas.csv"],
            id="one byte more",
        ),
        pytest.param(
            lambda folder: (folder / "notes.txt").write_text("虚构"),
            ["notes.txt"],
            id="a file more",
        ),
        pytest.param(
            lambda folder: (folder / "targets.csv").unlink(), ["targets.csv"], id="a file fewer"
        ),
        pytest.param(
            lambda folder: (folder / "datapackage.json").write_bytes(
                (folder / "datapackage.json").read_bytes() + b"\n"
            ),
            ["datapackage.json"],
            id="a byte more in the descriptor",
        ),
        pytest.param(
            lambda folder: (folder / "datapackage.json").unlink(),
            ["datapackage.json"],
            id="no descriptor",
        ),
        pytest.param(
            lambda folder: (folder / "areas.csv").rename(folder / "breaks.csv"),
            ["areas.csv", "breaks.csv"],
            id="a file in the place of another",
        ),
        pytest.param(
            lambda folder: [
                (folder / name).write_bytes((folder / name).read_bytes() + b"\n")
                for name in ("datapackage.json", "areas.csv")
            ],
            ["areas.csv", "datapackage.json"],
            id="a table and the descriptor",
        ),
    ],
)
def test_every_alteration_is_named(spoil: Spoil, named: list[str], minimal: Path) -> None:
    """Each file of a released version that differs, is new or is gone is an error of its own."""
    seal_by_hand(minimal)
    spoil(minimal / VERSION)
    status, text = check(minimal)
    said = [line.partition(": ")[0] for line in text.splitlines() if "[release-altered]" in line]
    assert (status, said) == (1, [f"{VERSION}/{name}" for name in named])
    assert text.endswith(f"{len(named)}个错误，0个警告\n")


def test_a_released_folder_that_is_gone_is_named(minimal: Path) -> None:
    """A listed version must be there, also where the site shows another one."""
    seal_by_hand(minimal)
    (minimal / VERSION).rename(minimal / HOME / "draft")
    status, text = check(minimal)
    assert status == 1
    assert f"{HOME}/releases.csv: 第2行，字段 version: 错误 [release-altered]" in text


def test_an_older_version_is_watched_too(minimal: Path) -> None:
    """Not only the version that is shown must be as it was released."""
    seal_by_hand(minimal)
    newer = sealed(read_files(minimal / VERSION), (), Version(2023, 1, 1), "2024-03-01")
    folder = minimal / HOME / "2023.1.1"
    folder.mkdir()
    for path, data in newer:
        (folder / path).write_bytes(data)
    with (minimal / HOME / "releases.csv").open("a", encoding="utf-8") as file:
        file.write(f"2023.1.1,2024-03-01,routine,2023.1.0,{digest_of(newer)},虚构\n")
    assert check(minimal)[0] == 0
    (minimal / VERSION / "areas.csv").write_bytes(b"")
    status, text = check(minimal)
    assert status == 1
    assert text.count("[release-altered]") == 1
    assert f"{VERSION}/areas.csv" in text


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("version,date", "version,day", "第1行"),
        ("2023.1.0,2024", "2023.1,2024", "第2行，字段 version"),
        ("2024-02-01", "2024-02-30", "第2行，字段 date"),
        ("initial", "首次发布", "第2行，字段 revision"),
        ("initial,,", "initial,2022.1.0,", "第2行，字段 previous"),
        ("sha256:", "", "第2行，字段 digest"),
        ("首次发布（虚构）", "", "第2行，字段 reason"),
        ("首次发布（虚构）", "虚构,虚构", "第2行"),
    ],
)
def test_a_faulty_list_is_named_at_its_cell(old: str, new: str, place: str, minimal: Path) -> None:
    """A cell of `releases.csv` that is not as it must be is named by row and field."""
    seal_by_hand(minimal)
    file = minimal / HOME / "releases.csv"
    file.write_text(file.read_text("utf-8").replace(old, new, 1), encoding="utf-8")
    status, text = check(minimal)
    assert status == 1
    assert f"{HOME}/releases.csv: {place}: 错误 [releases-invalid]" in text


def test_versions_are_ordered_as_numbers() -> None:
    """2024.10.0 is newer than 2024.9.1; what is no number of three parts is no version."""
    found = [parse_version(text) for text in ("2024.9.1", "2024.10.0")]
    assert sorted(found, key=lambda item: item or Version(0, 0, 0)) == found
    for text in ("2024.1", "2024.01.0", "2024.1.0+draft", "2024.1.0 ", "２０２４.1.0", "-1.0.0"):
        assert parse_version(text) is None


def test_the_table_of_cases_is_described_as_in_the_packages() -> None:
    """The schema written on release is that of the packages of the repository."""
    for path in sorted(REPOSITORY.glob("data/*/*/datapackage.json")):
        held = json.loads(path.read_text("utf-8"))["resources"]
        for resource in held:
            if resource["name"] == "cases":
                own = {key: resource[key] for key in cases_resource()}
                assert own == cases_resource()


def test_a_package_is_validated_by_itself(minimal: Path) -> None:
    """Faults of every version and of the draft are found; documents do not matter."""
    folder = minimal / HOME / "draft"
    write_files(folder, draft_of(read_files(minimal / VERSION)))
    text = (folder / "observations.csv").read_text("utf-8")
    (folder / "observations.csv").write_text(text.replace(",91.2,", ",,"), encoding="utf-8")
    outcome = run("data", "validate", "sample", "--site", str(minimal))
    assert outcome.status == 1
    assert "[value-missing]" in outcome.text
    found = run("data", "validate", "--format", "json", "--site", str(minimal))
    assert '"code": "value-missing"' in found.text


def test_the_fixtures_differ_by_one_alteration(tmp_path: Path) -> None:
    """The sealed fixture is sound but for the file that was altered."""
    site = make_site(tmp_path / "site", SITES / "invalid/release-altered")
    original = SITES / "minimal" / VERSION / "observations.csv"
    (site / VERSION / "observations.csv").write_bytes(original.read_bytes())
    assert check(site)[0] == 0
