"""Incremental builds against clean ones, byte for byte, over random sequences of edits.

Whatever is edited, added, renamed or removed, and whatever happens to the cache and to the output
in between: the folder that an incremental build leaves is the one a clean build makes.
"""

import csv
import io
import random
import shutil
import tempfile
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from site_builder.amended import amend
from site_builder.build import Config, build
from site_builder.cli.executors import SerialExecutor
from site_builder.outputs.feeds import documents
from site_builder.settled import standing
from site_builder.write import SiteWriter
from tests.conftest import files_of
from tests.many_cases import make_many

CASES = "content/cases/sample"
TABLE = "data/sample/2023.1.0/observations.csv"
PLACES = st.integers(0, 11)
"""Which of the files there are is meant, counted round."""


class Edits(RuleBasedStateMachine):
    """A site that is edited and built, its output compared after every edit."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.count = 0

    def teardown(self) -> None:
        """Remove the site."""
        shutil.rmtree(self.folder)

    @initialize()
    def make(self) -> None:
        """Make the site, and build it for the first time."""
        self.site = make_many(self.folder / "site", 9)
        shutil.copyfile(self.site / CASES / "case-1.md", self.folder / "like.md")
        self.compare()

    def build(self, output: Path, cache: Path) -> None:
        """Build the site as the command does, what is settled left alone."""
        config = Config(root=self.site, cache=cache, as_of=None, strict=False, clean=False)
        last = standing(config, output)
        if last and (not last.changed or amend(config, output, last) is not None):
            return
        build(config, SiteWriter(output), SerialExecutor(), lambda *_: None)

    def compare(self) -> None:
        """Build on what is there and from nothing, and hold both against each other."""
        clean, cache = self.folder / "clean", self.folder / "clean-cache"
        cache.mkdir()
        drawn = self.folder / "cache" / "drawings.sqlite"
        if drawn.exists():  # charts are held against each other by their own tests
            shutil.copyfile(drawn, cache / drawn.name)
        self.build(clean, cache)
        self.build(self.folder / "out", self.folder / "cache")
        assert files_of(self.folder / "out") == files_of(clean)
        shutil.rmtree(clean)
        shutil.rmtree(cache)

    def case(self, place: int) -> Path:
        """Return one of the cases."""
        cases = sorted((self.site / CASES).glob("*.md"))
        return cases[place % len(cases)]

    def swap(self, path: Path, old: str, new: str) -> None:
        """Replace a text in a file, if it is there."""
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(old, new), encoding="utf-8")

    @rule(place=PLACES, text=st.sampled_from(("一句话。", "见[另一个](case-2.md)。", "**粗**字。")))
    def add_text(self, place: int, text: str) -> None:
        """Write a sentence at the end of a case."""
        path = self.case(place)
        path.write_text(f"{path.read_text(encoding='utf-8')}\n{text}\n", encoding="utf-8")
        self.compare()

    @rule(place=PLACES, field=st.sampled_from(("title", "summary", "date", "environment", "tags")))
    def change_field(self, place: int, field: str) -> None:
        """Give a case another title, summary, date, environment or other tags."""
        self.count += 1
        value = {
            "title": f"改名{self.count}（虚构）",
            "summary": f"改写{self.count}（虚构）。",
            "date": f"202{4 + self.count % 4}-05-{1 + self.count % 28:02} 10:30",
            "environment": ("market", "government")[self.count % 2],
            "tags": ("[one-thing]", "[夜间办理]", "[]")[self.count % 3],
        }[field]
        path = self.case(place)
        lines = path.read_text(encoding="utf-8").split("\n")
        lines = [f"{field}: {value}" if line.startswith(f"{field}:") else line for line in lines]
        path.write_text("\n".join(lines), encoding="utf-8")
        self.compare()

    @rule()
    def add_case(self) -> None:
        """Add a case."""
        self.count += 1
        text = (self.folder / "like.md").read_text(encoding="utf-8")
        text = text.replace("slug: case-1", f"slug: more-{self.count}")
        (self.site / CASES / f"more-{self.count}.md").write_text(text, encoding="utf-8")
        self.compare()

    @rule(place=PLACES)
    def rename_case(self, place: int) -> None:
        """Give a case another address, with a stub at its old one, and another file name."""
        self.count += 1
        path = self.case(place)
        text = path.read_text(encoding="utf-8")
        if path.stem in ("case-2", "one-window") or "aliases:" in text:
            return
        slug = next(line for line in text.split("\n") if line.startswith("slug: "))[6:]
        new = f"slug: moved-{self.count}\naliases: [/cases/{slug}/]"
        (path.with_name(f"moved-{self.count}.md")).write_text(
            text.replace(f"slug: {slug}", new), encoding="utf-8"
        )
        path.unlink()
        self.compare()

    @rule(place=PLACES)
    def remove_case(self, place: int) -> None:
        """Remove a case that no other text leads to."""
        path = self.case(place)
        if path.stem not in ("case-2", "one-window"):
            path.unlink()
        self.compare()

    @rule(place=PLACES)
    def make_draft(self, place: int) -> None:
        """Make a case a draft, or a draft a case again."""
        path = self.case(place)
        if path.stem in ("case-2", "one-window"):
            return
        text = path.read_text(encoding="utf-8")
        if "\ndraft: true" in text:
            self.swap(path, "\ndraft: true", "")
        else:
            self.swap(path, "\nslug:", "\ndraft: true\nslug:")
        self.compare()

    @rule(place=PLACES)
    def change_value(self, place: int) -> None:
        """Change a published value."""
        self.count += 1
        path = self.site / TABLE
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
        rows[1 + place % 2][5] = f"{80 + self.count % 19}.{self.count % 10}"
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(rows)
        path.write_text(text.getvalue(), encoding="utf-8")
        self.compare()

    @rule(what=st.sampled_from(("definition", "title", "area", "source", "target", "row")))
    def change_table(self, what: str) -> None:
        """Change what a table says of an indicator, an area or a source; add a row or take it."""
        self.count += 1
        folder, said = (self.site / TABLE).parent, f"改{self.count}（虚构）"
        if what == "row":
            row = "online-rate,990001,2021,_Z,stated,80,0,A,actual,exact,false,,,,"
            row += "sample-bulletin,一,\n"
            path = self.site / TABLE
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace(row, "") if row in text else text + row, encoding="utf-8")
            self.compare()
            return
        name, line, column, value = {
            "definition": ("indicators", 1 + self.count % 3, 12, said),
            "title": ("indicators", 2, 1, said),
            "area": ("areas", 1, 1, said),
            "source": ("sources", 1, 1, said),
            "target": ("targets", 1, 4, f"{self.count}"),
        }[what]
        path = folder / f"{name}.csv"
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
        rows[line][column] = value
        changed = io.StringIO()
        csv.writer(changed, lineterminator="\n").writerows(rows)
        path.write_text(changed.getvalue(), encoding="utf-8")
        self.compare()

    @rule(name=st.sampled_from(("case.html", "base.html", "macros.html", "assets/search.js")))
    def change_template(self, name: str) -> None:
        """Change a template, or a file that pages load."""
        self.count += 1
        path = self.site / "templates" / name
        mark = f"// {self.count}" if name.endswith(".js") else f"{{# {self.count} #}}"
        path.write_text(f"{path.read_text(encoding='utf-8')}{mark}\n", encoding="utf-8")
        self.compare()

    @rule(old=st.sampled_from(("page_size = 3", 'title = "夜间办理"', 'subtitle = "')))
    def change_setting(self, old: str) -> None:
        """Change how long lists are, the title of a tag, the subtitle of the site."""
        self.count += 1
        new = {"p": f"page_size = {2 + self.count % 4}", "s": f"{old}新{self.count}"}
        self.swap(self.site / "site.toml", old, new.get(old[0], old))
        self.compare()

    @rule(seed=st.integers(0, 2**32 - 1), how=st.sampled_from(("remove", "cut", "spoil")))
    def damage_cache(self, seed: int, how: str) -> None:
        """Remove a file of the cache, cut it off, or change a byte of it."""
        draw = random.Random(seed)
        path = draw.choice(sorted((self.folder / "cache").iterdir()))
        data = bytearray(path.read_bytes())
        if how == "remove":
            path.unlink()
        elif how == "cut":
            path.write_bytes(data[: len(data) * draw.randrange(10) // 10])
        elif data:
            data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
            path.write_bytes(data)
        self.compare()

    @rule(seed=st.integers(0, 2**32 - 1), remove=st.booleans())
    def damage_output(self, seed: int, remove: bool) -> None:
        """Remove a file of the output, or write something else in its place."""
        draw = random.Random(seed)
        files = sorted(path for path in (self.folder / "out").rglob("*") if path.is_file())
        path = draw.choice([item for item in files if item.name != "build.json"])
        path.unlink()
        if not remove:
            path.write_bytes(b"something else")
        self.compare()

    @rule()
    def keep_cache(self) -> None:
        """Put the cache aside, or bring back an older one, as a pipeline restores it."""
        aside = self.folder / "aside"
        if aside.exists():
            shutil.rmtree(self.folder / "cache")
            aside.rename(self.folder / "cache")
        else:
            shutil.copytree(self.folder / "cache", aside)
        self.compare()


def run(examples: int, steps: int) -> None:
    """Run random sequences of edits; some texts are too old for the feeds."""
    with patch.object(documents, "_NEWEST", 3):
        run_state_machine_as_test(  # type: ignore[no-untyped-call]
            Edits,
            settings=settings(
                max_examples=examples,
                stateful_step_count=steps,
                deadline=None,
                derandomize=True,
                suppress_health_check=list(HealthCheck),
            ),
        )


def test_an_incremental_build_equals_a_clean_one() -> None:
    """A sample of what `make test-equal` runs."""
    run(2, 8)


@pytest.mark.thorough
def test_long_sequences_of_edits_leave_what_a_clean_build_makes() -> None:
    """The same at length."""
    run(10, 20)
