"""Pictures that leave the site: wrapped by estimate, set in one font, the same on each machine."""

import io
import os
import subprocess
import sys
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from site_builder.markup.widths import broken, text_width
from site_builder.model.palette import ENVIRONMENTS, SIGNS
from site_builder.posters.card import (
    Card,
    CaseCard,
    Head,
    HomeCard,
    IndicatorCard,
    Shown,
    card_sheet,
)
from site_builder.posters.lettering import GETA, settable
from site_builder.posters.png import png
from site_builder.posters.sheet import Value, box, sheet, words
from tests.conftest import REPOSITORY

SVG = "{http://www.w3.org/2000/svg}"
HEAD = Head(
    site="样例站（虚构）", notice="虚构。", environment="market", environment_title="市场环境"
)


def shown(title: str = "虚构指标", number: str = "99.78", *marks: str) -> Shown:
    """Return a made-up figure."""
    value = Value(before="超", number=number, unit="亿元", after="以上")
    place = "虚构区，累计至报告时（不晚于2024年5月28日）"
    return Shown(title=title, value=value, place=place, marks=marks)


CARDS: dict[str, Card] = {
    "indicator": IndicatorCard(head=HEAD, figure=shown("虚构指标", "1234567.89", "推定", "并列")),
    "long": IndicatorCard(head=HEAD, figure=shown("很长的虚构指标名称" * 9, "7", "预计" * 30)),
    "case": CaseCard(
        head=HEAD,
        title="很长的虚构案例标题" * 12,
        place="虚构区",
        summary="",
        figures=(shown(), shown()),
    ),
    "words": CaseCard(head=HEAD, title="案例", place="虚构区", summary="摘要。" * 90, figures=()),
    "home": HomeCard(head=HEAD, description="说明。" * 80, figures=(shown(), shown(), shown())),
    "bare": HomeCard(head=Head(site="站", notice=""), description="", figures=()),
}

FEW = st.text(st.sampled_from("洞头区（）《》，。“”2024年%−— abcdefghij/.:-"), max_size=80)


@given(FEW, st.integers(40, 400))
def test_lines_fit_and_hold_the_text(text: str, width: int) -> None:
    """Broken lines are as wide as allowed, one character aside, and nothing but blanks is lost."""
    lines = broken(text, 14, width)
    assert all(text_width(line, 14) <= width or len(line) == 1 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_lines_break_as_chinese_is_set() -> None:
    """No line begins with a comma or a unit, none ends with an opening bracket or within a span."""
    assert broken("洞头区网办率，升。", 10, 60) == ("洞头区网办", "率，升。")
    assert broken("洞头区网办率为95.5%，高", 10, 84) == ("洞头区网办率为", "95.5%，高")
    assert broken("洞头区网办（率）", 10, 60) == ("洞头区网办", "（率）")
    assert broken("投资增速2020年1—10月", 10, 80) == ("投资增速2020年", "1—10月")


@pytest.mark.parametrize("name", CARDS)
def test_cards_have_the_size_that_networks_ask_for(name: str) -> None:
    """Each card is a PNG of 1200 by 630, small, and all its text stands inside."""
    made = card_sheet(CARDS[name])
    picture = Image.open(io.BytesIO(png(made, 1)))
    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert len(png(made, 1)) < 80_000
    for text in fromstring(made).iter(f"{SVG}text"):
        assert 20 < float(text.attrib["y"]) < 622, "".join(text.itertext())


def test_a_card_holds_what_must_stay_with_its_figure() -> None:
    """Qualifier, unit, area, period, marks, the site and its notice are on the card."""
    said = "".join(fromstring(card_sheet(CARDS["indicator"])).itertext())
    for text in (
        "超",
        "1234567.89",
        "亿元以上",
        "虚构区",
        "不晚于",
        "推定",
        "并列",
        "样例站",
        "虚构。",
    ):
        assert text in said, text


def test_colours_and_signs_are_those_of_the_pages() -> None:
    """Cards show an environment as the pages do."""
    style = (REPOSITORY / "templates/assets/site.css/01-tokens.css").read_text(encoding="utf-8")
    macros = (REPOSITORY / "templates/macros.html").read_text(encoding="utf-8")
    light = style.partition("@media")[0]
    for name, colour in ENVIRONMENTS.items():
        assert f"--{name}: {colour};" in light
        assert SIGNS[name] in macros or "circle" in macros


NEEDED = "《》（）“”‘’—–−·…↑↓→←±≥≤×％%‰①②㎡℃㐂囍龘堃垚犇骉赟翀瓯洞鹿〓"


def test_the_font_has_what_reports_need() -> None:
    """Punctuation, arrows, rare characters of names are set as themselves; others get a mark."""
    assert settable(NEEDED) == NEEDED
    assert settable("a\u200b\ufe0fb") == "ab"
    assert settable("𪚥한") == GETA * 2


def ink(mark: str) -> bytes:
    """Return the pixels of one character."""
    made = sheet(60, 60, "", "", [words(mark, 10, 40, 32)])
    return Image.open(io.BytesIO(png(made, 1))).convert("L").tobytes()


def test_no_two_characters_are_drawn_as_the_same_box() -> None:
    """Every needed character has a shape of its own, so none is the box of a missing one."""
    shapes = [ink(mark) for mark in NEEDED]
    assert len(set(shapes)) == len(NEEDED)


def test_text_stands_where_its_anchor_says() -> None:
    """A line begins, is centred, or ends at its place; bold is darker, not longer by much."""

    def extent(**how: object) -> tuple[int, int, int, int]:
        parts = [box(0, 0, 400, 60, "#ffffff"), words("洞头区营商环境", 200, 40, 20, **how)]  # type: ignore[arg-type]
        made = sheet(400, 60, "", "", parts)
        picture = Image.open(io.BytesIO(png(made, 1))).convert("RGB")
        found = ImageChops.difference(picture, Image.new("RGB", picture.size, "#fff")).getbbox()
        assert found is not None
        return found

    start, bold = extent(), extent(bold=True)
    middle, end = extent(anchor="middle"), extent(anchor="end")
    assert abs(start[0] - 200) < 4
    assert abs(end[2] - 200) < 4
    assert abs((middle[0] + middle[2]) / 2 - 200) < 3
    assert 0 <= (bold[2] - bold[0]) - (start[2] - start[0]) < 4


def test_text_that_is_turned_is_refused() -> None:
    """What the picture would not show as the SVG does is an error, not a silent difference."""
    body = '<g transform="rotate(-90)"><text x="1" y="1">字</text></g>'
    made = sheet(40, 40, "", "", [f'<svg x="0" y="0" width="40" height="40">{body}</svg>'])
    with pytest.raises(ValueError, match="turned"):
        png(made, 1)


PROGRAM = """
import hashlib, sys
from tests.test_posters import CARDS, card_sheet, png
from tests.test_chart_files import INVENTED, files_of_chart
made = [png(card_sheet(card), 1) for card in CARDS.values()]
made += [data for _, data in files_of_chart(INVENTED, pictures=True)]
print(" ".join(hashlib.sha256(data).hexdigest() for data in made))
"""


def digests(**environment: str) -> str:
    """Return the digests of all pictures, made in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), **environment},
        capture_output=True,
        check=True,
        text=True,
    )
    return done.stdout


def test_bytes_depend_on_no_machine_font_and_no_hash_order(tmp_path: Path) -> None:
    """Without the machine's fonts, and with another hash seed, all files are the same bytes."""
    settings = tmp_path / "fonts.conf"
    settings.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig><dir>{tmp_path}</dir><cachedir>{tmp_path}/cache</cachedir></fontconfig>",
        encoding="utf-8",
    )
    bare = digests(FONTCONFIG_FILE=str(settings), HOME=str(tmp_path), PYTHONHASHSEED="1")
    assert len(bare.split()) == len(CARDS) + 5
    assert bare == digests(PYTHONHASHSEED="2")


def elements(made: str) -> list[Element]:
    """Return the elements of a sheet."""
    return list(fromstring(made).iter())


def test_a_sheet_is_plain() -> None:
    """A card's SVG has no style, script, link or class: what other programs may not understand."""
    for card in CARDS.values():
        for element in elements(card_sheet(card)):
            assert element.tag.removeprefix(SVG) in {
                *("svg", "title", "desc", "rect", "text", "tspan", "path")
            }
            assert not {"style", "class", "href"} & set(element.attrib)
