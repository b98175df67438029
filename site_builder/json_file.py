"""A file of JSON that people may look into, too."""

import msgspec


def json_file(value: object) -> bytes:
    """Return plain data as JSON in UTF-8, an entry a line, with characters as they are."""
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"
