"""Records to the files that the browser searches in."""

import gzip
import json
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec.structs import asdict

from site_builder.markup.plain import plain
from site_builder.search.pairs import pieces
from site_builder.search.record import NARROWING, Record, Written
from site_builder.search.service import Service
from site_builder.search.shards import Contents, Shard

_MARK = b"pagefind_dcd"
"""What the engine writes before the content of its files."""
_LIBRARY = ("pagefind.js", "wasm.unknown.pagefind")
_ENTRY = "pagefind-entry.json"
_META = ".pf_meta"
_FRAGMENTS = "fragment/"
_WORDS = "index/"
CHOICES = "choices.json"

Files = dict[str, bytes]
Values = dict[str, list[tuple[str, ...]]]
"""The ids that records have of each choice, by the names of their fragments."""


def library_files(contents: Contents, values: Values | None) -> Files:
    """Return what is common to all shards, by paths in the folder of the search.

    `values` are those of the only shard, which so asks for no file of its own; None where there are
    several.
    """
    made = _engine(())
    entry = json.loads(made[_ENTRY])
    entry["languages"] = {
        one.code: {"hash": one.name, "wasm": None, "page_count": one.count}
        for one in contents.shards
    }
    offered = {
        "choices": [
            {"name": choice.name, "title": choice.title, "values": choice.values}
            for choice in contents.choices
        ],
        "shards": [asdict(one) for one in contents.shards],
        "version": contents.version,
        "values": {one.code: values for one in contents.shards if values is not None},
    }
    found = {path: made[path] for path in _LIBRARY}
    return {**found, _ENTRY: _json(entry), CHOICES: _json(offered)}


def shard_files(shard: Shard, sources: Mapping[str, bytes]) -> tuple[Files, Values]:
    """Return the index of a shard, the same for the same records, and what narrows its results.

    `sources` are the files its texts stand in. The engine numbers records as they come, so they
    come in the order of their paths. It names what it makes of them by a digest of the content, but
    for the file that is read first, which is named as `contents` knows the shard. Its own filters
    are written in the order of a table hashed at random; so values narrow results instead.
    """
    made = _engine({"language": shard.code, **_told(one, sources)} for one in shard.records)
    found: Files = {}
    for path, data in made.items():
        if path.startswith((_FRAGMENTS, _WORDS)):
            found[path] = data
        elif path.endswith(_META):
            found[f"pagefind.{shard.name}{_META}"] = data
    fragments = dict(_fragments(made))
    values = {
        fragments[one.path]: [one.ids_of(choice) for choice in NARROWING] for one in shard.records
    }
    return found, dict(sorted(values.items()))


def values_file(shard: Shard, values: Values) -> Files:
    """Return the file of what narrows the results of one shard among several."""
    return {f"choices/{shard.name}.json": _json(values)}


def _engine(records: Iterable[dict[str, object]]) -> Files:
    """Return all the files that the engine makes of records."""
    with Service() as service:
        number = service.ask({"type": "NewIndex", "config": {}})["index_id"]
        for record in records:
            service.tell({"type": "AddRecord", "index_id": number, **record})
        made = service.ask({"type": "GetFiles", "index_id": number})["files"]
    return {item["path"]: b64decode(item["content"]) for item in made}


def _told(record: Record, sources: Mapping[str, bytes]) -> dict[str, object]:
    """Return what the engine is told: pieces to search, and what is printed of the result."""
    body = _body(record.text, sources).split("\n") if record.text else ()
    texts = [text for text in (record.lead, *body, *record.tail) if text]
    shown = {"title": record.title, "note": record.note, "held": record.held}
    return {
        "url": record.path,
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


def _body(text: Written, sources: Mapping[str, bytes]) -> str:
    """Return the words of a document below its front matter as they are read, a line a block."""
    whole = sources[text.path].decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    lines = whole.split("\n")
    end = next(number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---")
    return plain("\n".join(lines[end + 1 :]), dict(text.figures))


def _fragments(files: Files) -> Iterator[tuple[str, str]]:
    """Yield the path of each record with the name of its fragment within its shard."""
    for path, data in files.items():
        if path.startswith(_FRAGMENTS):
            text = gzip.decompress(data).removeprefix(_MARK)
            name = path.removeprefix(_FRAGMENTS).partition(".")[0]
            yield json.loads(text)["url"], name.rpartition("_")[2]


def _json(content: Any) -> bytes:
    return f"{json.dumps(content, ensure_ascii=False, separators=(',', ':'))}\n".encode()
