"""Run pandoc: bytes in, bytes out; it reads and writes no file and fetches nothing."""

import subprocess
from functools import lru_cache

_SECONDS = 120
_MEMORY = ("+RTS", "-M2g", "-RTS")


class ConverterMissing(Exception):  # noqa: N818 - says what is the matter, as a usage does
    """Pandoc is not installed; the extra `word` brings it."""


class ConversionFailed(Exception):  # noqa: N818
    """Pandoc could not read what it was given."""


@lru_cache(maxsize=1)
def converter() -> str:
    """Return the path of pandoc; raise ConverterMissing where the extra is not installed."""
    try:
        import pypandoc  # only whoever brings a Word file over needs it

        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError) as fault:
        raise ConverterMissing from fault


def convert(data: bytes, *options: str) -> bytes:
    """Return what pandoc makes of the bytes; raise ConversionFailed where it makes nothing."""
    try:
        done = subprocess.run(  # noqa: S603 - our own program, fixed options, no shell
            [converter(), *_MEMORY, "--sandbox", *options],
            input=data,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as fault:
        raise ConversionFailed from fault
    if done.returncode != 0:
        raise ConversionFailed(done.stderr.decode(errors="replace"))
    return done.stdout
