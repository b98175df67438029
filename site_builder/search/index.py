"""Records to the files that the browser searches in."""

import gzip
import json
from base64 import b64decode
from collections.abc import Iterator

from site_builder.markup.plain import plain
from site_builder.search.pairs import pieces
from site_builder.search.record import Choice, Findable, Record
from site_builder.search.service import Service

_LANGUAGE = "und"
"""None that has words of its own form: what is indexed is in pieces already."""
_MARK = b"pagefind_dcd"
"""What the engine writes before the content of its files."""
_NEEDED = ("pagefind.js", "pagefind-entry.json", "wasm.unknown.pagefind")
_FRAGMENTS = "fragment/"
CHOICES = "choices.json"


def index(found: Findable) -> tuple[tuple[str, bytes], ...]:
    """Return the files of the index by their paths in its folder, the same for the same records.

    The engine numbers records as they come, so they come in the order of their paths. Its own
    filters are written in the order of a table hashed at random; what narrows results is
    `choices.json` instead, which names the choices of each record by the name of its fragment.
    """
    with Service() as service:
        number = service.ask({"type": "NewIndex", "config": {}})["index_id"]
        for record in sorted(found.records, key=lambda item: item.path):
            service.ask({"type": "AddRecord", "index_id": number, **_entry(record)})
        made = service.ask({"type": "GetFiles", "index_id": number})["files"]
    files = {item["path"]: b64decode(item["content"]) for item in made if _wanted(item["path"])}
    files[CHOICES] = _choices(found, files)
    return tuple(sorted(files.items()))


def _wanted(path: str) -> bool:
    return path in _NEEDED or path.startswith((_FRAGMENTS, "index/")) or path.endswith(".pf_meta")


def _entry(record: Record) -> dict[str, object]:
    """Return what the engine is told: pieces to search, and what is printed of the result."""
    body = plain(record.body, dict(record.figures)).split("\n")
    texts = [text for text in (record.lead, *body, *record.tail) if text]
    shown = {"title": record.title, "note": record.note, "held": record.held}
    return {
        "url": record.path,
        "language": _LANGUAGE,
        "content": " ".join(piece for text in texts for piece in (*pieces(text), _PAUSE)),
        "meta": {
            **{name: text for name, text in shown.items() if text},
            "names": " ".join(piece for name in record.names for piece in pieces(name)),
        },
        "filters": None,
        "sort": None,
    }


_PAUSE = "｜"
"""Between texts that do not go on in one another."""


def _choices(found: Findable, files: dict[str, bytes]) -> bytes:
    """Return what results can be narrowed by, and the places of each record's values in it."""
    fragments = dict(_fragments(files))
    records = {
        fragments[record.path]: [_places(record, choice) for choice in found.choices]
        for record in found.records
    }
    content = {
        "choices": [
            {"name": choice.name, "title": choice.title, "values": choice.values}
            for choice in found.choices
        ],
        "records": dict(sorted(records.items())),
    }
    return f"{json.dumps(content, ensure_ascii=False, separators=(',', ':'))}\n".encode()


def _places(record: Record, choice: Choice) -> list[int]:
    values = [value for value, _ in choice.values]
    return [values.index(value) for value in record.ids_of(choice.name)]


def _fragments(files: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield the path of each record with the name of its fragment, by which results go."""
    for path, data in files.items():
        if path.startswith(_FRAGMENTS):
            text = gzip.decompress(data).removeprefix(_MARK)
            name = path.removeprefix(_FRAGMENTS).partition(".")[0]
            yield json.loads(text)["url"], name
