"""Commands about versions that cannot be carried out: what is wrong is said, nothing is written.

`tests/sites/versions/<code>/` holds the arguments after `data` (`arguments.txt`, one a line) and
the text printed for them (`expected.txt`, `expected.en.txt`); `site/` lies over the minimal site.
Where there is `released/`, the minimal package is released first, and that folder laid over it.
In arguments and texts SITE stands for the folder of the site.
`pytest --update` writes the expected texts anew.
"""

import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import SITES, Outcome, files_of, make_site, run

VERSIONS = SITES / "versions"
FOLDERS = sorted(path.name for path in VERSIONS.iterdir())
STATUS = {"version-missing": 2, "package-unwritable": 4}
"""Exit status by code; 1, a fault of data, for every other."""
RELEASE = (
    "sample",
    "2023.1.0",
    "--revision",
    "initial",
    "--reason",
    "虚构",
    "--date",
    "2024-03-06",
)

SAID = re.compile(r"^(?P<place>.+?): (?:错误|error) \[(?P<code>[a-z0-9-]+)\] ", re.M)


def command(code: str, folder: Path, language: str) -> tuple[Outcome, Path]:
    """Run the command of a fixture on a site in `folder`; the site must stay as it was."""
    fixture = VERSIONS / code
    site = make_site(folder / "site", fixture / "site" if (fixture / "site").is_dir() else None)
    if (fixture / "released").is_dir():
        assert run("data", "release", *RELEASE, "--site", str(site)).status == 0
        shutil.copytree(fixture / "released", site, dirs_exist_ok=True)
    written = (fixture / "arguments.txt").read_text("utf-8").replace("SITE", str(site))
    arguments = written.splitlines()
    before = files_of(site)
    outcome = run("data", *arguments, "--lang", language, "--site", str(site))
    assert files_of(site) == before
    return outcome, site


@pytest.mark.parametrize("code", FOLDERS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_cannot_be_done_is_said_once(
    code: str, language: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """One fault, one message with its hint, the agreed exit status."""
    outcome, site = command(code, tmp_path, language)
    text = outcome.text.replace(str(site), "SITE")
    name = "expected.en.txt" if language == "en" else "expected.txt"
    expected = VERSIONS / code / name
    if request.config.getoption("--update"):
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")
    assert [match["code"] for match in SAID.finditer(text)] == [code]
    assert outcome.status == STATUS.get(code, 1)
    assert text.count("    hint: " if language == "en" else "    怎么办: ") == 1
    assert "{" not in text
    assert "“”" not in text
