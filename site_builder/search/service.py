"""The search engine's own program, spoken to line by line; it reads and opens no network."""

import base64
import json
import subprocess
from collections.abc import Mapping
from importlib.metadata import version
from importlib.util import find_spec
from io import BufferedReader
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import Any, Self, cast

from site_builder.model.language import CHINESE, Language

_PACKAGES = ("pagefind_bin", "pagefind_bin_extended")
"""Packages that hold the program; the larger one differs by dictionaries, which are not used."""
_DISTRIBUTION = "pagefind-bin"
_AHEAD = 32
"""Requests that may wait for their answers."""
_NAMES = ("pagefind", "pagefind.exe", "pagefind_extended", "pagefind_extended.exe")


def lacking() -> tuple[str, ...]:
    """Return the packages that search needs and that are not installed."""
    return () if _installed() else (_DISTRIBUTION,)


def engine_version() -> str:
    """Return the version of the engine that is installed, which shows in its files."""
    package = _installed()
    assert package, "looked for before"
    return version(package)


def index_folder(language: Language = CHINESE) -> str:
    """Return the path of a language's index, named for the engine, whose parts go together."""
    return f"{language.prefix}/search/pagefind-{engine_version()}/"


def _installed() -> str:
    return next((name for name in _PACKAGES if _program(name)), "")


def _program(package: str) -> Path | None:
    """Return the program in an installed package; None where there is none."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return None
    paths = (Path(spec.origin).with_name(name) for name in _NAMES)
    return next((path for path in paths if path.is_file()), None)


class Service:
    """The program as long as it is needed: entered, it runs, and left, it is gone.

    The library's own client waits a tenth of a second for each answer, which is the time of many
    records; so requests are written and answers read here. A message is JSON in base 64, ended by a
    comma.
    """

    def __init__(self) -> None:
        program = _program(_installed())
        assert program is not None
        self._said = TemporaryFile()  # noqa: SIM115 - closed on leaving
        self._process = subprocess.Popen(  # noqa: S603 - the program of an installed package
            [str(program), "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
        )
        self._asked = 0
        self._due = 0
        self._rest = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        raised: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.communicate()
        self._said.close()

    def ask(self, request: Mapping[str, object]) -> dict[str, Any]:
        """Return the answer to a request; RuntimeError where the program refuses it or ends."""
        self.tell(request)
        answer: dict[str, Any] = {}
        while self._due:
            answer = self._answer()
        return answer

    def tell(self, request: Mapping[str, object]) -> None:
        """Send a request whose answer matters only if it is a refusal; that comes with a later one.

        So the program reads one record while the next is made for it. It answers in order.
        """
        self._asked += 1
        message = {"message_id": self._asked, "payload": request}
        stdin = self._process.stdin
        assert stdin is not None
        try:
            stdin.write(base64.b64encode(json.dumps(message).encode()) + b",")
            stdin.flush()
        except BrokenPipeError:
            raise self._ended() from None
        self._due += 1
        if self._due > _AHEAD:
            self._answer()

    def _answer(self) -> dict[str, Any]:
        """Return the oldest answer that was not read yet."""
        answer = json.loads(base64.b64decode(self._read()))["payload"]
        self._due -= 1
        if answer["type"] == "Error":
            raise RuntimeError(answer["message"])
        return dict(answer)

    def _read(self) -> bytes:
        stdout = cast(BufferedReader, self._process.stdout)
        parts = [self._rest]
        while b"," not in parts[-1]:
            part = stdout.read1()
            if not part:
                raise self._ended()
            parts.append(part)
        last, _, self._rest = parts[-1].partition(b",")
        return b"".join((*parts[:-1], last))

    def _ended(self) -> RuntimeError:
        self._process.wait()
        self._said.seek(0)
        said = self._said.read().decode(errors="replace").strip()
        return RuntimeError(f"pagefind ended with {self._process.returncode}: {said}")
