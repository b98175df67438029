"""A Word file to Markdown of ours: title, text, pictures, what a person must look at."""

import json
import re
from pathlib import Path
from typing import Any

from msgspec import Struct

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.word.archive import read_archive
from site_builder.word.blocks import document
from site_builder.word.inlines import Node, words_of
from site_builder.word.notes import Notes, without_marks
from site_builder.word.pandoc import ConversionFailed, convert

_READ = ("--from=docx", "--to=json", "--track-changes=accept")
_WRITE = ("--from=json", "--to=commonmark+pipe_tables+footnotes", "--wrap=none")
_ON_TITLE_PAGE = ("subtitle", "author", "date", "abstract")
"""What pandoc takes out of the text as facts about the document; here it is text like other."""


class WordDocument(Struct, frozen=True, kw_only=True):
    """What a Word file holds.

    `title` is the paragraph in the style for titles, "" where there is none. `body` is Markdown,
    its highest heading `##`. `pictures` are file names, as the body names them in their folder,
    with their bytes. `notes` are causes, as phrases, for a person to look at a line of the body;
    line 0 stands for what is not in the body.
    """

    title: str
    body: str
    pictures: tuple[tuple[str, bytes], ...]
    notes: tuple[tuple[int, str], ...]


def read_word(path: Path, shown: str, folder: str) -> WordDocument | Diagnostic:
    """Return the document in a docx file, or why it cannot be read.

    `folder` is the name of the folder for its pictures, beside the Markdown file.
    Raises ConverterMissing where pandoc is not installed.
    """
    archive = read_archive(path, shown)
    if isinstance(archive, Diagnostic):
        return archive
    notes = Notes(folder=folder, media=archive.media)
    try:
        tree: dict[str, Any] = json.loads(convert(archive.text, *_READ))
        meta: dict[str, Node] = tree["meta"]
        tree["blocks"] = document([*_title_page(meta), *tree["blocks"]], notes)
        tree["meta"] = {}
        written = convert(json.dumps(tree).encode(), *_WRITE).decode()
    except (ConversionFailed, RecursionError):
        return error("word-unreadable", Span(path=shown), cause="@word-damaged")
    body, noted = without_marks(_tidy(written), notes)
    return WordDocument(
        title=_title(meta),
        body=body,
        pictures=tuple(notes.pictures.values()),
        notes=(*((0, cause) for cause in archive.lost), *noted),
    )


def _title(meta: dict[str, Node]) -> str:
    return " ".join(words_of(_inlines(meta.get("title"))).split())


def _title_page(meta: dict[str, Node]) -> list[Node]:
    """Return what stands below the title as paragraphs."""
    found: list[Node] = []
    for name in _ON_TITLE_PAGE:
        value = meta.get(name, {"t": ""})
        if value["t"] == "MetaList":
            found += [{"t": "Para", "c": _inlines(one)} for one in value["c"]]
        elif value["t"] == "MetaBlocks":
            found += value["c"]
        elif value["t"]:
            found.append({"t": "Para", "c": _inlines(value)})
    return found


def _inlines(value: Node | None) -> list[Node]:
    """Return the runs of text of a fact about the document."""
    match value:
        case {"t": "MetaInlines", "c": nodes}:
            return list(nodes)
        case {"t": "MetaString", "c": words}:
            return [{"t": "Str", "c": words}]
        case {"t": "MetaBlocks", "c": blocks}:
            return [node for block in blocks if block["t"] == "Para" for node in block["c"]]
    return []


def _tidy(written: str) -> str:
    """Return the text without the comments that pandoc puts between lists."""
    kept = "\n".join(line.rstrip() for line in written.split("\n") if line.strip() != "<!-- -->")
    return re.sub("\n{3,}", "\n\n", kept).strip("\n") + "\n"
