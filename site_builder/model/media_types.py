"""What a web server says of a file's content."""

from pathlib import PurePosixPath

UNKNOWN = "application/octet-stream"

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".webmanifest": "application/manifest+json",
    ".xml": "application/xml; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".bib": "application/x-bibtex; charset=utf-8",
    ".cff": "application/yaml; charset=utf-8",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""Content types by suffix, the same on every system. JSON is UTF-8 by definition."""

COMPRESSIBLE = frozenset(
    (".html", ".css", ".js", ".csv", ".md", ".txt", ".json", ".jsonld", ".webmanifest", ".xml")
) | {".svg", ".bib", ".cff"}
"""Suffixes of text. Zips and workbooks are sent as they are: what a browser saves of a packed
answer is not with every one the file that was packed.
"""


def media_type(path: str) -> str:
    """Return the media type of a file by its suffix; a sequence of bytes where none is known."""
    return TYPES.get(PurePosixPath(path).suffix.lower(), UNKNOWN)
