"""An approval binds what a reader sees, no more and no less; a release names no reviewer."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from site_builder.build import Config, check
from site_builder.figures.approval import content_digest
from site_builder.load import packages
from site_builder.model.document import Cover, Document, FigureUse, Length
from site_builder.model.figure import BoundFigure, Comparison, Figure
from site_builder.model.image import ImageFile, Unusable
from site_builder.model.review import Review, Signature, Step
from site_builder.model.site import Site
from site_builder.releases.snapshot import snapshot_cases
from site_builder.releases.unsigned import without_review
from tests.conftest import files_of, make_site, run

CASE = "content/cases/sample/one-window.md"


class Approved(NamedTuple):
    """What an approval is of: the document, its text, its figures, its images."""

    document: Document
    body: str
    figures: tuple[BoundFigure, ...]
    images: Mapping[str, ImageFile | Unusable]

    @property
    def digest(self) -> str:
        """What an approval binds."""
        return content_digest(self.document, self.body, self.figures, self.images)


@pytest.fixture(scope="module", autouse=True)
def _tables_are_sound() -> Iterator[None]:
    """The tables are those of the minimal site, which pass."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packages, "check_tables", lambda *_: ())
        yield


def site_of(root: Path, *, drafts: bool = False) -> Site:
    """Return a site, checked."""
    config = Config(
        root=root, cache=root / ".cache", as_of=None, strict=False, clean=True, drafts=drafts
    )
    return check(config).site


@pytest.fixture(scope="module")
def approved(tmp_path_factory: pytest.TempPathFactory) -> Approved:
    """The case of the minimal site with a picture in it and one on its cover."""
    site = site_of(make_site(tmp_path_factory.mktemp("approved") / "site"))
    (case,) = site.cases
    case = replace(
        case,
        cover=Cover(image="cover.png", alt="封面"),
        images=(replace_image(case, "photo.png"),),
        claims=(("首次", "一｜首次"),),
    )
    figures = site.bindings[case.path]
    assert figures[0].comparison is not None
    return Approved(
        case, site.texts[case.path].body, figures, images(case, photo="1" * 64, cover="2" * 64)
    )


def replace_image(case: Document, target: str) -> object:
    """Return an image as a document names it."""
    from site_builder.model.document import ImageUse

    return ImageUse(target=target, alt="图", caption="", line=18, column=1)


def images(case: Document, *, photo: str, cover: str) -> dict[str, ImageFile | Unusable]:
    """Return the two pictures beside a case, with these digests of their bytes."""
    folder = case.path.rpartition("/")[0]
    return {
        f"{folder}/{name}.png": ImageFile(
            path=f"{folder}/{name}.png", sha256=sha256, width=10, height=10, format="PNG"
        )
        for name, sha256 in (("photo", photo), ("cover", cover))
    }


def with_text(**changed: object) -> Callable[[Approved], Approved]:
    """Return what changes fields of the document."""
    return lambda it: it._replace(document=replace(it.document, **changed))  # type: ignore[arg-type]


def with_figure(**changed: object) -> Callable[[Approved], Approved]:
    """Return what changes the figure that the document shows."""

    def change(it: Approved) -> Approved:
        (bound,) = it.figures
        figure: Figure = replace(bound.figure, **changed)  # type: ignore[arg-type]
        return it._replace(figures=(replace(bound, figure=figure),))

    return change


def with_change(**changed: object) -> Callable[[Approved], Approved]:
    """Return what changes how the change into the figure is said."""

    def change(it: Approved) -> Approved:
        (bound,) = it.figures
        assert bound.comparison is not None
        comparison: Comparison = replace(bound.comparison, **changed)  # type: ignore[arg-type]
        return it._replace(figures=(replace(bound, comparison=comparison),))

    return change


def with_bytes(**changed: str) -> Callable[[Approved], Approved]:
    """Return what changes the bytes of a picture."""
    known = {"photo": "1" * 64, "cover": "2" * 64}
    return lambda it: it._replace(images=images(it.document, **{**known, **changed}))


def moved(it: Approved) -> Approved:
    """Move the file, its pictures beside it, into another folder."""
    document = replace(it.document, path="content/cases/sample/2024/renamed.md")
    return it._replace(document=document, images=images(document, photo="1" * 64, cover="2" * 64))


SIGNATURE = Signature(step=Step.FIRST, role="虚构职务", person="虚构甲", date="2024-03-01")

SEEN = {
    "title": with_text(title="另一个标题"),
    "slug": with_text(slug="other"),
    "date": with_text(date="2024-03-05 10:31"),
    "updated": with_text(updated="2024-03-06 10:30"),
    "body": lambda it: it._replace(body="另一段正文。"),
    "summary": with_text(summary="另一句摘要。"),
    "environment": with_text(environment="market"),
    "area": with_text(area="990002"),
    "tags": with_text(tags=("一件事",)),
    "departments": with_text(departments=("税务局",)),
    "source": with_text(source="other"),
    "locator": with_text(locator="二｜另一处"),
    "consent": with_text(consent="另有依据"),
    "claims": with_text(claims=(("首次", "二｜首次"),)),
    "initiatives": with_text(initiatives=()),
    "cover": with_text(cover=Cover(image="cover.png", alt="另一句")),
    "no cover": with_text(cover=None),
    "bytes of the cover": with_bytes(cover="3" * 64),
    "bytes of a picture": with_bytes(photo="3" * 64),
    "value": with_figure(number="91.3", value="91.3"),
    "unit": with_figure(unit="‰"),
    "qualifier": with_figure(before="约"),
    "mark": with_figure(marks=("预计",)),
    "status": with_figure(status="初步（P）"),
    "period": with_figure(period="2024年"),
    "name of the indicator": with_figure(title="网上办件率"),
    "name of the area": with_figure(area_title="另一区"),
    "source of the figure": with_figure(source_title="另一份公报"),
    "place in the source": with_figure(locator="二：另一处"),
    "change": with_change(text="下降2.7个百分点"),
    "reason": with_change(reasons=("两期跨度不同",)),
}

UNSEEN = {
    "reviewers": with_text(review=Review(signatures=(SIGNATURE,), digest="0" * 32)),
    "aliases": with_text(aliases=("/cases/old/",)),
    "draft": with_text(draft=True),
    "embargo": with_text(publish_on="2024-05-01", expires_on="2025-05-01"),
    "place of the file": moved,
    "places in the file": with_text(places="", length=Length(han=1, words=1)),
    "literals": with_text(literals=(("五大环境", "名称"),)),
    "version of the package": with_figure(version="2023.1.1"),
    "note for editors": with_figure(notes=("另记",)),
}


@pytest.mark.parametrize("what", SEEN)
def test_what_a_reader_sees_is_bound(what: str, approved: Approved) -> None:
    """Any change of it lapses the approval."""
    assert SEEN[what](approved).digest != approved.digest


@pytest.mark.parametrize("what", UNSEEN)
def test_what_no_reader_sees_is_not(what: str, approved: Approved) -> None:
    """A change of it leaves the approval as it is."""
    assert UNSEEN[what](approved).digest == approved.digest


@settings(derandomize=True, deadline=None, max_examples=60)
@given(
    st.lists(st.sampled_from(sorted(UNSEEN)), max_size=4, unique=True),
    st.sets(st.sampled_from(sorted(SEEN)), max_size=3),
)
def test_changes_seen_and_unseen_do_not_hide_one_another(
    approved: Approved, unseen: list[str], seen: set[str]
) -> None:
    """However many unseen changes come together, the digest tells if a seen one is among them."""
    changed = approved
    for what in sorted(seen):
        changed = SEEN[what](changed)
    before = changed.digest
    for what in unseen:
        if what != "place of the file":  # the bytes of pictures go by their place
            changed = UNSEEN[what](changed)
    assert changed.digest == before
    assert (changed.digest == approved.digest) == (not seen)


@settings(derandomize=True, deadline=None)
@given(st.permutations(range(3)))
def test_the_order_of_bindings_does_not_matter(approved: Approved, order: list[int]) -> None:
    """Sorting the names under `figures:` changes nothing that is seen."""
    (bound,) = approved.figures
    several = [
        replace(bound, name=name, figure=replace(bound.figure, number=name)) for name in "甲乙丙"
    ]
    uses = tuple(FigureUse(name=name, part="", line=1, column=1) for name in "甲乙丙")
    document = replace(approved.document, uses=uses)
    first = approved._replace(document=document, figures=tuple(several))
    other = approved._replace(document=document, figures=tuple(several[n] for n in order))
    assert first.digest == other.digest


OTHER = """---
title: 另一篇（虚构案例）
slug: other
date: 2024-03-04 10:30
environment: market
area: "990001"
source: sample-bulletin
summary: 虚构的摘要。
figures:
  投资: {indicator: investment-growth, period: "2022"}
---
## 情况

投资增速为{{投资}}。
"""


def draft_of(site: Path) -> Path:
    """Begin the draft of the minimal site's package; return its observations."""
    folder = site / "data/sample/draft"
    shutil.copytree(site / "data/sample/2023.1.0", folder)
    descriptor = folder / "datapackage.json"
    text = descriptor.read_text(encoding="utf-8")
    descriptor.write_text(text.replace('"2023.1.0"', '"2023.1.0+draft"'), encoding="utf-8")
    return folder / "observations.csv"


def preview(site: Path) -> dict[str, bytes]:
    """Return the files of a preview."""
    outcome = run("build", "--drafts", "--site", str(site), "--executor", "serial", "--clean")
    assert outcome.status == 0, outcome.text
    return files_of(site / "public")


def test_a_revised_observation_changes_what_shows_it_and_lapses_what_binds_it(
    minimal: Path,
) -> None:
    """One cell of the draft: exactly the pages that show it differ, one approval of two lapses."""
    other = minimal / "content/cases/sample/other.md"
    other.write_text(OTHER, encoding="utf-8")
    observations = draft_of(minimal)
    signed = site_of(minimal, drafts=True).digests
    for path in (CASE, "content/cases/sample/other.md"):
        final = (
            f"final: {{role: 虚构职务, person: 虚构甲, date: 2024-03-01, digest: {signed[path]}}}"
        )
        file = minimal / path
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("figures:", f"review: {{{final}}}\nfigures:"), "utf-8")
    before = preview(minimal)
    text = observations.read_text(encoding="utf-8")
    assert text.count(",91.2,") == 1
    observations.write_text(text.replace(",91.2,", ",91.4,"), encoding="utf-8")
    after = preview(minimal)
    report = run("check", "--drafts", "--site", str(minimal)).text
    assert report.count("[review-lapsed]") == 1
    assert "one-window.md:11:69: 警告" in report
    assert before.keys() == after.keys()
    differing = {name for name in before if before[name] != after[name]}
    assert {name for name in differing if name.endswith((".html", ".xml"))} == {
        "cases/environments/government/index.html",
        "cases/feed.xml",
        "cases/index.html",
        "cases/one-window/index.html",
        "cases/areas/990001/index.html",
        "cases/years/2024/index.html",
        "compare/990001/2022-2023/index.html",
        "data/sample/draft/index.html",
        "data/sample/index.html",
        "embed/indicators/online-rate/index.html",
        "environments/government/index.html",
        "feed.xml",
        "index.html",
        "indicators/index.html",
        "indicators/online-rate/index.html",
        "initiatives/one-window/index.html",
        "methods/index.html",
        "regions/990001/index.html",
    }
    assert {"data/sample/draft/observations.csv", "api/indicators/online-rate.json"} <= differing
    plain = run("build", "--site", str(minimal), "--executor", "serial")
    assert "[review-lapsed]" not in plain.text
    assert "91.4" not in (minimal / "public/index.html").read_text(encoding="utf-8")


HEAD = "---\ntitle: 一窗（虚构） # 标题\n"
TAIL = "tags: [一件事]\n---\n## 背景\n\nreview: 正文里的不算。\n---\n尾\n"
BLOCKS = {
    "block": "review:\n  first:\n    role: 虚构职务\n    person: 虚构甲\n    date: 2024-03-01\n",
    "flow": "review: {first: {role: 虚构职务, person: 虚构甲, date: 2024-03-01}}\n",
    "flow on two lines": "review: {first: {role: 虚构职务,\n  person: 虚构甲, date: 2024-03-01}}\n",
    "comment within": "review: # 虚构甲\n  # 虚构甲已看\n  proofs:\n  - {person: 虚构甲}\n",
    "quoted": "'review':\n    first: {person: 虚构甲}\n",
    "empty": "review:\n",
    "no": "",
}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("rest", ["", "\n# 说明\n", "  \n"])
@pytest.mark.parametrize("form", BLOCKS)
def test_a_snapshot_holds_no_review_and_every_other_byte(form: str, rest: str, end: str) -> None:
    """However the block is written, it alone goes; what follows it stays to the byte."""
    for head, tail in (
        (HEAD, TAIL),
        ("---\n", TAIL),
        (HEAD, TAIL.removeprefix("tags: [一件事]\n")),
    ):
        text = f"{head}{BLOCKS[form]}{rest}{tail}"
        if not rest and head == "---\n" and not tail.startswith("tags"):
            continue
        found = without_review(text.replace("\n", end).encode()).decode()
        assert found == f"{head}{rest}{tail}".replace("\n", end)


def test_a_snapshot_of_front_matter_in_one_pair_of_braces() -> None:
    """YAML allows braces around all fields: the review goes with its comma."""
    for fields in ("title: 一, review: {a: 虚构甲}", "review: {a: 虚构甲}, title: 一"):
        found = without_review(f"---\n{{{fields}}}\n---\n正文\n".encode()).decode()
        assert "虚构甲" not in found
        assert yaml.safe_load(found.split("---")[1]) == {"title": "一"}


def test_a_release_names_no_reviewer(minimal: Path) -> None:
    """The cases of a package, as a release would hold them, hold neither name nor role."""
    case = minimal / CASE
    text = case.read_text(encoding="utf-8")
    signed = text.replace("figures:", f"{BLOCKS['block']}figures:")
    assert signed != text
    case.write_text(signed, encoding="utf-8")
    site = site_of(minimal)
    files = dict(snapshot_cases(site, "sample", lambda path: (minimal / path).read_bytes()))
    assert files["cases/one-window.md"].decode() == text
    assert [name for name, data in files.items() if "虚构甲".encode() in data] == []
