"""A document as it may be given away: without a field of its front matter."""

from typing import Any

import yaml

from site_builder.load.front_matter import Parts, split

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def without_field(data: bytes, name: str) -> bytes:
    """Return a readable document without a field; the rest keeps every byte."""
    text = data.decode("utf-8")
    parts = split(text.removeprefix("\ufeff"), "")
    node = yaml.compose(parts.front, Loader=_Loader) if isinstance(parts, Parts) else None
    if not isinstance(node, yaml.MappingNode) or not isinstance(parts, Parts):
        return data
    names = [key.value for key, _ in node.value]
    if name not in names:
        return data
    if node.flow_style:
        fields = yaml.load(parts.front, Loader=_Loader)  # noqa: S506 - reads text alone
        del fields[name]
        front = yaml.dump(fields, allow_unicode=True, sort_keys=False)
        return f"---\n{front}---\n{parts.body}".encode()
    starts = [key.start_mark.line for key, _ in node.value]
    place = names.index(name)
    lines = parts.front.split("\n")
    end = starts[place + 1] if place + 1 < len(starts) else len(lines) - 1
    kept = "\n".join((*lines[: starts[place]], *lines[end:]))
    return f"---\n{kept}---\n{parts.body}".encode()
