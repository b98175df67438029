"""Fuzz a target, `python -m tests.fuzz.run TARGET [libFuzzer's options]`, or all, `--all SECONDS`.

The corpus in the repository is only read; what is found goes to `.cache/fuzz/TARGET/`, an input
that breaks a promise to `tests/fuzz/corpus/TARGET/`, where the tests take it up.
"""

import subprocess
import sys
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
FOUND = Path(".cache/fuzz")
_READERS = ["site_builder", "markdown_it", "mdit_py_plugins", "babel.messages", "tomllib"]
_BROKEN = ("crash-", "timeout-", "oom-", "leak-")


def one(name: str, options: list[str]) -> None:
    """Fuzz the target of that name until the options say it is enough, or something breaks."""
    import atheris

    with atheris.instrument_imports(include=_READERS, enable_loader_override=False):
        from tests.fuzz.targets import TARGETS
    seeds, found = CORPUS / name, FOUND / name
    found.mkdir(parents=True, exist_ok=True)
    largest = max(path.stat().st_size for path in seeds.iterdir())
    limits = [f"-max_len={max(4096, 2 * largest)}", "-timeout=20", "-rss_limit_mb=2048"]
    more = ["-print_final_stats=1", f"-artifact_prefix={seeds}/", *options, str(found), str(seeds)]
    atheris.Setup([sys.argv[0], *limits, *more], TARGETS[name])
    atheris.Fuzz()


def everything(seconds: int) -> int:
    """Fuzz every target for an equal share of some seconds; return how many inputs broke one."""
    names = sorted(path.name for path in CORPUS.iterdir())
    share = max(1, seconds // len(names))
    broken = 0
    for name in names:
        command = [sys.executable, "-m", "tests.fuzz.run", name, f"-max_total_time={share}"]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace")
        said = [line for line in done.stderr.splitlines() if line.startswith(("Done ", "stat::"))]
        print(f"{name}: {'broken' if done.returncode else 'clean'}; {'; '.join(said)}", flush=True)
        if done.returncode:
            broken += 1
            print(done.stdout + done.stderr[-8000:], flush=True)
    for path in sorted(CORPUS.rglob("*")):
        if path.name.startswith(_BROKEN):
            print(path)
    return broken


if __name__ == "__main__":
    if sys.argv[1] == "--all":
        sys.exit(bool(everything(int(sys.argv[2]))))
    one(sys.argv[1], sys.argv[2:])
