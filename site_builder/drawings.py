"""What charts were drawn before: drawings by all that they follow from."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from site_builder.model.chart import Drawn
from site_builder.model.drawing import Drawing
from site_builder.traces import code_digest, digest

_CODE = ("charts/*.py", "markup/*.py", "model/*.py", "diagnostics.py")
_LIBRARIES = ("altair", "vl-convert-python")


def drawing_digest() -> str:
    """Return a digest of the code and the libraries that a drawing follows from."""
    return code_digest(_CODE, _LIBRARIES)


def drawing_key(drawn: Drawn, drawn_by: str) -> str:
    """Return the name of the drawing that `drawn_by`, a digest of code, makes of a chart."""
    return digest(drawn_by, type(drawn).__name__, drawn)


def load_drawings(path: Path) -> dict[str, Drawing]:
    """Return the drawings of earlier builds; none where the file is missing or damaged."""
    try:
        data = path.read_bytes()
        if hashlib.sha256(data[32:]).digest() != data[:32]:
            return {}
        return msgspec.msgpack.decode(data[32:], type=dict[str, Drawing])
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return {}


def save_drawings(path: Path, drawings: Mapping[str, Drawing]) -> None:
    """Write the drawings with their digest, replacing the file in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = msgspec.msgpack.encode(drawings, order="deterministic")
    staged = path.with_name(f"{path.name}.new")
    staged.write_bytes(hashlib.sha256(data).digest() + data)
    staged.replace(path)
