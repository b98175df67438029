"""The recipe of `data release`: a draft becomes a version that never changes."""

import csv
import io
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct
from msgspec.structs import replace

from site_builder.diagnostics import (
    BuildFailed,
    Diagnostic,
    Severity,
    Span,
    error,
    has_errors,
    ordered,
)
from site_builder.draft_package import draft_of
from site_builder.load.contents import contents_of, held_cases
from site_builder.load.days import is_day
from site_builder.load.files import DRAFT, Files, read_files
from site_builder.load.packages import load_package
from site_builder.load.releases import COLUMNS, FILE, load_releases
from site_builder.load.survey import open_site
from site_builder.model.diff import Step
from site_builder.model.release import Release, RevisionKind, Version, parse_version
from site_builder.model.settings import PackageSetting
from site_builder.model.site import Site
from site_builder.model.vocabulary import CorrectionSeverity
from site_builder.package_folder import Reached, change_package, recover, unheard, write_files
from site_builder.releases.corrections import Occasion, with_corrections
from site_builder.releases.diff import diff
from site_builder.releases.effects import effects
from site_builder.releases.sealing import digest_of, sealed
from site_builder.releases.snapshot import snapshot_cases
from site_builder.releases.steps import next_version, step_between
from site_builder.versions.choose import Choice, package_named, version_named
from site_builder.versions.compare import Compared, Examine, package_of


class ReleaseRequest(Struct, frozen=True, kw_only=True):
    """What a release was asked.

    `overrule` is why the version number may break the rule, or ""; `severity` how much it matters
    that values are replaced.
    """

    root: Path
    package: str
    version: str
    revision: RevisionKind
    reason: str
    date: str
    overrule: str
    severity: CorrectionSeverity = CorrectionSeverity.MINOR


class PlannedRelease(Struct, frozen=True, kw_only=True):
    """A release that can be written.

    `read` are the files it was made of: the draft's, or those of the version's own folder where
    `in_place`. `compared` tells what differs from the version before, None for the first.
    `corrections` are how many values it replaces that the draft did not tell of, `warnings` those
    the version brings to the site.
    """

    home: Path
    shown: str
    version: Version
    in_place: bool
    read: Files
    files: Files
    draft: Files | None
    releases: bytes
    compared: Compared | None
    corrections: int
    warnings: tuple[Diagnostic, ...]


def plan_release(request: ReleaseRequest, examine: Examine) -> PlannedRelease:
    """Return what a release would write; nothing is written but what was left half done.

    Raises BuildFailed with everything that stands against it.
    """
    settings = open_site(request.root)
    setting = package_named(settings, request.package)
    shown = f"{settings.data}/{setting.name}"
    home = request.root / shown
    recover(home, shown)
    releases = _sound_releases(home, shown, request.version)
    version = _wanted_version(request, releases, shown)
    in_place = (home / request.version).is_dir()
    source = request.version if in_place else DRAFT
    choice = version_named(request.root, settings, setting.name, source)
    before, known_faults = examine({})
    after, found = examine({setting.name: choice.folder})
    _refuse_faults(found, known_faults, choice, settings.content)
    read = read_files(choice.folder)
    cases = snapshot_cases(after, setting.name, lambda path: (request.root / path).read_bytes())
    compared = _compared(request, releases, choice, examine, before, after, cases)
    corrected, corrections = read, 0
    if compared is not None:
        _refuse_step(compared.diff.step, version, releases[-1].version, request, shown)
        corrected, corrections = _corrected(read, compared, after, request)
    files = sealed(corrected, cases, version, request.date)
    _refuse_unsound(files, version, setting, shown)
    row = _row(request, releases, digest_of(files))
    return PlannedRelease(
        home=home,
        shown=shown,
        version=version,
        in_place=in_place,
        read=read,
        files=files,
        draft=None if in_place and (home / DRAFT).is_dir() else draft_of(files),
        releases=_list_text(home, row),
        compared=compared,
        corrections=corrections,
        warnings=tuple(
            item for item in found if item.severity is Severity.WARNING and item not in known_faults
        ),
    )


def write_release(planned: PlannedRelease, reached: Reached = unheard) -> None:
    """Write a release as it was planned; raise BuildFailed where that cannot be done."""
    source = str(planned.version) if planned.in_place else DRAFT
    if read_files(planned.home / source) != planned.read:
        raise _refused(planned.shown, str(planned.version), "@release-moved")
    draft = {} if planned.draft is None else {DRAFT: planned.draft}
    version = {str(planned.version): planned.files}
    change_package(
        planned.home,
        planned.shown,
        added=draft if planned.in_place else version,
        replaced=version if planned.in_place else draft,
        releases=planned.releases,
        reached=reached,
    )


def _sound_releases(home: Path, shown: str, version: str) -> tuple[Release, ...]:
    """Return the releases of a package; what is released already must be as it was released."""
    releases, found = load_releases(home, shown)
    own = f"{shown}/{version}/"
    faults = [
        item
        for item in found
        if item.code != "release-unlisted" or not item.span.path.startswith(own)
    ]
    if faults:
        raise BuildFailed(ordered(faults))
    return releases


def _wanted_version(request: ReleaseRequest, releases: tuple[Release, ...], shown: str) -> Version:
    """Return the number of the new version; raise BuildFailed where the request cannot be."""
    version = parse_version(request.version)
    last = releases[-1] if releases else None
    initial = request.revision is RevisionKind.INITIAL
    wrong = (
        (version is None, f"@version-form|{request.version}"),
        (
            version is not None and last is not None and version <= last.version,
            f"@release-not-newer|{last.version if last else ''}",
        ),
        (not is_day(request.date), "@day"),
        (
            last is not None and request.date < last.date,
            f"@release-before|{last.date if last else ''}",
        ),
        (last is None and not initial, "@release-first"),
        (last is not None and initial, "@release-not-first"),
        (not request.reason.strip(), "@release-no-reason"),
    )
    for is_wrong, cause in wrong:
        if is_wrong:
            raise _refused(shown, request.version, cause)
    assert version is not None
    return version


def _refuse_faults(
    found: tuple[Diagnostic, ...], known: tuple[Diagnostic, ...], choice: Choice, content: str
) -> None:
    """Raise BuildFailed with the errors of the version and its cases, and those it would bring.

    Faults that the site has already, elsewhere, do not stand in the way of a package.
    """
    own = (f"{choice.shown}/", f"{content}/cases/{choice.setting.name}/")
    before = Counter(known)
    errors = [
        item
        for item in found
        if item.severity is Severity.ERROR
        and item.code != "release-unlisted"
        and (item.span.path.startswith(own) or item not in before)
    ]
    if errors:
        raise BuildFailed(ordered(errors))


def _refuse_unsound(files: Files, version: Version, setting: PackageSetting, shown: str) -> None:
    """Raise BuildFailed where the version as it would be written is not sound, cases included."""
    with TemporaryDirectory() as folder:
        place = Path(folder) / setting.name / str(version)
        write_files(place, files)
        found = load_package(place, f"{shown}/{version}", setting, frozenset())[1]
    if has_errors(found):
        raise BuildFailed(ordered(found))


def _compared(
    request: ReleaseRequest,
    releases: tuple[Release, ...],
    choice: Choice,
    examine: Examine,
    before: Site,
    after: Site,
    cases: Files,
) -> Compared | None:
    """Return what differs from the newest release that still holds data; None for no such one."""
    held = [item for item in releases if item.withdrawn is None]
    package = package_of(after, choice.setting.name)
    if not held or package is None:
        return None
    folder = choice.folder.parent / str(held[-1].version)
    site = before
    old = package_of(site, choice.setting.name)
    if old is None or old.version != folder.name:
        site, found = examine({choice.setting.name: folder})
        old = package_of(site, choice.setting.name)
        if old is None:
            raise BuildFailed(ordered(found))
    now = replace(
        contents_of(replace(package, version=request.version), choice.folder),
        cases=held_cases(cases),
    )
    return Compared(
        after=package, diff=diff(contents_of(old, folder), now), effects=effects(site, after)
    )


def _corrected(
    read: Files, compared: Compared, after: Site, request: ReleaseRequest
) -> tuple[Files, int]:
    """Return the draft's files with the corrections that the release makes, and how many."""
    package = package_of(after, request.package)
    assert package is not None
    occasion = Occasion(
        version=request.version,
        date=request.date,
        kind=request.revision,
        severity=request.severity,
        reason=" ".join(request.reason.split()),
    )
    return with_corrections(read, compared.diff, package.corrections, occasion)


def _refuse_step(
    needed: Step, version: Version, previous: Version, request: ReleaseRequest, shown: str
) -> None:
    """Raise BuildFailed where the version number does not fit what has changed.

    A new edition always fits: it begins with the year, whatever changed.
    """
    if needed is Step.NONE:
        raise _refused(shown, request.version, f"@release-same|{previous}")
    taken = step_between(previous, version)
    if taken in (needed, Step.EDITION) or request.overrule.strip():
        return
    fitting = next_version(previous, needed)
    cause = f"@step-{needed.name.lower()}|{previous}"
    span = Span(path=shown)
    found = error("version-unfit", span, version=version, cause=cause, fitting=fitting)
    raise BuildFailed((found,))


def _refused(shown: str, version: str, cause: str) -> BuildFailed:
    found = error("release-refused", Span(path=shown), version=version, cause=cause)
    return BuildFailed((found,))


def _row(request: ReleaseRequest, releases: tuple[Release, ...], digest: str) -> tuple[str, ...]:
    reason = " ".join(request.reason.split())
    if request.overrule.strip():
        reason += f"（版本号未按规则递增，理由：{' '.join(request.overrule.split())}）"
    previous = str(releases[-1].version) if releases else ""
    return (
        request.version,
        request.date,
        request.revision.value,
        previous,
        digest,
        reason,
    )


def _list_text(home: Path, row: tuple[str, ...]) -> bytes:
    """Return `releases.csv` with one more row."""
    file = home / FILE
    held = file.read_text(encoding="utf-8-sig") if file.exists() else ""
    added = io.StringIO()
    writer = csv.writer(added, lineterminator="\n")
    if not held:
        writer.writerow(COLUMNS)
    writer.writerow(row)
    ending = "" if not held or held.endswith("\n") else "\n"
    return (held + ending + added.getvalue()).encode()
