"""The download of a version: it is the version, and says how to read, check, cite and use it."""

import csv
import hashlib
import io
import json
import subprocess
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml
from frictionless import Package as Frictionless
from frictionless import system
from markdown_it import MarkdownIt
from msgspec.structs import replace

from site_builder.build import Checked
from site_builder.exports.about import about_files, version_zip
from site_builder.exports.citation import Citable, citable, citation_text
from site_builder.exports.licence import licence_bytes
from site_builder.exports.readme import readme_bytes
from site_builder.exports.tables import package_tables
from site_builder.load.files import read_files
from site_builder.load.packages import load_package
from site_builder.load.releases import load_releases
from site_builder.model.package import Licence, Package
from site_builder.model.settings import PackageSetting
from site_builder.model.table import cell_text
from site_builder.model.vocabulary import Nature, PeriodBasis, Qualifier, Status
from tests.conftest import REPOSITORY, files_of, run
from tests.versions import (  # noqa: F401 - `quick` is a fixture
    DRAFT,
    FIRST,
    HOME,
    change,
    descriptor,
    diff,
    quick,
    release,
)


def loaded(folder: Path, shown: str = FIRST) -> Package:
    """Return the package in a folder."""
    setting = PackageSetting(name="sample", demonstration=False)
    package, _ = load_package(folder, shown, setting, frozenset())
    assert package is not None
    return package


def told(package: Package, digest: str) -> Citable:
    """Return what is cited of the sample package."""
    return citable(
        package,
        site_title="样例站（虚构）",
        url=f"https://site.example/column/data/sample/{package.version}/",
        date="2024-03-06",
        digest=digest,
    )


def made(site: Path) -> bytes:
    """Release the sample package and return the download of the version."""
    assert release(site).status == 0
    (row,), _ = load_releases(site / HOME, HOME)
    package = loaded(site / FIRST)
    return version_zip(package, told(package, row.digest), read_files(site / FIRST))


def valid(place: Path) -> bool:
    """Tell whether frictionless finds no fault, hashes and sizes included."""
    with system.use_context(trusted=False):
        return bool(Frictionless(str(place)).validate().valid)


def test_the_download_is_the_version(minimal: Path, tmp_path: Path, quick: None) -> None:  # noqa: F811
    """Unpacked anywhere it is valid to the field's own tool, and nothing differs from the site's.

    Nor does it where the folder has the names of package and version, in either order.
    """
    (tmp_path / "sample-2023.1.0.zip").write_bytes(made(minimal))
    for name in ("Downloads", "sample/2023.1.0"):
        folder = tmp_path / name
        with ZipFile(tmp_path / "sample-2023.1.0.zip") as archive:
            archive.extractall(folder)
        assert valid(folder / "datapackage.json")
        here = files_of(minimal / FIRST)
        assert {path: data for path, data in files_of(folder).items() if path in here} == here
        for pair in (("sample@2023.1.0", str(folder)), (str(folder), "sample@2023.1.0")):
            found = diff(minimal, *pair)
            assert (found["metadata"], found["rows"], found["files"]) == ([], [], [])
            assert found["step"] == "none"
            assert (found["effects"]["printed"], found["effects"]["directions"]) == ([], [])
            assert (found["before"], found["after"]) == ("2023.1.0", "2023.1.0")
    outcome = run("data", "diff", "sample@2023.1.0", str(folder), "--site", str(minimal))
    assert outcome.status == 0
    assert "两个版本说的完全一样。" in outcome.text
    assert valid(tmp_path / "sample-2023.1.0.zip")


def test_a_change_in_the_download_is_seen(minimal: Path, tmp_path: Path, quick: None) -> None:  # noqa: F811
    """What is left out of the comparison is the folder `about/` alone."""
    with ZipFile(io.BytesIO(made(minimal))) as archive:
        archive.extractall(tmp_path / "x")
    (tmp_path / "x/about/README.md").write_text("另一段话", encoding="utf-8")
    assert diff(minimal, "sample@2023.1.0", str(tmp_path / "x"))["files"] == []
    change(tmp_path / "x/observations.csv", "91.2", "91.3")
    (tmp_path / "x/notes.md").write_text("另一段话", encoding="utf-8")
    found = diff(minimal, "sample@2023.1.0", str(tmp_path / "x"))
    assert found["files"] == ["notes.md"]
    assert [row["table"] for row in found["rows"]] == ["observations"]


def test_the_digest_can_be_made_anew(minimal: Path, tmp_path: Path, quick: None) -> None:  # noqa: F811
    """The two commands that the README names, run as it says."""
    with ZipFile(io.BytesIO(made(minimal))) as archive:
        archive.extractall(tmp_path / "x")
    (row,), _ = load_releases(minimal / HOME, HOME)
    readme = (tmp_path / "x/about/README.md").read_text("utf-8")
    assert "`sha256sum -c about/SHA256SUMS`" in readme
    assert "`sha256sum about/SHA256SUMS`" in readme
    listed = subprocess.run(
        ["sha256sum", "-c", "about/SHA256SUMS"], cwd=tmp_path / "x", capture_output=True
    )
    assert listed.returncode == 0
    sums = (tmp_path / "x/about/SHA256SUMS").read_bytes()
    assert f"sha256:{hashlib.sha256(sums).hexdigest()}" == row.digest
    assert row.digest.removeprefix("sha256:") in readme


def test_bytes_depend_on_the_version_alone(minimal: Path, quick: None) -> None:  # noqa: F811
    """Two downloads of one version are equal, in whatever order the files were found."""
    data = made(minimal)
    package = loaded(minimal / FIRST)
    (row,), _ = load_releases(minimal / HOME, HOME)
    files = read_files(minimal / FIRST)
    assert version_zip(package, told(package, row.digest), files[::-1]) == data


def test_what_a_download_adds_is_not_released(minimal: Path, quick: None) -> None:  # noqa: F811
    """A draft made of a download leaves `about/` behind; it was never part of the version."""
    assert release(minimal).status == 0
    (minimal / DRAFT / "about").mkdir()
    (minimal / DRAFT / "about/README.md").write_text("旧的说明", encoding="utf-8")
    change(minimal / DRAFT / "observations.csv", "91.2", "91.3")
    outcome = release(minimal, "2023.1.1", "correction", "2024-04-01")
    assert outcome.status == 0, outcome.text
    assert not (minimal / HOME / "2023.1.1/about").exists()
    assert "files" in descriptor(minimal / HOME / "2023.1.1")


def test_a_folder_of_the_site_still_has_the_names_of_the_version(minimal: Path) -> None:
    """Only outside the site may a folder be called anything."""
    (minimal / FIRST).rename(minimal / HOME / "2023.2.0")
    outcome = run("check", "--site", str(minimal))
    assert outcome.status == 1
    assert "descriptor-invalid" in outcome.text


def test_the_readme_tells_every_table_column_and_code(minimal: Path) -> None:
    """A reader finds each column with its title, each code with its meaning, licence, citation."""
    package = loaded(minimal / FIRST)
    item = told(package, f"sha256:{'ab' * 32}")
    text = readme_bytes(package, item).decode()
    for resource in package.resources:
        assert f"{resource.title}（`{resource.path}`，{resource.rows}行）" in text
        for field in resource.fields:
            assert f"| `{field.name}` | {field.title} | {field.type} |" in text
    for code in (*Status, *Qualifier, *Nature):
        assert f"| `{code}` | " in text
    for basis in set(PeriodBasis) - {PeriodBasis.UNKNOWN}:
        assert f"| `{basis}` | " in text
    for said in ("`_Z`", "不等于0", "frictionless validate datapackage.json", "## In English"):
        assert said in text
    for said in (citation_text(item), "CC-BY-4.0", *(one.title for one in package.sources)):
        assert said in text
    assert "版次" not in text
    assert "版次" in readme_bytes(replace(package, edition_periods=True), item).decode()


@pytest.mark.parametrize("text", ["<b>x</b>", "a|b", "# 甲\n\n- 乙", "[x](javascript:1)", "`x`"])
def test_texts_are_texts_in_the_readme(minimal: Path, text: str) -> None:
    """No title makes a link, a heading, a row or HTML."""
    package = loaded(minimal / FIRST)
    plain = readme_bytes(package, told(package, "")).decode()
    spoilt = replace(
        package,
        title=text,
        description=text,
        resources=tuple(replace(one, title=text) for one in package.resources),
        sources=tuple(replace(one, title=text, url=text) for one in package.sources),
        licences=(Licence(name=text, title=text, path=text),),
    )
    found = readme_bytes(spoilt, told(spoilt, "")).decode()
    assert kinds(found) == kinds(plain)


def kinds(text: str) -> list[str]:
    """Return the blocks of a Markdown text, and whatever is more than words within them."""
    flat = []
    for token in MarkdownIt("commonmark", {"html": True}).enable("table").parse(text):
        flat.append(token.type)
        flat += [one.type for one in token.children or () if one.type not in ("text", "softbreak")]
    return [one for one in flat if one not in ("link_open", "link_close", "code_inline")]


def test_a_licence_that_is_not_stated_is_not_made_up(minimal: Path) -> None:
    """LICENSE.txt tells names and addresses of the descriptor, or that there are none."""
    item = told(loaded(minimal / FIRST), "")
    assert (
        "CC-BY-4.0\nhttps://creativecommons.org/licenses/by/4.0/\n" in licence_bytes(item).decode()
    )
    assert "没有写明许可" in licence_bytes(replace(item, licences=())).decode()


def test_every_shipped_version_can_be_downloaded(shipped: Checked) -> None:
    """The packages of the repository: all parts are made, and are what their names say."""
    for package in shipped.site.packages:
        files = dict(about_files(package, told(package, "")))
        assert sorted(files) == [
            "about/CITATION.cff",
            "about/LICENSE.txt",
            "about/README.md",
            "about/SHA256SUMS",
            "about/citation.bib",
        ]
        assert yaml.safe_load(files["about/CITATION.cff"])["title"] == package.title


def test_tables_of_a_package_are_typed_without_loss(shipped: Checked) -> None:
    """Each cell is of the type its column says, and as text is the text of the file."""
    for package in shipped.site.packages:
        files = dict(read_files(REPOSITORY / package.folder))
        for resource, table in zip(package.resources, package_tables(package, files), strict=True):
            names, *rows = csv.reader(io.StringIO(files[resource.path].decode(), newline=""))
            assert [column.name for column in table.columns] == names
            assert [[cell_text(cell) for cell in row] for row in table.rows] == rows
            kinds_of = {"number": Decimal, "integer": int, "boolean": bool}
            for row in table.rows:
                for cell, column in zip(row, table.columns, strict=True):
                    assert cell is None or type(cell) is kinds_of.get(column.type, str)


def test_hashes_in_the_descriptor_are_those_listed(minimal: Path, quick: None) -> None:  # noqa: F811
    """SHA256SUMS and the descriptor tell the same of every file that both name."""
    with ZipFile(io.BytesIO(made(minimal))) as archive:
        raw = json.loads(archive.read("datapackage.json"))
        lines = archive.read("about/SHA256SUMS").decode().splitlines()
    listed = {path: hashed for hashed, path in (line.split("  ", 1) for line in lines)}
    recorded = {
        item["path"]: item["hash"].removeprefix("sha256:")
        for item in (*raw["resources"], *raw.get("files", ()))
    }
    assert listed.keys() - recorded.keys() == {"datapackage.json"}
    assert {path: listed[path] for path in recorded} == recorded
