"""Pages of versions: each stays there to read, says what it changed, and where that shows."""

from pathlib import Path

import pytest

from tests.conftest import run
from tests.pages import read_page
from tests.versions import (  # noqa: F401 - `quick` is a fixture
    DRAFT,
    change,
    quick,
    release,
)

pytestmark = pytest.mark.usefixtures("quick")
INDICATOR = "indicators/online-rate/index.html"


def built(site: Path, *more: str) -> Path:
    """Build the site and return its folder."""
    outcome = run("build", "--site", str(site), "--executor", "serial", *more)
    assert outcome.status == 0, outcome.text
    return site / "public"


def text_of(public: Path, path: str) -> str:
    """Return the words of a page."""
    return read_page(public, public / path).text


@pytest.fixture
def versions(minimal: Path) -> Path:
    """The minimal site with a value replaced in 2023.1.1, and a locator mended in 2023.1.2."""
    assert release(minimal).status == 0
    change(minimal / DRAFT / "observations.csv", "91.2,", "91.5,")
    done = release(minimal, "2023.1.1", "correction", "2024-03-08", "--severity", "major")
    assert done.status == 0, done.text
    change(minimal / DRAFT / "observations.csv", "一｜办件1200余件", "一（一）｜办件1200余件")
    assert release(minimal, "2023.1.2", "correction", "2024-03-20").status == 0
    return minimal


def test_every_version_keeps_its_page_and_its_values(versions: Path) -> None:
    """An old version shows what it said then, at the same address, and leads to the newest."""
    public = built(versions)
    old, new = (
        text_of(public, f"data/sample/{name}/index.html") for name in ("2023.1.0", "2023.1.2")
    )
    assert "91.2%" in old
    assert "91.5%" in new
    assert "看现在的版本2023.1.2" in old
    assert "看现在的版本" not in new
    page = read_page(public, public / "data/sample/2023.1.0/index.html")
    assert "online-rate-o-990001-2023" in page.ids
    for name in ("2023.1.0", "2023.1.1", "2023.1.2"):
        file = f"data/sample/{name}/observations.csv"
        assert (public / file).read_bytes() == (versions / file).read_bytes()


def test_the_list_of_versions_says_what_each_changed(versions: Path) -> None:
    """Newest first: day, kind, how much it matters, what differs from the one before."""
    said = text_of(built(versions), "data/sample/index.html")
    assert said.index("2023.1.2") < said.index("2023.1.1") < said.index("2023.1.0")
    assert "重大" in said
    assert "不改数值" in said
    assert "观测值修改1条" in said


def test_changes_tell_of_every_release(versions: Path) -> None:
    """What was replaced by what, how much that matters, and which pages show it."""
    page = read_page(built(versions), versions / "public/changes/index.html")
    assert {"sample-2023-1-0", "sample-2023-1-1", "sample-2023-1-2"} <= set(page.ids)
    said = page.text
    assert said.index("版本2023.1.2") < said.index("版本2023.1.1") < said.index("版本2023.1.0")
    for words in ("91.2%", "91.5%", "程度：重大", "程度：不改数值", "首次发布", "数值有变"):
        assert words in said
    links = set(page.links)
    assert {"../indicators/online-rate/", "../cases/one-window/"} <= links
    assert {"../data/sample/2023.1.1/", "../data/sample/2023.1.0/"} <= links


def test_pages_carry_a_notice_of_what_concerns_them(versions: Path) -> None:
    """The indicator and the case that print the value say so; others do not."""
    public = built(versions)
    for path in (INDICATOR, "cases/one-window/index.html"):
        said = text_of(public, path)
        assert "本页有内容在2024-03-08修订（差错更正，重大）：虚构" in said.replace(" ", "")
    assert "修订（差错更正，不改数值）" in text_of(public, "indicators/service-cases/index.html")
    assert "本页有内容" not in text_of(public, "indicators/investment-growth/index.html")


@pytest.mark.parametrize(
    ("day", "shown"),
    [("2024-03-08", True), ("2024-06-06", True), ("2024-06-07", False), ("2024-03-07", False)],
)
def test_a_notice_stands_for_a_set_time(versions: Path, day: str, shown: bool) -> None:
    """From the day of the release for 90 days, counted from the build's own date."""
    said = text_of(built(versions, "--as-of", day), INDICATOR)
    assert ("在2024-03-08修订" in said) is shown


def test_the_time_of_a_notice_is_a_setting(versions: Path) -> None:
    """`[changes] notice_days` tells how long."""
    with (versions / "site.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[changes]\nnotice_days = 3\n")
    assert "在2024-03-08修订" not in text_of(built(versions, "--as-of", "2024-03-12"), INDICATOR)
    assert "在2024-03-08修订" in text_of(built(versions, "--as-of", "2024-03-11"), INDICATOR)


def test_a_withdrawn_version_leaves_its_note(versions: Path) -> None:
    """Its page says what, when and why; its values are in no file of the site."""
    marked = "独一无二的虚构编者注"
    said = ("--what", "虚构的内容", "--why", "虚构的原因", "--date", "2024-03-25")
    change(versions / DRAFT / "observations.csv", "统计制度改变（虚构）", marked)
    assert release(versions, "2023.1.3", "correction", "2024-03-21").status == 0
    change(versions / DRAFT / "observations.csv", marked, "统计制度改变（虚构）")
    assert release(versions, "2023.1.4", "correction", "2024-03-22").status == 0
    done = run("data", "withdraw", "sample", "2023.1.3", *said, "--site", str(versions))
    assert done.status == 0, done.text
    public = built(versions)
    page = text_of(public, "data/sample/2023.1.3/index.html")
    for words in ("这个版本已撤回", "2024-03-25", "虚构的内容", "虚构的原因"):
        assert words in page
    assert "撤回版本2023.1.3" in text_of(public, "changes/index.html")
    assert "已撤回" in text_of(public, "data/sample/index.html")
    for file in public.rglob("*"):
        assert not (file.is_file() and marked.encode() in file.read_bytes()), file


def test_a_site_without_releases_has_no_page_of_changes(minimal: Path) -> None:
    """A page with nothing to show is not made, and nothing leads to it."""
    public = built(minimal)
    assert not (public / "changes").exists()
    assert "更正与修订" not in text_of(public, "index.html")
    assert "没有登记发布日期" in text_of(public, "data/index.html")


def test_a_draft_is_shown_as_a_draft(versions: Path) -> None:
    """A preview shows the draft's own page, marked, and the releases beside it."""
    public = built(versions, "--drafts")
    assert "草稿，没有发布" in text_of(public, "data/sample/draft/index.html")
    assert (public / "data/sample/2023.1.2/index.html").exists()


def test_the_newest_release_dates_the_site(versions: Path) -> None:
    """Without a date given, the site is as of the newest release."""
    assert "2024-03-20" in text_of(built(versions), "index.html")


def test_a_case_withheld_later_is_not_told_of(minimal: Path) -> None:
    """What a release changed in it is left out of every page and list that tells of releases."""
    case = minimal / "content/cases/sample/one-window.md"
    assert release(minimal).status == 0
    title = next(line for line in case.read_text("utf-8").splitlines() if line.startswith("title:"))
    change(case, title, "title: 独一无二的虚构标题")
    assert release(minimal, "2023.1.1", "routine", "2024-03-08").status == 0
    telling = (
        "changes/index.html",
        "changes/feed.xml",
        "data/sample/2023.1.1/index.html",
        "api/changes.json",
        "api/packages/sample/2023.1.1.json",
    )
    public = built(minimal)
    told = [(public / path).read_text("utf-8") for path in telling]
    assert any("独一无二的虚构标题" in text for text in told)
    change(case, "title: 独", "draft: true\ntitle: 独")
    for path in telling:
        assert "独一无二的虚构标题" not in (built(minimal) / path).read_text("utf-8"), path
