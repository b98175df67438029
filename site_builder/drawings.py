"""What charts were drawn before: drawings by all that they follow from."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from site_builder.cached import Cached
from site_builder.model.chart import Drawn
from site_builder.model.drawing import Drawing
from site_builder.traces import code_digest, digest

DRAWINGS = "drawings.sqlite"
"""The file of what was drawn."""
_DECODER = msgspec.msgpack.Decoder(Drawing)
_CODE = ("charts/*.py", "markup/*.py", "model/*.py", "diagnostics.py")
_LIBRARIES = ("altair", "vl-convert-python")


def drawing_digest() -> str:
    """Return a digest of the code and the libraries that a drawing follows from."""
    return code_digest(_CODE, _LIBRARIES)


def drawing_key(drawn: Drawn, drawn_by: str) -> str:
    """Return the name of the drawing that `drawn_by`, a digest of code, makes of a chart."""
    return digest(drawn_by, type(drawn).__name__, drawn)


class KeptDrawings:
    """Drawings of earlier builds, in one file; what is missing or damaged there is drawn anew."""

    def __init__(self, path: Path) -> None:
        """Use the file at `path`."""
        self._cached = Cached(path, keeps=True)

    def of(self, keys: Sequence[str]) -> dict[str, Drawing]:
        """Return those there are of the drawings with these names."""
        found = {}
        for key, data in self._cached.heads(keys).items():
            with suppress(msgspec.MsgspecError, UnicodeDecodeError):
                found[key] = _DECODER.decode(data)
        return found

    def put(self, drawings: Mapping[str, Drawing]) -> None:
        """Keep drawings by their names."""
        encode = msgspec.msgpack.encode
        self._cached.put([(key, encode(one), b"") for key, one in sorted(drawings.items())])

    def clear(self) -> None:
        """Forget all of them."""
        self._cached.clear()

    def forget(self, shown: Collection[str]) -> None:
        """Drop all but the drawings with these names."""
        self._cached.forget(sorted(shown), spare=False)

    def close(self) -> None:
        """Let go of the file."""
        self._cached.close()
