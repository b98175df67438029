"""No page prints a day that is not in the sources: what editors wrote, the data, its releases."""

import re
from pathlib import Path

from lxml import html

from site_builder.build import Checked
from tests.conftest import REPOSITORY

ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
CHINESE = re.compile(r"(?<!\d)((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日")


def days(text: str) -> set[str]:
    """Return every day in a text, however it is written, as `YYYY-MM-DD`."""
    found = {"-".join(match) for match in ISO.findall(text)}
    return found | {f"{y}-{int(m):02}-{int(d):02}" for y, m, d in CHINESE.findall(text)}


def printed(file: Path) -> str:
    """Return what a page says: its text and its attributes, without what only machines read."""
    tree = html.fromstring(file.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    for script in list(tree.iter("script")):
        script.drop_tree()
    return f"{tree.text_content()} {' '.join(tree.xpath('//@*'))}"


def test_every_printed_day_is_in_the_sources(public: Path, shipped: Checked) -> None:
    """Texts, tables and releases, or the date of the build, which is taken from these."""
    known = {shipped.site.as_of}
    for folder in ("content", "data"):
        for file in (REPOSITORY / folder).rglob("*"):
            if file.suffix in (".md", ".csv", ".json"):
                known |= days(file.read_text(encoding="utf-8"))
    assert len(known) > 5
    unknown = {
        (file.relative_to(public).as_posix(), day)
        for file in public.rglob("*.html")
        for day in days(printed(file)) - known
    }
    assert unknown == set()


def test_the_date_of_the_build_is_the_newest_day_of_what_is_published(shipped: Checked) -> None:
    """Where nobody gives it, it is that of a text, a source or a release: no clock has a say."""
    site = shipped.site
    texts = [
        max(item.date, item.updated)[:10] for item in (*site.cases, *site.reports, *site.pages)
    ]
    sources = [source.published for source in site.sources.values()]
    releases = [
        held.release.date for all_ in site.versions.values() for held in all_ if held.release
    ]
    assert site.as_of == max(*texts, *sources, *releases)
