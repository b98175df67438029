"""How much of anything a site's sources may hold."""

from msgspec import Struct

MEGABYTE = 1_000_000
DEEPEST = 50
"""Levels of brackets or folders within each other; what people write has a few."""
LONGEST_NAME = 120
"""Characters of what becomes the name of a folder or part of an address."""


class Limits(Struct, frozen=True, kw_only=True):
    """What the sources of one site may hold; the defaults are beyond what any real one does.

    Megabytes are millions of bytes: of a text that people write, of a table, of an image, of any
    other file. `archive_megabytes` are those of a workbook or Word file once unpacked,
    `archive_ratio` how many times as large it may get by that.
    """

    text_megabytes: int = 1
    table_megabytes: int = 300
    image_megabytes: int = 30
    file_megabytes: int = 100
    image_megapixels: int = 50
    line_characters: int = 100_000
    rows: int = 2_000_000
    files: int = 500_000
    archive_members: int = 4_000
    archive_megabytes: int = 100
    archive_ratio: int = 200


DEFAULT = Limits()
