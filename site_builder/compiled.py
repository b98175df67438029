"""Templates as the library compiled them, kept from one build to the next.

To compile those of one page takes longer than to render a hundred. They are kept by the digest of
code and libraries, and each is used only for the very text that it was made of.
"""

from pathlib import Path

import msgspec
from jinja2.bccache import Bucket, BytecodeCache

from site_builder.traces import load_sealed, save_sealed, sha256

_FILE = "templates.msgpack"

Compiled = tuple[tuple[str, bytes], ...]
"""What templates were compiled to, by the library's names for them."""


class _Kept(msgspec.Struct, frozen=True):
    builder: str
    seal: str
    compiled: bytes


class Bytecode(BytecodeCache):
    """What is held of compiled templates, and what was compiled since."""

    def __init__(self, held: Compiled) -> None:
        self._held = dict(held)
        self.new = False

    @property
    def held(self) -> Compiled:
        """Return all of them, in the order of their names."""
        return tuple(sorted(self._held.items()))

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what is held; the library looks whether it is of this text."""
        if bucket.key in self._held:
            bucket.bytecode_from_string(self._held[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Take what was compiled."""
        self._held[bucket.key] = bucket.bytecode_to_string()
        self.new = True


def load_compiled(cache: Path, builder: str) -> Compiled:
    """Return what was kept by this very builder; () where nothing was, or it is damaged."""
    kept = load_sealed(cache / _FILE, _Kept)
    if kept is None or kept.builder != builder or sha256(kept.compiled) != kept.seal:
        return ()
    return msgspec.msgpack.decode(kept.compiled, type=Compiled)


def save_compiled(cache: Path, builder: str, compiled: Compiled) -> None:
    """Keep compiled templates."""
    data = msgspec.msgpack.encode(compiled)
    save_sealed(cache / _FILE, _Kept(builder=builder, seal=sha256(data), compiled=data))
