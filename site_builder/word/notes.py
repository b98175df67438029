"""What a person must look at after a document was brought over, and at which line it stands.

While the text is a tree, marks of two private characters go along in it; in the text that pandoc
writes they say the line, and are taken away.
"""

import re
from pathlib import PurePosixPath

from msgspec import Struct, field

from site_builder.load.images import read_size
from site_builder.markup.placeholders import ALT, picture_to_come
from site_builder.model.image import Unusable
from site_builder.model.limits import DEFAULT, MEGABYTE

_OPEN, _CLOSE = "\ue000", "\ue001"
ESCAPE, BACKSLASH = "\ue002", "\ue003"
"""Stand for a backslash that is mark-up, and for one that is text, where pandoc writes neither."""

_MARK = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_OURS = str.maketrans(dict.fromkeys((_OPEN, _CLOSE, ESCAPE, BACKSLASH), ""))
_WRITTEN = str.maketrans({ESCAPE: "\\", BACKSLASH: "\\\\"})
_SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "GIF": ".gif"}
_METAFILES = (".emf", ".wmf", ".emz", ".wmz")
_AUTOMATIC = re.compile(
    r"描述已自动生成|自动生成的说明|Description automatically generated"
    r"|\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|webp)\s*$",
    re.IGNORECASE,
)
"""Words in the place of a picture that a program put there: its guess, or the name of a file."""


def plain(text: str) -> str:
    """Return a text of the document without the characters that mark places here."""
    return text.translate(_OURS)


class Notes(Struct, kw_only=True):
    """Gathers, in the order of the text, causes for a second look and the pictures to be written.

    `folder` is where the pictures will stand beside the document, `media` the pictures of the
    file.
    """

    folder: str
    media: dict[str, bytes]
    causes: list[str] = field(default_factory=list)
    pictures: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def mark(self, cause: str) -> str:
        """Take note of a cause; the mark returned goes into the text where it is."""
        self.causes.append(cause)
        return f"{_OPEN}{len(self.causes) - 1}{_CLOSE}"

    def picture(self, target: str, alt: str) -> tuple[str, str, str]:
        """Return for a picture its mark ("" for none), its words, and its path.

        The path is "" where the picture cannot be used; the words then say so in its place.
        """
        name = PurePosixPath(target).name or "?"
        if target not in self.pictures:
            data = self._bytes(target)
            if data is None:
                return self.mark(f"@word-picture-absent|{name}"), picture_to_come(name), ""
            suffix, cause = self._judged(name, data)
            if cause:
                return self.mark(f"@word-picture|{name}\n{cause}"), picture_to_come(name), ""
            self.pictures[target] = (f"picture-{len(self.pictures) + 1}{suffix}", data)
        file = self.pictures[target][0]
        path = f"{self.folder}/{file}"
        if alt and not _AUTOMATIC.search(alt):
            return "", alt, path
        return self.mark(f"@word-alt|{file}"), ALT, path

    def _bytes(self, target: str) -> bytes | None:
        for part in (f"word/{target}", target.lstrip("/")):
            if part in self.media:
                return self.media[part]
        return None

    def _judged(self, name: str, data: bytes) -> tuple[str, str]:
        """Return the suffix of a picture and "", or "" and the cause why it cannot be used."""
        if PurePosixPath(name).suffix.lower() in _METAFILES:
            return "", "@word-metafile"
        if len(data) > DEFAULT.image_megabytes * MEGABYTE:
            return "", f"@image-bytes|{DEFAULT.image_megabytes}"
        size = read_size(data)
        if isinstance(size, Unusable):
            return "", "@image-kind" if size.cause == "@image-unknown" else size.cause
        return _SUFFIXES[size[2]], ""


def without_marks(text: str, notes: Notes) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Return the text without marks, and the line of each with its cause."""
    found = []
    lines = []
    for number, line in enumerate(text.split("\n"), 1):
        found += [(number, notes.causes[int(match[1])]) for match in _MARK.finditer(line)]
        lines.append(_MARK.sub("", line).translate(_WRITTEN))
    return "\n".join(lines), tuple(found)
