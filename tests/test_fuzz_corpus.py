"""What fuzzing starts from and what it once found: every input keeps its reader's promises."""

from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS

CORPUS = Path(__file__).parent / "fuzz/corpus"
INPUTS = sorted(path for path in CORPUS.rglob("*") if path.is_file())


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.relative_to(CORPUS).as_posix())
def test_an_input_ends_as_its_reader_promises(path: Path) -> None:
    """A value and what is wrong with it; never anything else."""
    TARGETS[path.parent.name](path.read_bytes())


def test_every_target_has_a_corpus() -> None:
    """No reader is fuzzed from nothing, and no corpus belongs to none."""
    assert {path.parent.name for path in INPUTS} == set(TARGETS)
