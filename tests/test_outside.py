"""What is published, held against the field's own tools, in an environment of theirs."""

import json
import shutil
import subprocess
import sys
import tarfile
import zipfile
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from tests.conftest import REPOSITORY, make_site
from tests.versions import DRAFT, change, release

NU = "26.9.27"
"""The version of the Nu HTML checker, whose releases are days."""


@pytest.fixture(scope="module")
def zips(public: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """The unpacked downloads of every version of the shipped site."""
    folder = tmp_path_factory.mktemp("zips")
    found = []
    for file in sorted(public.glob("data/*/*/*.zip")):
        zipfile.ZipFile(file).extractall(folder / file.stem)
        found.append(folder / file.stem)
    assert found
    return tuple(found)


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site with two releases, corrections among them."""
    site = make_site(tmp_path_factory.mktemp("released") / "site")
    assert release(site).status == 0
    change(site / DRAFT / "observations.csv", "91.2,", "91.5,")
    assert release(site, "2023.1.1", "correction", "2024-03-08").status == 0
    return site


def packages(zips: tuple[Path, ...], released: Path) -> list[Path]:
    """Return the descriptors: shipped, released here, and inside the downloads."""
    found = sorted(REPOSITORY.glob("data/*/*/datapackage.json"))
    found += sorted(released.glob("data/*/*/datapackage.json"))
    return [*found, *(folder / "datapackage.json" for folder in zips)]


def test_descriptors_are_of_the_profile(zips: tuple[Path, ...], released: Path) -> None:
    """Every descriptor is valid under the JSON Schema of Data Package 2.0."""
    profile = json.loads((files("dplib") / "profiles/2.0/datapackage.json").read_text("utf-8"))
    validator = Draft7Validator(profile)
    descriptors = packages(zips, released)
    assert len(descriptors) > 8
    for path in descriptors:
        raw = json.loads(path.read_text("utf-8"))
        if "withdrawn" not in raw:
            assert [fault.message for fault in validator.iter_errors(raw)] == [], path


@pytest.mark.outside
def test_frictionless_finds_no_fault(
    zips: tuple[Path, ...], released: Path, tmp_path: Path
) -> None:
    """`frictionless validate`, installed apart, passes on every package and every download."""
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "own"], check=True)
    tool = tmp_path / "own/bin"
    wanted = f"frictionless=={version('frictionless')}"
    subprocess.run([tool / "pip", "install", "-q", wanted], check=True)
    for path in packages(zips, released):
        done = subprocess.run(
            [tool / "frictionless", "validate", path.name],
            cwd=path.parent,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, (path, done.stdout)
    spoilt = zips[0] / "observations.csv"
    spoilt.write_text(spoilt.read_text("utf-8").replace(",", ";", 1), encoding="utf-8")
    done = subprocess.run(
        [tool / "frictionless", "validate", "datapackage.json"],
        cwd=zips[0],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1


def complaints(jar: Path, folder: Path) -> list[str]:
    """Return what the Nu HTML checker calls an error on the pages of a folder."""
    command = ["java", "-jar", jar, "--errors-only", "--skip-non-html", "--format", "json", folder]
    done = subprocess.run(command, capture_output=True, check=False)
    return [f"{one['url']}: {one['message']}" for one in json.loads(done.stderr)["messages"]]


@pytest.mark.outside
def test_the_nu_checker_finds_no_error(public: Path, tmp_path: Path) -> None:
    """The HTML checker of the W3C finds no error on any page, and finds one that is put there."""
    lacking = [name for name in ("java", "npm") if shutil.which(name) is None]
    if lacking:
        pytest.skip(f"the Nu HTML checker could not run: no {' and no '.join(lacking)} here")
    command = ["npm", "pack", "--silent", f"vnu-jar@{NU}"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    with tarfile.open(tmp_path / f"vnu-jar-{NU}.tgz") as packed:
        packed.extract("package/build/dist/vnu.jar", tmp_path, filter="data")
    jar = tmp_path / "package/build/dist/vnu.jar"
    assert complaints(jar, public) == []
    wrong = tmp_path / "wrong"
    wrong.mkdir()
    page = (public / "index.html").read_text(encoding="utf-8")
    (wrong / "index.html").write_text(page.replace("</h1>", "</h2>", 1), encoding="utf-8")
    assert complaints(jar, wrong) != []
