"""The floors of the builder: a module imports only from lower floors."""

import ast
from functools import cache
from pathlib import Path

from tests.conftest import REPOSITORY

PACKAGE = REPOSITORY / "site_builder"

FLOORS: dict[str, int] = {
    "diagnostics": 0,
    "shipped": 0,
    "json_file": 0,
    "known": 1,
    "model": 1,
    "traces": 1,
    "shared": 1,
    "store": 5,
    "store_writer": 7,
    "workers": 2,
    "cached": 1,
    "kept": 2,
    "seen": 5,
    "asked": 2,
    "settled": 3,
    "profile": 0,
    "watch": 0,
    "stamps": 2,
    "fragments": 2,
    "shelves": 4,
    "drawings": 2,
    "reporters": 1,
    "vscode": 1,
    "markup": 2,
    "compare": 2,
    "load": 3,
    "figures": 3,
    "publication": 3,
    "facets": 3,
    "charts": 3,
    "pictures": 3,
    "posters": 3,
    "charted": 4,
    "check": 4,
    "releases": 4,
    "linked": 4,
    "outward": 5,
    "sharing": 4,
    "locators": 4,
    "exports": 4,
    "search": 4,
    "sheets": 4,
    "word": 4,
    "prose": 4,
    "assemble": 4,
    "compiled": 2,
    "frame": 3,
    "amended": 7,
    "lock": 4,
    "made_from": 4,
    "swap": 0,
    "readable": 0,
    "pages": 5,
    "outputs": 5,
    "package_folder": 5,
    "translated": 5,
    "templating": 5,
    "plan": 6,
    "render": 6,
    "seal": 6,
    "write": 6,
    "draft_package": 6,
    "source_files": 6,
    "build": 7,
    "serve": 7,
    "review": 7,
    "exchange": 7,
    "new": 7,
    "new_site": 7,
    "schemas": 7,
    "published": 7,
    "versions": 7,
    "verify_sources": 7,
    "cli": 8,
    "__main__": 9,
}
"""The floor of every unit: a folder or a module at the top of the package."""

LONGEST_MODULE = 400
LONGEST_FUNCTION = 60


def unit_of(path: Path) -> str:
    """Return the unit a module belongs to."""
    relative = path.relative_to(PACKAGE)
    return relative.parts[0] if len(relative.parts) > 1 else relative.stem


def imported_units(tree: ast.AST) -> set[str]:
    """Return the units of this project that a module imports, wherever the import stands."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    own = [name.split(".") for name in names if name.startswith("site_builder.")]
    return {parts[1] for parts in own if parts[1] in FLOORS}


@cache
def modules() -> tuple[tuple[Path, ast.Module], ...]:
    """Return every module of the builder, parsed."""
    return tuple(
        (path, ast.parse(path.read_text(encoding="utf-8")))
        for path in sorted(PACKAGE.rglob("*.py"))
        if path != PACKAGE / "__init__.py"
    )


def test_every_unit_has_a_floor() -> None:
    """A new unit is given its floor on purpose."""
    assert {unit_of(path) for path, _ in modules()} == set(FLOORS)


def test_imports_go_down() -> None:
    """Units import from lower floors, or from themselves."""
    upward = [
        f"{path.relative_to(REPOSITORY)} imports {other}"
        for path, tree in modules()
        for other in sorted(imported_units(tree))
        if other != unit_of(path) and FLOORS[other] >= FLOORS[unit_of(path)]
    ]
    assert upward == []


def _at_once(tree: ast.Module) -> list[ast.stmt]:
    """Return what a module imports when it is loaded, not when one of its functions is called."""
    return [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]


def test_charts_are_drawn_in_render_alone() -> None:
    """The heavy chart libraries are loaded only where a chart is made."""
    users = {unit_of(path) for path, tree in modules() if "charts" in imported_units(tree)}
    assert users <= {"charts", "render", "outputs"}
    at_once = {
        unit_of(path)
        for path, tree in modules()
        if "charts" in imported_units(ast.Module(body=_at_once(tree), type_ignores=[]))
    }
    assert at_once <= {"charts"}


def test_heavy_libraries_stay_in_their_place() -> None:
    """Libraries that cost much to load, or serve one purpose, are known to few units."""
    places = {
        "babel": {"load"},
        "frictionless": {"load"},
        "python_calamine": {"load"},
        "xlsxwriter": {"sheets", "exports"},
        "pypandoc": {"word"},
        "distributed": {"cli"},
        "fsspec": {"store"},
        "brotli": {"published"},
        "altair": {"charts"},
        "vl_convert": {"charts", "posters"},
        **{name: {"serve"} for name in ("starlette", "uvicorn", "watchfiles")},
    }
    wrong = []
    for path, tree in modules():
        for node in ast.walk(tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            wrong += [
                f"{path.name}: {name}"
                for name in names
                if unit_of(path) not in places.get(name.split(".")[0], {unit_of(path)})
            ]
    assert wrong == []


def test_modules_and_functions_are_short() -> None:
    """A module stays under 400 lines, a function under 60."""
    long = []
    for path, tree in modules():
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > LONGEST_MODULE:
            long.append(f"{path.name}: {lines} lines")
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    long.append(f"{path.name}.{node.name}: {length} lines")
    assert long == []


def test_no_ambient_state() -> None:
    """No module changes its own globals, and nothing is called `utils`."""
    assert [path.name for path, _ in modules() if path.stem == "utils"] == []
    changed = [
        path.name
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Global)
    ]
    assert changed == []
