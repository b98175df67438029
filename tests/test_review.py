"""三审三校 as editors meet it: what waits for which step, the sheet, one page as one file."""

import re
from pathlib import Path

import pytest
from PIL import Image

from tests.conftest import run
from tests.pages import read_page

CASE = "content/cases/sample/one-window.md"
STEPS = {
    "first": "  first: {role: 采编岗（虚构）, person: 虚构甲, date: 2024-03-01}\n",
    "second": "  second: {role: 编辑岗（虚构）, person: 虚构乙, date: 2024-03-02}\n",
    "proofs": "  proofs:\n"
    + "".join(
        f"    - {{role: 校对岗（虚构）, person: 虚构丁, date: 2024-03-0{day}}}\n"
        for day in (2, 2, 3)
    ),
}
NAMES = ("采编岗", "编辑岗", "主编岗", "校对岗", "虚构甲", "虚构乙", "虚构丙", "虚构丁")


def final(digest: str) -> str:
    """Return the final approval of a wording."""
    return (
        f"  final: {{role: 主编岗（虚构）, person: 虚构丙, date: 2024-03-03, digest: {digest}}}\n"
    )


def reviewed(site: Path, *steps: str, extra: str = "") -> None:
    """Write steps of a review into the case."""
    path = site / CASE
    text = re.sub(r"review:\n(  .*\n)*", "", path.read_text(encoding="utf-8"))
    block = f"review:\n{''.join(steps)}" if steps else ""
    path.write_text(text.replace("initiatives:", f"{extra}{block}initiatives:"), encoding="utf-8")


def review(site: Path, *arguments: str) -> str:
    """Return what the command prints."""
    outcome = run("review", *arguments, "--site", str(site))
    assert outcome.status == 0, outcome.text
    return outcome.text


def digest_of(site: Path) -> str:
    """Return the digest that the command gives for the final approval."""
    match = re.search(r"内容指纹：([0-9a-f]{32})\n", review(site))
    assert match
    return match[1]


def require(site: Path) -> None:
    """Make the site withhold what has not passed its review: all that it has."""
    settings = site / "site.toml"
    settings.write_text(f"{settings.read_text('utf-8')}\n[review]\nrequired = true\n", "utf-8")


def test_nothing_waits_where_nothing_is_asked(minimal: Path) -> None:
    """A site that asks for no review has nothing waiting."""
    assert review(minimal) == "没有在等审校或公布的内容\n"


def test_each_step_that_is_missing_is_listed_by_file(minimal: Path) -> None:
    """What has begun its review is listed with the steps it lacks, in their order."""
    reviewed(minimal, STEPS["first"])
    digest = digest_of(minimal)
    assert review(minimal) == (
        f"{CASE}：一窗受理（虚构案例）\n"
        "    待二审\n    待终审\n    待一校\n    待二校\n    待三校\n"
        f"    终审时写上内容指纹：{digest}\n"
    )


def test_a_draft_is_listed_as_one(minimal: Path) -> None:
    """A draft waits too, and the list says that it is one."""
    reviewed(minimal, extra="draft: true\n")
    assert "    没有公布：草稿\n" in review(minimal)


def test_the_digest_given_is_the_one_that_holds(minimal: Path) -> None:
    """Signed with the digest that the command gave, a document is published; changed, it lapses."""
    require(minimal)
    steps = [STEPS[name] for name in ("first", "second", "proofs")]
    reviewed(minimal, *steps)
    page = minimal / "public/cases/one-window/index.html"
    assert run("build", "--site", str(minimal), "--executor", "serial").status == 0
    assert not page.exists()
    digest = digest_of(minimal)
    reviewed(minimal, *steps, final(digest))
    assert "one-window" not in review(minimal)
    assert run("build", "--site", str(minimal), "--executor", "serial").status == 0
    assert page.exists()
    path = minimal / CASE
    path.write_text(path.read_text("utf-8").replace("虚构的背景", "改过的虚构背景"), "utf-8")
    outcome = run("build", "--site", str(minimal), "--executor", "serial")
    assert "[review-lapsed]" in outcome.text
    assert not page.exists()
    assert "    终审后有改动，待重新终审\n" in review(minimal)
    assert digest_of(minimal) != digest


def test_a_link_to_what_is_withheld_prints_as_text(minimal: Path) -> None:
    """A published page says the words of such a link without leading anywhere, and warns."""
    about = minimal / "content/pages/about.md"
    about.write_text(about.read_text("utf-8").replace("slug:", "draft: true\nslug:"), "utf-8")
    case = minimal / CASE
    case.write_text(
        case.read_text("utf-8").replace(
            "(/about/)", "(/about/#说明)、[又见](../../pages/about.md)"
        ),
        "utf-8",
    )
    outcome = run("build", "--site", str(minimal), "--executor", "serial")
    assert outcome.status == 0
    assert outcome.text.count("[link-withheld]") == 2
    page = (minimal / "public/cases/one-window/index.html").read_text("utf-8")
    assert '<span class="not-yet">关于</span>、<span class="not-yet">又见</span>' in page
    outcome = run("build", "--site", str(minimal), "--executor", "serial", "--drafts")
    assert outcome.text.count("[link-withheld]") == 0
    assert "not-yet" not in (minimal / "public/cases/one-window/index.html").read_text("utf-8")


def test_the_sheet_holds_what_is_to_be_signed(minimal: Path, tmp_path: Path) -> None:
    """The sheet names text, figures with their places, digest, and every step, signed or not."""
    reviewed(minimal, STEPS["first"])
    digest = digest_of(minimal)
    sheet = tmp_path / "sheet.html"
    assert f"写好了 {sheet}" in review(minimal, "one-window", "--sheet", str(sheet))
    page = read_page(tmp_path, sheet)
    assert page.unclosed == []
    assert page.loaded == []
    for words in ("一窗受理（虚构案例）", "网上办理率91.2%", digest, "样例公报", CASE, "虚构甲"):
        assert words in page.text
    for step in ("初审", "二审", "终审", "一校", "二校", "三校"):
        assert page.text.count(step) >= 1
    assert list((minimal / "public").rglob("*")) == []


def test_one_page_is_one_file(minimal: Path, tmp_path: Path) -> None:
    """The preview loads nothing from elsewhere, its links lead to the site, it names nobody."""
    reviewed(minimal, STEPS["first"], STEPS["second"], extra="draft: true\n")
    Image.new("RGB", (600, 300), (15, 100, 121)).save(minimal / "content/cases/sample/sea.png")
    path = minimal / CASE
    path.write_text(f"{path.read_text('utf-8')}\n![虚构的海](sea.png)\n", "utf-8")
    file = tmp_path / "page.html"
    review(minimal, "one-window", "--preview", str(file))
    text, page = file.read_text(encoding="utf-8"), read_page(tmp_path, file)
    assert page.unclosed == []
    assert len(page.loaded) == 4
    assert all(link.startswith("data:") for link in page.loaded)
    assert "Content-Security-Policy" not in text
    assert not re.search(
        r"""(src|srcset|href)=["'](?!data:|https://site\.example/column/|#)""", text
    )
    assert "预览" in page.text
    assert "草稿" in page.text
    assert not any(name in text for name in NAMES)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--sheet", "x.html"), "need a SLUG"),
        (("nothing-here",), "nothing has the slug nothing-here"),
        (("one-window", "--sheet", "no/such/folder/x.html"), "cannot be written"),
    ],
)
def test_wrong_usage_is_told(arguments: tuple[str, ...], said: str, minimal: Path) -> None:
    """A slug that is missing or unknown, or a file that cannot be written, ends with status 2."""
    outcome = run("review", *arguments, "--site", str(minimal))
    assert outcome.status == 2
    assert said in outcome.text


def test_faults_are_told_first(minimal: Path) -> None:
    """A site with errors has no list: they are told as `check` tells them."""
    reviewed(minimal, extra="environment_: x\n")
    outcome = run("review", "--site", str(minimal))
    assert outcome.status == 1
    assert "[front-matter-field]" in outcome.text
