"""The recipe of what editing programs need: schemas in `content/`, settings of VS Code.

The references that a site keeps of codes and settings are brought up to date with them.
"""

import json
from pathlib import Path
from typing import Any

from msgspec import Struct

from site_builder.load.choices import load_choices
from site_builder.load.documents import FOLDERS
from site_builder.load.schemas import FOLDER, front_matter_schema, site_schema
from site_builder.load.survey import open_site
from site_builder.shipped import REFERENCES, guide_folder
from site_builder.source_files import replace_file
from site_builder.vscode import FILE, CannotMerge, associations, merged


class Prepared(Struct, frozen=True, kw_only=True):
    """The files to be written, with their paths in the site's folder.

    `refusal` says, as a phrase, why the settings of VS Code are left alone ("" where they are not);
    `ours` is what would have been added to them.
    """

    files: tuple[tuple[str, bytes], ...]
    refusal: str
    ours: str


def prepare_schemas(root: Path) -> Prepared:
    """Return the schemas of the site at `root` and the settings that lead to them.

    Raises BuildFailed where the settings of the site cannot be read.
    """
    settings = open_site(root)
    choices = load_choices(root, settings)
    folder = f"{settings.content}/{FOLDER}"
    schemas = {kind.value: front_matter_schema(kind, choices) for kind, _ in FOLDERS}
    schemas["site"] = site_schema()
    files = [(f"{folder}/{name}.json", _json(schema)) for name, schema in schemas.items()]
    ours = associations(folder, {kind: f"{settings.content}/{name}" for kind, name in FOLDERS})
    files += [
        (f"{settings.content}/{name}", (guide_folder() / name).read_bytes())
        for name in REFERENCES
        if (root / settings.content / name).is_file()
    ]
    refusal = ""
    try:
        files.append((FILE, merged(_text(root / FILE), ours).encode()))
    except CannotMerge as fault:
        refusal = str(fault)
    return Prepared(files=tuple(files), refusal=refusal, ours=_json(ours).decode())


def write_schemas(root: Path, prepared: Prepared) -> tuple[str, ...]:
    """Write the files; return the paths of those that changed. Raises BuildFailed."""
    return tuple(path for path, data in prepared.files if replace_file(root / path, path, data))


def _text(path: Path) -> str:
    """Return the text of a file, its line ends as they are; "" where there is none."""
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as fault:
        raise CannotMerge("@not-utf8") from fault


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
