"""Hostile files: what may lie in the folders of a site, or be handed to a command. All invented.

Each case spoils a copy of the minimal site and names the command that is to meet it.
"""

import io
import json
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import xlwt
from msgspec import Struct

BUILD = ("build", "--executor", "serial", "--site", "SITE")
SHEET = ("data", "import", "SITE/hostile.xlsx", "--site", "SITE", "--dry-run")
WORD = (
    *("new", "case", "hostile", "--site", "SITE", "--from", "SITE/hostile.docx"),
    *("--title", "样例", "--date", "2024-03-01 09:00", "--package", "sample"),
    *("--area", "990001", "--source", "sample-report", "--environment", "government"),
)
PACKAGE = "data/sample/2023.1.0"
DESCRIPTOR = f"{PACKAGE}/datapackage.json"
OBSERVATIONS = f"{PACKAGE}/observations.csv"
CASE = "content/cases/sample/one-window.md"
ABOUT = "content/pages/about.md"


class Case(Struct, frozen=True):
    """A hostile input: its name, what it does to a site, and the command that meets it."""

    name: str
    spoil: Callable[[Path], None]
    command: tuple[str, ...] = BUILD


def _write(path: str, data: bytes) -> Callable[[Path], None]:
    def spoil(site: Path) -> None:
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(data)

    return spoil


def _change(path: str, change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def spoil(site: Path) -> None:
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(change(file.read_bytes() if file.exists() else b"x,y\n1,2\n"))

    return spoil


_ENCODINGS: dict[str, Callable[[bytes], bytes]] = {
    "utf-16": lambda data: data.decode().encode("utf-16"),
    "utf-16 without a mark": lambda data: data.decode().encode("utf-16-le"),
    "utf-32": lambda data: data.decode().encode("utf-32"),
    "gb18030": lambda data: data.decode().encode("gb18030"),
    "latin-1 bytes": lambda data: data + b"\xe9\xe8",
    "two marks": lambda data: b"\xef\xbb\xbf\xef\xbb\xbf" + data,
    "a NUL": lambda data: data[:30] + b"\0" + data[30:],
    "a lone surrogate": lambda data: data + b"\xed\xa0\x80",
    "an overlong slash": lambda data: data + b"\xc0\xaf",
    "a cut character": lambda data: data + "字".encode()[:2],
    "a mark alone": lambda _: b"\xef\xbb\xbf",
    "nothing": lambda _: b"",
    "carriage returns": lambda data: data.replace(b"\n", b"\r"),
    "bytes of all kinds": lambda _: bytes(range(256)) * 40,
    "line ends alone": lambda _: b"\n" * 50_000,
    "a direction turned": lambda data: data + "\u202e5.19".encode(),
    "tags": lambda data: data + "\U000e0041\U000e0042".encode(),
    "one long line": lambda data: data + b"x" * 900_000,
}
_READ = (
    *(ABOUT, CASE, OBSERVATIONS, DESCRIPTOR, "site.toml", "content/glossary.csv"),
    *("content/terms.csv", "data/sample/releases.csv", "templates/case.html"),
)


def _encodings() -> Iterator[Case]:
    for path in _READ:
        for name, change in _ENCODINGS.items():
            yield Case(f"{name} in {path}", _change(path, change))


_LEVELS = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12))
_FRONT = {
    "laughs": f"a0: &a0 [x, x]\n{_LEVELS}",
    "an anchor": "title: &t 样例\nsummary: *t",
    "an anchor in itself": "title: &t [*t]",
    "a merge": "base: &b {title: 样例}\n<<: *b",
    "an object": "title: !!python/object/apply:os.system ['true']",
    "a module": "title: !!python/module:os",
    "a binary": "title: !!binary aGVsbG8=",
    "an own tag": "title: !secret /etc/passwd",
    "a tag of the whole": "!!map\ntitle: 样例",
    "a directive": "%YAML 1.1\n---\ntitle: 样例",
    "two documents": "title: 样例\n...\n--- \nslug: b",
    "deep brackets": "title: " + "[" * 5000 + "]" * 5000,
    "very deep brackets": "title: " + "[\n" * 200_000,
    "deep mappings": "title: " + "{a: " * 4000 + "}" * 4000,
    "deep items": "- " * 30_000 + "x",
    "deep questions": "? " * 30_000 + "x",
    "equal keys": "title: 甲\ntitle: 乙",
    "a key that is a list": "[a, b]: c",
    "a key that is nothing": ": c",
    "an escaped surrogate": 'title: "\\ud800"',
    "an escaped NUL": 'title: "\\0"',
    "an escape beyond Unicode": 'title: "\\U00110000"',
    "a bell": 'title: "\\a"',
    "a huge number": "order: 1e999999",
    "many digits": "order: " + "9" * 5000,
    "a date out of range": "date: 99999-99-99 99:99",
    "a year of nothing": "date: 0000-00-00 00:00",
    "sexagesimal": "date: 190:20:30",
    "not a number": "title: .nan",
    "ten thousand keys": "\n".join(f"k{n}: v" for n in range(10_000)),
    "ten thousand literals": "literals:\n" + "\n".join(f"  {n}项: x" for n in range(10_000)),
    "ten thousand tags": "tags: [" + ", ".join(f"t{n}" for n in range(10_000)) + "]",
    "ten thousand aliases": "aliases: [" + ", ".join(f"/a{n}/" for n in range(10_000)) + "]",
    "a long title": "title: " + "长" * 90_000,
    "a block scalar": "title: |\n" + "  行\n" * 20_000,
    "unclosed quotes": 'title: "' + "x\n " * 10_000,
    "a comment without end": "# " + "x" * 90_000,
    "tabs": "\ttitle:\t样例",
    "a slug of a device": "slug: con",
    "a slug that climbs": "slug: ../../outside/page",
    "an absolute slug": "slug: /etc/passwd",
    "a slug of Windows": "slug: c:\\windows",
    "a long slug": "slug: " + "a" * 300,
    "a slug in fullwidth": "slug: ａｂ",
    "a slug with a zero-width space": 'slug: "a\u200bb"',
    "a title without width": 'title: "样\u200b例"',
    "a tag turned round": 'tags: ["a\u202eb"]',
    "a figure with a joiner": 'figures: {"网\u200d办": online-rate}',
    "a title of variants": 'title: "a\ufe0fb\U000e0100"',
    "an alias that climbs": "aliases: [/../../outside/]",
    "an alias of an address": "aliases: ['https://evil.example/']",
    "an alias of a network path": "aliases: [//evil.example/]",
    "an alias with a query": "aliases: ['/a/?b=c']",
    "an alias in percents": "aliases: [/%2e%2e/%2e%2e/]",
    "an alias of a backslash": "aliases: ['/\\evil.example/']",
    "a cover that climbs": "cover: {image: ../../../../outside/secret.jpg, alt: 图}",
    "a cover of an address": "cover: {image: 'file:///etc/passwd', alt: 图}",
    "an indicator that climbs": "figures: {率: ../../outside/secret}",
    "a package that climbs": "figures: {率: {indicator: a, package: ../../outside}}",
}


def _fronts() -> Iterator[Case]:
    keep = "slug: about\ndate: 2024-03-05 09:00\nsummary: 样例。\n"
    for name, front in _FRONT.items():
        own = {line.partition(":")[0] for line in front.split("\n")}
        rest = "".join(f"{line}\n" for line in keep.split("\n") if line.split(":")[0] not in own)
        title = "" if "title" in own else "title: 样例\n"
        text = f"---\n{title}{rest.strip()}\n{front}\n---\n\n正文。\n"
        yield Case(f"front matter with {name}", _write(ABOUT, text.encode()))


def _descriptor(change: Callable[[dict[str, object]], object]) -> Callable[[bytes], bytes]:
    def changed(data: bytes) -> bytes:
        raw = json.loads(data)
        change(raw)
        return json.dumps(raw, ensure_ascii=True).encode()

    return changed


def _text(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    return lambda data: data.replace(old, new, 1)


_FIRST = b'"name"'
_JSON: dict[str, Callable[[bytes], bytes]] = {
    "deep lists": lambda _: b"[" * 300 + b"]" * 300,
    "very deep lists": lambda _: b"[" * 400_000,
    "deep objects": lambda _: b'{"a":' * 400 + b"1" + b"}" * 400,
    "a deep value": _text(b"{", b'{"x": ' + b"[" * 200 + b"]" * 200 + b","),
    "NaN": _text(b"{", b'{"x": NaN,'),
    "Infinity": _text(b"{", b'{"x": -Infinity,'),
    "a huge number": _text(b"{", b'{"x": 1e999999,'),
    "a tiny number": _text(b"{", b'{"x": 1e-999999,'),
    "5000 digits": _text(b"{", b'{"x": ' + b"9" * 5000 + b","),
    "a name twice": _text(b"{", b'{"name": "other",'),
    "a surrogate": _text(b"{", b'{"title": "\\ud800",'),
    "an escaped NUL": _text(b"{", b'{"x": "\\u0000",'),
    "a zero-width key": _text(b"{", b'{"x\\u200b": 1,'),
    "a prototype": _text(b"{", b'{"__proto__": {"a": 1},'),
    "a list": lambda _: b"[]",
    "a number": lambda _: b"1",
    "nothing": lambda _: b"null",
    "a string": lambda _: b'"x"',
    "comments": lambda data: b"// x\n" + data,
    "two values": lambda data: data + b"{}",
    "resources that are no list": _descriptor(lambda raw: raw.update(resources={"a": 1})),
    "resources of numbers": _descriptor(lambda raw: raw.update(resources=[1, None, "x"])),
    "ten thousand resources": _descriptor(
        lambda raw: raw.update(resources=[{"name": f"r{n}", "path": "x"} for n in range(10_000)])
    ),
    "a name that climbs": _descriptor(lambda raw: raw.update(name="../../outside")),
    "a version that climbs": _descriptor(lambda raw: raw.update(version="../1.0.0")),
    "a version of digits": _descriptor(lambda raw: raw.update(version="1" * 5000 + ".0.0")),
    "a profile elsewhere": _descriptor(lambda raw: raw.update({"$schema": "file:///etc/passwd"})),
    "contributors of numbers": _descriptor(lambda raw: raw.update(contributors=[1, {"roles": 5}])),
    "licences of numbers": _descriptor(lambda raw: raw.update(licenses=[1, {"path": 5}])),
}
_PATHS = (
    *("../../../outside/secret.csv", "/etc/passwd", "file:///etc/passwd", "\\\\server\\share.csv"),
    *("http://127.0.0.1:9/x.csv", "C:\\x.csv", "~/x.csv", "..\\..\\x.csv", "a/../../b.csv"),
    *("//server/x.csv", "ftp://127.0.0.1/x.csv", "s3://bucket/x.csv", "data:text/csv,a"),
    *(".", "", "a\0b.csv", "observations.csv/", "%2e%2e/x.csv", "con.csv", "x" * 300 + ".csv"),
    *("https://[", "zip://x.zip", "/dev/zero", "/proc/self/environ"),
)


def _resource(key: str, value: object) -> Callable[[bytes], bytes]:
    def change(raw: dict[str, object]) -> None:
        resources = raw["resources"]
        assert isinstance(resources, list)
        resources[-1][key] = value

    return _descriptor(change)


def _pattern(pattern: str) -> Callable[[Path], None]:
    def spoil(site: Path) -> None:
        raw = json.loads((site / DESCRIPTOR).read_bytes())
        fields = next(one for one in raw["resources"] if one["name"] == "sources")["schema"]
        field = next(one for one in fields["fields"] if one["name"] == "title")
        field["constraints"] = {"pattern": pattern}
        (site / DESCRIPTOR).write_text(json.dumps(raw), encoding="utf-8")
        table = site / PACKAGE / "sources.csv"
        head, _, rest = table.read_text(encoding="utf-8").partition("\n")
        name, _, cells = rest.partition(",")
        table.write_text(f"{head}\n{name},{'a' * 60}!,{cells.partition(',')[2]}", "utf-8")

    return spoil


_PATTERNS = (
    *("(a+)+", "(a|a)*", "(a|aa)+", "(.*)*", "((a*)*)*", "(a?){60}a{60}", "a*a*a*a*a*a*b"),
    *("(?:a+)+$", "(a+){10,}", r"(\w+\s?)+", r"(a)\1*(a+)+", "[", "(?P<x", "(?=(a+)+)b", "\\"),
)


def _packages() -> Iterator[Case]:
    for name, change in _JSON.items():
        yield Case(f"a descriptor with {name}", _change(DESCRIPTOR, change))
    for path in _PATHS:
        yield Case(f"a resource at {path[:40]!r}", _change(DESCRIPTOR, _resource("path", path)))
    for path in _PATHS[:8]:
        change = _resource("schema", path)
        yield Case(f"a schema at {path[:40]!r}", _change(DESCRIPTOR, change))
        change = _resource("dialect", path)
        yield Case(f"a dialect at {path[:40]!r}", _change(DESCRIPTOR, change))
    for pattern in _PATTERNS:
        yield Case(f"a pattern {pattern!r}", _pattern(pattern))


_TOML = {
    "deep lists": b"x = " + b"[" * 600 + b"]" * 600,
    "very deep lists": b"x = " + b"[" * 90_000,
    "deep tables": b"x = " + b"{a = " * 600 + b"1" + b"}" * 600,
    "a deep name": b"[" + b".".join([b"a"] * 5000) + b"]",
    "5000 digits": b"x = " + b"9" * 5000,
    "a huge number": b"x = 1e999999",
    "not a number": b"x = nan",
    "a name twice": b"[site]\ntitle = 'x'",
    "a date out of range": b"x = 9999-99-99",
    "an escaped surrogate": b'x = "\\ud800"',
    "an escaped NUL": b'x = "\\u0000"',
    "a limit of nothing": b"[limits]\nrows = 0",
    "a limit below nothing": b"[limits]\nfiles = -1",
    "a limit in words": b"[limits]\nrows = 'many'",
    "a limit beyond all": b"[limits]\nrows = 99999999999999999999",
    "tiny limits": b"[limits]\nline_characters = 1\nrows = 1\nfiles = 1",
}
_SETTINGS = (
    *("/etc", "../outside", "..", ".", "", "content/../../outside", "C:\\x", "\\\\server\\x"),
    *("http://127.0.0.1:9/", "~", "a\0b", "x" * 300, "content/pages/about.md", "/dev/fd", "./x"),
)


def _settings() -> Iterator[Case]:
    for name, line in _TOML.items():
        yield Case(
            f"settings with {name}",
            _change("site.toml", lambda data, line=line: data + b"\n" + line),
        )
    for folder in _SETTINGS:
        for key in ("content", "data", "templates"):
            said = f"\n[folders]\n{key} = {json.dumps(folder)}\n".encode()
            yield Case(
                f"settings with {folder[:30]!r} for {key}",
                _change("site.toml", lambda data, said=said: data + said),
            )
    for name in ("../outside", "/etc", "a/b", "..", "con", "A", "a\u200bb", "x" * 300):
        said = f"\n[[packages]]\nname = {json.dumps(name)}\n".encode()
        yield Case(
            f"settings with a package {name[:30]!r}",
            _change("site.toml", lambda data, said=said: data + said),
        )


_NAMES = (
    *("con", "NUL.md", "aux.csv", "a.", "a ", "a:b", "a<b>", "a?", "a*", 'a"b', "a|b", "a\\b"),
    *("a\nb.md", "a\tb", "a\x1b[31mb", "a\u202eb.md", "a\u200bb.md", "\ufeffa", "é.md", "字" * 80),
    *("-rf", "--help.md", "$(id).md", "`id`.md", ";id.md", "&.md", "#.md", "%2e%2e.md", "~.md"),
    *("a\U000e0041.md", "a\u3164b", "....md", "{{a}}.md", "<script>.md", "13800138000.md"),
)
_FOLDERS = ("content/cases/sample", PACKAGE, "templates/assets")


def _names() -> Iterator[Case]:
    for folder in _FOLDERS:
        for name in _NAMES:
            yield Case(f"a file {name[:20]!r} in {folder}", _write(f"{folder}/{name}", b"x\n"))
        for one, other in (("A.md", "a.md"), ("é.txt", "e\u0301.txt"), ("ß", "SS"), ("İ", "i̇")):
            yield Case(f"{one} beside {other} in {folder}", _both(folder, one, other))

        def raw(site: Path, folder: str = folder) -> None:
            Path(os.fsdecode(bytes(site / folder) + b"/\xff\xfe.md")).write_bytes(b"x")

        yield Case(f"a name of bytes in {folder}", raw)
        yield Case(f"deep folders in {folder}", _deep(folder))


def _both(folder: str, one: str, other: str) -> Callable[[Path], None]:
    def spoil(site: Path) -> None:
        (site / folder / one).write_bytes(b"x")
        (site / folder / other).write_bytes(b"y")

    return spoil


def _deep(folder: str) -> Callable[[Path], None]:
    def spoil(site: Path) -> None:
        place = site / folder
        for _ in range(400):
            place = place / "a"
        place.mkdir(parents=True)

    return spoil


_PLACES = (
    *("content/pages/x.md", "content/note.txt", "content/glossary.csv", "content/calendar.csv"),
    *("content/languages/en.po", CASE, OBSERVATIONS, DESCRIPTOR, "data/sample/releases.csv"),
    *(f"{PACKAGE}/x.csv", "templates/x.html", "templates/assets/x.css", "site.toml"),
)


def _replaced(path: str, make: Callable[[Path], object]) -> Callable[[Path], None]:
    def spoil(site: Path) -> None:
        place = site / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.unlink(missing_ok=True)
        make(place)

    return spoil


def _sparse(place: Path, size: int = 3 << 30) -> None:
    with place.open("wb") as file:
        file.truncate(size)


def _kinds() -> Iterator[Case]:
    makers: dict[str, Callable[[Path], object]] = {
        "a pipe": os.mkfifo,
        "a folder": lambda place: (place / "inner").mkdir(parents=True),
        "a link out": lambda place: place.symlink_to("/etc/passwd"),
        "a link to nothing": lambda place: place.symlink_to("nowhere"),
        "a link to itself": lambda place: place.symlink_to(place.name),
        "a link to a device": lambda place: place.symlink_to("/dev/zero"),
        "three gigabytes": _sparse,
    }
    for path in _PLACES:
        for name, make in makers.items():
            yield Case(f"{name} at {path}", _replaced(path, make))
    for folder in ("content", "data", "templates", "content/pages", "data/sample", PACKAGE):
        yield Case(f"{folder} leads out", _folder_out(folder))
    yield Case("a version that leads out", _link_at("data/sample/2023.2.0"))
    yield Case("a folder of cases that leads out", _link_at("content/cases/other"))


def _folder_out(folder: str) -> Callable[[Path], None]:
    def spoil(site: Path) -> None:
        moved = site.parent / "outside" / "moved"
        (site / folder).rename(moved)
        (site / folder).symlink_to(moved)

    return spoil


def _link_at(path: str) -> Callable[[Path], None]:
    return lambda site: (site / path).symlink_to(site.parent / "outside")


def _chunk(kind: bytes, data: bytes) -> bytes:
    said = kind + data
    return struct.pack(">I", len(data)) + said + struct.pack(">I", zlib.crc32(said))


def png(width: int, height: int, *, rows: int = 0, more: bytes = b"") -> bytes:
    """Return a PNG that says it is so large, and holds so many rows of nothing."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * (rows * (1 + (width + 7) // 8)), 9)
    chunks = (_chunk(b"IHDR", head), more, _chunk(b"IDAT", body), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


_SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
_GIF = b"GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff"
_FRAME = b",\0\0\0\0\1\0\1\0\0\2\2D\1\0"
IMAGES = {
    "a bomb by its head": png(50_000, 50_000, rows=1),
    "a bomb to its end": png(50_000, 50_000, rows=50_000),
    "two thousand million on a side": png(2**31 - 1, 2**31 - 1),
    "no width": png(0, 10),
    "a strip": png(1, 60_000, rows=60_000),
    "cut off": png(100, 100, rows=100)[:60],
    "too few rows": png(100, 100, rows=3),
    "a text bomb": png(
        8, 8, rows=8, more=_chunk(b"zTXt", b"a\0\0" + zlib.compress(b"x" * 50_000_000, 9))
    ),
    "a profile bomb": png(
        8, 8, rows=8, more=_chunk(b"iCCP", b"a\0\0" + zlib.compress(b"x" * 50_000_000, 9))
    ),
    "a chunk that lies": b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 2**31 - 1) + b"IHDR",
    "svg": _SVG,
    "html": b"<html><script>alert(1)</script>",
    "nothing": b"",
    "a moving gif": _GIF.replace(b"\xff\xff\xff\xff", b"\1\0\1\0") + _FRAME * 50_000 + b";",
    "a large gif": _GIF + b";",
    "a jpeg's head": b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0",
    "a jpeg of marks": b"\xff\xd8" + b"\xff\xe1\xff\xff" * 20_000,
    "a webp's head": b"RIFF\xff\xff\xff\xffWEBPVP8X\n\0\0\0\x12\0\0\0\xff\xff\xff\xff\xff\xff",
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(x) run\n",
    "a zip": b"PK\3\4" + b"\0" * 100,
    "zeros": b"\0" * 5_000_000,
}
_TARGETS = (
    *("../../../../outside/secret.jpg", "/etc/passwd.jpg", "file:///etc/passwd.jpg", "~/x.jpg"),
    *("http://127.0.0.1:9/x.jpg", "//127.0.0.1:9/x.jpg", "C:\\x.jpg", "\\\\server\\x.jpg"),
    *(
        "..%2f..%2fx.jpg",
        "%2e%2e/x.jpg",
        "a.jpg%00.png",
        ".jpg",
        "x.jpg/",
        "a//b.jpg",
        "./../a.jpg",
    ),
    *("javascript:alert(1).jpg", "data:image/png;base64,AAAA", "x" * 400 + ".jpg", "con.jpg"),
)


def _images() -> Iterator[Case]:
    for name, data in IMAGES.items():
        for suffix in ("png", "jpg") if name in ("svg", "html", "a zip") else ("png",):
            yield Case(f"an image of {name} as {suffix}", _image(f"x.{suffix}", data))
    for target in _TARGETS:
        yield Case(f"an image at {target[:40]!r}", _image(target, None))


def _image(target: str, data: bytes | None) -> Callable[[Path], None]:
    def spoil(site: Path) -> None:
        case = site / CASE
        case.write_text(case.read_text("utf-8") + f"\n![图](<{target}>)\n", "utf-8")
        if data is not None:
            (case.parent / target).write_bytes(data)

    return spoil


_BODIES: dict[str, str] = {
    **{
        f"{unit!r} without end": unit * (18_000 // len(unit))
        for unit in (
            *("[", "![", "[a](", "*a ", "**a*", "<", "{{", "{{a}}", "&", "\\", "^[", "|", "_", "1"),
            *(
                "1%",
                "1.",
                "万",
                "1万",
                "[a]: ",
                "<a ",
                "<http:",
                "138",
                "1,",
                "《",
                "“",
                "*。",
                "&#",
            ),
            *(
                "{{a}}上升",
                "[^a]",
                "`",
                "`a",
                "~",
                "表 1 ",
                "![a](b.png)",
                "- ",
                "> ",
                "\u3000",
                "a-",
            ),
        )
    },
    **{
        f"{line!r} on many lines": line * (150_000 // len(line.encode()))
        for line in (
            *("a\n", "# a\n", "## a\n\n", "- a\n", "> a\n", "1. a\n", "|a|\n", "^[a]\n\n", "```\n"),
            *("[^1]: a\n\n", "[a]: /x\n", "    a\n", "***\n", "\\\n", "&nbsp;\n", "1项\n\n"),
        )
    },
    "lists in lists": "".join("  " * n + "- a\n" for n in range(300)),
    "quotations in quotations": ">" * 5000 + " a\n",
    "a wide table": "|a" * 2000 + "|\n" + "|-" * 2000 + "|\n" + "|\n" * 500,
    "brackets closed": "[" * 9000 + "]" * 9000,
    "a megabyte of words": "样例文字。\n\n" * 45_000,
    "two megabytes": "样例文字。\n\n" * 110_000,
}


def _bodies() -> Iterator[Case]:
    head = "---\ntitle: 样例\nslug: about\ndate: 2024-03-05 09:00\nsummary: 样例。\n---\n\n"
    for name, body in _BODIES.items():
        yield Case(f"a body of {name}", _write(ABOUT, (head + body + "\n").encode()))


_CELLS = (
    *("1e999999", "-1e-999999", "NaN", "Infinity", "9" * 5000, "0x10", "1_000", "１２", "٣", "½"),
    *("=1+1", "+1", "--1", "1.", ".5", "1e5", " 1", "1\u200b", "1\u202e", "", "-", "true", "null"),
    "0" * 90_000,
)
_PERIODS = (
    *("9999999", "0000", "2024-13", "2024-02-30", "2024-01/2023-01", "/", "//", "2024/2024"),
    *("-1", "２０２４", "2024-Q9", "99999-01-01", "2024" * 2000),
)
_TABLES: dict[str, Callable[[bytes], bytes]] = {
    "an open quotation mark": lambda data: data + b'"' + b"a,b\n" * 20_000,
    "ten thousand columns": lambda data: b",".join([b"c"] * 10_000) + b"\n" + data,
    "a row of commas": lambda data: data + b"," * 90_000 + b"\n",
    "a hundred thousand rows": lambda data: data + b"a,b,c\n" * 100_000,
    "a hundred thousand blank rows": lambda data: data + b"\n" * 100_000,
    "quotation marks alone": lambda data: data + b'"' * 60_000 + b"\n",
    "semicolons": lambda data: data.replace(b",", b";"),
    "a header twice": lambda data: data.split(b"\n")[0] + b"\n" + data,
}


def _tables() -> Iterator[Case]:
    for name, change in _TABLES.items():
        yield Case(f"a table with {name}", _change(OBSERVATIONS, change))
    for cell in _CELLS:
        change = _text(b",91.2,", f",{cell},".encode())
        yield Case(f"a value {cell[:20]!r} of {len(cell)}", _change(OBSERVATIONS, change))
    for period in _PERIODS:
        change = _text(b",2023,", f",{period},".encode())
        yield Case(f"a period {period[:20]!r}", _change(OBSERVATIONS, change))
    for name in (
        "../../outside",
        "/etc",
        "A" * 300,
        "a\u200bb",
        "con",
        "..",
        "a/b",
        "字",
        "",
        "a b",
    ):
        table = f"{PACKAGE}/indicators.csv"
        change = _text(b"\nonline-rate,", f"\n{name},".encode())
        yield Case(f"an indicator {name[:20]!r}", _change(table, change))


def _zipped(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return packed.getvalue()


def _spaces(name: str) -> bytes:
    """Return a zip with a part that is a gigabyte long, which is never held as a whole."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        with archive.open(name, "w") as part:
            for _ in range(100):
                part.write(b" " * 10_000_000)
    return packed.getvalue()


_X = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12))
    + b"]>"
)
_ENTITY = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def sheet(
    rows: bytes, *, before: bytes = b"", after: bytes = b"", more: bool = False, sheets: int = 1
) -> bytes:
    """Return a workbook of sheets with these rows as XML."""
    body = b'%s<worksheet xmlns="%s"><sheetData>%s</sheetData>%s</worksheet>'
    numbers = range(1, sheets + 1)
    rels = b"".join(
        b'<Relationship Id="r%d" Target="worksheets/sheet%d.xml"/>' % (n, n) for n in numbers
    )
    listed = b"".join(b'<sheet name="a%d" sheetId="%d" r:id="r%d"/>' % (n, n, n) for n in numbers)
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "xl/workbook.xml": b'<workbook xmlns="%s" xmlns:r="%s"><sheets>' % (_X, _R)
        + listed
        + b"</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": b'<Relationships xmlns="x">' + rels + b"</Relationships>",
        **{f"xl/worksheets/sheet{n}.xml": body % (before, _X, rows, after) for n in numbers},
    }
    many = {f"xl/x{n}.xml": b"" for n in range(20_000)} if more else {}
    return _zipped(parts | many)


def old_sheets(count: int, *, row: int = 65535, column: int = 255, merged: bool = False) -> bytes:
    """Return a workbook in the form of 1997, the last cell of each sheet here."""
    book = xlwt.Workbook()
    for number in range(count):
        made = book.add_sheet(f"a{number}")
        made.write(0, 0, 1)
        made.write(row, column, 1)
        if merged:
            made.merged_ranges.append((0, 65535, 0, 255))
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def dimensions(row: int, column: int) -> bytes:
    """Return how far such a sheet says that it reaches ([MS-XLS] 2.4.90)."""
    return struct.pack("<HHIIHHH", 0x0200, 14, 0, row + 1, 0, column + 1, 0)


_LAST = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
_ONE = b'<row r="1"><c r="A1"><v>1</v></c></row>'
_ODS = (
    b'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    b' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body>'
    b'<office:spreadsheet><table:table table:name="a"><table:table-row'
    b' table:number-rows-repeated="1048576"><table:table-cell office:value-type="float"'
    b' office:value="1" table:number-columns-repeated="16384"/></table:table-row></table:table>'
    b"</office:spreadsheet></office:body></office:document-content>"
)
SHEETS: dict[str, Callable[[], bytes]] = {
    "a cell at the far end": lambda: sheet(_ONE + _LAST),
    "a cell beyond the far end": lambda: sheet(_ONE + _LAST.replace(b"XFD", b"ZZZZZZZ")),
    "sheets that reach far together": lambda: sheet(
        _ONE + b'<row r="1000000"><c r="B1000000"><v>1</v></c></row>', sheets=9
    ),
    "a row of no number": lambda: sheet(b'<row r="x"><c r="99999999999A"><v>1</v></c></row>'),
    "everything merged": lambda: sheet(
        _ONE, after=b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    ),
    "laughs": lambda: sheet(_ONE.replace(b"1</v>", b"&m;</v>"), before=_LAUGHS),
    "an entity elsewhere": lambda: sheet(_ONE.replace(b"1</v>", b"&a;</v>"), before=_ENTITY),
    "a gigabyte of spaces": lambda: _spaces("xl/worksheets/sheet1.xml"),
    "eighty megabytes of rows": lambda: sheet(_ONE * 2_000_000),
    "deep elements": lambda: sheet(b"<a>" * 200_000),
    "twenty thousand parts": lambda: sheet(_ONE, more=True),
    "a value without end": lambda: sheet(_ONE.replace(b"1</v>", b"9" * 500_000 + b"</v>")),
    "a date beyond all": lambda: sheet(_ONE.replace(b"1</v>", b"1e308</v>")),
    "ods without end": lambda: _zipped({"mimetype": b"x", "content.xml": _ODS}),
    "names that climb": lambda: _zipped({"../../../outside/x": b"x", "/etc/x": b"y"}),
    "a part twice": lambda: sheet(_ONE).replace(b"styles", b"sheets"),
    "an empty zip": lambda: _zipped({}),
    "a zip cut off": lambda: sheet(_ONE)[:200],
    "a zip of zips": lambda: _zipped({"xl/workbook.xml": sheet(_ONE)}),
    "an old cell at the far end": lambda: old_sheets(1),
    "old sheets that reach far together": lambda: old_sheets(40, row=60_000, column=0),
    "an old sheet that asks for room": lambda: old_sheets(1, row=9, column=0).replace(
        dimensions(9, 0), dimensions(2**31, 2**15)
    ),
    "an old sheet that is all merged": lambda: old_sheets(1, row=9, column=9, merged=True),
    "an old workbook cut off": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504,
    "an old workbook of links": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 5000,
    "a web page": lambda: b"<html><table><tr><td>1</td></tr></table>",
    "text in UTF-16": lambda: "a,b\n1,2\n".encode("utf-16"),
    "bytes of all kinds": lambda: bytes(range(256)) * 100,
    "a long line": lambda: b"a," * 3_000_000,
    "quotation marks": lambda: b'"' * 3_000_000,
    "nothing": lambda: b"",
}
_W = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override'
    b' PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    b'wordprocessingml.document.main+xml"/></Types>'
)
_RELS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="a" Target="word/document.xml" Type="http://schemas.openxmlformats.org/'
    b'officeDocument/2006/relationships/officeDocument"/></Relationships>'
)


def word(body: bytes, *, before: bytes = b"", more: dict[str, bytes] | None = None) -> bytes:
    """Return a Word file with this body as XML."""
    text = b'%s<w:document xmlns:w="%s"><w:body>%s</w:body></w:document>' % (before, _W, body)
    parts = {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELS, "word/document.xml": text}
    return _zipped(parts | (more or {}))


_P = b"<w:p><w:r><w:t>%s</w:t></w:r></w:p>"
WORDS: dict[str, Callable[[], bytes]] = {
    "laughs": lambda: word(_P % b"&m;", before=_LAUGHS),
    "an entity elsewhere": lambda: word(_P % b"&a;", before=_ENTITY),
    "a gigabyte of spaces": lambda: _spaces("word/document.xml"),
    "deep tables": lambda: word(b"<w:tbl><w:tr><w:tc>" * 3000),
    "names that climb": lambda: word(_P % b"x", more={"word/media/../../../x.png": b"x"}),
    "a picture bomb": lambda: word(
        _P % b"x", more={"word/media/a.png": IMAGES["a bomb to its end"]}
    ),
    "five thousand parts": lambda: word(_P % b"x", more={f"w/{n}.xml": b"" for n in range(5000)}),
    "a long run": lambda: word(_P % (b"x" * 3_000_000)),
    "an old document": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504,
    "a file cut off": lambda: word(_P % b"x")[:100],
    "nothing": lambda: b"",
}


def _handed() -> Iterator[Case]:
    for name, make in SHEETS.items():
        yield Case(f"a workbook of {name}", _made("hostile.xlsx", make), SHEET)
    for name, make in WORDS.items():
        yield Case(f"a Word file of {name}", _made("hostile.docx", make), WORD)
    for name, make in (("a pipe", os.mkfifo), ("three gigabytes", _sparse)):
        yield Case(f"{name} for a workbook", _replaced("hostile.xlsx", make), SHEET)
        yield Case(f"{name} for a Word file", _replaced("hostile.docx", make), WORD)
        yield Case(
            f"{name} for a list of known warnings",
            _replaced("known.json", make),
            (*BUILD, "--baseline", "SITE/known.json"),
        )
    for data in (b"[" * 100_000, b"{}", b"[1]", b'{"a": NaN}', b"\xff", b"9" * 5000):
        yield Case(
            f"a list of known warnings of {data[:10]!r}",
            _write("known.json", data),
            (*BUILD, "--baseline", "SITE/known.json"),
        )


def _made(path: str, make: Callable[[], bytes]) -> Callable[[Path], None]:
    return lambda site: (site / path).write_bytes(make()) and None


_CATALOGUES = {
    "no syntax": b'msgid "a\nmsgstr',
    "a plural of code": b'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=exit();\\n"\n',
    "a huge plural": b'msgid ""\nmsgstr "Plural-Forms: nplurals=9; plural='
    + b"(" * 5000
    + b'n;\\n"\n',
    "a plural of powers": b'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=9**9**9;\\n"\n',
    "parts that reach": b'msgid "\xe5\x85\xb1{n}\xe9\xa1\xb9"\nmsgstr "{n.__class__.__mro__}"\n',
    "a wide part": b'msgid "\xe5\x85\xb1{n}\xe9\xa1\xb9"\nmsgstr "{n:>999999999}"\n',
    "a charset": b'msgid ""\nmsgstr "Content-Type: text/plain; charset=rot13\\n"\n',
    "a long phrase": b'msgid "a"\nmsgstr "' + b"x" * 900_000 + b'"\n',
}


def _catalogues() -> Iterator[Case]:
    language = b'\n[[languages]]\nid = "en"\nname = "English"\n'
    for name, data in _CATALOGUES.items():

        def spoil(site: Path, data: bytes = data) -> None:
            _change("site.toml", lambda old: old + language)(site)
            _write("content/languages/en.po", data)(site)

        yield Case(f"a catalogue with {name}", spoil)


def cases() -> tuple[Case, ...]:
    """Return all hostile files."""
    groups = (_encodings, _fronts, _packages, _settings, _names, _kinds, _images, _bodies)
    more = (_tables, _handed, _catalogues)
    return tuple(case for group in (*groups, *more) for case in group())
