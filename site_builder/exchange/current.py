"""A package as an exchange finds it, and what an exchange would make wrong in it."""

from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from site_builder.check.observations import check_package
from site_builder.check.rules import OF_ROWS
from site_builder.diagnostics import BuildFailed, Diagnostic, Severity, Span, error, ordered
from site_builder.draft_package import draft_of
from site_builder.load.files import DRAFT, Files, read_files
from site_builder.load.packages import load_package, newest_release
from site_builder.load.privacy import personal_in
from site_builder.load.schema_rules import PRIMARY_KEYS
from site_builder.load.survey import open_site
from site_builder.model.package import Package
from site_builder.model.settings import PackageSetting, Settings
from site_builder.package_folder import recover, write_files
from site_builder.sheets.rows import parse_rows
from site_builder.traces import load_memory

OBSERVATIONS = "observations.csv"


class Current(Struct, frozen=True, kw_only=True):
    """A package as it stands: its draft, else its newest release.

    `files` are those of the draft that is or would be; `faults` what is wrong with it already;
    `content` the folder of the site that holds the documents.
    """

    package: Package
    home: Path
    shown: str
    setting: PackageSetting
    content: str
    is_draft: bool
    files: Files
    faults: tuple[Diagnostic, ...]

    @property
    def observations(self) -> bytes:
        """The bytes of its table of observations."""
        return dict(self.files)[OBSERVATIONS]


def current_of(root: Path, name: str) -> Current:
    """Return a package as it stands; raise BuildFailed where there is none that can be read."""
    settings = open_site(root)
    setting = _setting(settings, name)
    home = root / settings.data / setting.name
    recover(home, f"{settings.data}/{setting.name}")
    is_draft = (home / DRAFT).is_dir()
    version = DRAFT if is_draft else newest_release(home)
    if version is None:
        span = Span(path="site.toml", line=settings.line_of(setting.name))
        raise BuildFailed((error("package-missing", span, name=setting.name),))
    sound = load_memory(root / ".cache" / "memory.msgpack").sound
    shown = f"{settings.data}/{setting.name}"
    package, found = load_package(home / version, f"{shown}/{version}", setting, sound)
    if package is None:
        raise BuildFailed(ordered(found))
    files = read_files(home / version)
    return Current(
        package=package,
        home=home,
        shown=f"{shown}/{DRAFT}",
        setting=setting,
        content=settings.content,
        is_draft=is_draft,
        files=files if is_draft else draft_of(files),
        faults=ordered((*found, *_of_rules(package), *personal_in(home / version, shown))),
    )


def _setting(settings: Settings, name: str) -> PackageSetting:
    """Return the package of that name; "" is the only one of the site."""
    found = [item for item in settings.packages if name in ("", item.name)]
    if len(found) != 1:
        known = "、".join(item.name for item in settings.packages)
        cause = f"@import-package-unknown|{name}" if name else "@import-package-several"
        span = Span(path="site.toml", line=settings.line_of("packages"))
        fault = error("import-package-unclear", span, cause=cause, known=known)
        raise BuildFailed((fault,), status=2)
    return found[0]


def checked(current: Current, files: Files) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the draft that these files would be."""
    with TemporaryDirectory() as folder:
        place = Path(folder) / current.package.name / DRAFT
        write_files(place, files)
        package, faults = load_package(place, current.shown, current.setting, frozenset())
        personal = personal_in(place, current.shown)
    return ordered((*faults, *(_of_rules(package) if package else ()), *personal))


def _of_rules(package: Package) -> tuple[Diagnostic, ...]:
    return (*check_package(package), *(found for rule in OF_ROWS for found in rule(package)))


def refuse_new(current: Current, files: Files, found: tuple[Diagnostic, ...]) -> None:
    """Raise BuildFailed with the errors among `found` that the draft as it stands has not.

    Faults that the package has already do not stand in the way of mending it.
    """
    new = new_errors(current, files, found)
    if new:
        raise BuildFailed(new)


def new_errors(
    current: Current, files: Files, found: tuple[Diagnostic, ...]
) -> tuple[Diagnostic, ...]:
    """Return the errors that a draft of these files has and the package as it stands has not."""
    known = {_identity(item, current.files) for item in current.faults}
    return tuple(
        item
        for item in found
        if item.severity is Severity.ERROR and _identity(item, files) not in known
    )


def _identity(item: Diagnostic, files: Files) -> tuple[object, ...]:
    """Return what makes a fault the same one in another version: rows count by their key."""
    span = item.span
    row: object = span.row
    table = dict(files).get(f"{span.resource}.csv")
    if span.row is not None and table is not None:
        rows = parse_rows(table.decode("utf-8-sig")).rows
        key = PRIMARY_KEYS.get(span.resource or "", ())
        row = next((one.of(key) for one in rows if one.number == span.row), row)
    return (item.code, span.path.rpartition("/")[2], span.resource, row, span.line, span.field)
