"""Runs of text in pandoc's tree, made what our Markdown can say: no raw HTML, no lost meaning."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from site_builder.word.notes import BACKSLASH, ESCAPE, Notes, plain

Node = dict[str, Any]
"""A node of pandoc's JSON: `t` its type, `c` its content."""

NO_ATTRIBUTES: list[Any] = ["", [], []]
_BLANK = " \u3000\t"
_HIDDEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_RULE = re.compile(r"[-~]{3,}")
"""Begins a line that Markdown would read as a rule or a fence, and pandoc leaves as it is."""
_OUTSIDE = ("http://", "https://", "mailto:")
_UNWRAPPED = {"Underline": 0, "SmallCaps": 0, "Span": 1, "Quoted": 1, "Cite": 1}
"""What is shown as its text alone: where in the content that text is."""

Blocks = Callable[[list[Node]], list[Node]]


def text(words: str) -> Node:
    """Return a node of words."""
    return {"t": "Str", "c": words}


def image(alt: str, path: str, title: str) -> Node:
    """Return a node of a picture."""
    return {"t": "Image", "c": [NO_ATTRIBUTES, [text(clean(alt))], [path, title]]}


def words_of(nodes: Iterable[Node]) -> str:
    """Return the text of nodes without any mark-up; footnotes are left out."""
    found = ""
    for node in nodes:
        match node["t"]:
            case "Str":
                found += node["c"]
            case "Space" | "SoftBreak" | "LineBreak":
                found += " "
            case "Math" | "Code":
                found += node["c"][1]
            case "Emph" | "Strong" | "Strikeout" | "Superscript" | "Subscript":
                found += words_of(node["c"])
            case "Link":
                found += words_of(node["c"][1])
            case kind if kind in _UNWRAPPED:
                found += words_of(_inner(node))
    return plain(found.replace(BACKSLASH, "\\"))


def lines(nodes: list[Node], notes: Notes, blocks: Blocks) -> list[list[Node]]:
    """Return the lines of a paragraph, each as runs of our Markdown; blank ones are left out.

    `blocks` makes the blocks of a footnote what our Markdown can say.
    """
    split = _split(_simple(nodes, notes, blocks))
    return [_escaped(line) for line in map(trimmed, split) if line]


def _escaped(line: list[Node]) -> list[Node]:
    """Return a line that begins with a rule's marks as the text it is."""
    first, *rest = line
    if first["t"] != "Str" or not _RULE.match(first["c"]):
        return line
    return [text(f"{ESCAPE}{first['c']}"), *rest]


def trimmed(nodes: list[Node]) -> list[Node]:
    """Return a line without blanks at its ends, an indent of full-width spaces included."""
    left, inner, _ = _edges(nodes)
    return inner if left is not None else []


def _simple(nodes: list[Node], notes: Notes, blocks: Blocks) -> list[Node]:
    found: list[Node] = []
    for node in nodes:
        found += _simple_one(node, notes, blocks)
    return found


def _simple_one(node: Node, notes: Notes, blocks: Blocks) -> list[Node]:
    def inner(nodes: list[Node]) -> list[Node]:
        return _simple(nodes, notes, blocks)

    match node["t"]:
        case "Str":
            return [text(clean(node["c"]))]
        case "Space" | "SoftBreak":
            return [{"t": "Space"}]
        case "LineBreak":
            return [node]
        case "Strong" | "Emph":
            return _emphasis(node["t"], inner(node["c"]))
        case "Superscript":
            return _shifted(inner(node["c"]), _RAISED)
        case "Subscript":
            return _shifted(inner(node["c"]), _LOWERED)
        case "Strikeout":
            return [text(notes.mark(f"@word-struck|{words_of(node['c'])}")), *inner(node["c"])]
        case "Math":
            formula = plain(node["c"][1])
            return [text(f"{notes.mark(f'@word-formula|{formula}')}{clean(formula)}")]
        case "Code":
            return [{"t": "Code", "c": [NO_ATTRIBUTES, plain(node["c"][1])]}]
        case "Link":
            return _link(inner(node["c"][1]), node["c"][2][0])
        case "Image":
            return _picture(node, notes)
        case "Note":
            return [{"t": "Note", "c": blocks(node["c"])}]
        case kind if kind in _UNWRAPPED:
            return inner(_inner(node))
    return []


def _inner(node: Node) -> list[Node]:
    place = _UNWRAPPED[node["t"]]
    nodes: list[Node] = node["c"][place] if place else node["c"]
    return nodes


def clean(words: str) -> str:
    """Return words as an editor would type them: no hidden characters, plain blanks.

    What looks like an entity (`&amp;`), and backslashes, pandoc would not write as the text they
    are.
    """
    kept = plain(words).translate(_HIDDEN).replace("\u00a0", " ").replace("\\", BACKSLASH)
    return _ENTITY.sub(f"{ESCAPE}&", kept)


def _emphasis(kind: str, nodes: list[Node]) -> list[Node]:
    """Return the emphasis with blanks outside of it (inside they would keep it from being read)."""
    found: list[Node] = []
    for place, line in enumerate(_split(nodes)):
        if place:
            found.append({"t": "LineBreak"})
        left, inner, right = _edges(line)
        if left is None:
            found += line
        else:
            found += [*left, {"t": kind, "c": inner}, *right]
    return found


def _edges(nodes: list[Node]) -> tuple[list[Node] | None, list[Node], list[Node]]:
    """Return the blanks before, what stands between, the blanks behind; None where all is blank."""
    left: list[Node] = []
    right: list[Node] = []
    inner = list(nodes)
    while inner:
        before, rest = _cut(inner[0], first=True)
        left += before
        inner[:1] = rest
        if rest:
            break
    while inner:
        after, rest = _cut(inner[-1], first=False)
        right[:0] = after
        inner[-1:] = rest
        if rest:
            break
    return (left, inner, right) if inner else (None, [], [])


def _cut(node: Node, *, first: bool) -> tuple[list[Node], list[Node]]:
    """Return the blank at one end of a node, and the rest of the node; either may be nothing."""
    if node["t"] == "Space":
        return [node], []
    if node["t"] != "Str":
        return [], [node]
    words: str = node["c"]
    kept = words.lstrip(_BLANK) if first else words.rstrip(_BLANK)
    blank = words[: len(words) - len(kept)] if first else words[len(kept) :]
    return [text(blank)] if blank else [], [text(kept)] if kept else []


def _split(nodes: list[Node]) -> list[list[Node]]:
    """Return the nodes cut at line breaks; emphasis has none inside by now."""
    found: list[list[Node]] = [[]]
    for node in nodes:
        if node["t"] == "LineBreak":
            found.append([])
        else:
            found[-1].append(node)
    return found


def _shifted(nodes: list[Node], table: dict[int, int]) -> list[Node]:
    """Return raised or lowered text in the characters made for it: 10² must not become 102."""
    return [text(one["c"].translate(table)) if one["t"] == "Str" else one for one in nodes]


def _link(nodes: list[Node], target: str) -> list[Node]:
    """Return a link to the outside; one inside the file leads nowhere and is its text."""
    label = [node for node in nodes if node["t"] not in ("LineBreak", "Note")]
    if not target.lower().startswith(_OUTSIDE) or not label:
        return nodes
    return [{"t": "Link", "c": [NO_ATTRIBUTES, label, [target, ""]]}]


def _picture(node: Node, notes: Notes) -> list[Node]:
    target, title = node["c"][2]
    mark, words, path = notes.picture(target, words_of(node["c"][1]).strip())
    before = [text(mark)] if mark else []
    return [*before, image(words, path, plain(title)) if path else text(words)]
