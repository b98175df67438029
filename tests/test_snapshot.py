"""The cases a package holds are those of `content/`, until the version is sealed."""

from pathlib import Path

import pytest

from site_builder.build import Checked
from site_builder.releases.snapshot import snapshot_cases
from tests.conftest import REPOSITORY


@pytest.mark.parametrize("package", ["dongtou", "lucheng"])
def test_snapshot_is_current(
    shipped: Checked, package: str, request: pytest.FixtureRequest
) -> None:
    """The first versions are open: their snapshot is what the content says now."""
    site = shipped.site
    version = next(item.version for item in site.packages if item.name == package)
    folder = REPOSITORY / "data" / package / version
    files = dict(snapshot_cases(site, package, lambda path: (REPOSITORY / path).read_bytes()))
    if request.config.getoption("--update"):
        for path, data in files.items():
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_bytes(data)
    held = {path: (folder / path).read_bytes() for path in files if (folder / path).is_file()}
    assert held == files
    assert {f"cases/{item.name}" for item in (folder / "cases").iterdir()} == {
        path for path in files if path.startswith("cases/")
    }


def test_a_package_without_cases_has_no_table(shipped: Checked) -> None:
    """No case, no table: nothing empty is published."""
    assert snapshot_cases(shipped.site, "world-bank-doing-business", Path.read_bytes) == ()
