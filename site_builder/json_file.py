"""A file of JSON that people may look into, too."""

import msgspec


def json_file(value: object, *, ordered: bool = False) -> bytes:
    """Return plain data as JSON in UTF-8, an entry a line, with characters as they are.

    Names go as they come, or in their own order.
    """
    text = msgspec.json.encode(value, order="sorted" if ordered else None)
    return msgspec.json.format(text, indent=1) + b"\n"
