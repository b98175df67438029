"""The site in its other languages: addresses, links between them, what stays in Chinese."""

import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from msgspec.structs import replace

from site_builder.build import Checked
from site_builder.figures.latest import finding
from site_builder.model.charts import Charts
from site_builder.model.ground import Ground
from site_builder.model.site import Site
from site_builder.translated import in_language
from tests.conftest import REPOSITORY, make_site, run
from tests.messages import phrases
from tests.pages import Page
from tests.test_english import HAN
from tests.test_foreign import unmarked

THIRD = """msgid ""
msgstr ""
"Plural-Forms: nplurals=1; plural=0;\\n"

msgid "术语"
msgstr "Vortaro"

msgid "首页"
msgstr "Hejmo"

msgid "样例站（虚构）"
msgstr "Specimeno"

msgctxt "term"
msgid "口径（虚构）"
msgstr "Amplekso"
"""
GLOSSARY = (
    "term,title,definition,source,locator,aliases,see\ncaliber,口径（虚构）,虚构的解释。,,,,\n"
)
LANGUAGES = """
[[languages]]
id = "en"
name = "English"

[[languages]]
id = "eo"
name = "Esperanto"
"""
ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">')


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The minimal site in Chinese, English and a language of which only a catalogue is given."""
    site = make_site(tmp_path_factory.mktemp("languages") / "site")
    with (site / "site.toml").open("a", encoding="utf-8") as settings:
        settings.write(LANGUAGES)
    (site / "content" / "glossary.csv").write_text(GLOSSARY, encoding="utf-8")
    (site / "content" / "languages").mkdir()
    (site / "content" / "languages" / "eo.po").write_text(THIRD, encoding="utf-8")
    outcome = run("build", "--site", str(site), "--executor", "serial")
    assert outcome.status == 0, outcome.text
    return site / "public"


def pages(root: Path) -> dict[str, str]:
    """Return the pages of a built site by their paths."""
    return {
        f"/{path.parent.relative_to(root).as_posix()}/".replace("/./", "/"): path.read_text("utf-8")
        for path in root.rglob("index.html")
    }


def test_a_language_is_a_catalogue(built: Path) -> None:
    """A third language needs a catalogue and no code; what it lacks is Chinese, marked so."""
    page = (built / "eo" / "glossary" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="eo">' in page
    assert "<h1>Vortaro</h1>" in page
    assert "Amplekso" in page
    assert '<span lang="zh-CN">虚构的解释。</span>' in page
    assert "<title>Vortaro - Specimeno</title>" in page


def test_forms_of_a_page_name_each_other(built: Path) -> None:
    """Every page names all languages it exists in, itself among them, and so do they."""
    found = {path: dict(ALTERNATE.findall(page)) for path, page in pages(built).items()}
    base = "https://site.example/column/"
    several = {path: forms for path, forms in found.items() if forms}
    assert {"/glossary/", "/en/glossary/", "/eo/glossary/"} <= several.keys()
    for path, forms in several.items():
        assert f"{base}{path[1:]}" in forms.values()
        assert forms["x-default"] == forms["zh-CN"]
        for address in forms.values():
            assert found[f"/{address.removeprefix(base)}"] == forms


def test_all_chinese_of_other_pages_is_marked(built: Path, public: Path) -> None:
    """A screen reader is told of every Chinese text on a page in another language."""
    told = [
        (path, text)
        for root in (built, public)
        for path, page in pages(root).items()
        if path.startswith(("/en/", "/eo/"))
        for text in unmarked(page)
    ]
    assert told == []


def test_documents_keep_their_language(built: Path) -> None:
    """A text that is there in Chinese only says so, and its English page holds it as Chinese."""
    own, told = (pages(built)[f"{prefix}/cases/one-window/"] for prefix in ("", "/en"))
    prose = re.compile(r'<article class="prose"( lang="zh-CN")?>')
    assert prose.findall(own) == [""]
    assert prose.findall(told) == [' lang="zh-CN"']
    assert "This text is available in Chinese only." in told
    texts = [
        re.search(r'<article class="prose"[^>]*>(.*?)</article>', page, re.S)
        for page in (own, told)
    ]
    words = [re.sub(r"<[^>]+>", "", text[1])[:120] for text in texts if text]
    assert len(words) == 2
    assert "虚构的背景" in words[0]
    assert words[0] == words[1]


def test_every_figure_is_the_same_in_english(
    own_pages: dict[str, Page], translated_pages: dict[str, Page]
) -> None:
    """An English page shows the values of the page it translates, and no others."""
    shown = 0
    for path, page in translated_pages.items():
        values = sorted(figure[:2] for figure in page.figures)
        own = own_pages[path.removeprefix("en/")]
        assert values == sorted(figure[:2] for figure in own.figures), path
        shown += len(values)
    assert shown > 1000


def test_charts_are_taken_along_in_the_own_language(built: Path) -> None:
    """Files of charts are in Chinese: no live view of one opens on a page in English."""
    own, told = (pages(built)[f"{prefix}/indicators/online-rate/"] for prefix in ("", "/en"))
    assert ("data-spec=" in own, "data-spec=" in told) == ('class="chart-box"' in own, False)


def test_scripts_say_nothing_of_their_own() -> None:
    """What a script shows is written in the page, in the language of the page."""
    scripts = sorted((REPOSITORY / "templates" / "assets").glob("*.js"))
    found = [path.name for path in scripts if re.search("[\u4e00-\u9fff]", path.read_text("utf-8"))]
    assert found == []


def test_links_stay_in_the_language_where_they_can(built: Path) -> None:
    """A page in English leads to English pages where there are any, and says where it does not."""
    page = pages(built)["/en/glossary/"]
    for tag in re.findall(r"<a [^>]*>", page):
        href = re.search(r'href="([^"#]*)', tag)
        assert href is not None
        target = urljoin("/en/glossary/", href[1])
        other = f"/en{target}"
        if target.startswith(("/en/", "/eo/")) or not target.endswith("/"):
            continue
        assert "hreflang=" in tag
        assert 'lang="' in tag.replace("hreflang", "") or other not in pages(built)


def test_pages_of_the_own_language_are_the_same_without_others(built: Path, minimal: Path) -> None:
    """Languages change nothing of a page but that it names its other forms."""
    (minimal / "content" / "glossary.csv").write_text(GLOSSARY, encoding="utf-8")
    assert run("build", "--site", str(minimal), "--executor", "serial").status == 0
    own, other = pages(minimal / "public"), pages(built)
    named = re.compile(f'{ALTERNATE.pattern}\n|<ul class="languages">.*?</ul>\n', re.DOTALL)
    assert [path for path in own if own[path] != named.sub("", other[path])] == []


def test_the_site_in_a_language_is_the_same_site(shipped: Checked) -> None:
    """Codes, values and comparisons stay; titles are those of the data's English columns."""
    own, told = shipped.site, english_site(shipped.site)
    assert told.entries.keys() == own.entries.keys()
    for slug, entry in told.entries.items():
        before = own.entries[slug]
        assert entry.indicator.title == before.indicator.title_en
        assert [item.key for item in entry.observations] == [
            item.key for item in before.observations
        ]
        assert entry.package is next(one for one in told.packages if one.name == entry.package.name)
    assert {path: len(charts) for path, charts in told.charts.items()} == {
        path: len(charts) for path, charts in own.charts.items()
    }
    for path, bound in told.bindings.items():
        values = [item.figure.value for item in own.bindings[path]]
        assert [item.figure.value for item in bound] == values


def test_findings_and_charts_are_english(shipped: Checked) -> None:
    """What the site says of its figures in English holds no Chinese."""
    site = english_site(shipped.site)
    said = [finding(site, entry) for entry in site.entries.values()]
    for chart in site.every_chart:
        said += [chart.title, chart.subtitle, chart.description, chart.citation, chart.span]
        said += [*chart.breaks, *chart.notes, *chart.marks, *chart.sources]
        said += [mark.said for mark in chart.drawn.marks]
    assert [text for text in said if HAN.search(text)] == []


def test_tags_are_the_same_in_every_language(shipped: Checked) -> None:
    """A tag that cases write in Chinese is found where its title is another."""
    site = english_site(shipped.site)
    assert [(item.id, item.original) for item in site.settings.tags] == [
        (item.id, item.title) for item in shipped.site.settings.tags
    ]


def test_the_site_s_own_catalogue_holds_nothing_obsolete(shipped: Checked) -> None:
    """Every text that the shipped site translates is one that it says."""
    (language,) = shipped.site.translations
    asked: set[str] = set()

    class Listening(type(language)):  # type: ignore[misc]
        """Notes what is asked for."""

        def form(self, pattern: str, n: object = None) -> str:
            asked.add(pattern)
            return super().form(pattern, n)

    heard = Listening(
        code=language.code,
        name=language.name,
        prefix=language.prefix,
        catalogue=language.catalogue,
        plural=language.plural,
    )
    in_language(replace(shipped.site, charts=Charts(), ground=Ground()), heard)
    assert sorted(language.catalogue.keys() - phrases() - asked) == []


def english_site(site: Site) -> Site:
    """Return the site in English."""
    (language,) = site.translations
    return in_language(site, language)
