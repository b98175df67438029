"""What is remembered from build to build in one process never shows in the bytes."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.build import Built, Config, build
from site_builder.cli.executors import SerialExecutor
from site_builder.diagnostics import BuildFailed
from site_builder.known import Known
from site_builder.stamps import Stamps
from site_builder.write import SiteWriter, Writer
from tests.conftest import files_of
from tests.documents import loaded

CASE = "content/cases/sample/one-window.md"
TABLE = "data/sample/2023.1.0/observations.csv"


def built(site: Path, writer: Writer, cache: Path, known: Known) -> Built:
    """Build a site, drafts included, in this process."""
    config = Config(root=site, cache=cache, as_of=None, strict=False, clean=False, drafts=True)
    return build(config, writer, SerialExecutor(), lambda *_: None, known=known)


def swap(path: str, old: str, new: str) -> Callable[[Path], None]:
    """Return what replaces a text in a file of the site."""

    def edit(site: Path) -> None:
        file = site / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    return edit


def added(path: str, like: str, *swaps: tuple[str, str]) -> Callable[[Path], None]:
    """Return what adds a file made from another one."""

    def edit(site: Path) -> None:
        text = (site / like).read_text(encoding="utf-8")
        for old, new in swaps:
            assert old in text
            text = text.replace(old, new)
        (site / path).write_text(text, encoding="utf-8")

    return edit


def removed(path: str) -> Callable[[Path], None]:
    """Return what removes a file."""
    return lambda site: (site / path).unlink()


SECOND = "content/cases/sample/second.md"
EDITS: tuple[tuple[str, Callable[[Path], None]], ...] = (
    ("a case's text", swap(CASE, "虚构的背景", "改过的虚构背景")),
    ("a case's title", swap(CASE, "一窗受理（虚构案例）", "一窗受理（改名的虚构案例）")),
    ("an observation", swap(TABLE, "2023,_Z,stated,91.2", "2023,_Z,stated,91.3")),
    ("a template", swap("templates/initiative.html", "有关数据", "有关的数据")),
    ("a template that others extend", swap("templates/base.html", "跳到正文", "直接看正文")),
    ("an asset", swap("templates/assets/site.css/02-base.css", "{", "{ ")),
    ("the settings", swap("site.toml", "测试用", "测试之用")),
    ("a case more", added(SECOND, CASE, ("slug: one-window", "slug: second"))),
    ("a case's bindings", swap(SECOND, "online-rate", "service-cases")),
    ("a case less", removed(SECOND)),
    ("the observation as it was", swap(TABLE, "2023,_Z,stated,91.3", "2023,_Z,stated,91.2")),
    ("the title as it was", swap(CASE, "一窗受理（改名的虚构案例）", "一窗受理（虚构案例）")),
)
"""Edits made one after the other: what each is, and what does it."""


def test_a_warm_rebuild_equals_a_clean_build(minimal: Path, tmp_path: Path) -> None:
    """After every edit the preview's folder holds what a clean build makes, byte for byte.

    The clean build begins with an empty memory in an empty folder.
    """
    known, preview = Known(), SiteWriter(tmp_path / "preview")
    built(minimal, preview, tmp_path / "cache", known)
    shown = files_of(preview.output)
    for name, edit in EDITS:
        edit(minimal)
        built(minimal, preview, tmp_path / "cache", known)
        clean = tmp_path / name
        built(minimal, SiteWriter(clean), tmp_path / "other", Known())
        before, shown = shown, files_of(preview.output)
        assert shown == files_of(clean), name
        assert shown != before, name


def test_a_fault_between_leaves_no_trace(minimal: Path, tmp_path: Path) -> None:
    """A faulty text is not shown, and does not return with its mended neighbour."""
    known, preview = Known(), SiteWriter(tmp_path / "preview")
    built(minimal, preview, tmp_path / "cache", known)
    before = files_of(preview.output)
    for old, new in (("title: ", "title："), ("{{网办率}}", "{{网辦率}}")):
        swap(CASE, old, new)(minimal)
        for _ in range(2):
            with pytest.raises(BuildFailed):
                built(minimal, preview, tmp_path / "cache", known)
        assert files_of(preview.output) == before
        swap(CASE, new, old)(minimal)
        built(minimal, preview, tmp_path / "cache", known)
        assert files_of(preview.output) == before


class Noting(Known):
    """A memory that notes the kinds of value that had to be made."""

    def __init__(self) -> None:
        super().__init__()
        self.made: list[object] = []

    def value(self, key, make, holds=None):
        """Return a value as `Known` does, and note its making."""

        def noting():
            self.made.append(key[0])
            return make()

        return super().value(key, noting, holds)


def test_one_edited_case_is_one_page_and_few_readings(minimal: Path, tmp_path: Path) -> None:
    """Only the edited text is parsed again; its page and the two feeds of texts are made again."""
    known, preview = Noting(), SiteWriter(tmp_path / "preview")
    built(minimal, preview, tmp_path / "cache", known)
    assert known.made
    known.made.clear()
    swap(CASE, "虚构的背景", "改过的虚构背景")(minimal)
    assert built(minimal, preview, tmp_path / "cache", known).rendered == 3
    # The indicator's page lists the case, so its view is asked anew; it shows the same.
    assert sorted(known.made) == ["view"]


def test_what_changed_while_it_was_read_is_not_remembered() -> None:
    """A value is kept only if its content is still what the key names."""
    known = Known()
    assert known.value("key", lambda: 1, holds=lambda: False) == 1
    assert known.value("key", lambda: 2, holds=lambda: True) == 2
    assert known.value("key", lambda: 3) == 2


def test_a_text_saved_while_it_is_read_goes_by_what_was_read(minimal: Path) -> None:
    """What is kept of a text is named for the bytes that were parsed, not for those before."""

    class Late(Stamps):
        def digest(self, path: str) -> str:  # noqa: ARG002
            """Return what the file held before it was saved."""
            return "0" * 64

    known = {item.digest for item in loaded(minimal)[0]}
    assert {item.digest for item in loaded(minimal, Late(minimal, {}, 0))[0]} == known


def test_what_is_no_longer_asked_for_is_forgotten() -> None:
    """A value not asked for between two clearings is dropped, the others stay."""
    known = Known()
    for name in ("old", "new"):
        known.value(name, lambda: 1)
    known.forget()
    known.value("new", lambda: 2)
    known.forget()
    assert known.value("new", lambda: 3) == 1
    assert known.value("old", lambda: 3) == 3


def written(writer: Writer, kept: tuple[str, ...] = (), **files: bytes) -> dict[str, bytes]:
    """Let a writer take files (`a__b` is `a/b`), and return what its folder holds then."""
    writer.open()
    for name in kept:
        writer.keep(name)
    for name, data in {"build.json": b"{}", **files}.items():
        writer.put(name.replace("__", "/"), data)
    writer.commit()
    return files_of(writer.output)


def test_the_writer_leaves_exactly_what_it_took(tmp_path: Path) -> None:
    """What is neither kept nor put is gone; a file may become a folder and the other way round."""
    writer = SiteWriter(tmp_path / "out")
    assert written(writer, a__b=b"1", c=b"2", d=b"3") == {
        "build.json": b"{}",
        "a/b": b"1",
        "c": b"2",
        "d": b"3",
    }
    again = SiteWriter(tmp_path / "out")
    assert written(again, ("d",), a=b"4", c__e=b"5") == {
        "build.json": b"{}",
        "a": b"4",
        "c/e": b"5",
        "d": b"3",
    }
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]


def test_the_writer_opens_no_old_file(tmp_path: Path) -> None:
    """A changed file takes the place of the old one; an unchanged one is left alone."""
    writer = SiteWriter(tmp_path / "out")
    written(writer, a=b"1", b=b"2")
    os.link(tmp_path / "out" / "a", tmp_path / "link")
    same = (tmp_path / "out" / "b").stat().st_mtime_ns
    written(writer, a=b"3", b=b"2")
    assert (tmp_path / "link").read_bytes() == b"1"
    assert (tmp_path / "out" / "b").stat().st_mtime_ns == same


def test_the_writer_touches_no_foreign_folder(tmp_path: Path) -> None:
    """A folder that no build has made is refused, and stays."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letter.txt").write_bytes(b"mine")
    with pytest.raises(BuildFailed) as fault:
        SiteWriter(tmp_path / "out").open()
    assert [item.code for item in fault.value.diagnostics] == ["output-foreign"]
    assert files_of(tmp_path / "out") == {"letter.txt": b"mine"}


@pytest.mark.parametrize("after", range(1, 5))
def test_a_journal_is_carried_to_its_end(
    after: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever the renaming was stopped, the next command finishes it: no site of two builds."""
    writer = SiteWriter(tmp_path / "out")
    old = written(writer, **{name: name.encode() for name in "abcdefij"})
    replace, left = os.replace, [after]

    def stopping(source: str, target: str) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", stopping)
        with pytest.raises(KeyboardInterrupt):
            written(writer, tuple("cdeij"), a=b"7", b=b"8", g__h=b"9", **{"build.json": b"[]"})
    writer.discard()  # as a build does that is stopped
    again = SiteWriter(tmp_path / "out")
    again.recover()
    wanted = {**old, "a": b"7", "b": b"8", "g/h": b"9", "build.json": b"[]"}
    del wanted["f"]
    assert files_of(tmp_path / "out") == wanted
    assert written(again, ("a", "b"), c=b"c") == {
        "build.json": b"{}",
        "a": b"7",
        "b": b"8",
        "c": b"c",
    }
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]


def test_what_was_staged_and_not_decided_is_dropped(tmp_path: Path) -> None:
    """A build stopped before its journal leaves the old site, and nothing in its way."""
    writer = SiteWriter(tmp_path / "out")
    old = written(writer, a=b"1", b=b"2")
    writer.open()
    writer.keep("a")
    writer.put("b", b"3")
    again = SiteWriter(tmp_path / "out")
    again.recover()
    assert files_of(tmp_path / "out") == old
    assert written(again, ("a", "b")) == old
