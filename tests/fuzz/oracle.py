"""What must hold of anything that a reader gives back: it can be told, and is harmless."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

import html5lib

from site_builder.diagnostics import Diagnostic
from site_builder.load.files import unseen
from site_builder.reporters.forms import FORMS

HARMFUL = frozenset(
    [
        "script",
        "iframe",
        "object",
        "embed",
        "applet",
        "form",
        "input",
        "button",
        "style",
        "base",
        "frame",
        "frameset",
        "link",
        "meta",
        "video",
        "audio",
        "svg",
        "math",
        "template",
        "textarea",
        "select",
        "noscript",
        "title",
        "xmp",
        "plaintext",
    ]
)
"""Elements that no text may bring in."""
_BEHAVES = re.compile("on.*|style|srcdoc|formaction|ping|background|http-equiv")
"""Attributes that no text may bring in."""
_LEADS = frozenset({"href", "src", "action", "poster", "data", "xlink:href", "cite"})
_SCHEME = re.compile(r"[\x00-\x20]*([a-z][a-z0-9+.\-\t\r\n]*):", re.I)
_SAFE = frozenset({"http", "https", "mailto", "tel"})
_RUNS = frozenset({"javascript", "vbscript", "data", "file", "blob", "filesystem", "about"})
"""What may be carried out or read by a link; a text of Markdown is searched for these alone, as
its other links are held against the list of allowed hosts only where the whole site is known."""
_PLAIN_IMAGE = re.compile("data:image/(png|gif|jpeg|webp);", re.I)


def told(diagnostics: Iterable[Diagnostic]) -> None:
    """Every fault has words in both languages, and no sign that a terminal would carry out."""
    found = tuple(diagnostics)
    for language in ("zh", "en"):
        said = FORMS["text"](found, language)
        assert unseen(said) is None, said
        assert said.encode() or not found


def harmless(html: str) -> None:
    """A piece of HTML, read as a browser reads it, holds nothing that acts."""
    found = list(harmful(_parser().parseFragment(html).iter(), runs))
    assert not found, found


def harmful(elements: Iterable[Any], wrong: Callable[[str], bool]) -> Iterator[str]:
    """Yield what elements hold that no text may bring in; `wrong` judges addresses."""
    for element in elements:
        tag = element.tag
        if not isinstance(tag, str):
            yield "comment"
            continue
        if tag in HARMFUL:
            yield tag
        for name, value in element.attrib.items():
            addresses = value.split(",") if name == "srcset" else [value] if name in _LEADS else []
            if _BEHAVES.fullmatch(name) or any(map(wrong, addresses)):
                yield f"{tag} {name}={value}"


def unsafe(address: str) -> bool:
    """Tell whether a browser would take an address for more than a document of the web."""
    scheme = _scheme(address)
    return scheme != "" and scheme not in _SAFE


def runs(address: str) -> bool:
    """Tell whether a browser would carry out an address."""
    return _scheme(address) in _RUNS and not _PLAIN_IMAGE.match(address)


def _scheme(address: str) -> str:
    """Return the scheme as a browser reads it, passing over control characters; "" for none."""
    found = _SCHEME.match(address)
    return re.sub(r"[\t\r\n]", "", found[1]).lower() if found else ""


@lru_cache(maxsize=1)
def _parser() -> Any:
    return html5lib.HTMLParser(namespaceHTMLElements=False)
