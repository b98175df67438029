"""Zips: equal bytes for equal files, and nothing that unpacks elsewhere."""

import io
from zipfile import ZIP_STORED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.exports.archive import archive_bytes

names = st.text("ab字é", min_size=1, max_size=3)
trees = st.dictionaries(names.map(lambda name: f"{name}.csv"), st.binary(max_size=20))


@given(trees, st.sampled_from(("", "sample/2023.1.0")), st.randoms(use_true_random=False))
def test_files_come_back_whatever_their_order(
    files: dict[str, bytes], folder: str, chance: object
) -> None:
    """The bytes depend on paths and contents alone."""
    pairs = list(files.items())
    chance.shuffle(pairs)  # type: ignore[attr-defined]
    data = archive_bytes(pairs, folder)
    assert data == archive_bytes(files, folder)
    with ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        prefix = f"{folder}/" if folder else ""
        assert {name: archive.read(name) for name in archive.namelist()} == {
            f"{prefix}{path}": content for path, content in files.items()
        }
        assert archive.namelist() == sorted(archive.namelist())


def test_nothing_of_the_machine_is_in_it() -> None:
    """No clock, no user, no compressor: first moment, plain files that all may read, stored."""
    data = archive_bytes({"数据.csv": b"a\n" * 1000, "a/b.csv": b""}, "")
    with ZipFile(io.BytesIO(data)) as archive:
        for item in archive.infolist():
            assert item.date_time == (1980, 1, 1, 0, 0, 0)
            assert item.external_attr >> 16 == 0o100644
            assert (item.create_system, item.compress_type) == (3, ZIP_STORED)
        assert archive.getinfo("数据.csv").flag_bits & 0x800


@pytest.mark.parametrize(
    "path",
    [
        *("/etc/passwd", "../x", "a/../../x", "a/./b", "C:/x", "C:x", "\\\\host\\x", "a\\b"),
        *("", "a/", "a//b", ".", "a\x00.csv", "a\nb"),
    ],
)
def test_a_path_that_leads_out_is_refused(path: str) -> None:
    """Absolute, upward, of Windows, empty or unseen: no such name is written."""
    with pytest.raises(ValueError, match="archive"):
        archive_bytes({path: b""}, "")


def test_a_folder_that_leads_out_is_refused() -> None:
    """The same holds for the folder they lie in."""
    with pytest.raises(ValueError, match="archive"):
        archive_bytes({"a": b""}, "../x")


def test_a_path_comes_once() -> None:
    """Of two files with one name one would be lost in unpacking."""
    with pytest.raises(ValueError, match="twice"):
        archive_bytes((("a", b"1"), ("a", b"2")), "")
