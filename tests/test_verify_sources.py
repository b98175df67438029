"""`data verify-sources`: packages held against the very documents they were made from.

All documents are invented here; the diagnostics have their fixtures in `tests/sites/versions/`.
"""

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from site_builder.load.source_documents import find_documents, read_document
from tests.conftest import Outcome, files_of, run
from tests.versions import DRAFT, FIRST, change

TEXT = """样例公报（虚构，仅供测试）
推行一窗受理。2022年网上办理率88.5%，2023年网上办理率91.2%；全年办件1200余件。
秘密的一句话。全年增长12.5%。1-10月份投资同比增速-3.4%。建成5个服务站。
"""
PAGE = """<!DOCTYPE html><html><head><title>样例公报（虚构）</title><style>p{margin:99px}</style>
<script>var 全年 = "增长1%";</script></head><body>
<p>推行<b>一窗</b>受理。2022年网上办理率<em>88.5</em>%,
2023年网上<wbr>办理率91.2&#37;；全年办件1200余件。</p><table><tr><td>全年</td><td>增长12.5%</td></tr>
<tr><td>投资增速</td><td>-3.4%</td></tr></table><p>建成&nbsp;5个服务站。</p></body></html>
"""


def record(site: Path, data: bytes, folder: str = FIRST) -> None:
    """Record the digest of a document as that of the package's only source."""
    digest = hashlib.sha256(data).hexdigest()
    change(site / folder / "sources.csv", "2024-02-01,,,", f"2024-02-01,,,{digest}")


def verify(site: Path, documents: Path, *options: str) -> Outcome:
    """Run the command."""
    arguments = ("--documents", str(documents), "--site", str(site), *options)
    return run("data", "verify-sources", *arguments)


def folder_with(site: Path, data: bytes, name: str = "公报.txt") -> Path:
    """Return a folder beside the site with a document whose digest the package records."""
    folder = site.parent / "documents" / "2024"
    folder.mkdir(parents=True)
    (folder / name).write_bytes(data)
    record(site, data)
    return folder.parent


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("公报.txt", TEXT.encode()),
        ("公报", TEXT.replace("\n", "\r\n").encode("utf-8-sig")),
        ("公报.txt", TEXT.encode("gb18030")),
        ("公报.txt", TEXT.encode("utf-16")),
        ("公报.html", PAGE.encode()),
        ("公报.aspx", PAGE.encode("gb18030")),
    ],
)
def test_everything_is_found(minimal: Path, name: str, data: bytes) -> None:
    """Text and web pages in UTF-8, GB18030 or UTF-16, found by digest whatever their name."""
    documents = folder_with(minimal, data, name)
    before = files_of(minimal)
    outcome = verify(minimal, documents)
    assert outcome.status == 0, outcome.text
    assert outcome.text == f"sample@2023.1.0 sample-bulletin：2024/{name}，7处出处找到7处\n"
    assert files_of(minimal) == before


def test_a_table_is_read_by_rows(minimal: Path) -> None:
    """Values of another year are not taken for those of the row's own."""
    rows = "年份,指标,数值\n2022,网上办理率88.5%,\n2023,网上办理率91.2%,\n2023,办件1200余件,\n"
    documents = folder_with(minimal, rows.encode(), "表.csv")
    outcome = verify(minimal, documents, "--format", "json")
    assert json.loads(outcome.text)["sources"][0]["found"] == 3


def test_nothing_of_a_source_is_printed(minimal: Path) -> None:
    """Where a phrase is not found, only ours is named."""
    documents = folder_with(minimal, TEXT.replace("增长12.5%", "增12.5%").encode())
    for form in ("text", "json"):
        outcome = verify(minimal, documents, "--format", form)
        assert outcome.status == 1
        assert "增长12.5%" in outcome.text
        assert "秘密" not in outcome.text


def test_the_machine_form_counts_what_was_looked_at(minimal: Path) -> None:
    """One JSON document, with each source and what became of it."""
    documents = folder_with(minimal, TEXT.replace("5个", "6个").encode())
    change(minimal / FIRST / "targets.csv", "建成5个", "服务站")
    outcome = verify(minimal, documents, "--format", "json", "--lang", "en")
    told = json.loads(outcome.text)
    assert told["sources"] == [
        {
            "package": "sample",
            "version": "2023.1.0",
            "source": "sample-bulletin",
            "document": "2024/公报.txt",
            "total": 7,
            "looked_at": 7,
            "found": 6,
        }
    ]
    assert [item["code"] for item in told["diagnostics"]] == ["locator-figure-missing"]
    assert told["diagnostics"][0]["span"]["row"] == 2
    assert told["counts"] == {"error": 1, "warning": 0}


def test_another_notation_is_named(minimal: Path) -> None:
    """A value recorded in another precision than the source's is told with the source's number."""
    documents = folder_with(minimal, TEXT.replace("12.5%", "12.50%").encode())
    change(minimal / FIRST / "observations.csv", "增长12.5%", "全年增长")
    outcome = verify(minimal, documents)
    assert outcome.status == 1
    assert "没有“12.5%”，原文写作“12.50%”" in outcome.text


def test_links_are_not_followed(minimal: Path) -> None:
    """A link out of the folder, to a file or to a folder, is as good as not there."""
    real = folder_with(minimal, TEXT.encode())
    documents = minimal.parent / "links"
    documents.mkdir()
    (documents / "file.txt").symlink_to(real / "2024/公报.txt")
    (documents / "folder").symlink_to(real)
    outcome = verify(minimal, documents)
    assert outcome.status == 1
    assert "[source-document-missing]" in outcome.text


def test_drafts_on_demand(minimal: Path) -> None:
    """With --drafts the draft is held against the documents, else the release."""
    shutil.copytree(minimal / FIRST, minimal / DRAFT)
    documents = folder_with(minimal, TEXT.encode())
    record(minimal, b"", DRAFT)
    change(minimal / DRAFT / "datapackage.json", '"version": "2023.1.0"', '"version": "draft"')
    assert verify(minimal, documents).status == 0
    outcome = verify(minimal, documents, "--drafts")
    assert outcome.status == 1
    assert "sample@draft" in outcome.text


def test_an_unknown_package_is_wrong_usage(minimal: Path) -> None:
    """The nearest name is offered, and nothing is looked at."""
    outcome = verify(minimal, minimal, "sampel")
    assert outcome.status == 2
    assert "最接近的是“sample”" in outcome.text


def test_faulty_rows_are_told_too(minimal: Path) -> None:
    """A row that cannot be read is set aside with its fault; the others are verified."""
    documents = folder_with(minimal, TEXT.encode())
    change(minimal / FIRST / "observations.csv", "88.5,0,A", "八八,0,A")
    outcome = verify(minimal, documents)
    assert outcome.status == 1
    assert "6处出处找到6处" in outcome.text
    assert "[value-type]" in outcome.text


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7", b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0", b"{\\rtf1", b"a\0b", b"\xff\xff\xff"],
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes) -> None:
    """PDF, Word files and other bytes are never read as if they were text."""
    file = tmp_path / "虚构"
    file.write_bytes(data)
    assert read_document(file, "虚构") == "@document-no-text"


def test_of_equal_documents_the_first_is_taken(tmp_path: Path) -> None:
    """The answer does not hang on the order in which a disk lists its files."""
    for name in ("c", "a", "b"):
        (tmp_path / name).write_text("虚构", encoding="utf-8")
    digest = hashlib.sha256("虚构".encode()).hexdigest()
    assert find_documents(tmp_path, {digest}) == {digest: tmp_path / "a"}
    assert find_documents(tmp_path, {"0" * 64}) == {}
