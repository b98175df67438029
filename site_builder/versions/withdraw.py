"""The recipe of `data withdraw`: a version vanishes, and a tombstone says so."""

import csv
import io
import json
from pathlib import Path

from msgspec import Struct

from site_builder.diagnostics import BuildFailed, Span, error, ordered
from site_builder.load.days import is_day
from site_builder.load.descriptor import FILE as DESCRIPTOR
from site_builder.load.files import DRAFT
from site_builder.load.releases import COLUMNS, FILE, load_releases
from site_builder.load.survey import open_site
from site_builder.model.release import Release, Withdrawal
from site_builder.package_folder import Reached, change_package, recover, unheard
from site_builder.releases.sealing import digest_of, tombstone
from site_builder.versions.choose import package_named


class WithdrawRequest(Struct, frozen=True, kw_only=True):
    """What a withdrawal was asked; `force` also takes the newest version away."""

    root: Path
    package: str
    version: str
    withdrawal: Withdrawal
    force: bool


def withdraw(request: WithdrawRequest, reached: Reached = unheard) -> tuple[str, bool]:
    """Put a tombstone in the place of a version; return its folder and whether a draft remains.

    The row of `releases.csv` keeps all but its digest, which becomes that of the tombstone. Other
    versions and the draft are left as they are. The newest version is refused without `force`: a
    site would fall back to older data without a word. Raises BuildFailed.
    """
    settings = open_site(request.root)
    setting = package_named(settings, request.package)
    shown = f"{settings.data}/{setting.name}"
    home = request.root / shown
    recover(home, shown)
    releases, found = load_releases(home, shown)
    own = f"{shown}/{request.version}/"
    faults = [item for item in found if not item.span.path.startswith(own)]
    if faults:
        raise BuildFailed(ordered(faults))
    _refuse(request, releases, shown)
    files = tombstone(_descriptor(home / request.version, request), request.withdrawal)
    change_package(
        home,
        shown,
        added={},
        replaced={request.version: files},
        releases=_list_text(home, request.version, digest_of(files)),
        reached=reached,
    )
    return own, (home / DRAFT).is_dir()


def _refuse(request: WithdrawRequest, releases: tuple[Release, ...], shown: str) -> None:
    """Raise BuildFailed where there is nothing to withdraw, or it needs `force`."""
    release = next((item for item in releases if str(item.version) == request.version), None)
    held = [item for item in releases if item.withdrawn is None]
    said = (request.withdrawal.what.strip(), request.withdrawal.why.strip())
    wrong = (
        (release is None, "@withdraw-unlisted"),
        (release is not None and release.withdrawn is not None, "@withdraw-again"),
        (not is_day(request.withdrawal.date), "@day"),
        (
            release is not None and request.withdrawal.date < release.date,
            f"@release-before|{release.date if release else ''}",
        ),
        (not all(said), "@withdraw-unsaid"),
        (
            release is not None and not request.force and release is held[-1] if held else False,
            "@withdraw-newest",
        ),
    )
    for is_wrong, cause in wrong:
        if is_wrong:
            span = Span(path=f"{shown}/{FILE}")
            found = error("withdrawal-refused", span, version=request.version, cause=cause)
            raise BuildFailed((found,))


def _descriptor(folder: Path, request: WithdrawRequest) -> dict[str, str]:
    """Return what the tombstone keeps of the descriptor, also of one that is damaged."""
    try:
        raw = json.loads((folder / DESCRIPTOR).read_bytes())
    except (OSError, ValueError):
        raw = {}
    title = raw.get("title") if isinstance(raw, dict) else None
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": request.package,
        "title": str(title or request.package),
        "version": request.version,
    }


def _list_text(home: Path, version: str, digest: str) -> bytes:
    """Return `releases.csv` with another digest in the row of a version."""
    with (home / FILE).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow(row | ({"digest": digest} if row["version"] == version else {}))
    return text.getvalue().encode()
