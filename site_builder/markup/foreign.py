"""Mark what a page says in another language than its own (WCAG 2.2, 3.1.2)."""

import re
from collections.abc import Collection

_PIECE = re.compile(
    r"<(?P<raw>script|style|title|textarea)\b.*?</(?P=raw)\s*>|<!--.*?-->|<[^>]*>|[^<]+",
    re.DOTALL | re.IGNORECASE,
)
"""A page in pieces: what is taken as it is, a tag, or text."""
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_HREF = re.compile(r' href="([^"]*)"')
_LANGUAGE = re.compile(r' lang="')
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_ANY_HAN = re.compile(f"[{_HAN}]")
_CHINESE = f"{_HAN}\u3001-\u303f\uff01-\uff5e\u201c\u201d\u2018\u2019\u2026\u2014"
_RUN = re.compile(f"[{_CHINESE}](?:[^A-Za-z]*[{_CHINESE}])?")
"""Han characters with the numbers and marks between them, as far as no Latin letter follows."""
_WITHOUT_MARKUP = frozenset({"option", "optgroup"})
"""Elements whose text holds no elements: these bear the language themselves."""
_ASIDE = frozenset({"svg"})
"""Elements in which HTML's own do not stand."""


def marked(html: str, language: str, foreign: Collection[str] = ()) -> str:
    """Return a page with every text in Han characters marked as of the language.

    What lies in an element that names a language stays as it is. `foreign` are addresses, as they
    stand in links, of pages in that language.
    """
    made: list[str] = []
    within, depth = "", 0
    held = -1  # the place of the last opening tag that must bear the language of its text itself
    for found in _PIECE.finditer(html):
        piece = found[0]
        tag = _TAG.match(piece)
        if found["raw"] or piece.startswith("<!"):
            made.append(piece)
            continue
        if tag is None:
            text = piece if depth else _text(piece, language, made, held)
            made.append(text)
            continue
        name, closing = tag[1].lower(), piece.startswith("</")
        if depth:
            if name == within and not piece.endswith("/>"):
                depth += -1 if closing else 1
        elif not closing and name != "html" and (name in _ASIDE or _LANGUAGE.search(piece)):
            within, depth = name, 1
        held = len(made) if name in _WITHOUT_MARKUP and not closing else -1
        made.append(_link(piece, language, foreign) if name == "a" and not closing else piece)
    return "".join(made)


def _text(text: str, language: str, made: list[str], held: int) -> str:
    """Return a text with its Chinese marked, or unchanged where its element bears the mark."""
    if not _ANY_HAN.search(text):
        return text
    if held >= 0:
        made[held] = f'{made[held][:-1]} lang="{language}">'
        return text
    return _RUN.sub(
        lambda run: (
            f'<span lang="{language}">{run[0]}</span>' if _ANY_HAN.search(run[0]) else run[0]
        ),
        text,
    )


def _link(tag: str, language: str, foreign: Collection[str]) -> str:
    """Return the opening tag of a link, with the language of a page that is in another one."""
    href = _HREF.search(tag)
    if href is None or href[1].partition("#")[0] not in foreign or " hreflang=" in tag:
        return tag
    return f'{tag[:-1]} hreflang="{language}">'
