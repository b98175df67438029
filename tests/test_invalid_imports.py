"""Faulty tables: what is unclear is said at its cell, and nothing is written.

`tests/sites/imports/<code>/` holds a table, the options of the import (`arguments.txt`) and the
text printed for it (`expected.txt`,
`expected.en.txt`). A conflict needs our own workbook: `edits.csv` says what is
typed into the cells of an export, `draft/` how the draft looks meanwhile; `site/` lies over the
minimal site. `pytest --update` writes the expected texts anew.
"""

import csv
import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import SITES, Outcome, files_of, make_site, run
from tests.sheets import edit

IMPORTS = SITES / "imports"
FOLDERS = sorted(path.name for path in IMPORTS.iterdir())
STATUS = {"import-package-unclear": 2, "import-unwritable": 4}
"""Exit status by code; 1, a fault of data, for every other."""

SAID = re.compile(r"^(?P<place>.+?): (?:错误|error) \[(?P<code>[a-z0-9-]+)\] ", re.M)


def import_fixture(code: str, folder: Path, language: str) -> tuple[Outcome, Path]:
    """Import the table of a fixture into a site in `folder`."""
    fixture = IMPORTS / code
    site = make_site(folder / "site", fixture / "site" if (fixture / "site").is_dir() else None)
    table = next(iter(fixture.glob("table.*")), None)
    if table is None:
        table = folder / "workbook.xlsx"
        run("data", "export", "sample", "--output", str(table), "--site", str(site))
        with (fixture / "edits.csv").open(encoding="utf-8", newline="") as file:
            edit(table, {row["cell"]: row["text"] for row in csv.DictReader(file)})
        draft = site / "data/sample/draft"
        shutil.copytree(site / "data/sample/2023.1.0", draft)
        shutil.copytree(fixture / "draft", draft, dirs_exist_ok=True)
        descriptor = draft / "datapackage.json"
        text = descriptor.read_text("utf-8")
        descriptor.write_text(text.replace('"2023.1.0"', '"2023.1.0+draft"'), "utf-8")
    arguments = [
        part
        for line in (fixture / "arguments.txt").read_text("utf-8").splitlines()
        for part in line.split(" ", 1)
    ]
    before = files_of(site)
    outcome = run(
        "data",
        "import",
        str(table),
        *arguments,
        *("--yes", "--lang", language, "--site", str(site)),
    )
    assert files_of(site) == before
    return outcome, site


@pytest.mark.parametrize("code", FOLDERS)
def test_an_unclear_table_is_said_at_its_place_and_nothing_is_written(
    code: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """One fault: one message, at its cell, the agreed exit status, no file of the site touched."""
    outcome, _ = import_fixture(code, tmp_path, "zh")
    said = outcome.text[outcome.text.index(SAID.search(outcome.text)[0]) :]  # type: ignore[index]
    expected = IMPORTS / code / "expected.txt"
    if request.config.getoption("--update"):
        expected.write_text(said, encoding="utf-8")
    assert [match["code"] for match in SAID.finditer(said)] == [code]
    assert said == expected.read_text(encoding="utf-8")
    assert outcome.status == STATUS.get(code, 1)


@pytest.mark.parametrize("code", FOLDERS)
def test_the_english_report_says_the_same(
    code: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """`--lang en` names the same fault at the same place, with every blank filled."""
    outcome, _ = import_fixture(code, tmp_path, "en")
    english = IMPORTS / code / "expected.en.txt"
    said = outcome.text[outcome.text.index(SAID.search(outcome.text)[0]) :]  # type: ignore[index]
    if request.config.getoption("--update"):
        english.write_text(said, encoding="utf-8")
    assert said == english.read_text(encoding="utf-8")
    expected = (IMPORTS / code / "expected.txt").read_text("utf-8")
    assert [match.groups() for match in SAID.finditer(outcome.text)] == [
        match.groups() for match in SAID.finditer(expected)
    ]
    assert "{" not in outcome.text
    assert not re.search("错误|怎么办", outcome.text)


@pytest.mark.parametrize("code", FOLDERS)
def test_the_expected_text_is_complete(code: str) -> None:
    """Every blank of a message is filled, nothing empty is quoted, options aside it is Chinese."""
    text = (IMPORTS / code / "expected.txt").read_text("utf-8")
    assert "{" not in text
    assert "“”" not in text
    assert text.count("\n    怎么办: ") == 1
    prose = re.sub("“[^”]*”|--[a-z]+(?: '[^']*')?", "", SAID.sub("", text))
    assert re.findall(r"[A-Za-z]+[ ,'\"]+[A-Za-z]+|Errno", prose) == []
