"""Word files come over as Markdown that our parser reads: nothing lost, nothing garbled."""

import re
import struct
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml

from site_builder.cli import new as new_command
from site_builder.diagnostics import Diagnostic
from site_builder.markup.fill import Surroundings
from site_builder.markup.parser import parser
from site_builder.word import archive, pandoc
from site_builder.word.pandoc import ConverterMissing
from site_builder.word.read import WordDocument, read_word
from tests.conftest import files_of, run
from tests.rendering import render
from tests.word_files import (
    Fill,
    add_footnotes,
    add_picture,
    add_xml,
    link_picture,
    paragraphs,
    picture,
    repacked,
    word,
)


@pytest.fixture
def bring(tmp_path: Path) -> Callable[[Fill], WordDocument]:
    """Return what writes a Word file and reads it."""

    def bring(fill: Fill) -> WordDocument:
        found = read_word(word(tmp_path / "t.docx", fill), "t.docx", "pictures")
        assert isinstance(found, WordDocument)
        assert not re.search(r"(?<!\\)(?:\\\\)*\\\n", found.body)
        assert not re.search("[\ue000-\ue003]|<!--|&nbsp;", re.sub(r"\\[<&]", "", found.body))
        return found

    return bring


Bring = Callable[[Fill], WordDocument]


class _Texts(HTMLParser):
    """The text of every block of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        if tag in ("p", "li", "h2", "h3", "h4", "td", "th"):
            self.found.append("")

    def handle_data(self, data: str) -> None:
        if self.found:
            self.found[-1] += data.replace("\n", "")


def shown(body: str) -> list[str]:
    """Return the text of each paragraph, heading, entry and cell as readers see it."""
    texts = _Texts()
    texts.feed(render(body, Surroundings()))
    return [text for text in texts.found if text]


def cells(body: str) -> list[list[str]]:
    """Return the rows of the first table as our parser reads it."""
    rows: list[list[str]] = []
    for token in parser().parse(body):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and token.level >= 4 and rows:
            rows[-1].append(token.content)
        elif token.type == "table_close":
            break
    return rows


NASTY = (
    "*星*与_线_，**双**，~~删~~，`码`",
    "# 井号开头",
    "- 横线开头",
    "+ 加号开头",
    "1. 手写的序号",
    "1）手写的序号",
    "> 大于号",
    "| 竖线 | 两条 |",
    "<b>标签</b>与<!-- 注释 -->",
    "&amp; &lt; &#65; AT&T",
    "[方括号](地址) ![图](x.png) [^1] ^[脚注]",
    r"反斜杠\*与\\",
    "“弯引号”‘单’与\"直引号\"'单'",
    "破折号——省略号……连字-- --- ...",
    "https://site.example/a_b_c",
    "---",
    "===",
    "表格|里的竖线",
    "$x$ 与 x^2^ 与 H~2~O",
    "邮箱 a@b.example",
    "    四个空格开头",
    "```",
    "：定义",
    "结尾反斜杠\\",
    "全角　空格",
    "-",
    "+",
    "*",
    "1.",
    "___",
    "***",
    "~~~ 波浪",
    "- - -",
    "甲_乙_丙*丁*戊",
    "结尾#",
    "!惊叹[号]",
    "a\\\\&b;",
)


def test_every_text_reads_as_in_word(bring: Bring) -> None:
    """What looks like mark-up, HTML or an entity in Word is the same text on the page."""
    found = bring(paragraphs(*NASTY))
    assert shown(found.body) == [text.strip() for text in NASTY]
    assert "“弯引号”‘单’与\"直引号\"'单'" in found.body
    assert found.notes == ()


def test_indents_hidden_characters_and_long_lines(bring: Bring) -> None:
    """No indent by full-width spaces, no hidden characters, no line broken, none added."""
    long = "推进改革，" * 200
    found = bring(paragraphs(f"　　{long}　", "零\u200b宽\ufeff字", "不\u00a0断", " ", "　"))
    assert found.body.split("\n\n") == [long, "零宽字", "不 断\n"]


EMPHASIS = [
    pytest.param(("推行", "“一件事”", "改革"), "推行<strong>“一件事”</strong>改革", id="quotes"),
    pytest.param(("见", "（试行）", "文件"), "见<strong>（试行）</strong>文件", id="brackets"),
    pytest.param(("", "注意：", "办理"), "<strong>注意：</strong>办理", id="colon"),
    pytest.param(("前", "　重点　", "后"), "前　<strong>重点</strong>　后", id="full-width blank"),
    pytest.param(("a ", "b ", "c"), "a <strong>b</strong> c", id="Latin"),
    pytest.param(("", "100%", "达标"), "<strong>100%</strong>达标", id="per cent"),
]


@pytest.mark.parametrize(("runs", "html"), EMPHASIS)
def test_bold_beside_chinese_stays_bold(
    runs: tuple[str, str, str], html: str, bring: Bring
) -> None:
    """Bold and italic come over with the blanks outside, and our parser reads them."""

    def fill(document: Document) -> None:
        for kind in ("bold", "italic"):
            paragraph = document.add_paragraph(runs[0])
            setattr(paragraph.add_run(runs[1]), kind, True)
            paragraph.add_run(runs[2])

    made = render(bring(fill).body, Surroundings())
    assert html in made
    assert html.replace("strong>", "em>") in made


def test_runs_of_bold_next_to_each_other_are_one(bring: Bring) -> None:
    """Word cuts text into runs at will; Chinese gets no stars or spaces in between."""

    def fill(document: Document) -> None:
        paragraph = document.add_paragraph()
        for text in ("营商", "环境", "改革"):
            paragraph.add_run(text).bold = True
        for text in ("推进", "有力"):
            paragraph.add_run(text)
        paragraph.add_run("　").bold = True

    assert bring(fill).body == "**营商环境改革**推进有力\n"


@pytest.mark.parametrize(
    ("levels", "marks"),
    [((1, 2, 1), "## ### ##"), ((3, 5), "## ####"), ((1, 6, 7, 8), "## ######")],
)
def test_the_highest_heading_is_of_the_second_level(
    levels: tuple[int, ...], marks: str, bring: Bring
) -> None:
    """Levels keep their distance, down to the sixth; a bold heading is no more than a heading."""

    def fill(document: Document) -> None:
        for level in levels:
            heading = document.add_heading("标题", level)
            heading.runs[0].bold = True

    found = [line.split(" ") for line in bring(fill).body.split("\n") if line]
    assert {name for _, name in found} == {"标题"}
    assert list(dict.fromkeys(mark for mark, _ in found)) == list(dict.fromkeys(marks.split(" ")))


def test_the_title_comes_from_its_style_and_the_rest_of_its_page_is_text(bring: Bring) -> None:
    """Subtitle and author stand in the text; nothing of the title page is lost."""

    def fill(document: Document) -> None:
        document.add_paragraph("企业码：“一码通办”", style="Title")
        document.add_paragraph("副标题", style="Subtitle")
        document.add_paragraph("正文")

    found = bring(fill)
    assert found.title == "企业码：“一码通办”"
    assert found.body == "副标题\n\n正文\n"


def test_a_line_ended_by_hand_is_a_paragraph(bring: Bring) -> None:
    """Shift and Enter, inside bold text too, begin a paragraph; page breaks are nothing."""

    def fill(document: Document) -> None:
        paragraph = document.add_paragraph("第一行")
        paragraph.add_run().add_break()
        run = paragraph.add_run("第二")
        run.bold = True
        run.add_break()
        run.add_text("第三")
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    assert bring(fill).body == "第一行\n\n**第二**\n\n**第三**\n"


def test_lists_stay_apart_and_close(bring: Bring) -> None:
    """Entries stand close, nested ones inside, and a second numbered list begins at one again."""

    def fill(document: Document) -> None:
        for text, style in (
            ("甲", "List Bullet"),
            ("甲一", "List Bullet 2"),
            ("乙", "List Bullet"),
            ("一步", "List Number"),
            ("二步", "List Number"),
            ("又一步", "List Number 2"),
        ):
            document.add_paragraph(text, style=style)

    tokens = [token.type for token in parser().parse(bring(fill).body)]
    assert tokens.count("list_item_open") == 6
    assert tokens.count("ordered_list_open") == 2
    made = render(bring(fill).body, Surroundings())
    assert "<p>" not in made
    assert shown(bring(fill).body) == ["甲", "甲一", "乙", "一步", "二步", "又一步"]


def table(document: Document, *rows: str) -> object:
    """Add a table; cells are parted by blanks."""
    made = document.add_table(len(rows), len(rows[0].split()))
    for row, line in enumerate(rows):
        for column, text in enumerate(line.split()):
            made.cell(row, column).text = text
    return made


def test_a_table_is_a_pipe_table_with_its_caption(bring: Bring) -> None:
    """The first row is the header, the caption the line above that our Markdown reads."""

    def fill(document: Document) -> None:
        document.add_paragraph("办件情况（虚构）", style="Caption")
        table(document, "事项 件数", "开办|变更 12")

    found = bring(fill)
    assert found.body.startswith("表：办件情况（虚构）\n\n| 事项")
    assert cells(found.body) == [["事项", "件数"], ["开办|变更", "12"]]
    assert found.notes == ()


def test_merged_cells_are_repeated_and_told(bring: Bring) -> None:
    """A merged cell's text stands in each place that it covers; the note names the table's line."""

    def fill(document: Document) -> None:
        document.add_paragraph("前言")
        made = table(document, "类别 二〇二三 x", r"政\\务&amp; 一 二", "x 三 四")
        for first, last in (((0, 1), (0, 2)), ((1, 0), (2, 0))):
            for place in (first, last):
                if made.cell(*place).text == "x":
                    made.cell(*place).text = ""
            made.cell(*first).merge(made.cell(*last))

    found = bring(fill)
    assert cells(found.body) == [
        ["类别", "二〇二三", "二〇二三"],
        [r"政\\\\务\&amp;", "一", "二"],
        [r"政\\\\务\&amp;", "三", "四"],
    ]
    assert found.notes == ((3, "@word-table"),)
    assert found.body.split("\n")[2].startswith("| 类别")


def test_cells_of_several_lines_become_one(bring: Bring) -> None:
    """Paragraphs, lists and tables in a cell stand in one line; nothing becomes HTML."""

    def fill(document: Document) -> None:
        made = table(document, "项目 内容", "甲 首段。", "乙 首段")
        made.cell(1, 1).add_paragraph("次段")
        made.cell(2, 1).add_paragraph("条目", style="List Bullet")
        table(made.cell(2, 1), "内一 内二", "内三 内四")

    found = bring(fill)
    assert cells(found.body) == [
        ["项目", "内容"],
        ["甲", "首段。次段"],
        ["乙", "首段；条目；内一；内二；内三；内四"],
    ]
    assert [cause for _, cause in found.notes] == ["@word-table"]
    assert "<" not in found.body


def test_a_frame_around_text_is_text(bring: Bring) -> None:
    """A table of one cell is no table."""
    assert bring(lambda document: table(document, "框里的话")).body == "框里的话\n"


def test_pictures_come_with_their_words(bring: Bring) -> None:
    """Each picture is a file; its words and caption stay; a picture shown twice is one file."""

    def fill(document: Document) -> None:
        add_picture(document, "服务中心的“一窗”")
        document.add_paragraph("图1 一窗", style="Caption")
        add_picture(document, "另一张", "blue")
        add_picture(document, "服务中心的“一窗”")

    found = bring(fill)
    assert found.body.split("\n\n")[0] == '![服务中心的“一窗”](pictures/picture-1.png "图1 一窗")'
    assert found.body.count("picture-1.png") == 2
    assert [name for name, _ in found.pictures] == ["picture-1.png", "picture-2.png"]
    assert found.pictures[0][1] == picture().getvalue()
    assert found.notes == ()


@pytest.mark.parametrize("alt", ["", "IMG_2024.jpg", "图片包含 文字 描述已自动生成"])
def test_a_picture_without_words_of_a_person_gets_a_placeholder(alt: str, bring: Bring) -> None:
    """No words, a file's name, a program's guess: the editor is told to write them."""
    found = bring(lambda document: add_picture(document, alt))
    assert found.body == "![（待补替代文字）](pictures/picture-1.png)\n"
    assert found.notes == ((1, "@word-alt|picture-1.png"),)


@pytest.mark.parametrize(
    ("name", "data", "cause"),
    [
        ("image1.emf", b"\x01\x00\x00\x00", "@word-metafile"),
        ("image1.wmf", b"\xd7\xcd\xc6\x9a", "@word-metafile"),
        ("image1.png", picture("BMP").getvalue(), "@image-kind"),
        ("image1.png", picture().getvalue()[:200], "@image-broken"),
    ],
)
def test_a_picture_the_web_cannot_show_is_named(
    name: str, data: bytes, cause: str, tmp_path: Path
) -> None:
    """Its place in the text says which picture is to be supplied, and why."""
    file = word(tmp_path / "t.docx", lambda document: add_picture(document, "图示"))

    def change(parts: dict[str, bytes]) -> None:
        del parts["word/media/image1.png"]
        parts[f"word/media/{name}"] = data
        relations = "word/_rels/document.xml.rels"
        parts[relations] = parts[relations].replace(b"image1.png", name.encode())

    found = read_word(repacked(file, change), "t.docx", "pictures")
    assert isinstance(found, WordDocument)
    assert found.body == f"（待补图片：{name}）\n"
    assert found.notes == ((1, f"@word-picture|{name}\n{cause}"),)
    assert found.pictures == ()


def test_a_picture_that_is_only_linked_to_is_not_fetched(bring: Bring) -> None:
    """A picture elsewhere, on the web or on the disk, is named as absent."""

    def fill(document: Document) -> None:
        add_picture(document, "图示")
        link_picture(document, "file:///etc/hostname")

    found = bring(fill)
    assert found.pictures == ()
    assert "hostname" not in found.body.replace("（待补图片：hostname）", "")


def test_footnotes_come_over(bring: Bring) -> None:
    """A footnote is one of ours, its text at the end."""

    def fill(document: Document) -> None:
        add_footnotes(document, "脚注一（虚构）")
        paragraph = document.add_paragraph("正文")
        add_xml(paragraph, '<w:r><w:footnoteReference w:id="2"/></w:r>')
        paragraph.add_run("继续")

    assert bring(fill).body == "正文[^1]继续\n\n[^1]: 脚注一（虚构）\n"


def test_tracked_changes_are_accepted_and_comments_dropped(bring: Bring) -> None:
    """What was put in is there, what was taken out is gone, remarks at the margin are nothing."""

    def fill(document: Document) -> None:
        paragraph = document.add_paragraph("原文")
        add_xml(paragraph, '<w:ins w:id="1" w:author="a"><w:r><w:t>新增</w:t></w:r></w:ins>')
        add_xml(
            paragraph, '<w:del w:id="2" w:author="a"><w:r><w:delText>旧</w:delText></w:r></w:del>'
        )
        document.add_comment(paragraph.add_run("有批注"), text="这里改一下", author="某人")

    assert bring(fill).body == "原文新增有批注\n"


def test_raised_digits_stay_raised(bring: Bring) -> None:
    """10² never becomes 102, nor H₂O anything else."""

    def fill(document: Document) -> None:
        paragraph = document.add_paragraph("10")
        paragraph.add_run("2").font.superscript = True
        paragraph.add_run("平方米H")
        paragraph.add_run("2").font.subscript = True
        paragraph.add_run("O")

    assert bring(fill).body == "10²平方米H₂O\n"


def test_what_markdown_cannot_say_is_told_with_its_line(bring: Bring) -> None:
    """Struck text and formulas are kept as text, and somebody is told to look at that line."""

    def fill(document: Document) -> None:
        document.add_paragraph("首段")
        paragraph = document.add_paragraph("数为")
        paragraph.add_run("旧数").font.strike = True
        run = paragraph.add_run("新数")
        run.underline = True

    found = bring(fill)
    assert found.body == "首段\n\n数为旧数新数\n"
    assert found.notes == ((3, "@word-struck|旧数"),)


def test_a_formula_comes_over_as_its_text(bring: Bring) -> None:
    """Nothing of it is lost on the way, and somebody is told to look at it."""

    def fill(document: Document) -> None:
        namespace = "http://schemas.openxmlformats.org/officeDocument/2006/math"
        parts = "".join(f"<m:{n}><m:r><m:t>{n[0]}</m:t></m:r></m:{n}>" for n in ("num", "den"))
        xml = f'<m:oMath xmlns:m="{namespace}"><m:f>{parts}</m:f></m:oMath>'
        document.add_paragraph()._p.append(parse_xml(xml))

    found = bring(fill)
    assert shown(found.body) == [r"\frac{n}{d}"]
    assert found.notes == ((1, r"@word-formula|\frac{n}{d}"),)


def test_what_pandoc_passes_over_is_told(bring: Bring) -> None:
    """Text in a box does not come over, and is not lost in silence."""

    def fill(document: Document) -> None:
        paragraph = document.add_paragraph("正文")
        box = "<w:txbxContent><w:p><w:r><w:t>框里的字</w:t></w:r></w:p></w:txbxContent>"
        add_xml(
            paragraph,
            '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml">'
            f"<v:textbox>{box}</v:textbox></v:shape></w:pict></w:r>",
        )

    found = bring(fill)
    assert ("框里的字" in found.body) != (found.notes == ((0, "@word-text-box"),))


def test_a_table_of_contents_is_left_out(bring: Bring) -> None:
    """Entries that lead to headings of the file say page numbers a web page does not have."""

    def fill(document: Document) -> None:
        entry = document.add_paragraph()
        add_xml(entry, '<w:hyperlink w:anchor="_Toc1"><w:r><w:t>背景 1</w:t></w:r></w:hyperlink>')
        document.add_heading("背景", 1)

    assert bring(fill).body == "## 背景\n"


UNREADABLE: list[object] = [
    pytest.param("文字".encode(), "@word-no-docx", id="a text"),
    pytest.param(b"", "@word-no-docx", id="nothing"),
    pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "@word-old-format", id="doc"),
    pytest.param(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "@import-password",
        id="with a password",
    ),
    pytest.param(b"PK\x03\x04" + b"\0" * 100, "@word-damaged", id="a broken archive"),
]


@pytest.mark.parametrize(("data", "cause"), UNREADABLE)
def test_a_file_that_is_no_docx_is_refused(data: bytes, cause: str, tmp_path: Path) -> None:
    """Each kind of wrong file has its own words."""
    file = tmp_path / "t.docx"
    file.write_bytes(data)
    assert refusal(file) == cause


def refusal(file: Path) -> str:
    """Return why a file cannot be read."""
    found = read_word(file, file.name, "pictures")
    assert isinstance(found, Diagnostic)
    assert found.code == "word-unreadable"
    return dict(found.arguments)["cause"]


def test_damaged_parts_are_refused(tmp_path: Path) -> None:
    """Text cut off, a document type, another program's parts: refused, without a crash."""
    part = "word/document.xml"
    changes: list[tuple[Callable[[dict[str, bytes]], object], str]] = [
        (lambda parts: parts.update({part: parts[part][:300]}), "@word-damaged"),
        (lambda parts: parts.update({part: b"<!DOCTYPE x []>" + parts[part]}), "@word-damaged"),
        (lambda parts: parts.update({"[Content_Types].xml": b"<Types/>"}), "@word-no-docx"),
        (lambda parts: parts.pop(part), "@word-damaged"),
    ]
    for change, cause in changes:
        file = word(tmp_path / "t.docx", paragraphs("虚构"))
        assert refusal(repacked(file, change)) == cause


def test_files_that_unpack_to_too_much_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Size, number of parts and unpacked size have limits, told before anything is unpacked."""
    file = repacked(
        word(tmp_path / "t.docx", paragraphs("虚构")),
        lambda parts: parts.update({"word/more.xml": b"\0" * 70_000_000}),
    )
    assert file.stat().st_size < 200_000
    assert refusal(file) == "@word-unpacked|64"
    monkeypatch.setattr(archive, "MOST_PARTS", 3)
    assert refusal(file) == "@word-parts|3"
    monkeypatch.setattr(archive, "LARGEST_FILE", 10)
    assert refusal(file).startswith("@word-large|")


def test_a_part_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    """A directory that says a part is small does not get more of it unpacked."""
    file = repacked(
        word(tmp_path / "t.docx", paragraphs("虚构")),
        lambda parts: parts.update({"word/more.xml": b"\0" * 1_000_000}),
    )
    with zipfile.ZipFile(file) as opened:
        info = opened.getinfo("word/more.xml")
    data = file.read_bytes()
    true, false = struct.pack("<I", info.file_size), struct.pack("<I", 10)
    assert data.count(true) == 2
    file.write_bytes(data.replace(true, false))
    assert refusal(file) == "@word-damaged"


def test_pandoc_runs_in_a_sandbox(bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    """It reads what it is handed, and neither file nor address."""
    calls: list[list[str]] = []
    run_pandoc = pandoc.subprocess.run

    def watched(command: list[str], **options: object) -> object:
        calls.append(command)
        return run_pandoc(command, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(pandoc.subprocess, "run", watched)
    bring(paragraphs("虚构"))
    assert len(calls) == 2
    for command in calls:
        assert "--sandbox" in command
        assert all(part.startswith(("-", "+")) for part in command[1:])


GIVEN = (
    *("--environment", "government", "--area", "990001", "--source", "sample-bulletin"),
    *("--date", "2024-03-05 09:00"),
)


def sample(document: Document) -> None:
    """Fill a document with some of everything."""
    document.add_paragraph("企业码（虚构）", style="Title")
    document.add_heading("背景", 1)
    document.add_paragraph("推行").add_run("“一件事”").bold = True
    table(document, "事项 时限", "甲 当天")
    add_picture(document, "红色方块")


def test_a_new_case_from_word_builds_at_once(minimal: Path, tmp_path: Path) -> None:
    """Text, table and picture are on the page of the preview; the picture lies beside the text."""
    file = word(tmp_path / "案例.docx", sample)
    outcome = run("new", "case", "qi-ye-ma", "--from", str(file), "--site", str(minimal), *GIVEN)
    assert outcome.status == 0, outcome.text
    folder = minimal / "content/cases/sample"
    text = (folder / "qi-ye-ma.md").read_text("utf-8")
    assert "title: 企业码（虚构）\n" in text
    assert "![红色方块](qi-ye-ma/picture-1.png)" in text
    assert files_of(folder / "qi-ye-ma") == {"picture-1.png": picture().getvalue()}
    output = tmp_path / "public"
    arguments = ("--site", str(minimal), "--output", str(output), "--executor", "serial")
    built = run("build", "--drafts", *arguments)
    assert built.status == 0, built.text
    page = (output / "cases/qi-ye-ma/index.html").read_text("utf-8")
    assert "推行<strong>“一件事”</strong>" in page
    assert '<th scope="col">时限</th>' in page
    assert 'alt="红色方块"' in page


def test_a_given_title_wins(minimal: Path, tmp_path: Path) -> None:
    """`--title` takes the place of the title in Word."""
    file = word(tmp_path / "t.docx", sample)
    arguments = ("--from", str(file), "--title", "另一个标题", "--site", str(minimal), *GIVEN)
    assert run("new", "case", "x-y", *arguments).status == 0
    text = (minimal / "content/cases/sample/x-y.md").read_text("utf-8")
    assert "title: 另一个标题\n" in text
    assert "企业码" not in text


def test_without_the_converter_it_is_said_how_to_get_it(
    minimal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The extra is named as it is installed; nothing is written."""

    def missing() -> str:
        raise ConverterMissing

    monkeypatch.setattr(new_command, "converter", missing)
    before = files_of(minimal)
    file = word(tmp_path / "t.docx", sample)
    outcome = run("new", "case", "x-y", "--from", str(file), "--site", str(minimal), *GIVEN)
    assert outcome.status == 2
    assert 'pip install "site-builder[word]"' in outcome.text
    assert files_of(minimal) == before
