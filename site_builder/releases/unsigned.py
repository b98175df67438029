"""A document without its `review:`, which names persons: what leaves the editors' house."""

import re
from typing import Any

import yaml

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def without_review(data: bytes) -> bytes:
    """Return a Markdown file without the `review:` of its front matter, every other byte as it is.

    The front matter must be readable. Blank lines and comments after the block stay.
    """
    lines = data.decode("utf-8").splitlines(keepends=True)
    closing = next(n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---")
    front = _without("".join(lines[1:closing]))
    return "".join((lines[0], front, *lines[closing:])).encode()


def _without(front: str) -> str:
    node = yaml.compose(front, Loader=_Loader)
    assert isinstance(node, yaml.MappingNode), "the document has been read before"
    found = [(key.start_mark, value.end_mark) for key, value in node.value if key.value == "review"]
    if not found:
        return front
    ((start, end),) = found
    if node.flow_style:  # {title: ..., review: {...}}
        before, after = front[: start.index], front[end.index :]
        rest, commas = re.subn(r"^\s*,", "", after)
        return (before if commas else re.sub(r",\s*$", "", before)) + rest
    lines = front.splitlines(keepends=True)
    last = end.line + (1 if end.column else 0)
    while last > start.line + 1 and re.match(r"#|\s*$", lines[last - 1]):
        last -= 1
    return "".join((*lines[: start.line], *lines[last:]))
