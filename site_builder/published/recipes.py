"""What those who run a server paste: settings of nginx, a script for rsync, a container file.

All of it follows from the site's settings and from the one place that says headers and types, so
that a server says what pages and other places say.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from site_builder.linked.policy import Headers, header_recipe
from site_builder.model.media_types import COMPRESSIBLE, TYPES, UNKNOWN
from site_builder.model.settings import Settings
from site_builder.published.order import ENTRIES
from site_builder.published.releases import CURRENT, EARLIER
from site_builder.store import ASSETS
from site_builder.traces import sha256
from site_builder.write import MANIFEST

RECIPES = {"nginx": "nginx.conf", "rsync": "rsync.sh", "container": "Containerfile"}
"""The recipes by what they are for, and the file that each is made from."""

_PLAIN_PATH = re.compile(r"/([A-Za-z0-9._~-]+/)*")
_PLAIN_HOST = re.compile(r"[A-Za-z0-9.-]+")
_UNQUOTABLE = re.compile(r"[\x00-\x1f\"'\\$`]")


class UnwritableRecipeError(Exception):
    """An address or a folder has letters that a recipe cannot hold; the argument is that text."""


def recipe(
    name: str, settings: Settings, place: Path, moved: Iterable[tuple[str, str]] = ()
) -> str:
    """Return a recipe for the site whose releases lie in `place`.

    `moved` are old addresses and new ones, from the root of the site. Raises UnwritableRecipeError
    rather than write what a server or a shell would read otherwise.
    """
    from jinja2 import Environment, StrictUndefined  # not needed to deploy

    if _UNQUOTABLE.search(str(place)):
        raise UnwritableRecipeError(str(place))
    environment = Environment(
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - no HTML; what is filled in is held against patterns
    )
    text = (Path(__file__).parent / RECIPES[name]).read_text(encoding="utf-8")
    told = _told(settings, place) | {"moved": tuple(moved)}
    return environment.from_string(text).render(told)


def _told(settings: Settings, place: Path) -> dict[str, Any]:
    """Return what recipes are filled in with."""
    address = urlsplit(settings.base_url)
    base, host = address.path, address.hostname or ""
    for part, form in ((base, _PLAIN_PATH), (host, _PLAIN_HOST)):
        if not form.fullmatch(part):
            raise UnwritableRecipeError(settings.base_url)
    # Several sites may stand in the settings of one server; names of variables have to be short.
    site = f"site_{sha256(settings.base_url.encode())[:6]}"
    port = address.port or (443 if address.scheme == "https" else 80)
    is_number = re.fullmatch(r"[0-9.]+", host) is not None
    headers, maps = _headers(header_recipe(), base, site)
    return {
        "base": base,
        "pattern": re.escape(base),
        "host": host,
        "site": site,
        "listen": f"{host}:{port}" if is_number else 80 if port == 443 else port,
        "place": place,
        "current": CURRENT,
        "earlier": EARLIER,
        "headers": headers,
        "maps": maps,
        "types": _types(),
        "unknown": UNKNOWN,
        "charset_types": _names(kind for kind in TYPES.values() if "charset" in kind),
        "gzip_types": _names(TYPES[suffix] for suffix in COMPRESSIBLE),
        "compressible": "|".join(suffix[1:] for suffix in sorted(COMPRESSIBLE)),
        "entries": ENTRIES,
        "languages": tuple(item.id for item in settings.languages),
        "assets": ASSETS.rstrip("/"),
        "manifest": MANIFEST,
    }


def _types() -> list[tuple[str, str]]:
    """Return each media type with its suffixes, as nginx lists them."""
    found: dict[str, list[str]] = {}
    for suffix, kind in TYPES.items():
        found.setdefault(kind.split(";")[0], []).append(suffix[1:])
    return [(kind, " ".join(suffixes)) for kind, suffixes in found.items()]


def _names(kinds: Iterable[str]) -> str:
    """Return media types for a list that holds `text/html` by itself."""
    return " ".join(sorted({kind.split(";")[0] for kind in kinds} - {"text/html"}))


def _headers(
    rules: Iterable[Headers], base: str, site: str
) -> tuple[list[tuple[str, str]], list[tuple[str, list[tuple[str, str]]]]]:
    """Return the headers of all answers, and the maps that say those which differ by path.

    The first pattern that fits holds in a map, the last one in the rules.
    """
    said: dict[str, dict[str, str]] = {}
    for rule in rules:
        for name, value in rule.headers:
            said.setdefault(name, {})[rule.paths] = value
    headers, maps = [], []
    for name, values in said.items():
        everywhere = values.pop("/*", "")
        if not values:
            headers.append((name, everywhere))
            continue
        variable = f"{site}_{name.lower().replace('-', '_')}"
        patterns = [(_pattern(base, paths), value) for paths, value in reversed(values.items())]
        maps.append((variable, [("default", everywhere), *patterns]))
        headers.append((name, f"${variable}"))
    return headers, maps


def _pattern(base: str, paths: str) -> str:
    """Return the regular expression for paths in which `*` stands for anything.

    Assets are looked for in two releases, so nginx calls them by these.
    """
    if paths.startswith(f"/{ASSETS}"):
        base = f"/(?:{CURRENT}|{EARLIER})/"
        return f'"~^{base}{paths[1:-1]}"'
    inner = ".*".join(map(re.escape, paths.removeprefix("/").split("*")))
    text = f"^{re.escape(base)}{inner}"
    return f'"~{text.removesuffix(".*")}"' if text.endswith(".*") else f'"~{text}$"'
