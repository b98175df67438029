"""What is not to be published stands in no output; a preview shows it, marked, without names."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from site_builder.load import packages
from site_builder.model.document import Document, DocumentKind, Length
from site_builder.model.review import Review
from site_builder.publication import newest_day
from tests.conftest import Outcome, files_of, run
from tests.pages import read_site

SECRET = "content/cases/sample/secret.md"
WORDS = ("藏题字样", "hidden-slug", "藏摘要字样", "藏正文字样", "old-hidden")
"""What the hidden case alone says: title, slug, summary, body, old address."""
PERSONS = ("虚构甲", "虚构乙", "虚构丙", "虚构丁", "虚构戊", "虚构己", "虚构职务")
SIGNED = """review:
  first: {role: 虚构职务, person: 虚构甲, date: 2024-03-01}
  second: {role: 虚构职务, person: 虚构乙, date: 2024-03-02}
  final: {role: 虚构职务, person: 虚构丙, date: 2024-03-03, digest: DIGEST}
  proofs:
    - {role: 虚构职务, person: 虚构丁, date: 2024-03-01}
    - {role: 虚构职务, person: 虚构戊, date: 2024-03-02}
    - {role: 虚构职务, person: 虚构己, date: 2024-03-02}
"""
LABELS = '\n[[tags]]\nid = "hidden-tag"\ntitle = "藏标签字样"\n'
BODY = """---
title: 藏题字样（虚构）
slug: hidden-slug
date: 2024-03-04 10:30
environment: market
area: "990001"
source: sample-bulletin
summary: '藏摘要字样，办理率{{网办率}}。'
initiatives: [one-window]
tags: [藏标签字样]
aliases: [/old-hidden/]
figures:
  网办率: online-rate
%s---
## 藏标题字样

藏正文字样，网上办理率为{{网办率}}。
"""
HOLDS = {
    "draft": ("draft: 是\n", (), "草稿"),
    "date-to-come": ("", ("--as-of", "2024-03-03"), "2024-03-04起公布"),
    "embargo": ("publish_on: 2024-09-01\n", (), "2024-09-01起公布"),
    "expired": ("expires_on: 2024-03-05\n", (), "2024-03-05已下架"),
    "unsigned": ("", (), "待初审、二审、终审、一校、二校、三校"),
    "half-signed": (
        "".join(SIGNED.splitlines(keepends=True)[:2]),
        (),
        "待二审、终审、一校、二校、三校",
    ),
    "lapsed": (SIGNED.replace("DIGEST", "0" * 32), (), "终审后有改动，待重新终审"),
}
REQUIRED = ("unsigned", "half-signed", "lapsed")


@pytest.fixture(scope="module", autouse=True)
def _tables_are_sound() -> Iterator[None]:
    """The tables are those of the minimal site, which pass."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packages, "check_tables", lambda *_: ())
        yield


def build(site: Path, *options: str) -> Outcome:
    """Build a site in this process, from an empty cache."""
    return run("build", "--site", str(site), "--executor", "serial", "--clean", *options)


def check(site: Path, *options: str) -> str:
    """Return what is said of a site."""
    return run("check", "--site", str(site), *options).text


def write(site: Path, name: str, text: str) -> Path:
    """Write a file of a site."""
    file = site / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def add(site: Path, name: str, text: str) -> None:
    """Add to the end of a file of a site."""
    file = site / name
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


def release_of_approved(site: Path) -> None:
    """Demand 三审三校, and sign the three documents of the minimal site as they are now."""
    add(site, "site.toml", "\n[review]\nrequired = true\n")
    for name in ("cases/sample/one-window.md", "pages/about.md", "reports/sample.md"):
        file = site / "content" / name
        text = file.read_text(encoding="utf-8").replace("---\n## ", f"{SIGNED}---\n## ", 1)
        file.write_text(text.replace("DIGEST", digest_of(site, f"content/{name}")), "utf-8")


def digest_of(site: Path, path: str) -> str:
    """Return what an approval of a document binds now."""
    from site_builder.build import Config
    from site_builder.build import check as checked

    config = Config(
        root=site, cache=site / ".cache", as_of=None, strict=False, clean=True, drafts=True
    )
    return checked(config).site.digests[path]


def holding(output: dict[str, bytes], words: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return the files that hold, or are named after, one of the words, however it is encoded."""
    forms = {
        word: {word.encode(), json.dumps(word)[1:-1].encode(), re.escape(word).encode()}
        for word in words
    }
    return [
        (name, word)
        for name, data in output.items()
        for word in words
        if word in name or any(form in data for form in forms[word])
    ]


@pytest.mark.parametrize("reason", HOLDS)
def test_what_is_withheld_stands_in_no_output(reason: str, minimal: Path) -> None:
    """No file of a plain build holds title, slug, summary, body, tag or old address of it."""
    front, options, _ = HOLDS[reason]
    if reason in REQUIRED:
        release_of_approved(minimal)
    add(minimal, "site.toml", LABELS)
    before = build(minimal, *options)
    assert before.status == 0, before.text
    plain = files_of(minimal / "public")
    write(minimal, SECRET, BODY % front)
    outcome = build(minimal, *options)
    assert outcome.status == 0, outcome.text
    output = files_of(minimal / "public")
    assert holding(output, (*WORDS, "藏标签字样", "hidden-tag", "藏标题字样", *PERSONS)) == []
    assert output.keys() == plain.keys()
    assert [name for name in output if output[name] != plain[name]] == []
    assert ("[review-lapsed]" in outcome.text) == (reason == "lapsed")
    assert outcome.text.count("[") == (reason == "lapsed")


@pytest.mark.parametrize("reason", HOLDS)
def test_a_preview_shows_what_is_withheld_marked_with_its_reason(
    reason: str, minimal: Path
) -> None:
    """With `--drafts` it stands in every list with its reason; every page says it is a preview."""
    front, options, words = HOLDS[reason]
    if reason in REQUIRED:
        release_of_approved(minimal)
    add(minimal, "site.toml", LABELS)
    write(minimal, SECRET, BODY % front)
    outcome = build(minimal, "--drafts", *options)
    assert outcome.status == 0, outcome.text
    output = files_of(minimal / "public")
    pages = read_site(minimal / "public")
    own = output["cases/hidden-slug/index.html"].decode()
    assert f'<span class="held">{words}</span>' in own
    shown = {name for name, _ in holding(output, ("藏题字样",))}
    assert shown >= {
        "feed.xml",
        "cases/index.json",
        "cases/index.html",
        "cases/tags/hidden-tag/index.html",
        "environments/market/index.html",
        "initiatives/one-window/index.html",
        "sitemap/index.html",
        "old-hidden/index.html",
    }
    lists = {name for name in shown if b"case-list" in output[name] and name.endswith(".html")}
    assert [name for name in sorted(lists) if words not in pages[name].text] == []
    index = json.loads(output["cases/index.json"])["cases"]
    assert [item.get("held") for item in index if item["title"].startswith("藏")] == [words]
    unmarked = [
        name
        for name, page in pages.items()
        if "预览：本页可能含有草稿" not in page.text or ("robots", "noindex") not in page.metas
    ]
    assert unmarked == []
    assert holding(output, PERSONS) == []


def test_reviewers_stand_in_no_output(minimal: Path) -> None:
    """Neither names nor roles of who signed leave the house, in a plain build or a preview."""
    release_of_approved(minimal)
    for options in ((), ("--drafts",)):
        outcome = build(minimal, *options)
        assert outcome.status == 0, outcome.text
        output = files_of(minimal / "public")
        assert "cases/one-window/index.html" in output
        assert holding(output, (*PERSONS, digest_of(minimal, "content/pages/about.md"))) == []


def test_what_is_required_and_done_is_published(minimal: Path) -> None:
    """With every step signed and nothing changed since, all of it is published; a change lapses."""
    release_of_approved(minimal)
    assert build(minimal).text.startswith("31个页面")
    case = minimal / "content/cases/sample/one-window.md"
    text = case.read_text(encoding="utf-8")
    case.write_text(text.replace("虚构的背景", "改过的背景"), encoding="utf-8")
    outcome = build(minimal)
    assert outcome.status == 0
    assert "one-window.md:16:62: 警告" in outcome.text
    assert "[review-lapsed]" in outcome.text
    assert "cases/one-window/index.html" not in files_of(minimal / "public")


def test_a_published_page_keeps_what_another_day_opens(minimal: Path) -> None:
    """An embargo ends on its day, an expiry begins on its day."""
    write(minimal, SECRET, BODY % "publish_on: 2024-04-01\nexpires_on: 2024-05-01\n")
    add(minimal, "site.toml", LABELS)
    for day, there in (
        ("2024-03-31", False),
        ("2024-04-01", True),
        ("2024-04-30", True),
        ("2024-05-01", False),
    ):
        assert build(minimal, "--as-of", day).status == 0
        assert (minimal / "public/cases/hidden-slug/index.html").exists() == there


SPOILT = {
    "body": BODY.replace("为{{网办率}}", "为{{网办率"),
    "figure": BODY.replace("online-rate", "online-rates"),
    "name": BODY.replace("sample-bulletin", "other"),
    "link": BODY.replace("藏正文字样", "[藏正文字样](/no/)"),
    "image": BODY.replace("藏正文字样", "![](no.png)"),
    "slug": BODY.replace("hidden-slug", "one-window"),
    "title": BODY.replace("（虚构）", "{{网办率}}"),
    "part": BODY.replace("为{{网办率}}", "为{{网办率.all}}"),
    "signed": BODY.replace(
        "%s", "%s" + SIGNED.replace("03-03", "02-03").replace("DIGEST", "0" * 32)
    ),
}


@pytest.mark.parametrize("fault", SPOILT)
@pytest.mark.parametrize("front", ["draft: true\n", "publish_on: 2030-01-01\n"])
def test_a_fault_in_what_is_withheld_stops_no_plain_build(
    fault: str, front: str, minimal: Path
) -> None:
    """A half-written text keeps nobody from publishing the rest; a preview tells its faults."""
    add(minimal, "site.toml", LABELS)
    write(minimal, SECRET.replace("secret", "a-secret"), SPOILT[fault] % front)
    outcome = build(minimal)
    assert outcome.status == 0, outcome.text
    assert ": 错误 [" not in outcome.text
    assert holding(files_of(minimal / "public"), ("藏",)) == []
    told = run("check", "--drafts", "--site", str(minimal))
    assert "secret.md:" in told.text or fault == "slug"
    assert told.status == 1


def test_front_matter_that_says_draft_may_be_unreadable(minimal: Path) -> None:
    """A draft without a date, or broken in YAML, stops a preview alone; another file stops all."""
    for text in (
        "---\ntitle: 藏题\ndraft: true\n---\n",
        "---\ntitle：藏题\ndraft: 是 # 待写\n---\n",
    ):
        file = write(minimal, SECRET, text)
        assert build(minimal).status == 0
        assert "secret.md:" in check(minimal, "--drafts")
        file.write_text(text.replace("draft", "darft"), encoding="utf-8")
        assert "secret.md:" in check(minimal)


@pytest.mark.parametrize(
    "target", ["/cases/hidden-slug/", "secret.md", "/old-hidden/", "../sample/secret.md#藏标题字样"]
)
def test_a_link_to_what_is_withheld_prints_as_text(target: str, minimal: Path) -> None:
    """No published page leads to it, by address, file or old address; a warning says so."""
    add(minimal, "site.toml", LABELS)
    add(minimal, "content/cases/sample/one-window.md", f"\n见[它]({target})。\n")
    for front in ("draft: true\n", "publish_on: 2030-01-01\n", "expires_on: 2024-03-05\n"):
        write(minimal, SECRET, BODY % front)
        report = check(minimal)
        assert report.count("[link-withheld]") == 1, report
        assert report.count(": 警告 [") == 1, report
    assert run("build", "--site", str(minimal), "--executor", "serial").status == 0
    page = (minimal / "public/cases/one-window/index.html").read_text("utf-8")
    assert '见<span class="not-yet">它</span>。' in page
    assert "没有发现问题" in check(minimal, "--drafts")


def document(slug: str, **fields: str | bool | Review) -> Document:
    """Return a page of which only what publication heeds is said."""
    empty = dict.fromkeys(
        ("title", "summary", "package", "environment", "area", "source", "locator", "consent"), ""
    )
    nothing = dict.fromkeys(("initiatives", "figures", "literals", "claims"), ())
    found = dict.fromkeys(("uses", "links", "images", "terms", "headings", "claim_uses"), ())
    return Document(
        kind=DocumentKind.PAGE,
        path=slug,
        slug=slug,
        places="",
        length=Length(han=0, words=0),
        numerals=(),
        **{**empty, **nothing, **found, "date": "2024-01-01 09:00", **fields},  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ({"date": "2024-06-01 09:00"}, "2024-06-01"),
        ({"updated": "2024-07-01 09:00"}, "2024-07-01"),
        ({"date": "2024-06-01 09:00", "draft": True}, "2024-02-01"),
        ({"date": "2024-06-01 09:00", "publish_on": "2024-06-02"}, "2024-02-01"),
        ({"publish_on": "2024-02-01", "updated": "2024-02-03 09:00"}, "2024-02-03"),
        ({"publish_on": "2024-02-02", "updated": "2024-02-03 09:00"}, "2024-02-01"),
        ({"expires_on": "2024-06-01"}, "2024-02-01"),
        ({"updated": "2024-07-01 09:00", "expires_on": "2024-06-01"}, "2024-02-01"),
        ({"publish_on": "2025-01-01", "expires_on": "2026-01-01"}, "2024-02-01"),
    ],
)
def test_the_day_of_a_build_is_that_of_something_published(
    fields: dict[str, str | bool], day: str
) -> None:
    """Drafts, embargoes, expiries never set the day; without any, a source of 2024-02-01 does."""
    one = document("one", **fields)
    found = newest_day([one], ["2024-02-01"], {"one": ""}, required=False)
    assert found == day
    other = document("other", date="2023-01-01 09:00")
    digests = {"one": "", "other": ""}
    assert newest_day([other, one], ["2024-02-01", ""], digests, required=False) == day
    assert newest_day([one], ["2024-02-01"], {"one": ""}, required=True) == "2024-02-01"


def test_embargoes_open_one_another_and_nothing_has_no_day() -> None:
    """A text whose day has come by the day of another counts; of nothing, the day is the first."""
    first = document("a", publish_on="2024-02-01", updated="2024-03-01 09:00")
    second = document("b", publish_on="2024-03-01", updated="2024-04-01 09:00")
    third = document("c", publish_on="2024-05-01", updated="2024-06-01 09:00")
    digests = dict.fromkeys("abc", "")
    found = newest_day([third, second, first], ["2024-02-01"], digests, required=False)
    assert found == "2024-04-01"
    assert newest_day([], [], {}, required=False) == "1970-01-01"
