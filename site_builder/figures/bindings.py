"""The figures of documents and what an approval of each binds, worked out where one is asked for.

Documents are many and observations few: what is shown of an observation is made once for all.
"""

from collections.abc import Callable, Container, Iterator, Mapping
from typing import Any, Generic, TypeVar

from site_builder.diagnostics import Diagnostic
from site_builder.figures.approval import content_digest
from site_builder.figures.history import change_into
from site_builder.figures.present import present
from site_builder.figures.resolve import bind
from site_builder.model.document import Document
from site_builder.model.figure import BoundFigure, Comparison, Figure
from site_builder.model.image import ImageFile, Unusable
from site_builder.model.package import Area, Observation, Source
from site_builder.model.set_aside import SetAside
from site_builder.model.site import Entry
from site_builder.model.text import Text

T = TypeVar("T")


class Bindings(Mapping[str, tuple[BoundFigure, ...]]):
    """The figures of each document by its path."""

    def __init__(
        self,
        documents: Mapping[str, Document],
        entries: Mapping[str, Entry],
        areas: Mapping[str, Area],
        sources: Mapping[tuple[str, str], Source],
        set_aside: SetAside,
        packages: Container[str],
    ) -> None:
        """Look for figures in these; what packages not among `packages` hold is not looked for."""
        self._documents = documents
        self._packages = packages
        self._data = (entries, areas, sources, set_aside)
        self._show: Callable[..., Figure] = _Once(present)
        self._change: Callable[..., Comparison] = _Once(change_into)
        self._bound: dict[str, tuple[tuple[BoundFigure, ...], tuple[Diagnostic, ...]]] = {}

    def __getitem__(self, path: str) -> tuple[BoundFigure, ...]:
        return self._of(path)[0]

    def __iter__(self) -> Iterator[str]:
        return iter(self._documents)

    def __len__(self) -> int:
        return len(self._documents)

    def unresolved(self, path: str) -> tuple[Diagnostic, ...]:
        """Return what does not resolve in a document."""
        return self._of(path)[1]

    def _of(self, path: str) -> tuple[tuple[BoundFigure, ...], tuple[Diagnostic, ...]]:
        found = self._bound.get(path)
        if found is None:
            document = self._documents[path]
            entries, areas, sources, hidden = self._data
            if document.package and document.package not in self._packages:
                hidden = hidden.joined(SetAside(packages=frozenset({document.package})))
            found = bind(
                document, entries, areas, sources, hidden, show=self._show, change=self._change
            )
            self._bound[path] = found
        return found


class Unresolved(Mapping[str, tuple[Diagnostic, ...]]):
    """What does not resolve in each document, by its path."""

    def __init__(self, bindings: Bindings) -> None:
        self._bindings = bindings

    def __getitem__(self, path: str) -> tuple[Diagnostic, ...]:
        return self._bindings.unresolved(path)

    def __iter__(self) -> Iterator[str]:
        return iter(self._bindings)

    def __len__(self) -> int:
        return len(self._bindings)


class _Once(Generic[T]):
    """A function whose first argument is an observation, asked once for each."""

    def __init__(self, function: Callable[..., T]) -> None:
        self._function = function
        self._found: dict[tuple[str, ...], T] = {}

    def __call__(self, observation: Observation, *others: Any, **named: Any) -> T:
        key = (observation.package, *observation.key)
        if key not in self._found:
            self._found[key] = self._function(observation, *others, **named)
        return self._found[key]


class Digests(Mapping[str, str]):
    """What an approval of each document binds now, by its path."""

    def __init__(
        self,
        documents: Mapping[str, Document],
        texts: Mapping[str, Text],
        bindings: Mapping[str, tuple[BoundFigure, ...]],
        images: Mapping[str, ImageFile | Unusable],
    ) -> None:
        self._documents = documents
        self._texts = texts
        self._bindings = bindings
        self._images = images

    def __getitem__(self, path: str) -> str:
        document = self._documents[path]
        return content_digest(document, self._texts[path].body, self._bindings[path], self._images)

    def __iter__(self) -> Iterator[str]:
        return iter(self._documents)

    def __len__(self) -> int:
        return len(self._documents)
